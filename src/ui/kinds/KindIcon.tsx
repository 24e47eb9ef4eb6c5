import { CircleHelp } from 'lucide-react'
import { isKnownKind, kindFaces } from './index.ts'
import './kinds.css'

/** The sign of a kind; the kind's name always stands beside it, or in the link's label. */
export function KindIcon({ kind }: { readonly kind: string }) {
  const face = isKnownKind(kind) ? kindFaces[kind] : null
  const Icon = face?.icon ?? CircleHelp
  return (
    <span className="kind-icon" data-family={face?.family ?? 'quiet'} aria-hidden>
      <Icon />
    </span>
  )
}
