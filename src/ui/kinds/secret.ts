import { KeyRound } from 'lucide-react'
import type { KindFace } from './kind-face.ts'

export const secretFace: KindFace<'Secret'> = {
  icon: KeyRound,
  family: 'quiet',
  summary: (secret) => ({
    key: 'inspector:kind.facts.entries',
    params: { count: Object.keys(secret.data ?? {}).length },
  }),
}
