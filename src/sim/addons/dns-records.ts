import type { EndpointSlice, Service } from '../../protocol/objects/network.ts'

/** One answer that the cluster's DNS gives. */
export interface DnsRecord {
  readonly name: string
  readonly type: 'A' | 'CNAME'
  readonly address: string
}

const ZONE = 'svc.cluster.local'

/**
 * The names of the cluster's services (Kubernetes DNS specification 1.1.0): the cluster IP, or for a headless
 * service its ready pods. Simplified: no SRV and PTR records, no pod names made of addresses.
 */
export function recordsOf(
  services: readonly Service[],
  slices: readonly EndpointSlice[],
): readonly DnsRecord[] {
  return services.flatMap((service) => recordsOfService(service, slices))
}

function recordsOfService(
  { metadata, spec }: Service,
  slices: readonly EndpointSlice[],
): readonly DnsRecord[] {
  const name = `${metadata.name}.${metadata.namespace}.${ZONE}`
  if (spec.type === 'ExternalName')
    return [{ name, type: 'CNAME', address: spec.externalName ?? '' }]
  if (spec.clusterIP && spec.clusterIP !== 'None')
    return [{ name, type: 'A', address: spec.clusterIP }]
  const own = slices.filter(
    (slice) =>
      slice.metadata.namespace === metadata.namespace &&
      slice.metadata.labels?.['kubernetes.io/service-name'] === metadata.name,
  )
  return own.flatMap((slice) =>
    (slice.endpoints ?? []).flatMap(({ addresses, hostname, conditions }) => {
      const isPublished = (conditions?.ready ?? true) || spec.publishNotReadyAddresses === true
      if (!isPublished) return []
      const names = hostname ? [name, `${hostname}.${name}`] : [name]
      return addresses.flatMap((address) =>
        names.map((each) => ({ name: each, type: 'A' as const, address })),
      )
    }),
  )
}
