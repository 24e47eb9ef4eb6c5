/** Paints nodes as tiles. Looks are told by colour and by shape, as in the cards. */
import type { NodeRow, PodLook, PodRow } from '../../../protocol/views.ts'
import type { Box } from '../layout/geometry.ts'
import { nodeHealth } from '../parts/node-state.ts'
import { NAMED_FROM_WIDTH, podSquares } from './tile-grid.ts'

export interface TileColours {
  readonly byLook: { readonly [L in PodLook]: string }
  readonly surface: string
  readonly line: string
  readonly text: string
  readonly accent: string
  readonly bad: string
  readonly unknown: string
}

export interface Tile {
  readonly node: NodeRow
  readonly pods: readonly PodRow[]
  readonly isSelected: boolean
  /** Key of the selected pod, '' for none. */
  readonly selectedPod: string
}

/** Lower tiles have no room for an outline and squares within. */
const OUTLINED_FROM_HEIGHT = 8

/** What of its pods a tile without room for them tells: the first that there is. */
const TOLD_FIRST: readonly PodLook[] = [
  'failed',
  'crash-looping',
  'unknown',
  'terminating',
  'pending',
  'creating',
  'running',
  'ready',
  'succeeded',
]

/** One tile, afresh, in the canvas' own coordinates. */
export function drawTile(
  context: CanvasRenderingContext2D,
  box: Box,
  { tile, colours }: { readonly tile: Tile; readonly colours: TileColours },
): void {
  if (box.height < OUTLINED_FROM_HEIGHT) return drawSpeck(context, box, { tile, colours })
  const { node, pods } = tile
  const health = nodeHealth(node)
  context.clearRect(box.x - 2, box.y - 2, box.width + 4, box.height + 4)
  context.beginPath()
  context.roundRect(box.x, box.y, box.width, box.height, 4)
  context.fillStyle = colours.surface
  context.fill()
  context.setLineDash(health === 'unknown' || health === 'cut' ? [3, 2] : [])
  context.lineWidth = tile.isSelected ? 2.5 : health === 'good' ? 1 : 2
  context.strokeStyle = tile.isSelected ? colours.accent : borderOf(health, colours)
  context.stroke()
  context.setLineDash([])
  if (health === 'crashed') drawCross(context, box, colours.bad)
  if (box.width >= NAMED_FROM_WIDTH) {
    context.fillStyle = colours.text
    context.font = '600 9px "Pretendard Variable", sans-serif'
    context.textBaseline = 'top'
    context.fillText(node.name, box.x + 5, box.y + 4, box.width - 10)
  }
  podSquares(box, pods.length).forEach((square, index) => {
    const pod = pods[index]
    if (!pod) return
    const isSelected = `${pod.namespace}/${pod.name}` === tile.selectedPod
    drawPod(context, square, { look: pod.look, colours, isSelected })
  })
}

/** One of thousands: all it has to tell is its colour, and a cross where the machine is gone. */
function drawSpeck(
  context: CanvasRenderingContext2D,
  box: Box,
  { tile, colours }: { readonly tile: Tile; readonly colours: TileColours },
): void {
  const { node, pods, isSelected, selectedPod } = tile
  const health = nodeHealth(node)
  const told = TOLD_FIRST.find((look) => pods.some((pod) => pod.look === look))
  const calm = told === undefined ? colours.line : colours.byLook[told]
  const isCalm = health === 'good' || health === 'cordoned'
  context.clearRect(box.x, box.y, box.width, box.height)
  context.fillStyle = isCalm ? calm : borderOf(health, colours)
  if (isSelected || selectedPod !== '') context.fillStyle = colours.accent
  context.fillRect(box.x, box.y, box.width, box.height)
  if (health === 'crashed') drawCross(context, box, colours.surface)
}

function borderOf(health: ReturnType<typeof nodeHealth>, colours: TileColours): string {
  if (health === 'good' || health === 'cordoned') return colours.line
  return health === 'unknown' ? colours.unknown : colours.bad
}

function drawCross(context: CanvasRenderingContext2D, box: Box, colour: string): void {
  context.strokeStyle = colour
  context.lineWidth = 1
  context.beginPath()
  context.moveTo(box.x, box.y)
  context.lineTo(box.x + box.width, box.y + box.height)
  context.stroke()
}

interface PodPaint {
  readonly look: PodLook
  readonly colours: TileColours
  readonly isSelected: boolean
}

/** One pod; each look has a form of its own, so that its colour need not be seen. */
export function drawPod(
  context: CanvasRenderingContext2D,
  box: Box,
  { look, colours, isSelected }: PodPaint,
): void {
  const { x, y, width, height } = box
  context.fillStyle = colours.byLook[look]
  context.strokeStyle = colours.byLook[look]
  context.lineWidth = 1
  drawLook(context, box, look)
  if (!isSelected) return
  context.strokeStyle = colours.accent
  context.lineWidth = 1.5
  context.strokeRect(x - 1.5, y - 1.5, width + 3, height + 3)
}

/** The forms of the SVG export (`pod-square.ts`) are the same. */
function drawLook(
  context: CanvasRenderingContext2D,
  { x, y, width, height }: Box,
  look: PodLook,
): void {
  const frame = () => context.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1)
  switch (look) {
    case 'ready':
      return context.fillRect(x, y, width, height)
    case 'succeeded':
      frame()
      return context.fillRect(x + width / 4, y + height / 4, width / 2, height / 2)
    case 'creating':
      frame()
      return context.fillRect(x, y + height / 2, width, height / 2)
    case 'running':
      frame()
      return context.fillRect(x, y, width / 2, height)
    case 'failed':
    case 'crash-looping':
      return fillFolded(context, { x, y, width, height }, look === 'crash-looping')
    case 'unknown':
      context.setLineDash([1.5, 1.5])
      frame()
      return context.setLineDash([])
    case 'terminating':
      frame()
      context.beginPath()
      context.moveTo(x, y + height)
      context.lineTo(x + width, y)
      return context.stroke()
    case 'pending':
      return frame()
  }
}

/** A corner is folded; of what fails again and again, two. */
function fillFolded(
  context: CanvasRenderingContext2D,
  { x, y, width, height }: Box,
  isTwice: boolean,
): void {
  context.beginPath()
  context.moveTo(x, y)
  context.lineTo(x + width * 0.55, y)
  context.lineTo(x + width, y + height * 0.45)
  context.lineTo(x + width, y + height)
  if (isTwice) {
    context.lineTo(x + width * 0.45, y + height)
    context.lineTo(x, y + height * 0.55)
  } else context.lineTo(x, y + height)
  context.fill()
}
