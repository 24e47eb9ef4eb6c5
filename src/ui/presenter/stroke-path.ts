import type { Point } from '../diagram/layout/geometry.ts'

/** A line through points, rounded at each: what a hand draws has no corners. */
export function strokePath(points: readonly Point[]): string {
  const [first, ...rest] = points
  if (!first) return ''
  // A tap is a dot: a line of no length is drawn by its round caps.
  if (rest.length === 0) return `M${place(first)}l0.01 0`
  let path = `M${place(first)}`
  rest.forEach((point, index) => {
    const next = rest[index + 1]
    path += next ? `Q${place(point)} ${place(middle(point, next))}` : `L${place(point)}`
  })
  return path
}

function middle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }
}

function place({ x, y }: Point): string {
  return `${x.toFixed(1)} ${y.toFixed(1)}`
}
