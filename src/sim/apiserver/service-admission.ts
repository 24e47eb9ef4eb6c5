import type { Status } from '../../protocol/objects/meta.ts'
import type { Service } from '../../protocol/objects/network.ts'
import { RESOURCES } from '../api/resources.ts'
import { refuseInvalid } from './refuse-invalid.ts'
import type { Surroundings } from './surroundings.ts'

/**
 * Gives a Service its cluster IP and node ports. Upstream: pkg/registry/core/service/storage, v1.36.
 * Simplified: IPv4 only; addresses are kept by the API server, not as IPAddress objects.
 */
export function allocateService(
  service: Service,
  former: Service | undefined,
  key: string,
  around: Surroundings,
): Service | Status {
  const spec = service.spec
  if (spec.type === 'ExternalName') return service
  const ip = clusterIpOf(service, former, key, around)
  if (typeof ip !== 'string') return ip
  const needsPorts =
    spec.type === 'NodePort' ||
    (spec.type === 'LoadBalancer' && spec.allocateLoadBalancerNodePorts !== false)
  const ports = []
  for (const [index, port] of (spec.ports ?? []).entries()) {
    if (!needsPorts) {
      ports.push(port)
      continue
    }
    const wanted = port.nodePort ?? former?.spec.ports?.[index]?.nodePort
    const field = `spec.ports[${index}].nodePort`
    const misfit = wanted === undefined ? undefined : around.services.reservePort(key, wanted)
    if (misfit !== undefined) return refused(service, field, wanted, misfit)
    const nodePort = wanted ?? around.services.allocatePort(key, () => around.random('node-ports'))
    if (nodePort === undefined)
      return refused(service, field, 0, 'failed to allocate a nodePort: range is full')
    ports.push({ ...port, nodePort })
  }
  const allocated = { clusterIP: ip, clusterIPs: [ip], ...familiesOf(service, former) }
  return { ...service, spec: { ...spec, ...allocated, ...(spec.ports ? { ports } : {}) } }
}

/**
 * In a cluster of one family a Service has that one; whoever writes the endpoints of a headless one by hand may use both.
 * Upstream: `initIPFamilyFields`, pkg/registry/core/service/storage/alloc.go, v1.36.
 */
function familiesOf({ spec }: Service, former: Service | undefined) {
  const isByHand = spec.clusterIP === 'None' && Object.keys(spec.selector ?? {}).length === 0
  const families = spec.ipFamilies?.length ? spec.ipFamilies : former?.spec.ipFamilies
  const policy = spec.ipFamilyPolicy ?? former?.spec.ipFamilyPolicy
  return {
    ipFamilies: families ?? (isByHand ? ['IPv4', 'IPv6'] : ['IPv4']),
    ipFamilyPolicy: policy ?? (isByHand ? 'RequireDualStack' : 'SingleStack'),
  }
}

function clusterIpOf(
  service: Service,
  former: Service | undefined,
  key: string,
  around: Surroundings,
): string | Status {
  const given = service.spec.clusterIP || former?.spec.clusterIP || ''
  if (given === 'None') return 'None'
  if (given === '') {
    const free = around.services.allocateIp(key, () => around.random('cluster-ips'))
    return (
      free ??
      refused(service, 'spec.clusterIPs', [], 'failed to allocate a serviceIP: range is full')
    )
  }
  const misfit = around.services.reserveIp(key, given)
  if (misfit === undefined) return given
  return refused(service, 'spec.clusterIPs', [given], `failed to allocate IP ${given}: ${misfit}`)
}

function refused(service: Service, field: string, badValue: unknown, detail: string): Status {
  return refuseInvalid(RESOURCES.Service, service.metadata.name, [
    { type: 'FieldValueInvalid', field, badValue, detail },
  ])
}

/** Addresses and ports that a Service holds. */
export function heldBy(service: Service): readonly string[] {
  const ports = (service.spec.ports ?? []).flatMap((port) =>
    port.nodePort ? [String(port.nodePort)] : [],
  )
  const ip = service.spec.clusterIP
  return ip && ip !== 'None' ? [ip, ...ports] : ports
}
