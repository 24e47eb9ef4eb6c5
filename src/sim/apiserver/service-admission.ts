import type { Status } from '../../protocol/objects/meta.ts'
import type { Service } from '../../protocol/objects/network.ts'
import { RESOURCES } from '../api/resources.ts'
import { refuseInvalid } from './refuse-invalid.ts'
import { SERVICE_RANGE } from './service-allocator.ts'
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
    if (wanted !== undefined && !around.services.reserve(key, String(wanted))) {
      return refused(
        service,
        `spec.ports[${index}].nodePort`,
        wanted,
        'provided port is already allocated',
      )
    }
    ports.push({
      ...port,
      nodePort: wanted ?? around.services.allocatePort(key, () => around.random('node-ports')),
    })
  }
  return {
    ...service,
    spec: { ...spec, clusterIP: ip, clusterIPs: [ip], ...(spec.ports ? { ports } : {}) },
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
  if (given === '') return around.services.allocateIp(key, () => around.random('cluster-ips'))
  if (!around.services.isInRange(given)) {
    const text = `failed to allocate IP ${given}: the provided network does not match the current range`
    return refused(service, 'spec.clusterIPs', [given], `${text} ${SERVICE_RANGE}`)
  }
  if (around.services.reserve(key, given)) return given
  return refused(
    service,
    'spec.clusterIPs',
    [given],
    `failed to allocate IP ${given}: provided IP is already allocated`,
  )
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
