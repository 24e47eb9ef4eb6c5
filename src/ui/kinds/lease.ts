import { HeartPulse } from 'lucide-react'
import type { KindFace } from './kind-face.ts'

export const leaseFace: KindFace<'Lease'> = {
  icon: HeartPulse,
  family: 'machine',
  summary: (lease) => ({
    key: 'inspector:kind.facts.holder',
    params: { holder: lease.spec.holderIdentity ?? '' },
  }),
}
