import { Bell } from 'lucide-react'
import type { KindFace } from './kind-face.ts'

export const eventFace: KindFace<'Event'> = {
  icon: Bell,
  family: 'quiet',
  summary: (event) => ({
    key: 'inspector:kind.facts.event',
    params: { reason: event.reason ?? '' },
  }),
}
