import { Globe } from 'lucide-react'
import type { KindFace } from './kind-face.ts'

export const serviceFace: KindFace<'Service'> = {
  icon: Globe,
  family: 'network',
  summary: (service) => ({
    key: 'inspector:kind.facts.service',
    params: { type: service.spec.type ?? 'ClusterIP', address: service.spec.clusterIP ?? '' },
  }),
}
