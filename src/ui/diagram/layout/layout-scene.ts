import { type Arrangement, arrange, BAND_MIN, CARD_GAP, FOOT, MARGIN } from './arrangement.ts'
import { layoutCard } from './card.ts'
import { type Box, clamp } from './geometry.ts'
import { layoutHead } from './head.ts'
import { CARDS_MAX, type Scene, type SceneInput } from './scene.ts'
import { layoutWires } from './wires.ts'

const CARD_WIDTH_MAX = 440
const CARD_HEIGHT_MAX = 420
const BAND_MAX = 76

/** Places everything of the diagram. Pure: the same pane and workers give the same scene. */
export function layoutScene(input: SceneInput): Scene {
  const arrangement = arrange(input)
  const head = layoutHead(arrangement)
  const { shape, width, height, scale } = arrangement
  const isTiled = input.workers.length > CARDS_MAX
  const area = workersArea(arrangement, head.bottom)
  const tiles = isTiled ? area : null
  const cards = isTiled
    ? []
    : cardBoxes(arrangement, area, input.workers.length).map((box, index) =>
        layoutCard(input.workers[index] ?? '', box),
      )
  return {
    shape,
    width,
    height,
    scale,
    controlPlane: head.controlPlane,
    tray: head.tray,
    boxes: head.boxes,
    cards,
    tiles,
    wires: layoutWires(shape, head, { cards, tiles }),
  }
}

function workersArea({ width, height }: Arrangement, headBottom: number): Box {
  const band = clamp((height - headBottom) * 0.16, BAND_MIN, BAND_MAX)
  const y = headBottom + band
  return { x: MARGIN, y, width: width - 2 * MARGIN, height: height - FOOT - y }
}

/** Cards row by row; rows are centred, and cards do not grow beyond what they can fill. */
function cardBoxes({ columns, rows }: Arrangement, area: Box, count: number): readonly Box[] {
  const width = Math.min(CARD_WIDTH_MAX, (area.width + CARD_GAP) / columns - CARD_GAP)
  const height = Math.min(CARD_HEIGHT_MAX, (area.height + CARD_GAP) / rows - CARD_GAP)
  const used = columns * (width + CARD_GAP) - CARD_GAP
  const left = area.x + (area.width - used) / 2
  return Array.from({ length: count }, (_, index) => ({
    x: left + (index % columns) * (width + CARD_GAP),
    y: area.y + Math.floor(index / columns) * (height + CARD_GAP),
    width,
    height,
  }))
}
