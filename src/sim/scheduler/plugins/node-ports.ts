import { type Plugin, unschedulable } from '../framework.ts'
import { doPortsClash, hostPortsOf } from '../host-ports.ts'

const REJECTION = unschedulable("node(s) didn't have free ports for the requested pod ports")

/** Rejects nodes where another pod has a port of the node that this one wants. Upstream: plugins/nodeports, v1.36. */
export const nodePorts: Plugin = {
  name: 'NodePorts',

  preFilter({ info }) {
    const wanted = info.ports
    if (wanted.length === 0) return undefined
    return {
      filter: (node) =>
        node.usedPorts.length > 0 && doPortsClash(wanted, node.usedPorts) ? REJECTION : undefined,
      sign: JSON.stringify(wanted),
    }
  },

  isWorthRetrying(pod, event) {
    if (event.type === 'node-added') return true
    if (event.type !== 'pod-deleted') return false
    return doPortsClash(hostPortsOf(pod.spec), hostPortsOf(event.old.spec))
  },
}
