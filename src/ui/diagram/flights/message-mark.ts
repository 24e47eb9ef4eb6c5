/** The form of a message's head: what its colour says is said by its form as well. */
import type { MessageClass } from '../../../protocol/views.ts'
import type { Point } from '../layout/geometry.ts'

type Form = 'disc' | 'point' | 'ring' | 'square' | 'diamond' | 'triangle'

/** CRI and CNI calls are told by their doubled line. */
const FORMS: { readonly [C in MessageClass]: Form } = {
  write: 'disc',
  read: 'point',
  answer: 'point',
  heartbeat: 'point',
  watch: 'ring',
  storage: 'square',
  runtime: 'disc',
  network: 'disc',
  traffic: 'diamond',
  user: 'triangle',
}

/** Adds the form to the context's path, to be filled. */
export function traceMark(
  context: CanvasPath,
  messageClass: MessageClass,
  { x, y }: Point,
  radius: number,
): void {
  const corners = cornersOf(FORMS[messageClass], radius)
  if (corners.length > 0) {
    corners.forEach(([dx, dy], index) => {
      if (index === 0) context.moveTo(x + dx, y + dy)
      else context.lineTo(x + dx, y + dy)
    })
    context.closePath()
    return
  }
  const form = FORMS[messageClass]
  const outer = form === 'point' ? radius * 0.75 : radius
  context.moveTo(x + outer, y)
  context.arc(x, y, outer, 0, Math.PI * 2)
  if (form !== 'ring') return
  // Turned the other way, so that filling leaves it open.
  context.moveTo(x + outer / 2, y)
  context.arc(x, y, outer / 2, 0, Math.PI * 2, true)
}

/** Of forms with corners: where they are around the middle, of about the same area as the disc. */
function cornersOf(form: Form, radius: number): readonly (readonly [number, number])[] {
  switch (form) {
    case 'square': {
      const half = radius * 0.9
      return [
        [-half, -half],
        [half, -half],
        [half, half],
        [-half, half],
      ]
    }
    case 'diamond': {
      const half = radius * 1.35
      return [
        [0, -half],
        [half, 0],
        [0, half],
        [-half, 0],
      ]
    }
    case 'triangle': {
      const side = radius * 1.35
      return [
        [0, -side],
        [side, side * 0.8],
        [-side, side * 0.8],
      ]
    }
    default:
      return []
  }
}
