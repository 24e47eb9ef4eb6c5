/** All that one picture of the diagram is made from, and where things lie in it. Pure. */
import type { MessageClass } from '../../../../protocol/views.ts'
import { type Axis, firstAbove, yOfTime } from '../axis.ts'
import type { Columns } from '../columns.ts'
import type { SequenceLane } from '../lanes.ts'

/** Colours and fonts by token, read from CSS when the theme changes. */
export interface SequenceColours {
  readonly ground: string
  readonly raised: string
  readonly text: string
  readonly muted: string
  readonly faint: string
  readonly line: string
  readonly lineStrong: string
  readonly accent: string
  readonly wash: string
  readonly bad: string
  /** As `CanvasRenderingContext2D.font` takes them. */
  readonly font: string
  readonly boldFont: string
  readonly classes: { readonly [C in MessageClass]: string }
}

/** Words of the picture, looked up by the page. */
export interface SequenceWords {
  readonly story: (index: number) => string
  readonly fold: (micros: number) => string
  readonly clock: (atMicros: number, scale: number) => string
  readonly now: string
}

/** Sizes in CSS pixels. */
export interface SequenceBox {
  readonly width: number
  readonly height: number
  /** Where story steps are named; 0 where there is no room. */
  readonly storyWidth: number
  readonly rulerWidth: number
  readonly laneWidth: number
}

export interface Scene {
  readonly columns: Columns
  readonly axis: Axis
  readonly lanes: readonly SequenceLane[]
  /** By component id of the columns; -1: in no lane. */
  readonly laneOf: Int16Array
  /** For each message the earliest sending of it and all later ones, ascending: what crosses a picture is found by search. */
  readonly sentFrom: Float64Array
  readonly box: SequenceBox
  /** Place of the picture's upper edge on the axis, and how far the lanes are pushed to the left. */
  readonly offsetY: number
  readonly offsetX: number
  /** Messages that have happened; the rest is the known future. */
  readonly count: number
  readonly nowMicros: number
  readonly selected: number
  readonly hovered: number
  /** Indexes of the messages of the way that is told, ascending. */
  readonly path: readonly number[]
  /** Lane of the selected component, or -1. */
  readonly litLane: number
  /** Whether a message is about what is selected. */
  readonly isLit: (index: number) => boolean
  readonly colours: SequenceColours
  readonly words: SequenceWords
}

const STORY = { width: 158, fromWidth: 860 } as const
const RULER_WIDTH = 94
const NARROW_RULER_WIDTH = 66
/** Of what arrives below the picture, so many messages are looked at: a crowded etcd keeps some for seconds, past thousands of others. */
const UNDER_WAY_MAX = 300
const LANE_WIDTH = { min: 68, max: 210 } as const

/** How the width is shared. */
export function boxOf(width: number, height: number, laneCount: number): SequenceBox {
  const storyWidth = width >= STORY.fromWidth ? STORY.width : 0
  const rulerWidth = width < 500 ? NARROW_RULER_WIDTH : RULER_WIDTH
  const share = (width - storyWidth - rulerWidth) / Math.max(1, laneCount)
  const laneWidth = Math.min(LANE_WIDTH.max, Math.max(LANE_WIDTH.min, share))
  return { width, height, storyWidth, rulerWidth, laneWidth }
}

/** Where the lanes begin. */
export function leftOf({ storyWidth, rulerWidth }: SequenceBox): number {
  return storyWidth + rulerWidth
}

/** The middle of a lane. */
export function laneX({ box, offsetX }: Pick<Scene, 'box' | 'offsetX'>, lane: number): number {
  return leftOf(box) + (lane + 0.5) * box.laneWidth - offsetX
}

/** Where a message arrives. */
export function arrivalY({ axis, offsetY }: Pick<Scene, 'axis' | 'offsetY'>, index: number) {
  return (axis.y[index] as number) - offsetY
}

/** Where it was sent: where its cause arrived if that was the same moment. */
export function sendingY(scene: Pick<Scene, 'axis' | 'offsetY' | 'columns'>, index: number) {
  const { columns, axis, offsetY } = scene
  const cause = columns.cause[index] as number
  const sentAt = columns.sentAt[index] as number
  const isAtOnce = cause >= 0 && columns.at[cause] === sentAt
  const y = isAtOnce ? (axis.y[cause] as number) : yOfTime(axis, sentAt)
  return Math.min(y, axis.y[index] as number) - offsetY
}

/** Where the present lies. */
export function nowY({ axis, offsetY, count, nowMicros }: Scene): number {
  if (count === 0) return -offsetY - 12
  const last = axis.y[count - 1] as number
  const next = count < axis.length ? (axis.y[count] as number) : Number.POSITIVE_INFINITY
  const y = Math.max(yOfTime(axis, nowMicros), last + Math.min(6, (next - last) / 2))
  return Math.min(y, Math.max(last, next)) - offsetY
}

/** Lanes of a message; a message from or to nowhere stays in its other lane. */
export function lanesOf({ columns, laneOf }: Pick<Scene, 'columns' | 'laneOf'>, index: number) {
  const from = laneOf[columns.from[index] as number] ?? -1
  const to = laneOf[columns.to[index] as number] ?? -1
  return { from: from < 0 ? to : from, to: to < 0 ? from : to }
}

/** First message in sight and the one after the last, a margin included. */
export function visibleRange(
  scene: Pick<Scene, 'axis' | 'box' | 'offsetY' | 'columns' | 'sentFrom'>,
): { readonly first: number; readonly end: number } {
  const { axis, box, offsetY, columns, sentFrom } = scene
  const margin = 16
  const first = firstAbove(axis.y, axis.length, offsetY - margin)
  const last = firstAbove(axis.y, axis.length, offsetY + box.height + margin)
  if (last >= axis.length) return { first, end: axis.length }
  // Beyond it, only what was already under way.
  const bottomMicros = columns.at[last] as number
  const underWay = firstAbove(sentFrom, axis.length, bottomMicros - 1)
  return { first, end: Math.max(last, Math.min(underWay, last + UNDER_WAY_MAX)) }
}

/** See `Scene.sentFrom`. */
export function earliestSendings({ sentAt, length }: Columns): Float64Array {
  const result = new Float64Array(length)
  let earliest = Number.POSITIVE_INFINITY
  for (let index = length - 1; index >= 0; index--) {
    earliest = Math.min(earliest, sentAt[index] as number)
    result[index] = earliest
  }
  return result
}

/** The nearest arrow to a point, within reach; -1 if none. */
export function messageAt(scene: Scene, x: number, y: number): number {
  const reach = 8
  const { first, end } = visibleRange(scene)
  let best = -1
  let bestDistance = reach
  for (let index = first; index < end; index++) {
    const { from, to } = lanesOf(scene, index)
    if (to < 0) continue
    const [x1, x2] = [laneX(scene, from), laneX(scene, to)]
    if (x < Math.min(x1, x2) - reach || x > Math.max(x1, x2) + reach) continue
    const [y1, y2] = [sendingY(scene, index), arrivalY(scene, index)]
    const share = x1 === x2 ? 1 : Math.min(1, Math.max(0, (x - x1) / (x2 - x1)))
    const distance = Math.abs(y1 + share * (y2 - y1) - y)
    if (distance < bestDistance) {
      best = index
      bestDistance = distance
    }
  }
  return best
}
