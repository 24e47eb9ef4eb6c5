/** Where a message's label stands: beside its dot, on no other label, and on no component's name while there is another way. */
import type { Box, Point } from '../layout/geometry.ts'

export interface LabelWish {
  readonly width: number
  readonly height: number
  /** Where the message is. */
  readonly at: Point
  /** The middle of its way: room is rather there than where it arrives. */
  readonly middle: Point
}

export interface LabelGround {
  readonly bounds: Box
  readonly labels: readonly Box[]
  /** What has words of its own. */
  readonly obstacles: readonly Box[]
}

/** From the dot's centre to its label. */
const GAP = 9
/** From the edge of the bounds. */
const EDGE = 4

/**
 * The first place that covers nothing, else the one that covers least; undefined if other labels leave none. Where one
 * label lies on names already, there is none for a second: a heap of them hides what the messages come from.
 */
export function placeLabel(wish: LabelWish, ground: LabelGround): Box | undefined {
  const { bounds, labels } = ground
  let best: Box | undefined
  let least = Number.POSITIVE_INFINITY
  for (const box of candidates(wish, bounds)) {
    const isFree = box.y >= bounds.y && labels.every((other) => overlap(box, other) === 0)
    if (!isFree) continue
    const covered = coveredBy(box, ground)
    if (covered >= least) continue
    best = box
    least = covered
    if (covered === 0) break
  }
  const isTooMuch = least > 0 && labels.some((label) => coveredBy(label, ground) > 0)
  return isTooMuch ? undefined : best
}

/** How much of what has words of its own lies under the box. */
function coveredBy(box: Box, { obstacles }: LabelGround): number {
  return obstacles.reduce((sum, other) => sum + overlap(box, other), 0)
}

function candidates({ width, height, at, middle }: LabelWish, bounds: Box): readonly Box[] {
  const places = [
    ...around(at, width, height),
    ...around(middle, width, height),
    { x: at.x - width / 2, y: at.y - 2 * height - GAP - 3 },
    { x: at.x - width / 2, y: at.y + height + GAP + 3 },
  ]
  const left = bounds.x + EDGE
  const right = bounds.x + bounds.width - width - EDGE
  return places.map(({ x, y }) => ({ x: Math.max(left, Math.min(right, x)), y, width, height }))
}

/** Above, below, to either side, and at the corners. */
function around({ x, y }: Point, width: number, height: number): readonly Point[] {
  return [
    { x: x - width / 2, y: y - height - GAP },
    { x: x - width / 2, y: y + GAP },
    { x: x + GAP, y: y - height / 2 },
    { x: x - width - GAP, y: y - height / 2 },
    { x: x + GAP, y: y + GAP },
    { x: x + GAP, y: y - height - GAP },
    { x: x - width - GAP, y: y + GAP },
    { x: x - width - GAP, y: y - height - GAP },
  ]
}

/** The area that two boxes share. */
function overlap(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return width > 0 && height > 0 ? width * height : 0
}
