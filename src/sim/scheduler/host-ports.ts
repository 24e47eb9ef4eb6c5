import type { Pod } from '../../protocol/objects/pod.ts'

/** A port of the node that a pod takes. */
export interface HostPort {
  readonly ip: string
  readonly protocol: string
  readonly port: number
}

const ANY_IP = '0.0.0.0'
const NO_PORTS: readonly HostPort[] = []

/** The node's ports that a pod takes: those of its containers and of its sidecars. Upstream: schedutil.GetHostPorts, v1.36. */
export function hostPortsOf(spec: Pod['spec']): readonly HostPort[] {
  let ports: HostPort[] | undefined
  for (const container of [...(spec.initContainers ?? []), ...spec.containers]) {
    const isInit = spec.initContainers?.includes(container) ?? false
    if (!container.ports || (isInit && container.restartPolicy !== 'Always')) continue
    for (const { hostPort, hostIP, protocol } of container.ports) {
      if (!hostPort || hostPort <= 0) continue
      ports ??= []
      ports.push({ ip: hostIP || ANY_IP, protocol: protocol || 'TCP', port: hostPort })
    }
  }
  return ports ?? NO_PORTS
}

/** Whether any wanted port is taken; a port on all addresses clashes with the same on any one. Upstream: HostPortInfo.CheckConflict. */
export function doPortsClash(wanted: readonly HostPort[], taken: readonly HostPort[]): boolean {
  for (const a of wanted) {
    for (const b of taken) {
      if (a.port !== b.port || a.protocol !== b.protocol) continue
      if (a.ip === b.ip || a.ip === ANY_IP || b.ip === ANY_IP) return true
    }
  }
  return false
}
