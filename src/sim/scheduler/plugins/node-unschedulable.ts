import type { Taint } from '../../../protocol/objects/cluster.ts'
import { type Plugin, unresolvable } from '../framework.ts'
import { isTolerated } from '../tolerations.ts'

const UNSCHEDULABLE_TAINT: Taint = {
  key: 'node.kubernetes.io/unschedulable',
  effect: 'NoSchedule',
}
const REJECTION = unresolvable('node(s) were unschedulable')

/** Rejects cordoned nodes, unless the pod tolerates the taint that cordoning adds. Upstream: plugins/nodeunschedulable, v1.36. */
export const nodeUnschedulable: Plugin = {
  name: 'NodeUnschedulable',

  preFilter({ pod }) {
    if (isTolerated(UNSCHEDULABLE_TAINT, pod.spec.tolerations ?? [])) return undefined
    return { filter: (node) => (node.isUnschedulable ? REJECTION : undefined), sign: '' }
  },

  isWorthRetrying(_pod, event) {
    if (event.type === 'itself-updated')
      return isTolerated(UNSCHEDULABLE_TAINT, event.pod.spec.tolerations ?? [])
    if (event.type === 'node-added') return !event.node.spec.unschedulable
    if (event.type !== 'node-updated') return false
    return event.old.spec.unschedulable === true && !event.node.spec.unschedulable
  },
}
