import { Layers } from 'lucide-react'
import type { KindFace } from './kind-face.ts'

export const replicaSetFace: KindFace<'ReplicaSet'> = {
  icon: Layers,
  family: 'workload',
  summary: (set) => ({
    key: 'inspector:kind.facts.replicas',
    params: { ready: set.status?.readyReplicas ?? 0, wanted: set.spec.replicas ?? 1 },
  }),
}
