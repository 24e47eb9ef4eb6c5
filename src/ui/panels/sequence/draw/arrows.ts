/** Arrows in the house's styles, and bars where a component was at work. */
import type { MessageClass } from '../../../../protocol/views.ts'
import { traceMark } from '../../../diagram/flights/message-mark.ts'
import { MESSAGE_CLASSES } from '../columns.ts'
import { arrivalY, lanesOf, laneX, type Scene, sendingY } from './scene.ts'

export const FUTURE_ALPHA = 0.36
const BAR_WIDTH = 8
const HEAD = { length: 7, half: 3.6 } as const
/** Lines of these look alike: a form at their beginning tells them apart without colour. */
const MARKED: readonly MessageClass[] = ['storage', 'traffic', 'user']
const MARK_RADIUS = 2.6
/** Lost messages get so far. */
const LOST_SHARE = 0.62

interface Way {
  readonly x1: number
  readonly y1: number
  readonly x2: number
  readonly y2: number
}

/** The messages of a range, class by class: few changes of pen, many lines. */
export function drawArrows(
  context: CanvasRenderingContext2D,
  scene: Scene,
  range: { readonly first: number; readonly end: number },
): void {
  drawBars(context, scene, range)
  const byStyle = new Map<number, number[]>()
  for (let index = range.first; index < range.end; index++) {
    if (sendingY(scene, index) > scene.box.height) continue
    const style = (scene.columns.classes[index] as number) * 2 + (index < scene.count ? 0 : 1)
    const list = byStyle.get(style)
    if (list) list.push(index)
    else byStyle.set(style, [index])
  }
  for (const [style, indexes] of [...byStyle].sort(([a], [b]) => a - b)) {
    const messageClass = MESSAGE_CLASSES[style >> 1] ?? 'read'
    context.globalAlpha = style & 1 ? FUTURE_ALPHA : messageClass === 'heartbeat' ? 0.55 : 1
    drawClass(context, scene, messageClass, indexes)
  }
  context.globalAlpha = 1
}

/** A message drawn over the rest: hovered, selected or part of the way that is told. */
export function drawRaised(
  context: CanvasRenderingContext2D,
  scene: Scene,
  { index, colour, width }: { index: number; colour: string; width: number },
): void {
  const way = wayOf(scene, index)
  if (!way) return
  context.strokeStyle = colour
  context.fillStyle = colour
  context.lineWidth = width
  context.lineCap = 'round'
  context.beginPath()
  trace(context, way, 0)
  context.stroke()
  context.lineCap = 'butt'
  context.beginPath()
  traceHead(context, way, 1.35)
  context.fill()
}

/** The way that is told: its messages, and the lanes on which it waited. */
export function drawPath(context: CanvasRenderingContext2D, scene: Scene): void {
  const { path, colours, columns } = scene
  context.strokeStyle = colours.accent
  context.globalAlpha = 0.28
  context.lineWidth = 9
  context.lineJoin = 'round'
  context.lineCap = 'round'
  context.beginPath()
  path.forEach((index, at) => {
    const way = wayOf(scene, index)
    if (!way) return
    const before = path[at - 1]
    if (before !== undefined && columns.to[before] === columns.from[index]) {
      context.moveTo(way.x1, arrivalY(scene, before))
      context.lineTo(way.x1, way.y1)
    } else context.moveTo(way.x1, way.y1)
    context.lineTo(way.x2, way.y2)
  })
  context.stroke()
  context.lineCap = 'butt'
  context.lineJoin = 'miter'
  context.globalAlpha = 1
}

/** From where to where a message is drawn; undefined if it touches no lane. */
export function wayOf(scene: Scene, index: number): Way | undefined {
  const { from, to } = lanesOf(scene, index)
  if (to < 0) return undefined
  const [x1, x2] = [laneX(scene, from), laneX(scene, to)]
  const [y1, y2] = [sendingY(scene, index), arrivalY(scene, index)]
  if (!scene.columns.lost[index] || x1 === x2) return { x1, y1, x2, y2 }
  return { x1, y1, x2: x1 + (x2 - x1) * LOST_SHARE, y2: y1 + (y2 - y1) * LOST_SHARE }
}

