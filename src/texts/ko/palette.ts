/** 명령 팔레트. */
import type { palette as en } from '../en/palette.ts'

export const palette: { readonly [K in keyof typeof en]: string } = {
  open: '무엇이든 찾기',
  label: '동작, 오브젝트, 수업, 예제',
  placeholder: '동작, 오브젝트, 수업, 예제 찾기…',
  none: '그런 이름은 없습니다.',
  found_one: '결과 {{count}}개',
  found_other: '결과 {{count}}개',
  'group.action': '동작',
  'group.component': '컴포넌트',
  'group.lesson': '수업',
  'group.example': '예제',
  language: '언어: {{name}}',
}
