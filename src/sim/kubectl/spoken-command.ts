import type { UserAction } from '../../protocol/messages.ts'

/** What follows `kubectl` on the command line that says the same as an action; '' where none does; `watch` is a command of its own. */
export function spokenCommand(action: UserAction): string {
  switch (action.type) {
    case 'apply':
      return `apply -f ${action.file ?? '-'}`
    case 'delete-manifest':
      return `delete -f ${action.file ?? '-'}`
    case 'kubectl':
      return action.args.join(' ')
    case 'watch':
      return `watch -n ${action.everySeconds} kubectl ${action.args.join(' ')}`
    default:
      return ''
  }
}
