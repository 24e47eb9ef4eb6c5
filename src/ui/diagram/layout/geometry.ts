/** Plane geometry of the diagram. All lengths are scene pixels: what the reader sees at zoom 1. */

export interface Point {
  readonly x: number
  readonly y: number
}

export interface Box extends Point {
  readonly width: number
  readonly height: number
}

export function clamp(value: number, min: number, max: number): number {
  return Math.max(min, Math.min(max, value))
}

export function centre(box: Box): Point {
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

/** Where the line from a box's centre towards `towards` leaves the box. */
export function borderPoint(box: Box, towards: Point): Point {
  const from = centre(box)
  const dx = towards.x - from.x
  const dy = towards.y - from.y
  if (dx === 0 && dy === 0) return from
  const reach = Math.min(
    dx === 0 ? Number.POSITIVE_INFINITY : box.width / 2 / Math.abs(dx),
    dy === 0 ? Number.POSITIVE_INFINITY : box.height / 2 / Math.abs(dy),
    1,
  )
  return { x: from.x + dx * reach, y: from.y + dy * reach }
}

/** How many straight pieces stand for one curve: smooth enough at twice the size. */
const CURVE_PIECES = 18

/** A cubic curve that leaves and arrives horizontally or vertically, as points. */
export function curve(from: Point, to: Point, axis: 'horizontal' | 'vertical'): readonly Point[] {
  const halfX = axis === 'horizontal' ? (to.x - from.x) / 2 : 0
  const halfY = axis === 'vertical' ? (to.y - from.y) / 2 : 0
  const first = { x: from.x + halfX, y: from.y + halfY }
  const second = { x: to.x - halfX, y: to.y - halfY }
  return Array.from({ length: CURVE_PIECES + 1 }, (_, index) =>
    onCubic([from, first, second, to], index / CURVE_PIECES),
  )
}

function onCubic([a, b, c, d]: readonly [Point, Point, Point, Point], t: number): Point {
  const s = 1 - t
  const wa = s * s * s
  const wb = 3 * s * s * t
  const wc = 3 * s * t * t
  const wd = t * t * t
  return {
    x: wa * a.x + wb * b.x + wc * c.x + wd * d.x,
    y: wa * a.y + wb * b.y + wc * c.y + wd * d.y,
  }
}

/** The point a fraction (0 to 1) of the way along a line of points, by length. */
export function pointAlong(points: readonly Point[], fraction: number): Point {
  const first = points[0] ?? { x: 0, y: 0 }
  let left = lengthOf(points) * clamp(fraction, 0, 1)
  let previous = first
  for (const point of points.slice(1)) {
    const length = Math.hypot(point.x - previous.x, point.y - previous.y)
    if (length >= left && length > 0) {
      const part = left / length
      return {
        x: previous.x + (point.x - previous.x) * part,
        y: previous.y + (point.y - previous.y) * part,
      }
    }
    left -= length
    previous = point
  }
  return previous
}

function lengthOf(points: readonly Point[]): number {
  let length = 0
  for (let index = 1; index < points.length; index += 1) {
    const a = points[index - 1]
    const b = points[index]
    if (a && b) length += Math.hypot(b.x - a.x, b.y - a.y)
  }
  return length
}

/** The points as the `d` of an SVG path. */
export function pathOf(points: readonly Point[]): string {
  return points
    .map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`)
    .join('')
}
