/** The messages' names, where there is room for them: first what changes the cluster, then the rest. */
import { MESSAGE_CLASSES } from '../columns.ts'
import { FUTURE_ALPHA, wayOf } from './arrows.ts'
import { leftOf, type Scene } from './scene.ts'
import { SCROLLBAR_WIDTH } from './scrollbar.ts'

const LINE_PX = 13
const CELL = { width: 8, height: 4 } as const
const ELLIPSIS = '…'

/** Texts measured in so many fonts and letters before all is forgotten. */
const WIDTHS_MAX = 20_000

/** Widths of texts that were measured once, font by font. */
export class TextWidths {
  private readonly byFont = new Map<string, Map<string, number>>()
  private widths = new Map<string, number>()

  /** Writes and measures in this font from here on. Asking the context which font it has would cost more than measuring. */
  use(context: CanvasRenderingContext2D, font: string): void {
    context.font = font
    this.widths = this.byFont.get(font) ?? new Map()
    if (this.widths.size > WIDTHS_MAX) this.widths.clear()
    this.byFont.set(font, this.widths)
  }

  of(context: CanvasRenderingContext2D, text: string): number {
    const known = this.widths.get(text)
    if (known !== undefined) return known
    const { width } = context.measureText(text)
    this.widths.set(text, width)
    return width
  }

  /** The text, or as much of its beginning as has room; '' if not even that is worth it. */
  fitted(context: CanvasRenderingContext2D, text: string, room: number): string {
    if (this.of(context, text) <= room) return text
    const share = room / this.of(context, text)
    const letters = Math.floor(text.length * share) - 1
    return letters < 4 ? '' : `${text.slice(0, letters)}${ELLIPSIS}`
  }
}

/** Which places of a picture are written on already. */
export class Occupancy {
  private readonly cells: Uint8Array
  private readonly columns: number
  private readonly rows: number

  constructor(width: number, height: number) {
    this.columns = Math.ceil(width / CELL.width) + 1
    this.rows = Math.ceil(height / CELL.height) + 1
    this.cells = new Uint8Array(this.columns * this.rows)
  }

  /** Takes a rectangle if all of it is free. What lies outside the picture is free. */
  take(x: number, y: number, width: number, height: number): boolean {
    const left = Math.max(0, Math.floor(x / CELL.width))
    const right = Math.min(this.columns - 1, Math.floor((x + width) / CELL.width))
    const top = Math.max(0, Math.floor(y / CELL.height))
    const bottom = Math.min(this.rows - 1, Math.floor((y + height - 1) / CELL.height))
    for (let row = top; row <= bottom; row++)
      for (let column = left; column <= right; column++)
        if (this.cells[row * this.columns + column]) return false
    for (let row = top; row <= bottom; row++)
      this.cells.fill(1, row * this.columns + left, row * this.columns + right + 1)
    return true
  }
}

const IMPORTANT_FROM = MESSAGE_CLASSES.indexOf('network')

/** Writes the labels of a range. */
export function drawLabels(
  context: CanvasRenderingContext2D,
  scene: Scene,
  options: {
    readonly range: { readonly first: number; readonly end: number }
    readonly widths: TextWidths
    readonly taken: Occupancy
  },
): void {
  const { first, end } = options.range
  options.widths.use(context, scene.colours.font)
  context.textAlign = 'center'
  const later: number[] = []
  for (const index of [scene.hovered, scene.selected])
    if (index >= first && index < end) drawLabel(context, scene, index, options)
  for (let index = first; index < end; index++) {
    const isImportant =
      (scene.columns.classes[index] as number) >= IMPORTANT_FROM || scene.columns.lost[index] === 1
    if (isImportant) drawLabel(context, scene, index, options)
    else later.push(index)
  }
  for (const index of later) drawLabel(context, scene, index, options)
  context.textAlign = 'left'
  context.globalAlpha = 1
}

function drawLabel(
  context: CanvasRenderingContext2D,
  scene: Scene,
  index: number,
  { widths, taken }: { readonly widths: TextWidths; readonly taken: Occupancy },
): void {
  const { columns, colours, box } = scene
  const entry = columns.entries[index]
  const way = wayOf(scene, index)
  if (!entry || !way) return
  const isLoop = way.x1 === way.x2
  const span = isLoop ? box.laneWidth : Math.abs(way.x2 - way.x1)
  // A little beyond the arrow is fine if nothing else is written there.
  const text = widths.fitted(context, entry.label, Math.max(span - 18, box.laneWidth + 30))
  if (text === '') return
  const width = widths.of(context, text) + 6
  const middle = isLoop ? way.x1 + 18 + width / 2 : (way.x1 + way.x2) / 2
  const y = (way.y1 + way.y2) / 2 - (isLoop ? 2 : LINE_PX / 2 + 1)
  const left = Math.max(
    leftOf(box),
    Math.min(middle - width / 2, box.width - SCROLLBAR_WIDTH - width),
  )
  if (left + width < leftOf(box) || y < -LINE_PX || y > box.height) return
  if (!taken.take(left, y - LINE_PX / 2, width, LINE_PX)) return
  context.globalAlpha = 0.82
  context.fillStyle = colours.ground
  context.fillRect(left, y - LINE_PX / 2 + 1, width, LINE_PX - 2)
  context.globalAlpha = index < scene.count ? 1 : FUTURE_ALPHA + 0.25
  context.fillStyle = scene.columns.lost[index] ? colours.bad : colours.classes[entry.class]
  context.fillText(text, left + width / 2, y)
}
