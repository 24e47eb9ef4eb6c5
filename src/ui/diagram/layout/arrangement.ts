/** How many worker cards stand side by side, and how large the scene is drawn. */
import { clamp } from './geometry.ts'
import { CARDS_MAX, type SceneInput } from './scene.ts'

export const MARGIN = 14
export const CARD_GAP = 12
/** Below the workers stands the legend. */
const FOOT = 22
/** The band between the control plane and the workers, where the watch lines run. */
const BAND = { min: 42, max: 76 }

/** Below this pane width the scene stands upright. */
export const TALL_BELOW = 520
const CARD_MIN = { width: 176, height: 170 }
const CARD_COMFORTABLE = { width: 230, height: 220 }
/** The largest a scene is blown up, on 4K panes. */
const SCALE_MAX = 2.4
/** A tall scene rather scrolls than becomes smaller than this. */
const TALL_SCALE_MIN = 0.85

const HEAD = {
  wide: { width: 600, height: 190, comfortableWidth: 780, comfortableHeight: 250 },
  tall: { width: 350, height: 300, comfortableWidth: 420, comfortableHeight: 320 },
}

export interface Arrangement {
  readonly shape: 'wide' | 'tall'
  readonly isOnStage: boolean
  /** Workers are tiles: there are too many for cards. */
  readonly isTiled: boolean
  readonly band: { readonly min: number; readonly max: number }
  /** Left free at the lower edge. */
  readonly foot: number
  /** Of the control plane's frame, where it stands above wide. */
  readonly headHeight: number
  readonly columns: number
  readonly rows: number
  readonly scale: number
  /** Scene size: the pane's, divided by the scale; a tall scene may be higher. */
  readonly width: number
  readonly height: number
}

/** Chooses the columns that let the scene be drawn largest. */
export function arrange({ width, height, workers }: SceneInput): Arrangement {
  const shape = width < TALL_BELOW ? 'tall' : 'wide'
  if (workers.length > CARDS_MAX) return tiled(shape, width, height)
  const count = Math.max(1, workers.length)
  let best: Arrangement | null = null
  let bestScore = Number.NEGATIVE_INFINITY
  for (let columns = 1; columns <= count; columns += 1) {
    const rows = Math.ceil(count / columns)
    if (columns > 1 && Math.ceil(count / (columns - 1)) === rows) continue
    const candidate = sizedFor({ shape, columns, rows }, width, height)
    const score = scoreOf(candidate)
    if (score > bestScore) {
      best = candidate
      bestScore = score
    }
  }
  return best ?? tiled(shape, width, height)
}

type Grid = Pick<Arrangement, 'shape' | 'columns' | 'rows'>

function sizedFor(grid: Grid, width: number, height: number): Arrangement {
  const need = sizeNeeded(grid, CARD_MIN, false)
  const fitting = Math.min(width / need.width, height / need.height)
  const least = grid.shape === 'tall' ? Math.min(TALL_SCALE_MIN, width / need.width) : 0
  const scale =
    fitting < 1 ? Math.max(fitting, least) : comfortableScale(grid, width, height, fitting)
  return {
    ...grid,
    ...onPage(grid, Math.max(height / scale, need.height)),
    isTiled: false,
    scale,
    width: width / scale,
  }
}

/** Large panes magnify the scene as soon as everything has the room it likes. */
function comfortableScale(grid: Grid, width: number, height: number, fitting: number): number {
  const need = sizeNeeded(grid, CARD_COMFORTABLE, true)
  const comfortable = Math.min(width / need.width, height / need.height)
  return clamp(comfortable, 1, Math.min(SCALE_MAX, fitting))
}

function sizeNeeded(
  { shape, columns, rows }: Grid,
  card: { readonly width: number; readonly height: number },
  isComfortable: boolean,
) {
  const head = HEAD[shape]
  const headWidth = isComfortable ? head.comfortableWidth : head.width
  const headHeight = isComfortable ? head.comfortableHeight : head.height
  return {
    width: 2 * MARGIN + Math.max(headWidth, columns * (card.width + CARD_GAP) - CARD_GAP),
    height: MARGIN + FOOT + headHeight + BAND.min + rows * (card.height + CARD_GAP) - CARD_GAP,
  }
}

/** First how large it is, then how near the cards are to the size they like, then few rows. */
function scoreOf({ scale, width, columns, rows }: Arrangement): number {
  const cardWidth = (width - 2 * MARGIN + CARD_GAP) / columns - CARD_GAP
  return Math.min(scale, 1) * 100 + Math.min(1, cardWidth / CARD_COMFORTABLE.width) * 10 - rows * 4
}

function tiled(shape: 'wide' | 'tall', width: number, height: number): Arrangement {
  const head = HEAD[shape]
  const needWidth = head.width + 2 * MARGIN
  const needHeight = head.height + BAND.min + MARGIN + FOOT + 160
  const scale = clamp(Math.min(width / needWidth, height / needHeight), 0.4, SCALE_MAX)
  const grid = { shape, columns: 1, rows: 1 }
  const size = { width: width / scale, ...onPage(grid, height / scale) }
  return { ...grid, ...size, isTiled: true, scale }
}

/** What the page's scenes have in common, at a height of the scene. */
function onPage(grid: Grid, height: number) {
  return {
    height,
    isOnStage: false,
    band: BAND,
    foot: FOOT,
    headHeight: headHeight(grid, height),
  }
}

/** The height of the control plane's frame, given what the workers need below it. */
function headHeight({ shape, rows }: Grid, height: number): number {
  const head = HEAD[shape]
  const workers = rows * (CARD_COMFORTABLE.height + CARD_GAP) + BAND.min + MARGIN + FOOT
  return clamp(height - workers, head.height, head.comfortableHeight)
}