function drawClass(
  context: CanvasRenderingContext2D,
  scene: Scene,
  messageClass: MessageClass,
  indexes: readonly number[],
): void {
  const ways = indexes.flatMap((index) => wayOf(scene, index) ?? [])
  const isDouble = messageClass === 'runtime' || messageClass === 'network'
  const isDashed = messageClass === 'watch' || messageClass === 'answer'
  const isOpen = isDashed || messageClass === 'read'
  context.strokeStyle = scene.colours.classes[messageClass]
  context.fillStyle = context.strokeStyle
  context.lineWidth = messageClass === 'write' || messageClass === 'user' ? 1.8 : 1.1
  context.setLineDash(messageClass === 'watch' ? [6, 4] : messageClass === 'answer' ? [2, 3] : [])
  context.beginPath()
  for (const way of ways)
    for (const shift of isDouble ? [-1.6, 1.6] : [0]) trace(context, way, shift)
  context.stroke()
  context.setLineDash([])
  context.beginPath()
  for (const way of ways) traceHead(context, way, 1, isOpen)
  if (isOpen) context.stroke()
  else context.fill()
  if (MARKED.includes(messageClass)) {
    context.beginPath()
    for (const { x1, y1 } of ways) traceMark(context, messageClass, { x: x1, y: y1 }, MARK_RADIUS)
    context.fill()
  }
  drawLosses(context, scene, indexes)
}

function drawLosses(
  context: CanvasRenderingContext2D,
  scene: Scene,
  indexes: readonly number[],
): void {
  context.strokeStyle = scene.colours.bad
  context.lineWidth = 2
  context.beginPath()
  for (const index of indexes) {
    const way = scene.columns.lost[index] ? wayOf(scene, index) : undefined
    if (!way) continue
    context.moveTo(way.x2 - 4.5, way.y2 - 4.5)
    context.lineTo(way.x2 + 4.5, way.y2 + 4.5)
    context.moveTo(way.x2 - 4.5, way.y2 + 4.5)
    context.lineTo(way.x2 + 4.5, way.y2 - 4.5)
  }
  context.stroke()
}

function trace(context: CanvasRenderingContext2D, { x1, y1, x2, y2 }: Way, shift: number): void {
  if (x1 === x2) {
    // To itself: a loop beside the lane.
    context.moveTo(x1, y2 - 5)
    context.lineTo(x1 + 14, y2 - 5 + shift)
    context.lineTo(x1 + 14, y2 + shift)
    context.lineTo(x1, y2)
    return
  }
  context.moveTo(x1, y1 + shift)
  context.lineTo(x2, y2 + shift)
}

function traceHead(context: CanvasRenderingContext2D, way: Way, size: number, isOpen = false) {
  const { x2: x, y2: y } = way
  const isLoop = way.x1 === x
  const angle = isLoop ? Math.PI : Math.atan2(y - way.y1, x - way.x1)
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const [length, half] = [HEAD.length * size, HEAD.half * size]
  const back = { x: x - length * cos, y: y - length * sin }
  context.moveTo(back.x - half * sin, back.y + half * cos)
  context.lineTo(x, y)
  context.lineTo(back.x + half * sin, back.y - half * cos)
  if (!isOpen) context.closePath()
}

function drawBars(
  context: CanvasRenderingContext2D,
  scene: Scene,
  range: { readonly first: number; readonly end: number },
): void {
  const { columns, colours } = scene
  context.fillStyle = colours.raised
  context.strokeStyle = colours.lineStrong
  context.lineWidth = 1
  for (let index = range.first; index < range.end; index++) {
    const since = columns.activeSince[index] as number
    const { from } = lanesOf(scene, index)
    if (since < 0 || from < 0) continue
    context.globalAlpha = index < scene.count ? 1 : FUTURE_ALPHA
    const top = arrivalY(scene, since)
    const height = Math.max(3, sendingY(scene, index) - top)
    const x = Math.round(laneX(scene, from)) - BAR_WIDTH / 2 + 0.5
    context.beginPath()
    context.rect(x, Math.round(top) - 0.5, BAR_WIDTH - 1, Math.round(height) + 1)
    context.fill()
    context.stroke()
  }
  context.globalAlpha = 1
}
