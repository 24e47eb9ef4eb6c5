import type { UserAction } from '../../protocol/messages.ts'

/** A command as its user would have typed it; failures have no kubectl, so they go by name. */
export function commandText(action: UserAction): string {
  switch (action.type) {
    case 'apply':
      return `kubectl apply -f ${action.file ?? '-'}`
    case 'delete-manifest':
      return `kubectl delete -f ${action.file ?? '-'}`
    case 'kubectl':
      return ['kubectl', ...action.args].join(' ')
    case 'watch':
      return [`watch -n ${action.everySeconds} kubectl`, ...action.args].join(' ')
    case 'interrupt':
      return 'Ctrl+C'
    case 'fail':
      return `${action.failure} ${action.target}`
  }
}
