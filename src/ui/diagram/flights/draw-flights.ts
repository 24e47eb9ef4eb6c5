/** Draws the messages that are under way, on a canvas, in scene coordinates. */
import type { MessageClass, MessageView } from '../../../protocol/views.ts'
import { type Box, type Point, pointAlong } from '../layout/geometry.ts'
import type { Routes } from '../layout/routes.ts'
import { Extent } from './extent.ts'
import { type Flight, progressOf } from './flights.ts'
import { placeLabel } from './label-place.ts'
import { traceMark } from './message-mark.ts'

export interface FlightColours {
  readonly byClass: { readonly [C in MessageClass]: string }
  readonly surface: string
  readonly text: string
  readonly bad: string
}

export interface FlightPicture {
  readonly context: CanvasRenderingContext2D
  readonly routes: Routes
  readonly colours: FlightColours
  /** Things appear where they go instead of moving. */
  readonly isStill: boolean
  /** Labels stay inside this. */
  readonly bounds: Box
  /** How much larger than usual labels are. */
  readonly words: number
  /** What was measured for the pictures before this one. */
  readonly widths: Map<string, number>
}

const FONT_SIZE = 10.5
const FONT_FAMILY = '"JetBrains Mono Variable", ui-monospace, monospace'
const LABEL_HEIGHT = 17
const LABEL_PADDING = 6
/** A lost message gets this far. */
const LOST_AT = 0.55

/** From a line's points to where its pen, and the dots on it, still reach. */
const LINE_REACH = 9

/** One picture of all flights at a moment. Answers how much of the canvas it took. */
export function drawFlights(
  picture: FlightPicture,
  flights: readonly Flight[],
  nowMs: number,
): Extent {
  const labels: Box[] = []
  const extent = new Extent()
  const { context } = picture
  context.font = `600 ${FONT_SIZE * picture.words}px ${FONT_FAMILY}`
  context.textBaseline = 'middle'
  context.lineJoin = 'round'
  for (const flight of flights) {
    const progress = progressOf(flight, nowMs)
    const { from, to } = flight.message
    const points = progress === null ? null : picture.routes.route(from, to)
    if (progress === null || !points) continue
    drawFlight(picture, { flight, progress, points, labels, extent })
  }
  for (const label of labels) extent.box(label, 1)
  return extent
}

interface Airborne {
  readonly flight: Flight
  readonly progress: number
  readonly points: readonly Point[]
  /** Labels of this picture so far. */
  readonly labels: Box[]
  readonly extent: Extent
}

function drawFlight(picture: FlightPicture, airborne: Airborne): void {
  const { context, colours, isStill } = picture
  const { flight, points, extent } = airborne
  const { message } = flight
  const isFaint = message.class === 'heartbeat'
  const colour = message.isLost ? colours.bad : colours.byClass[message.class]
  const progress = message.isLost ? Math.min(airborne.progress, LOST_AT) : airborne.progress
  const at = pointAlong(points, isStill ? 0.5 : progress)

  context.globalAlpha = isFaint ? 0.35 : 0.75
  extent.line(points, LINE_REACH)
  drawLine(picture, { points, kind: message.class, colour })
  context.globalAlpha = isFaint ? 0.6 : 1
  drawArrival(picture, airborne, colour)
  drawHead(context, at, { colour, radius: isFaint ? 3.3 : 5, message })
  if (!isFaint) {
    const middle = pointAlong(points, 0.5)
    drawLabel(picture, airborne.labels, { text: message.label, at, middle, colour })
  }
  context.globalAlpha = 1
}

interface Line {
  readonly points: readonly Point[]
  readonly kind: MessageClass
  readonly colour: string
}

/** Writes solid, reads thin, watches dashed, CRI and CNI doubled. */
function drawLine({ context, colours }: FlightPicture, { points, kind, colour }: Line): void {
  const isThin = kind === 'read' || kind === 'answer' || kind === 'heartbeat'
  const isDouble = kind === 'runtime' || kind === 'network'
  context.setLineDash(kind === 'watch' ? [5, 4] : [])
  strokeLine(context, points, { colour, width: isDouble ? 4.5 : isThin ? 1.2 : 2.4 })
  context.setLineDash([])
  if (isDouble) strokeLine(context, points, { colour: colours.surface, width: 1.6 })
}

function strokeLine(
  context: CanvasRenderingContext2D,
  points: readonly Point[],
  { colour, width }: { readonly colour: string; readonly width: number },
): void {
  context.beginPath()
  for (const [index, point] of points.entries()) {
    if (index === 0) context.moveTo(point.x, point.y)
    else context.lineTo(point.x, point.y)
  }
  context.strokeStyle = colour
  context.lineWidth = width
  context.stroke()
}

/** The receiver lights up as the message comes in. */
function drawArrival(
  picture: FlightPicture,
  { flight, progress, extent }: Airborne,
  colour: string,
): void {
  const { message, isBackward } = flight
  const box = picture.routes.boxOf(isBackward ? message.from : message.to)
  const near = isBackward ? 1 - progress : progress
  if (!box || near < 0.6 || message.isLost) return
  extent.box(box, 3)
  const { context } = picture
  const alpha = context.globalAlpha
  context.globalAlpha = alpha * Math.min(1, (near - 0.6) / 0.3)
  context.strokeStyle = colour
  context.lineWidth = 2
  context.beginPath()
  context.roundRect(box.x - 1, box.y - 1, box.width + 2, box.height + 2, 8)
  context.stroke()
  context.globalAlpha = alpha
}

interface Head {
  readonly colour: string
  readonly radius: number
  readonly message: Pick<MessageView, 'class' | 'isLost'>
}

function drawHead(
  context: CanvasRenderingContext2D,
  at: Point,
  { colour, radius, message }: Head,
): void {
  context.beginPath()
  if (message.isLost) {
    context.moveTo(at.x - radius, at.y - radius)
    context.lineTo(at.x + radius, at.y + radius)
    context.moveTo(at.x + radius, at.y - radius)
    context.lineTo(at.x - radius, at.y + radius)
    context.strokeStyle = colour
    context.lineWidth = 2.4
    context.stroke()
    return
  }
  traceMark(context, message.class, at, radius)
  context.fillStyle = colour
  context.fill()
}

interface Label {
  readonly text: string
  readonly at: Point
  readonly middle: Point
  readonly colour: string
}

/** A pill beside the dot; one that finds no free place is left out. */
function drawLabel(
  picture: FlightPicture,
  labels: Box[],
  { text, at, middle, colour }: Label,
): void {
  const { context, colours, bounds, words, routes } = picture
  const height = LABEL_HEIGHT * words
  const width = widthOf(picture, text) + 2 * LABEL_PADDING
  const { obstacles } = routes
  const place = placeLabel({ width, height, at, middle }, { bounds, labels, obstacles })
  if (!place) return
  labels.push(place)
  context.beginPath()
  context.roundRect(place.x, place.y, place.width, place.height, 5)
  context.fillStyle = colours.surface
  context.fill()
  context.strokeStyle = colour
  context.lineWidth = 1
  context.stroke()
  context.fillStyle = colours.text
  context.fillText(text, place.x + LABEL_PADDING, place.y + height / 2 + 0.5)
}

/** Measuring costs more than writing, and a label stays the same for all pictures of its flight. */
function widthOf({ context, widths }: FlightPicture, text: string): number {
  const known = widths.get(text)
  if (known !== undefined) return known
  const { width } = context.measureText(text)
  widths.set(text, width)
  return width
}
