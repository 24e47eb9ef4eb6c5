import { Server } from 'lucide-react'
import type { KindFace } from './kind-face.ts'

export const nodeFace: KindFace<'Node'> = {
  icon: Server,
  family: 'machine',
  summary: (node) => {
    const ready = node.status.conditions?.find((condition) => condition.type === 'Ready')
    const state = ready?.status === 'True' ? 'Ready' : 'NotReady'
    return { key: 'inspector:kind.facts.node', params: { state } }
  },
}
