/** The terminal: what kubectl printed, and its prompt. */
export const terminal = {
  label: 'Terminal: what kubectl printed',
  none: 'What kubectl prints appears here. Tab completes, arrow up brings back, Ctrl+L clears, Ctrl+C ends what goes on.',
  prompt: 'Command line',
  placeholder: 'kubectl get pods -o wide',
  run: 'Run',
  interrupt: 'Ctrl+C',
  took: '({{time}})',
  round_one: '(once so far)',
  round_other: '({{count}} times so far)',
  waiting_one: '{{count}} more pasted line waits; Enter runs one at a time, Esc drops it.',
  waiting_other: '{{count}} more pasted lines wait; Enter runs one at a time, Esc drops them.',
  refused: 'That command was refused: {{message}}',
  unknown: '{{program}}: command not found. This terminal knows kubectl, watch and clear.',
  noFile: 'There is no file {{file}} in the editor. There are: {{known}}',
  watchUsage: 'usage: watch [-n SECONDS] kubectl COMMAND…',
  kubectlUsage: 'usage: kubectl COMMAND…, as in kubectl get pods',
} as const
