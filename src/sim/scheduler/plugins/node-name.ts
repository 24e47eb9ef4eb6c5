import { type Plugin, unresolvable } from '../framework.ts'

const REJECTION = unresolvable("node(s) didn't match the requested node name")

/** Holds a pod that names its node to that node. Upstream: plugins/nodename, v1.36. */
export const nodeName: Plugin = {
  name: 'NodeName',

  preFilter({ pod }) {
    const wanted = pod.spec.nodeName
    if (!wanted) return undefined
    return { filter: (node) => (node.name === wanted ? undefined : REJECTION), sign: wanted }
  },

  isWorthRetrying: (_pod, event) => event.type === 'node-added',
}
