/** Walking the diagram by arrow keys: from a thing to the nearest one in a direction. */
import type { Box, Point } from './layout/geometry.ts'

export type Direction = 'left' | 'right' | 'up' | 'down'

/** The direction of an arrow key, if it is one. */
export function directionOf(key: string): Direction | null {
  switch (key) {
    case 'ArrowLeft':
      return 'left'
    case 'ArrowRight':
      return 'right'
    case 'ArrowUp':
      return 'up'
    case 'ArrowDown':
      return 'down'
    default:
      return null
  }
}

/** How much more a step aside counts than a step ahead. */
const ASIDE_WEIGHT = 2.2

/** Index of the stop to go to, or -1 if there is nothing that way. */
export function nearestInDirection(
  stops: readonly Box[],
  from: number,
  direction: Direction,
): number {
  const start = stops[from]
  if (!start) return -1
  let best = -1
  let bestCost = Number.POSITIVE_INFINITY
  stops.forEach((stop, index) => {
    if (index === from) return
    const { ahead, aside } = offset(anchor(start), anchor(stop), direction)
    if (ahead <= 1) return
    const cost = ahead + Math.abs(aside) * ASIDE_WEIGHT
    if (cost < bestCost) {
      best = index
      bestCost = cost
    }
  })
  return best
}

/** Large things (cards) are met at their head, so that what they contain lies below it. */
function anchor(box: Box): Point {
  return { x: box.x + box.width / 2, y: box.y + Math.min(box.height / 2, 16) }
}

function offset(from: Point, to: Point, direction: Direction) {
  const dx = to.x - from.x
  const dy = to.y - from.y
  switch (direction) {
    case 'left':
      return { ahead: -dx, aside: dy }
    case 'right':
      return { ahead: dx, aside: dy }
    case 'up':
      return { ahead: -dy, aside: dx }
    case 'down':
      return { ahead: dy, aside: dx }
  }
}
