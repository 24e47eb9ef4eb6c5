import { ListTree } from 'lucide-react'
import type { KindFace } from './kind-face.ts'

export const endpointSliceFace: KindFace<'EndpointSlice'> = {
  icon: ListTree,
  family: 'network',
  summary: (slice) => ({
    key: 'inspector:kind.facts.endpoints',
    params: { count: slice.endpoints?.length ?? 0 },
  }),
}
