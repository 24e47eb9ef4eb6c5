import type { Section } from '../../../protocol/inspection.ts'
import type { Service } from '../../../protocol/objects/network.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { label, rowsOf } from './sections.ts'
import { cacheSection } from './worker-node.ts'

/** CoreDNS: the names that it answers. */
export function dnsSections(kernel: Kernel): readonly Section[] {
  const services = rowsOf<Service>(kernel, 'coredns/cache/Service')
  const lines = services.map(
    ({ value }) =>
      `${value.metadata.name}.${value.metadata.namespace}.svc.cluster.local. A ${value.spec.clusterIP ?? ''}`,
  )
  return [{ type: 'text', title: label('records'), lines }, cacheSection(kernel, 'coredns')]
}
