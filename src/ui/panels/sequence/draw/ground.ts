/** What lies under and beside the arrows: story bands, lanes, folds, the ruler, the present. */
import { firstAbove, isFolded, silenceBefore, timeOfY } from '../axis.ts'
import type { Occupancy, TextWidths } from './labels.ts'
import { arrivalY, laneX, leftOf, nowY, type Scene } from './scene.ts'
import { SCROLLBAR_WIDTH } from './scrollbar.ts'

/** A silence that is worth a sentence across all lanes. */
const SPOKEN_SILENCE_MICROS = 1_000_000
const RULER_LABEL_EVERY_PX = 22
const COARSE_RULER_PX = 44
const MICROS_FROM_PX = 90
const STORY_LINE_PX = 14
const STORY_LINES_MAX = 6

interface Range {
  readonly first: number
  readonly end: number
}

/** The future's ground, every second story step's band, and the lanes. */
export function drawGround(context: CanvasRenderingContext2D, scene: Scene): void {
  const { box, colours, axis, offsetY, lanes, litLane } = scene
  for (const { top, bottom, number } of bandsInSight(scene)) {
    if (number % 2 === 0) continue
    context.globalAlpha = 0.5
    context.fillStyle = colours.wash
    context.fillRect(0, top, box.width, bottom - top)
  }
  context.globalAlpha = 1
  if (litLane >= 0) {
    context.fillStyle = colours.wash
    context.fillRect(laneX(scene, litLane) - box.laneWidth / 2, 0, box.laneWidth, box.height)
  }
  context.strokeStyle = colours.line
  context.lineWidth = 1
  context.beginPath()
  const bottom = Math.min(box.height, axis.height - offsetY + 40)
  for (let lane = 0; lane < lanes.length; lane++) {
    const x = Math.round(laneX(scene, lane)) + 0.5
    if (x < leftOf(box) || x > box.width) continue
    context.moveTo(x, Math.max(0, -offsetY - 20))
    context.lineTo(x, bottom)
  }
  context.stroke()
}

interface Band {
  readonly top: number
  readonly bottom: number
  /** Which story step, from 0, and the message that ended it. */
  readonly number: number
  readonly index: number
}

/** Story steps with a part in sight: each from the end of the one before to its own. */
function bandsInSight(scene: Scene): readonly Band[] {
  const { columns, axis, offsetY, box } = scene
  const { stories } = columns
  const firstIndex = firstAbove(axis.y, axis.length, offsetY) - 1
  let number = lowerBound(stories, Math.max(0, firstIndex))
  const bands: Band[] = []
  for (; number < stories.length; number++) {
    const index = stories[number] as number
    const before = stories[number - 1]
    const top = before === undefined ? -offsetY - 24 : arrivalY(scene, before) + 3
    if (top > box.height) break
    bands.push({ top, bottom: arrivalY(scene, index) + 3, number, index })
  }
  return bands
}

function lowerBound(values: readonly number[], wanted: number): number {
  let low = 0
  let high = values.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((values[middle] as number) < wanted) low = middle + 1
    else high = middle
  }
  return low
}

/** Names the steps: in a column of their own, or, where there is none, at the top of each band. */
export function drawStories(
  context: CanvasRenderingContext2D,
  scene: Scene,
  { widths, taken }: { readonly widths: TextWidths; readonly taken: Occupancy },
): void {
  const { box, colours, words, count } = scene
  const isNarrow = box.storyWidth === 0
  let free = Number.NEGATIVE_INFINITY
  for (const { top, bottom, index } of bandsInSight(scene)) {
    context.globalAlpha = index < count ? 1 : 0.55
    context.strokeStyle = colours.accent
    context.lineWidth = 1
    if (bottom >= 0 && bottom <= box.height && bottom - free > 3) {
      context.beginPath()
      context.moveTo(0, Math.round(bottom) + 0.5)
      context.lineTo(isNarrow ? leftOf(box) : box.storyWidth, Math.round(bottom) + 0.5)
      context.stroke()
    }
    const start = Math.max(0, top, free)
    const room = Math.floor((bottom - start - 3) / STORY_LINE_PX)
    if (room < 1) continue
    widths.use(context, colours.boldFont)
    context.fillStyle = colours.text
    const width = isNarrow ? box.width - leftOf(box) - 16 : box.storyWidth - 18
    const linesMax = isNarrow ? 1 : Math.min(room, STORY_LINES_MAX)
    const lines = wrapped(context, widths, { text: words.story(index), width, linesMax })
    const x = isNarrow ? leftOf(box) + 8 : 10
    lines.forEach((line, at) => {
      const y = start + 10 + at * STORY_LINE_PX
      if (isNarrow) drawPill(context, scene, { line, x, y, width: widths.of(context, line), taken })
      context.fillStyle = isNarrow ? colours.accent : colours.text
      context.fillText(line, x, y)
    })
    free = start + 6 + lines.length * STORY_LINE_PX
  }
  context.globalAlpha = 1
}

function drawPill(
  context: CanvasRenderingContext2D,
  { colours }: Scene,
  { x, y, width, taken }: { line: string; x: number; y: number; width: number; taken: Occupancy },
): void {
  taken.take(x - 6, y - 9, width + 12, 18)
  context.fillStyle = colours.raised
  context.beginPath()
  context.roundRect(x - 6, y - 9, width + 12, 18, 9)
  context.fill()
}

