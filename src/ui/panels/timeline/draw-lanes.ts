/** Draws the visible part of the lanes on a canvas. A function of its input alone. */
import type { MessageClass, TimelineEntry } from '../../../protocol/views.ts'
import { traceMark } from '../../diagram/flights/message-mark.ts'

/** Lanes share the height there is, between these bounds. */
const LANE_HEIGHT = { min: 15, max: 26 } as const
/** What a finger takes (WCAG 2.2, 2.5.8). A mouse finds the same components, larger, in the diagram. */
const LANE_HEIGHT_FINGER = 24
/** The strip above the lanes with times and story marks. */
export const RULER_HEIGHT = 20
/** Virtual time between two messages that is worth telling: nothing happened for so long. */
const GAP_MICROS = 1_000_000
const LABEL_EVERY_PX = 110
const FUTURE_ALPHA = 0.34

/** Colours by token name, read from CSS when the theme changes. */
export interface LaneColours {
  readonly text: string
  readonly faint: string
  readonly line: string
  readonly accent: string
  readonly wash: string
  readonly sunken: string
  /** Size and family, as a canvas' `font` takes them. */
  readonly font: string
  readonly classes: { readonly [C in MessageClass]: string }
}

/** A link of a chain of causes: beside which entry and in which lane it lies. */
export interface PathPoint {
  readonly index: number
  readonly lane: number
}

export interface LanePicture {
  readonly entries: readonly TimelineEntry[]
  /** Entries at or before the playhead. */
  readonly count: number
  readonly laneCount: number
  readonly laneHeight: number
  readonly laneOf: (component: string) => number
  /** Index of the entry at the left edge, with fractions. */
  readonly offset: number
  readonly columnWidth: number
  readonly scrollTop: number
  readonly width: number
  readonly height: number
  readonly hovered: number
  readonly litLanes: readonly number[]
  /** The chain of causes that is asked about, from place to place. */
  readonly path: readonly PathPoint[]
  readonly colours: LaneColours
  readonly notYet: string
  readonly known: string
  readonly clock: (atMicros: number) => string
  readonly duration: (micros: number) => string
}

/** How high each lane is where `height` pixels are to be shared, the ruler included. */
export function laneHeightIn(height: number, laneCount: number, isFinger: boolean): number {
  const share = Math.floor((height - RULER_HEIGHT) / Math.max(1, laneCount))
  return Math.min(LANE_HEIGHT.max, Math.max(isFinger ? LANE_HEIGHT_FINGER : LANE_HEIGHT.min, share))
}

/** What draws, on the page or beside it. */
type Pen = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D

/** Draws one picture; the context is in CSS pixels. */
export function drawLanes(context: Pen, picture: LanePicture): void {
  const { width, height, colours } = picture
  context.clearRect(0, 0, width, height)
  context.font = colours.font
  context.textBaseline = 'middle'
  drawFutureGround(context, picture)
  context.save()
  context.beginPath()
  context.rect(0, RULER_HEIGHT, width, height - RULER_HEIGHT)
  context.clip()
  drawLaneLines(context, picture)
  eachVisible(picture, (entry, index) => drawMessage(context, picture, entry, index))
  drawPath(context, picture)
  context.restore()
  drawRuler(context, picture)
  drawPlayhead(context, picture)
}

/** The visible entry at `x`, or -1. */
export function entryAt(
  picture: Pick<LanePicture, 'offset' | 'columnWidth' | 'entries'>,
  x: number,
) {
  const index = Math.floor(picture.offset + x / picture.columnWidth)
  return index >= 0 && index < picture.entries.length ? index : -1
}

function eachVisible(
  picture: LanePicture,
  visit: (entry: TimelineEntry, index: number) => void,
): void {
  const first = Math.max(0, Math.floor(picture.offset) - 1)
  const last = Math.ceil(picture.offset + picture.width / picture.columnWidth)
  for (let index = first; index <= last && index < picture.entries.length; index += 1) {
    const entry = picture.entries[index]
    if (entry) visit(entry, index)
  }
}

function xOf(picture: LanePicture, index: number): number {
  return (index - picture.offset) * picture.columnWidth
}

function yOf(picture: LanePicture, lane: number): number {
  return RULER_HEIGHT + (lane + 0.5) * picture.laneHeight - picture.scrollTop
}

function drawFutureGround(context: Pen, picture: LanePicture) {
  const { width, height, colours, count, entries } = picture
  const now = Math.max(0, xOf(picture, count))
  const end = Math.max(now, xOf(picture, entries.length))
  context.fillStyle = colours.wash
  context.fillRect(now, RULER_HEIGHT, end - now, height)
  context.fillStyle = colours.sunken
  context.fillRect(end, RULER_HEIGHT, width - end, height)
}

function drawLaneLines(context: Pen, picture: LanePicture) {
  const { width, colours, laneCount, laneHeight, litLanes } = picture
  for (const lane of litLanes) {
    context.fillStyle = colours.wash
    context.fillRect(0, yOf(picture, lane) - laneHeight / 2, width, laneHeight)
  }
  context.strokeStyle = colours.line
  context.lineWidth = 1
  context.beginPath()
  for (let lane = 0; lane < laneCount; lane += 1) {
    const y = Math.round(yOf(picture, lane)) + 0.5
    if (y < RULER_HEIGHT || y > picture.height) continue
    context.moveTo(0, y)
    context.lineTo(width, y)
  }
  context.stroke()
}

