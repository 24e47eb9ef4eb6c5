import { type Arrangement, arrange, CARD_GAP, MARGIN, TALL_BELOW } from './arrangement.ts'
import { layoutCard } from './card.ts'
import { type Box, clamp } from './geometry.ts'
import { layoutHead } from './head.ts'
import type { Scene, SceneInput } from './scene.ts'
import { arrangeOnStage, layoutStageCard } from './stage.ts'
import { layoutWires } from './wires.ts'

const CARD_WIDTH_MAX = 440
const CARD_HEIGHT_MAX = 420

/** Places everything of the diagram. Pure: the same pane and workers give the same scene. */
export function layoutScene(input: SceneInput): Scene {
  const hasStage = input.isOnStage === true && input.width >= TALL_BELOW
  const arrangement = hasStage ? arrangeOnStage(input) : arrange(input)
  const head = layoutHead(arrangement)
  const { shape, width, height, scale, isOnStage, isTiled } = arrangement
  const layoutOne = isOnStage ? layoutStageCard : layoutCard
  const area = workersArea(arrangement, head.bottom)
  const tiles = isTiled ? area : null
  const cards = isTiled
    ? []
    : cardBoxes(arrangement, area, input.workers.length).map((box, index) =>
        layoutOne(input.workers[index] ?? '', box, scale),
      )
  return {
    shape,
    isOnStage,
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

function workersArea({ width, height, band, foot }: Arrangement, headBottom: number): Box {
  const y = headBottom + clamp((height - headBottom) * 0.16, band.min, band.max)
  return { x: MARGIN, y, width: width - 2 * MARGIN, height: height - foot - y }
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
