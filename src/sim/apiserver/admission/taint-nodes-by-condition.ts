import type { Node } from '../../../protocol/objects/cluster.ts'
import type { AdmissionPlugin } from './plugin.ts'

const NOT_READY = { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' } as const

/** A new node is tainted until it has shown to be ready. Upstream: plugin/pkg/admission/nodetaint, v1.36. */
export const taintNodesByCondition: AdmissionPlugin = {
  name: 'TaintNodesByCondition',

  mutate({ route, object }) {
    if (route.verb !== 'create' || object.kind !== 'Node') return object
    const node = object as Node
    const taints = node.spec?.taints ?? []
    if (taints.some((taint) => taint.key === NOT_READY.key && taint.effect === NOT_READY.effect))
      return object
    return { ...node, spec: { ...node.spec, taints: [...taints, NOT_READY] } }
  },
}