function drawMessage(context: Pen, picture: LanePicture, entry: TimelineEntry, index: number) {
  const from = picture.laneOf(entry.from)
  const to = picture.laneOf(entry.to)
  if (to < 0) return
  const isHovered = index === picture.hovered
  const start = { x: xOf(picture, index), y: yOf(picture, from < 0 ? to : from) }
  const end = { x: xOf(picture, index + 1) - 1.5, y: yOf(picture, to) }
  context.globalAlpha = index < picture.count ? 1 : FUTURE_ALPHA
  context.strokeStyle = picture.colours.classes[entry.class]
  context.fillStyle = picture.colours.classes[entry.class]
  strokeByClass(context, entry.class, start, end, isHovered)
  context.beginPath()
  traceMark(context, entry.class, end, isHovered ? 4.4 : 3)
  context.fill()
  context.globalAlpha = 1
}

/** The path from the user's act to what was asked about: a heavy line over all messages, ringed at each link. */
function drawPath(context: Pen, picture: LanePicture) {
  const { path, colours } = picture
  if (path.length === 0) return
  const points = path.map(({ index, lane }) => ({
    x: xOf(picture, index + 1),
    y: yOf(picture, lane),
  }))
  for (const [style, width] of [
    [colours.sunken, 6],
    [colours.accent, 3],
  ] as const) {
    context.strokeStyle = style
    context.lineWidth = width
    context.lineJoin = 'round'
    context.beginPath()
    for (const [i, { x, y }] of points.entries()) {
      if (i === 0) context.moveTo(x, y)
      else context.lineTo(x, y)
    }
    context.stroke()
  }
  context.fillStyle = colours.sunken
  for (const { x, y } of points) {
    context.beginPath()
    context.arc(x, y, 4.5, 0, 2 * Math.PI)
    context.fill()
    context.stroke()
  }
  context.lineWidth = 1
}

interface Point {
  readonly x: number
  readonly y: number
}

/** Colour is doubled by form: watches dashed, CRI and CNI as two lines, reads and answers thin. */
function strokeByClass(
  context: Pen,
  messageClass: MessageClass,
  start: Point,
  end: Point,
  isHovered: boolean,
) {
  const isThin = messageClass === 'read' || messageClass === 'answer'
  const isDouble = messageClass === 'runtime' || messageClass === 'network'
  context.lineWidth = isHovered ? 2.6 : isThin ? 1 : 1.7
  context.setLineDash(messageClass === 'watch' ? [3, 3] : [])
  context.beginPath()
  for (const shift of isDouble ? [-1.5, 1.5] : [0]) {
    context.moveTo(start.x, start.y + shift)
    context.lineTo(end.x, end.y + shift)
  }
  context.stroke()
  context.setLineDash([])
}

function drawRuler(context: Pen, picture: LanePicture) {
  const { colours, entries, height } = picture
  let labelFree = 0
  let before: TimelineEntry | undefined = entries[Math.max(0, Math.floor(picture.offset) - 2)]
  eachVisible(picture, (entry, index) => {
    const x = xOf(picture, index)
    const waited = entry.atMicros - (before?.atMicros ?? entry.atMicros)
    before = entry
    const isGap = waited >= GAP_MICROS && index > 0
    if (isGap) {
      context.strokeStyle = colours.faint
      context.setLineDash([1, 4])
      strokeVertical(context, x, RULER_HEIGHT, height)
      context.setLineDash([])
    }
    if (x >= labelFree && x >= 0) {
      context.fillStyle = isGap ? colours.text : colours.faint
      const label = isGap ? `+${picture.duration(waited)}` : picture.clock(entry.atMicros)
      context.fillText(label, x + 2, RULER_HEIGHT / 2)
      labelFree = x + LABEL_EVERY_PX
    }
    if (entry.isStory) drawStoryMark(context, picture, xOf(picture, index + 1))
  })
}

function drawStoryMark(context: Pen, picture: LanePicture, x: number) {
  context.strokeStyle = picture.colours.accent
  context.globalAlpha = 0.35
  strokeVertical(context, x, RULER_HEIGHT, picture.height)
  context.globalAlpha = 1
  context.fillStyle = picture.colours.accent
  context.beginPath()
  context.moveTo(x - 4, RULER_HEIGHT - 4)
  context.lineTo(x, RULER_HEIGHT - 8)
  context.lineTo(x + 4, RULER_HEIGHT - 4)
  context.lineTo(x, RULER_HEIGHT)
  context.fill()
}

function drawPlayhead(context: Pen, picture: LanePicture) {
  const { colours, count, entries, width, height } = picture
  const x = xOf(picture, count)
  context.strokeStyle = colours.accent
  context.lineWidth = 2
  strokeVertical(context, x, 0, height)
  const text = count < entries.length ? picture.known : picture.notYet
  // The zoom buttons stand in the corner.
  if (x + context.measureText(text).width > width - 90) return
  context.fillStyle = colours.faint
  context.fillText(text, x + 10, height - 10)
}

function strokeVertical(context: Pen, x: number, top: number, bottom: number) {
  context.beginPath()
  context.moveTo(x, top)
  context.lineTo(x, bottom)
  context.stroke()
  context.lineWidth = 1
}
