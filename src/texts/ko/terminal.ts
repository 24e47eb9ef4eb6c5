import type { Translation } from '../catalog.ts'
import type { terminal as english } from '../en/terminal.ts'

/** 터미널: kubectl의 출력과 명령 줄. */
export const terminal: Translation<typeof english> = {
  label: '터미널: kubectl의 출력',
  none: 'kubectl이 출력하는 내용이 여기에 나타납니다. Tab으로 완성, 위 화살표로 이전 명령, Ctrl+L로 지우기, Ctrl+C로 중단.',
  prompt: '명령 줄',
  placeholder: 'kubectl get pods -o wide',
  run: '실행',
  interrupt: 'Ctrl+C',
  took: '({{time}})',
  round_one: '(지금까지 {{count}}번)',
  round_other: '(지금까지 {{count}}번)',
  waiting_one: '붙여 넣은 줄이 {{count}}개 더 있습니다. Enter로 하나씩 실행하고 Esc로 버립니다.',
  waiting_other: '붙여 넣은 줄이 {{count}}개 더 있습니다. Enter로 하나씩 실행하고 Esc로 버립니다.',
  refused: '명령이 거절되었습니다: {{message}}',
  unknown: '{{program}}: 없는 명령입니다. 이 터미널에서는 kubectl, watch, clear를 쓸 수 있습니다.',
  noFile: '편집기에 {{file}} 파일이 없습니다. 있는 파일: {{known}}',
  watchUsage: '사용법: watch [-n 초] kubectl 명령…',
  kubectlUsage: '사용법: kubectl 명령… (예: kubectl get pods)',
}
