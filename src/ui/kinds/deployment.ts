import { Rocket } from 'lucide-react'
import type { KindFace } from './kind-face.ts'

export const deploymentFace: KindFace<'Deployment'> = {
  icon: Rocket,
  family: 'workload',
  summary: (deployment) => ({
    key: 'inspector:kind.facts.replicas',
    params: { ready: deployment.status?.readyReplicas ?? 0, wanted: deployment.spec.replicas ?? 1 },
  }),
}
