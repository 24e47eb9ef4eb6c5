import type { UserAction } from '../../protocol/messages.ts'
import type { Text } from '../../protocol/views.ts'
import type { KernelEvent } from '../kernel/types.ts'
import { spokenCommand } from '../kubectl/spoken-command.ts'

/** What the user did, in the user's own terms: the end of every chain of causes. Undefined for all other events. */
export function actText(event: KernelEvent): Text | undefined {
  if (event.cause !== 0) return undefined
  const action = event.message as UserAction
  switch (action.type) {
    case 'fail':
      return { key: `facts:act.${action.failure}`, params: { target: action.target } }
    case 'apply':
    case 'delete-manifest':
    case 'kubectl':
      return { key: 'facts:act.kubectl', params: { command: spokenCommand(action) } }
    case 'watch':
      return { key: 'facts:act.watch', params: { command: spokenCommand(action) } }
    case 'interrupt':
      return { key: 'facts:act.interrupt' }
    default:
      return undefined
  }
}
