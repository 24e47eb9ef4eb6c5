import type { EndpointSlice, Service } from '../../../protocol/objects/network.ts'
import { formatLabels } from '../../api/printing/printer.ts'
import { annotationLines, headLines, labelLines } from './lines.ts'

/** So many endpoints are named, the others counted. */
const ENDPOINTS_SHOWN = 3

/** Upstream: kubectl/pkg/describe describeService, v1.36. */
export function serviceLines(
  { metadata, spec, status }: Service,
  slices: readonly EndpointSlice[],
): readonly string[] {
  const ingress = status.loadBalancer?.ingress ?? []
  return [
    ...headLines(metadata),
    ...labelLines('Labels', metadata.labels),
    ...annotationLines('Annotations', metadata.annotations),
    `Selector:\t${formatLabels(spec.selector)}`,
    `Type:\t${spec.type ?? ''}`,
    ...optional('IP Family Policy', spec.ipFamilyPolicy),
    `IP Families:\t${spec.ipFamilies?.join(',') || '<none>'}`,
    `IP:\t${spec.clusterIP ?? ''}`,
    `IPs:\t${spec.clusterIPs?.join(',') || '<none>'}`,
    ...optional('External IPs', spec.externalIPs?.join(',')),
    ...optional('External Name', spec.externalName),
    ...optional('LoadBalancer Ingress', ingress.map(balancerText).join(', ')),
    ...(spec.ports ?? []).flatMap((port) => {
      const name = port.name || '<unset>'
      const protocol = port.protocol ?? 'TCP'
      return [
        `Port:\t${name}\t${port.port}/${protocol}`,
        `TargetPort:\t${port.targetPort ?? port.port}/${protocol}`,
        ...optional('AppProtocol', port.appProtocol),
        ...(port.nodePort ? [`NodePort:\t${name}\t${port.nodePort}/${protocol}`] : []),
        `Endpoints:\t${endpointsText(slices, port.name ?? '')}`,
      ]
    }),
    `Session Affinity:\t${spec.sessionAffinity ?? ''}`,
    ...optional('External Traffic Policy', spec.externalTrafficPolicy),
    ...optional('Internal Traffic Policy', spec.internalTrafficPolicy),
    ...(spec.healthCheckNodePort ? [`HealthCheck NodePort:\t${spec.healthCheckNodePort}`] : []),
  ]
}

/** Upstream: kubectl/pkg/describe describeEndpointSliceV1, v1.36. */
export function endpointSliceLines(slice: EndpointSlice): readonly string[] {
  const { metadata, addressType, ports, endpoints } = slice
  return [
    ...headLines(metadata),
    ...labelLines('Labels', metadata.labels),
    ...annotationLines('Annotations', metadata.annotations),
    `AddressType:\t${addressType}`,
    ...(ports?.length
      ? [
          'Ports:',
          '  Name\tPort\tProtocol',
          '  ----\t----\t--------',
          ...ports.map(
            ({ name, port, protocol }) =>
              `  ${name || '<unset>'}\t${port ?? '<unset>'}\t${protocol ?? 'TCP'}`,
          ),
        ]
      : ['Ports: <unset>']),
    ...(endpoints?.length
      ? ['Endpoints:', ...endpoints.flatMap(endpointLines)]
      : ['Endpoints: <none>']),
  ]
}

function endpointLines(endpoint: NonNullable<EndpointSlice['endpoints']>[number]): string[] {
  const { addresses, conditions, hostname, targetRef, nodeName, zone } = endpoint
  return [
    `  - Addresses:\t${addresses.join(', ') || '<none>'}`,
    '    Conditions:',
    `      Ready:\t${conditions?.ready ?? '<unset>'}`,
    `    Hostname:\t${hostname ?? '<unset>'}`,
    ...(targetRef ? [`    TargetRef:\t${targetRef.kind}/${targetRef.name}`] : []),
    `    NodeName:\t${nodeName ?? '<unset>'}`,
    `    Zone:\t${zone ?? '<unset>'}`,
  ]
}

function endpointsText(slices: readonly EndpointSlice[], portName: string): string {
  if (slices.length === 0) return '<none>'
  const all = slices.flatMap(({ ports, endpoints }) =>
    (ports ?? [])
      .filter(({ name }) => (name ?? '') === portName)
      .flatMap(({ port }) =>
        (endpoints ?? [])
          .filter(({ conditions }) => conditions?.ready ?? true)
          .map(({ addresses: [address = ''] }) => `${address}:${port ?? 0}`),
      ),
  )
  const shown = all.slice(0, ENDPOINTS_SHOWN).join(',')
  return all.length > ENDPOINTS_SHOWN ? `${shown} + ${all.length - ENDPOINTS_SHOWN} more...` : shown
}

function balancerText(ingress: {
  readonly ip?: string
  readonly hostname?: string
  readonly ipMode?: string
}): string {
  const { ip, hostname, ipMode } = ingress
  if (!ip) return hostname ?? ''
  return ipMode ? `${ip} (${ipMode})` : ip
}

function optional(title: string, value: string | undefined): readonly string[] {
  return value ? [`${title}:\t${value}`] : []
}
