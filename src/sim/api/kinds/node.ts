import type { Node } from '../../../protocol/objects/cluster.ts'
import { nodeSchema } from '../schema/cluster.ts'
import { validateNode, validateNodeUpdate } from '../validation/node.ts'
import { withDefaults, withFields } from './rewrite.ts'
import type { KindStrategy } from './strategy.ts'

/** Upstream: `kubernetes/pkg/registry/core/node/strategy.go`, v1.36. A kubelet registers its node with a status. */
export const nodeStrategy: KindStrategy<'Node'> = {
  kind: 'Node',
  singular: 'node',
  shortNames: ['no'],
  categories: [],
  subresources: ['status'],
  schema: nodeSchema,
  allowsUnconditionalUpdate: true,
  allowsCreateOnUpdate: false,

  setDefaults(node) {
    const complete = withDefaults(node, { spec: {}, status: {} })
    const { capacity, allocatable } = complete.status
    if (capacity === undefined || allocatable !== undefined) return complete
    return { ...complete, status: { ...complete.status, allocatable: capacity } }
  },

  prepareForCreate: withBothCidrs,

  prepareForUpdate(next, current) {
    return withFields(withBothCidrs(next), { status: current.status })
  },

  prepareForStatusUpdate(next, current) {
    return withFields(next, { spec: current.spec })
  },

  validateCreate: validateNode,
  validateUpdate: validateNodeUpdate,
  validateStatusUpdate: validateNodeUpdate,

  selectableFields: {
    'spec.unschedulable': ({ spec }) => String(spec.unschedulable ?? false),
  },
}

/** The older field shows the first of the node's ranges, and stands for all where it is the only one. */
function withBothCidrs(node: Node): Node {
  const { podCIDR = '', podCIDRs = [] } = node.spec
  const first = podCIDRs[0] ?? ''
  if (first === podCIDR) return node
  const spec =
    podCIDR === '' ? { ...node.spec, podCIDR: first } : { ...node.spec, podCIDRs: [podCIDR] }
  return { ...node, spec }
}