function wrapped(
  context: CanvasRenderingContext2D,
  widths: TextWidths,
  { text, width, linesMax }: { text: string; width: number; linesMax: number },
): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line === '' || widths.of(context, longer) <= width) {
      line = longer
      continue
    }
    lines.push(line)
    line = word
  }
  lines.push(line)
  const shown = lines.slice(0, linesMax)
  const last = lines.length > linesMax ? `${shown.at(-1)} …` : (shown.at(-1) ?? '')
  shown[shown.length - 1] = widths.fitted(context, last, width)
  return shown
}

/** Times, and where time was folded. */
export function drawRuler(
  context: CanvasRenderingContext2D,
  scene: Scene,
  { range, widths, taken }: { range: Range; widths: TextWidths; taken: Occupancy },
): void {
  const { box, colours, columns, axis, words } = scene
  const right = leftOf(box)
  widths.use(context, colours.font)
  context.strokeStyle = colours.line
  context.lineWidth = 1
  context.beginPath()
  context.moveTo(right - 0.5, 0)
  context.lineTo(right - 0.5, box.height)
  context.stroke()
  let free = -4
  let written = Number.NaN
  for (let index = range.first; index < range.end; index++) {
    const y = arrivalY(scene, index)
    if (y > box.height + 20) break
    if (isFolded(axis, index)) drawFold(context, scene, { index, widths, taken })
    const at = columns.at[index] as number
    if (at === written || y < free + RULER_LABEL_EVERY_PX) continue
    written = at
    free = y
    context.fillStyle = colours.faint
    context.textAlign = 'right'
    context.fillText(words.clock(at, clockScale(scene)), right - 12, y)
    context.textAlign = 'left'
  }
}

/** Where messages are too dense to have their times: times at even distances. */
export function drawCoarseRuler(context: CanvasRenderingContext2D, scene: Scene): void {
  const { box, colours, axis, words, offsetY } = scene
  context.font = colours.font
  context.fillStyle = colours.faint
  context.textAlign = 'right'
  for (let y = COARSE_RULER_PX / 2; y < box.height; y += COARSE_RULER_PX) {
    if (y + offsetY < 0 || y + offsetY > axis.height) continue
    context.fillText(
      words.clock(timeOfY(axis, y + offsetY), clockScale(scene)),
      leftOf(box) - 12,
      y,
    )
  }
  context.textAlign = 'left'
}

/** Microseconds are written where there is room for them. */
function clockScale({ box, axis }: Scene): number {
  return box.rulerWidth < MICROS_FROM_PX ? 0 : axis.scale
}

function drawFold(
  context: CanvasRenderingContext2D,
  scene: Scene,
  { index, widths, taken }: { index: number; widths: TextWidths; taken: Occupancy },
): void {
  const { box, colours, words, axis } = scene
  const micros = silenceBefore(axis, index)
  const y = (arrivalY(scene, index - 1) + arrivalY(scene, index)) / 2
  if (y < -20 || y > box.height + 20) return
  const isSpoken = micros >= SPOKEN_SILENCE_MICROS
  const x = leftOf(box)
  context.strokeStyle = isSpoken ? colours.faint : colours.lineStrong
  context.lineWidth = isSpoken ? 1.4 : 1
  context.beginPath()
  drawZigzag(context, isSpoken ? x : x - 9, isSpoken ? box.width : x, y)
  context.stroke()
  if (!isSpoken) return
  const text = words.fold(micros)
  const width = widths.of(context, text) + 20
  // At the right: where there is no column for them, steps are named at the left.
  const middle = Math.max(x + width / 2, box.width - SCROLLBAR_WIDTH - 12 - width / 2)
  taken.take(middle - width / 2, y - 9, width, 18)
  context.fillStyle = colours.raised
  context.beginPath()
  context.roundRect(middle - width / 2, y - 9, width, 18, 9)
  context.fill()
  context.fillStyle = colours.muted
  context.fillText(text, middle - width / 2 + 10, y)
}

function drawZigzag(context: CanvasRenderingContext2D, from: number, to: number, y: number): void {
  context.moveTo(from, y)
  for (let x = from, up = true; x < to; x += 5, up = !up) context.lineTo(x + 5, y + (up ? -3 : 3))
}

/** The line of the present; what lies below it has not happened (or was undone). */
export function drawNow(context: CanvasRenderingContext2D, scene: Scene): void {
  const { box, colours, words } = scene
  const y = Math.round(nowY(scene)) + 0.5
  if (y < -8 || y > box.height + 8) return
  context.strokeStyle = colours.accent
  context.lineWidth = 2
  context.beginPath()
  context.moveTo(box.storyWidth, y)
  context.lineTo(box.width, y)
  context.stroke()
  context.fillStyle = colours.accent
  context.beginPath()
  context.moveTo(leftOf(box) - 9, y - 5)
  context.lineTo(leftOf(box), y)
  context.lineTo(leftOf(box) - 9, y + 5)
  context.fill()
  context.font = colours.font
  context.textAlign = 'right'
  context.fillText(words.now, box.width - 22, y + 10)
  context.textAlign = 'left'
}
