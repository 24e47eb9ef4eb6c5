import type { Node } from '../../../protocol/objects/cluster.ts'
import type {
  Endpoint,
  EndpointPort,
  Service,
  ServicePort,
} from '../../../protocol/objects/network.ts'
import type { Pod } from '../../../protocol/objects/pod.ts'
import { isPodReady, isPodTerminal } from '../../api/pod-status.ts'

/** From pods to endpoints. Upstream: k8s.io/endpointslice/utils.go, v1.36. */

export type AddressType = 'IPv4' | 'IPv6'

/** Whether a pod has an address to offer and has not ended. Terminating pods still serve those they served. */
export function hasEndpoint({ status }: Pod): boolean {
  return Boolean(status.podIP || status.podIPs?.length)
}

export function belongsInSlices(pod: Pod): boolean {
  return hasEndpoint(pod) && !isPodTerminal(pod)
}

/** The address families of a Service. */
export function addressTypesOf({ spec }: Service): readonly AddressType[] {
  const families = spec.ipFamilies?.length ? spec.ipFamilies : [familyOf(spec.clusterIP)]
  return families.filter((family): family is AddressType => family === 'IPv4' || family === 'IPv6')
}

function familyOf(ip: string | undefined): AddressType {
  return ip?.includes(':') ? 'IPv6' : 'IPv4'
}

/** A pod as an endpoint, with the ports that it has behind the service's; equal ports have equal `portsKey`. */
export interface PlacedEndpoint {
  readonly endpoint: Endpoint
  readonly key: string
  readonly ports: readonly EndpointPort[]
  readonly portsKey: string
}

interface Known extends PlacedEndpoint {
  readonly service: Service
  readonly zone: string | undefined
  readonly addressType: AddressType
}

// Memos by object: a service of a thousand pods is worked out anew at each change of one of them.
const knownByPod = new WeakMap<Pod, Known>()
const keyByEndpoint = new WeakMap<Endpoint, string>()

/** What a pod is in the slices of a service. */
export function placedEndpoint(
  pod: Pod,
  service: Service,
  around: { readonly node: Node | undefined; readonly addressType: AddressType },
): PlacedEndpoint {
  const zone = around.node?.metadata.labels?.['topology.kubernetes.io/zone']
  const { addressType } = around
  const known = knownByPod.get(pod)
  if (known?.service === service && known.zone === zone && known.addressType === addressType) {
    return known
  }
  const endpoint = makeEndpoint(pod, service, zone, addressType)
  const ports = endpointPorts(service, pod)
  const key = endpointKey(endpoint)
  const placed = { endpoint, key, ports, portsKey: portsKey(ports), service, zone, addressType }
  knownByPod.set(pod, placed)
  return placed
}

function makeEndpoint(
  pod: Pod,
  service: Service,
  zone: string | undefined,
  addressType: AddressType,
): Endpoint {
  const { metadata, spec, status } = pod
  const ips = status.podIPs?.map(({ ip }) => ip) ?? (status.podIP ? [status.podIP] : [])
  const serving = isPodReady(pod)
  const terminating = metadata.deletionTimestamp !== undefined
  const ready = service.spec.publishNotReadyAddresses === true || (serving && !terminating)
  const { name, namespace, uid } = metadata
  return {
    addresses: ips.filter((ip) => familyOf(ip) === addressType),
    conditions: { ready, serving, terminating },
    ...(hasOwnName(pod, service) ? { hostname: spec.hostname } : {}),
    targetRef: { kind: 'Pod', namespace, name, uid },
    ...(spec.nodeName ? { nodeName: spec.nodeName } : {}),
    ...(zone ? { zone } : {}),
  }
}

/** Pods that name themselves within a headless service keep the name in DNS. */
function hasOwnName({ metadata, spec }: Pod, service: Service): boolean {
  return (
    Boolean(spec.hostname) &&
    spec.subdomain === service.metadata.name &&
    metadata.namespace === service.metadata.namespace
  )
}

/** The pod's ports behind the service's; a port that the pod does not have is left out. */
function endpointPorts(service: Service, pod: Pod): readonly EndpointPort[] {
  return (service.spec.ports ?? []).flatMap((port): readonly EndpointPort[] => {
    const number = targetPortOf(port, pod)
    if (number === undefined) return []
    const { name = '', protocol = 'TCP', appProtocol } = port
    return [{ name, port: number, protocol, ...(appProtocol ? { appProtocol } : {}) }]
  })
}

function targetPortOf({ targetPort, port, protocol = 'TCP' }: ServicePort, { spec }: Pod) {
  if (typeof targetPort !== 'string') return targetPort || port
  const sidecars = (spec.initContainers ?? []).filter(
    ({ restartPolicy }) => restartPolicy === 'Always',
  )
  for (const container of [...spec.containers, ...sidecars]) {
    for (const candidate of container.ports ?? []) {
      const isSame = candidate.name === targetPort && (candidate.protocol ?? 'TCP') === protocol
      if (isSame) return candidate.containerPort
    }
  }
  return undefined
}

/** Same ports, whatever their order. */
export function portsKey(ports: readonly EndpointPort[] | null | undefined): string {
  return (ports ?? [])
    .map(
      ({ name, port, protocol, appProtocol }) => `${name}/${protocol}/${port}/${appProtocol ?? ''}`,
    )
    .sort()
    .join(',')
}

/** Tells endpoints apart. */
export function endpointKey(endpoint: Endpoint): string {
  let key = keyByEndpoint.get(endpoint)
  if (key === undefined) {
    const { addresses, nodeName = '', targetRef } = endpoint
    key = `${addresses.join(',')}|${nodeName}|${targetRef?.namespace ?? ''}/${targetRef?.name ?? ''}`
    keyByEndpoint.set(endpoint, key)
  }
  return key
}
