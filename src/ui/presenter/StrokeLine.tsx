import { memo } from 'react'
import './ink.css'
import type { Stroke } from './stage-state.ts'
import { strokePath } from './stroke-path.ts'

/** A line of the pen, in the scene's coordinates. */
export const StrokeLine = memo(function StrokeLine({ stroke }: { readonly stroke: Stroke }) {
  return <path d={strokePath(stroke.points)} data-colour={stroke.colour} data-stroke />
})
