/**
 * The scene on stage: for a lecture hall, where the last row wants to read it. Rather fewer things than
 * small ones: no bars, one line per box, and parts of a worker become icons before words become small.
 */
import { type Arrangement, CARD_GAP, MARGIN } from './arrangement.ts'
import { BLOCK_GAP, CARD_PADDING, CHIP_GAP, CHIPS } from './card.ts'
import { type Box, clamp } from './geometry.ts'
import type { CardScene, SceneInput } from './scene.ts'

/** At this scale the smallest words of the stage (11.5 scene pixels) are 16 pixels high. */
export const STAGE_SCALE_MIN = 1.4
const SCALE_MAX = 3.6

const HEAD = { width: 640, height: 150, heightMax: 190 }
const BAND = { min: 30, max: 46 }
const FOOT = 10
/** What a card with named parts and a row of pods takes. */
const CARD_LIKED = { width: 236, height: 176 }
/** Below this a worker is a tile. */
const CARD_LEAST = { width: 180, height: 76 }
/** Below this the parts stand as icons beside the name. */
const CARD_NAMED = { width: 190, height: 126 }

const HEADER_HEIGHT = 31
const CHIP_HEIGHT = 24
const CHIP_WIDTH_MIN = 92
const ICON_WIDTH = 26

/** Chooses columns and scale for a pane. Pure. */
export function arrangeOnStage({ width, height, workers }: SceneInput): Arrangement {
  const count = Math.max(1, workers.length)
  let best = { columns: 1, rows: count, liked: 0 }
  for (let columns = 1; columns <= count; columns += 1) {
    const rows = Math.ceil(count / columns)
    if (columns > 1 && Math.ceil(count / (columns - 1)) === rows) continue
    const liked = scaleFor({ columns, rows }, width, height)
    if (liked >= best.liked) best = { columns, rows, liked }
  }
  const { columns, rows, liked } = best
  // A window too small for a stage shows the whole all the same.
  const least = Math.min(
    STAGE_SCALE_MIN,
    width / (HEAD.width + 2 * MARGIN),
    height / (MARGIN + HEAD.height + BAND.min + CARD_LEAST.height + FOOT),
  )
  const scale = clamp(liked, least, SCALE_MAX)
  const scene = { width: width / scale, height: height / scale }
  const spare = scene.height - MARGIN - BAND.min - FOOT - rows * (CARD_LIKED.height + CARD_GAP)
  const headHeight = clamp(spare, HEAD.height, HEAD.heightMax)
  const area = scene.height - MARGIN - headHeight - BAND.min - FOOT
  const cardWidth = (scene.width - 2 * MARGIN + CARD_GAP) / columns - CARD_GAP
  const cardHeight = (area + CARD_GAP) / rows - CARD_GAP
  const isTiled = cardWidth < CARD_LEAST.width || cardHeight < CARD_LEAST.height
  const size = { ...scene, scale, headHeight, band: BAND, foot: FOOT }
  return { shape: 'wide', isOnStage: true, isTiled, columns, rows, ...size }
}

/** At which scale all cards would have the size they like. */
function scaleFor(
  { columns, rows }: Pick<Arrangement, 'columns' | 'rows'>,
  width: number,
  height: number,
): number {
  const cards = columns * (CARD_LIKED.width + CARD_GAP) - CARD_GAP
  const rowsHeight = rows * (CARD_LIKED.height + CARD_GAP) - CARD_GAP
  return Math.min(
    width / (2 * MARGIN + Math.max(HEAD.width, cards)),
    height / (MARGIN + HEAD.height + BAND.min + rowsHeight + FOOT),
  )
}

/** The inside of a worker's card on stage. */
export function layoutStageCard(name: string, box: Box): CardScene {
  const isCompact = box.width < CARD_NAMED.width || box.height < CARD_NAMED.height
  const x = box.x + CARD_PADDING
  const width = box.width - 2 * CARD_PADDING
  const fourWide = 4 * (CHIP_WIDTH_MIN + CHIP_GAP) - CHIP_GAP
  const columns = width >= fourWide ? 4 : 2
  const chipWidth = (width - CHIP_GAP * (columns - 1)) / columns
  const rows = CHIPS.length / columns
  const iconsX = box.x + box.width - CARD_PADDING - CHIPS.length * (ICON_WIDTH + 3) + 3
  const chips = new Map<string, Box>()
  CHIPS.forEach((kind, index) => {
    const named = {
      x: x + (index % columns) * (chipWidth + CHIP_GAP),
      y: box.y + HEADER_HEIGHT + Math.floor(index / columns) * (CHIP_HEIGHT + CHIP_GAP),
      width: chipWidth,
      height: CHIP_HEIGHT,
    }
    const icon = {
      x: iconsX + index * (ICON_WIDTH + 3),
      y: box.y + 5,
      width: ICON_WIDTH,
      height: CHIP_HEIGHT - 2,
    }
    chips.set(`${name}/${kind}`, isCompact ? icon : named)
  })
  const chipsHeight = isCompact ? 0 : rows * (CHIP_HEIGHT + CHIP_GAP) - CHIP_GAP + BLOCK_GAP
  const podsTop = box.y + HEADER_HEIGHT + chipsHeight
  const pods = { x, y: podsTop, width, height: box.y + box.height - CARD_PADDING + 2 - podsTop }
  return { name, box, chips, bars: null, pods, isCompact }
}
