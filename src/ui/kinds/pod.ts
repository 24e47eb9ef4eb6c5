import { Box } from 'lucide-react'
import type { KindFace } from './kind-face.ts'

export const podFace: KindFace<'Pod'> = {
  icon: Box,
  family: 'workload',
  summary: (pod) => ({
    key: 'inspector:kind.facts.phase',
    params: { phase: pod.status.phase ?? 'Pending' },
  }),
}
