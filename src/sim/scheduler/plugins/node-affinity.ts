import type { Node } from '../../../protocol/objects/cluster.ts'
import { normalizeByMaximum, type Plugin, unresolvable } from '../framework.ts'
import {
  hasRequiredNodeAffinity,
  preferredNodeAffinity,
  requiredNodeAffinity,
  requiredNodeNames,
} from '../node-selector.ts'

const REJECTION = unresolvable("node(s) didn't match Pod's node affinity/selector")
const CONFLICT = unresolvable('pod affinity terms conflict')

/** Holds a pod to its `nodeSelector` and required node affinity, and prefers nodes by its preferred one. Upstream: plugins/nodeaffinity, v1.36. */
export const nodeAffinity: Plugin = {
  name: 'NodeAffinity',
  weight: 2,

  preFilter({ pod }) {
    if (!hasRequiredNodeAffinity(pod)) return undefined
    const nodeNames = requiredNodeNames(pod)
    if (nodeNames?.size === 0) return { rejection: CONFLICT }
    const required = requiredNodeAffinity(pod.spec)
    const { nodeSelector, affinity } = pod.spec
    return {
      filter: (node) => (required.matches(node) ? undefined : REJECTION),
      nodeNames,
      sign: JSON.stringify([nodeSelector, affinity?.nodeAffinity]),
    }
  },

  preScore({ pod }) {
    const terms = pod.spec.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution
    if (!terms) return undefined
    const preferred = preferredNodeAffinity(terms)
    // Validation lets no such terms in.
    if (typeof preferred !== 'function') return undefined
    return {
      score: preferred,
      normalize: (scores) => normalizeByMaximum(scores, false),
      sign: JSON.stringify(terms),
    }
  },

  isWorthRetrying(pod, event) {
    if (event.type !== 'node-added' && event.type !== 'node-updated') return false
    const required = requiredNodeAffinity(pod.spec)
    if (!required.matches(selectable(event.node))) return false
    return event.type === 'node-added' || !required.matches(selectable(event.old))
  },
}

function selectable({ metadata }: Node) {
  return { name: metadata.name, labels: metadata.labels }
}
