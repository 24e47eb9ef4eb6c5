import type { Service } from '../../../protocol/objects/network.ts'
import { ageOf, column, formatLabels, type Printer, wideColumn } from './printer.ts'

export const servicePrinter: Printer<Service> = {
  columns: [
    column('Name'),
    column('Type'),
    column('Cluster-IP'),
    column('External-IP'),
    column('Port(s)'),
    column('Age'),
    wideColumn('Selector'),
  ],
  cells: (service, now) => [
    service.metadata.name,
    service.spec.type ?? '',
    service.spec.clusterIPs?.[0] ?? '<none>',
    externalAddress(service),
    portsText(service),
    ageOf(service, now),
    formatLabels(service.spec.selector),
  ],
}

function externalAddress({ spec, status }: Service): string {
  const external = spec.externalIPs ?? []
  switch (spec.type) {
    case 'ClusterIP':
    case 'NodePort':
      return external.join(',') || '<none>'
    case 'LoadBalancer': {
      const addresses = status?.loadBalancer?.ingress?.map(
        ({ ip, hostname }) => ip || hostname || '',
      )
      const given = [...new Set(addresses)].filter((address) => address !== '').toSorted()
      return [...given, ...external].join(',') || '<pending>'
    }
    case 'ExternalName':
      return spec.externalName ?? ''
    default:
      return '<unknown>'
  }
}

function portsText({ spec }: Service): string {
  const ports = (spec.ports ?? []).map(({ port, nodePort, protocol }) =>
    nodePort ? `${port}:${nodePort}/${protocol}` : `${port}/${protocol}`,
  )
  return ports.join(',') || '<none>'
}
