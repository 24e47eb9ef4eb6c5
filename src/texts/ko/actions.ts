/** 버튼에 없는 동작의 이름. 명령 팔레트와 도움말에 나옵니다. */
import type { actions as en } from '../en/actions.ts'

export const actions: { readonly [K in keyof typeof en]: string } = {
  storyForward: '앞으로, 이야기 한 걸음',
  storyBack: '뒤로, 이야기 한 걸음',
  decisionForward: '앞으로, 결정 하나',
  decisionBack: '뒤로, 결정 하나',
  toBeginning: '처음으로',
  toEnd: '알려진 끝으로',
  lessonNext: '수업: 다음',
  lessonBack: '수업: 이전',
  'theme.system': '테마: 시스템 설정대로',
  'theme.light': '테마: 밝게',
  'theme.dark': '테마: 어둡게',
  'show.timeline': '타임라인 보기',
  'show.sequence': '시퀀스 다이어그램 보기',
  'show.messages': '메시지 보기',
  'show.events': '이벤트 보기',
  'show.output': '터미널 보기',
  'show.requests': '요청 보기',
  'show.step': '이번 걸음이 한 일 보기',
  'show.object': '선택한 오브젝트 보기',
  'show.component': '선택한 컴포넌트 보기',
  'show.why': '까닭 보기',
}
