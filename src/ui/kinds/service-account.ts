import { UserRound } from 'lucide-react'
import type { KindFace } from './kind-face.ts'

export const serviceAccountFace: KindFace<'ServiceAccount'> = {
  icon: UserRound,
  family: 'quiet',
  summary: () => ({ key: 'inspector:kind.facts.none' }),
}
