import type {
  Endpoint,
  EndpointSlice,
  Service,
  ServicePort,
} from '../../protocol/objects/network.ts'
import { sha256 } from './sha256.ts'

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const CHAIN_HASH_LENGTH = 16

/**
 * The rules by which a node sends traffic to services on to their pods, in the form of `iptables-save`.
 * Upstream: kubernetes/pkg/proxy/iptables, v1.36. Simplified: ClusterIP and NodePort of IPv4; no session affinity, no
 * traffic policies, no masquerading of what comes from outside.
 */
export function rulesOf(
  services: readonly Service[],
  slices: readonly EndpointSlice[],
): readonly string[] {
  const slicesByService = groupSlices(slices)
  const lines: string[] = []
  const nodePorts: string[] = []
  for (const service of services) {
    const { clusterIP } = service.spec
    if (!clusterIP || clusterIP === 'None') continue
    const key = `${service.metadata.namespace}/${service.metadata.name}`
    for (const port of service.spec.ports ?? []) {
      const rules = portRules(service, port, slicesByService.get(key) ?? [])
      lines.push(...rules.lines)
      nodePorts.push(...rules.nodePorts)
    }
  }
  return [...lines, ...nodePorts]
}

/** Where the rules send what is meant for a port of a service: `10.244.1.5:80`. One of them is taken by chance. */
export function destinationsOf(
  service: Service,
  port: ServicePort,
  slices: readonly EndpointSlice[],
): readonly string[] {
  const key = `${service.metadata.namespace}/${service.metadata.name}`
  return endpointsOf(groupSlices(slices).get(key) ?? [], port)
}

/** Name of the chain of one port of a service: `KUBE-SVC-...`. `portName` is `namespace/name:port`. */
export function serviceChain(portName: string, protocol: string): string {
  return `KUBE-SVC-${chainHash(portName + protocol.toLowerCase())}`
}

/** Name of the chain of one endpoint of a service's port: `KUBE-SEP-...`. */
export function endpointChain(portName: string, protocol: string, endpoint: string): string {
  return `KUBE-SEP-${chainHash(portName + protocol.toLowerCase() + endpoint)}`
}

function portRules(
  service: Service,
  port: ServicePort,
  slices: readonly EndpointSlice[],
): { readonly lines: readonly string[]; readonly nodePorts: readonly string[] } {
  const { namespace, name } = service.metadata
  const portName = `${namespace}/${name}${port.name ? `:${port.name}` : ''}`
  const protocol = (port.protocol ?? 'TCP').toLowerCase()
  const endpoints = endpointsOf(slices, port)
  const match = `-d ${service.spec.clusterIP}/32 -p ${protocol} -m comment --comment "${portName} cluster IP" -m ${protocol} --dport ${port.port}`
  if (endpoints.length === 0) {
    const comment = `"${portName} has no endpoints"`
    const refusal = `-A KUBE-SERVICES -d ${service.spec.clusterIP}/32 -p ${protocol} -m comment --comment ${comment} -m ${protocol} --dport ${port.port} -j REJECT --reject-with icmp-port-unreachable`
    return { lines: [refusal], nodePorts: [] }
  }
  const chain = serviceChain(portName, protocol)
  const lines = [`-A KUBE-SERVICES ${match} -j ${chain}`]
  for (const [index, endpoint] of endpoints.entries()) {
    const target = endpointChain(portName, protocol, endpoint)
    const left = endpoints.length - index
    const chance =
      left > 1 ? ` -m statistic --mode random --probability ${(1 / left).toFixed(10)}` : ''
    lines.push(
      `-A ${chain} -m comment --comment "${portName} -> ${endpoint}"${chance} -j ${target}`,
    )
  }
  for (const endpoint of endpoints) {
    const target = endpointChain(portName, protocol, endpoint)
    lines.push(
      `-A ${target} -p ${protocol} -m comment --comment "${portName}" -m ${protocol} -j DNAT --to-destination ${endpoint}`,
    )
  }
  const nodePorts = port.nodePort
    ? [
        `-A KUBE-NODEPORTS -p ${protocol} -m comment --comment "${portName}" -m ${protocol} --dport ${port.nodePort} -j ${chain}`,
      ]
    : []
  return { lines, nodePorts }
}

/** Addresses behind a port: those that are ready, or, if none is, those that still serve while they end. */
function endpointsOf(slices: readonly EndpointSlice[], port: ServicePort): readonly string[] {
  const ready: string[] = []
  const serving: string[] = []
  for (const slice of slices) {
    const target = slice.ports?.find(({ name }) => (name ?? '') === (port.name ?? ''))
    if (!target?.port) continue
    for (const endpoint of slice.endpoints ?? []) {
      const [address] = endpoint.addresses
      if (address === undefined) continue
      const text = `${address}:${target.port}`
      if (isReady(endpoint)) ready.push(text)
      else if (endpoint.conditions?.serving && endpoint.conditions.terminating) serving.push(text)
    }
  }
  return (ready.length > 0 ? ready : serving).toSorted()
}

function isReady({ conditions }: Endpoint): boolean {
  return conditions?.ready ?? true
}

function groupSlices(slices: readonly EndpointSlice[]): Map<string, EndpointSlice[]> {
  const groups = new Map<string, EndpointSlice[]>()
  for (const slice of slices) {
    const service = slice.metadata.labels?.['kubernetes.io/service-name']
    if (service === undefined || slice.addressType !== 'IPv4') continue
    const key = `${slice.metadata.namespace}/${service}`
    groups.set(key, [...(groups.get(key) ?? []), slice])
  }
  return groups
}

/** Base32 of a SHA-256, cut to what an iptables chain name has room for. */
function chainHash(text: string): string {
  const bytes = sha256(text)
  let bits = 0
  let count = 0
  let encoded = ''
  for (const byte of bytes) {
    bits = (bits << 8) | byte
    count += 8
    while (count >= 5 && encoded.length < CHAIN_HASH_LENGTH) {
      encoded += BASE32[(bits >>> (count - 5)) & 31]
      count -= 5
    }
    bits &= (1 << count) - 1
  }
  return encoded
}
