import type { Translation } from '../catalog.ts'
import type { breakpoints as english } from '../en/breakpoints.ts'

/** 시간이 저절로 멈출 곳과 멈춘 까닭. */
export const breakpoints: Translation<typeof english> = {
  title: '중단점',
  hint: '재생하거나 실행하다가 이곳에서 저절로 멈춥니다',
  button: '중단점',
  buttonCount: '중단점: {{count}}개',
  firstOfKind: '종류마다 첫 단계',
  firstOfKindHint: '이 실행에서 아직 보지 못한 단계에서 멈춥니다',
  failureConsequence: '장애가 낳은 결과',
  failureConsequenceHint: 'NotReady, 테인트, 축출, 대체, 재시작',
  mine: '직접 정한 곳',
  none: '컴포넌트, 파드, 노드를 마우스 오른쪽 버튼으로 눌러 “여기서 멈추기”를 고르세요.',
  component: '{{component}}에 메시지가 닿거나 결정할 때',
  object: '{{object}} 쓰기',
  kind: '모든 {{kind}} 쓰기',
  on: '여기서 멈추기: {{name}}',
  remove: '{{name}} 지우기',
  removeAll: '모두 지우기',
  set: '여기서 멈추기',
  clear: '더는 여기서 멈추지 않기',
  mark: '여기에서 무슨 일이 생기면 시간이 멈춥니다',
  'hit.firstOfKind': '멈춤: 이 실행에서 처음 나온 종류의 단계예요.',
  'hit.failureConsequence': '멈춤: {{target}} 장애의 결과예요.',
  'hit.component': '멈춤: {{from}}의 메시지가 {{component}}에 닿았어요.',
  'hit.decision': '멈춤: {{component}}에서 결정을 내렸어요.',
  'hit.created': '멈춤: {{object}} 생성.',
  'hit.changed': '멈춤: {{object}} 변경.',
  'hit.deleted': '멈춤: {{object}} 삭제.',
}
