import { FolderOpen } from 'lucide-react'
import type { KindFace } from './kind-face.ts'

export const namespaceFace: KindFace<'Namespace'> = {
  icon: FolderOpen,
  family: 'quiet',
  summary: (namespace) => ({
    key: 'inspector:kind.facts.phase',
    params: { phase: namespace.status?.phase ?? 'Active' },
  }),
}
