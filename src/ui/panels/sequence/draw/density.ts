/** What is drawn where messages are closer than pixels: how many touched each lane, row by row. Pure but for the last function. */
import { MESSAGE_CLASSES } from '../columns.ts'
import { arrivalY, laneX, type Scene } from './scene.ts'

/** Arrows are told apart, and drawn in time, down to so many on a pixel of height. */
const ARROWS_PER_PX = 0.7
const ROW_PX = 2

export interface Density {
  readonly rows: number
  readonly lanes: number
  /** Messages by row and lane. */
  readonly counts: Uint16Array
  /** The most telling class among them. */
  readonly classes: Uint8Array
  /** Leftmost and rightmost lane that the row's messages join; left > right: none. */
  readonly left: Int16Array
  readonly right: Int16Array
}

/** Whether a picture of so many arrows would only be a blur. */
export function isDense(range: { readonly first: number; readonly end: number }, height: number) {
  return range.end - range.first > Math.max(160, height * ARROWS_PER_PX)
}

/** Counts the messages in sight. */
export function densityOf(
  scene: Pick<Scene, 'axis' | 'offsetY' | 'columns' | 'laneOf' | 'lanes' | 'box'>,
  range: { readonly first: number; readonly end: number },
): Density {
  const { columns, laneOf, lanes, box } = scene
  const rows = Math.ceil(box.height / ROW_PX)
  const counts = new Uint16Array(rows * lanes.length)
  const classes = new Uint8Array(rows * lanes.length)
  const left = new Int16Array(rows).fill(lanes.length)
  const right = new Int16Array(rows).fill(-1)
  for (let index = range.first; index < range.end; index++) {
    const row = Math.floor(arrivalY(scene, index) / ROW_PX)
    if (row < 0 || row >= rows) continue
    const from = laneOf[columns.from[index] as number] ?? -1
    const to = laneOf[columns.to[index] as number] ?? -1
    for (const lane of from === to ? [to] : [from, to]) {
      if (lane < 0) continue
      const cell = row * lanes.length + lane
      counts[cell] = (counts[cell] as number) + 1
      classes[cell] = Math.max(classes[cell] as number, columns.classes[index] as number)
      left[row] = Math.min(left[row] as number, lane)
      right[row] = Math.max(right[row] as number, lane)
    }
  }
  return { rows, lanes: lanes.length, counts, classes, left, right }
}

/** Strips down the lanes, the brighter the more messages; thin lines where they went to and fro. */
export function drawDensity(
  context: CanvasRenderingContext2D,
  scene: Scene,
  range: { readonly first: number; readonly end: number },
): void {
  const density = densityOf(scene, range)
  const { colours, box, count, axis, offsetY } = scene
  const width = Math.min(46, box.laneWidth * 0.5)
  const futureFrom = count < axis.length ? (axis.y[count] as number) - offsetY : box.height
  const fade = (y: number) => (y >= futureFrom ? 0.35 : 1)
  context.fillStyle = colours.lineStrong
  for (let row = 0; row < density.rows; row++) {
    const [left, right] = [density.left[row] as number, density.right[row] as number]
    if (left >= right) continue
    context.globalAlpha = 0.4 * fade(row * ROW_PX)
    context.fillRect(laneX(scene, left), row * ROW_PX, (right - left) * box.laneWidth, 1)
  }
  MESSAGE_CLASSES.forEach((name, number) => {
    context.fillStyle = colours.classes[name]
    for (let cell = 0; cell < density.counts.length; cell++) {
      const messages = density.counts[cell] as number
      if (messages === 0 || density.classes[cell] !== number) continue
      const y = Math.floor(cell / density.lanes) * ROW_PX
      context.globalAlpha = Math.min(1, 0.3 + 0.2 * Math.log2(messages)) * fade(y)
      context.fillRect(laneX(scene, cell % density.lanes) - width / 2, y, width, ROW_PX)
    }
  })
  context.globalAlpha = 1
}
