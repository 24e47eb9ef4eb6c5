/** 페이지의 새 버전과, 지금 쓸지 묻는 말. */
import type { offline as en } from '../en/offline.ts'

export const offline: { readonly [K in keyof typeof en]: string } = {
  waiting: 'Pilothouse 새 버전이 준비되었습니다. 지금 실행은 그대로 이어집니다.',
  elsewhere: '다른 탭이 Pilothouse 새 버전으로 넘어갔습니다. 이 탭은 아직 옛 버전입니다.',
  reload: '새로 고침',
  later: '나중에',
}
