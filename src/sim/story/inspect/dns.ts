import type { Section } from '../../../protocol/inspection.ts'
import type { EndpointSlice, Service } from '../../../protocol/objects/network.ts'
import { recordsOf } from '../../addons/dns-records.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { LINES_MAX, label, rowsOf } from './sections.ts'
import { cacheSection } from './worker-node.ts'

/** CoreDNS: the names that it answers. */
export function dnsSections(kernel: Kernel): readonly Section[] {
  const records = recordsOf(
    rowsOf<Service>(kernel, 'coredns/cache/Service').map(({ value }) => value),
    rowsOf<EndpointSlice>(kernel, 'coredns/cache/EndpointSlice').map(({ value }) => value),
  )
  const lines = records.map(({ name, type, address }) => `${name}. ${type} ${address}`)
  return [
    { type: 'text', title: label('records'), lines: lines.slice(0, LINES_MAX) },
    cacheSection(kernel, 'coredns'),
  ]
}
