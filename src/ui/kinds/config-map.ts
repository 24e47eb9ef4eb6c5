import { FileText } from 'lucide-react'
import type { KindFace } from './kind-face.ts'

export const configMapFace: KindFace<'ConfigMap'> = {
  icon: FileText,
  family: 'quiet',
  summary: (map) => ({
    key: 'inspector:kind.facts.entries',
    params: { count: Object.keys(map.data ?? {}).length },
  }),
}
