/** The inside of a worker's card: header, chips of its parts, bars of what is requested, pods. */
import { type Box, clamp } from './geometry.ts'
import type { CardScene, ChipKind } from './scene.ts'

/** Space for name, state and the lease's ring. */
const CARD_HEADER_HEIGHT = 40
export const CARD_PADDING = 9

const CHIP_HEIGHT = 21
export const CHIP_GAP = 5
/** From one chip to the next on the screen: a finger takes 24 pixels (WCAG 2.2, 2.5.8). */
const CHIP_PITCH_MIN = 24.5
const CHIP_HEIGHT_MAX = 24
const BARS_HEIGHT = 20
export const BLOCK_GAP = 7

/** From this width on the four chips stand in one row. */
const ONE_ROW_FROM = 392

/** The two that talk to the API server stand first, where the lines come in. */
export const CHIPS: readonly ChipKind[] = ['kubelet', 'kube-proxy', 'container-runtime', 'cni']

/** `scale`: how large a scene pixel is on the screen. */
export function layoutCard(name: string, box: Box, scale: number): CardScene {
  const x = box.x + CARD_PADDING
  const width = box.width - 2 * CARD_PADDING
  const columns = width >= ONE_ROW_FROM ? 4 : 2
  const rows = CHIPS.length / columns
  const chipWidth = (width - CHIP_GAP * (columns - 1)) / columns
  const chipsTop = box.y + CARD_HEADER_HEIGHT
  const chipHeight = clamp(CHIP_PITCH_MIN / scale - CHIP_GAP, CHIP_HEIGHT, CHIP_HEIGHT_MAX)
  const chips = new Map<string, Box>()
  CHIPS.forEach((kind, index) => {
    chips.set(`${name}/${kind}`, {
      x: x + (index % columns) * (chipWidth + CHIP_GAP),
      y: chipsTop + Math.floor(index / columns) * (chipHeight + CHIP_GAP),
      width: chipWidth,
      height: chipHeight,
    })
  })
  const barsTop = chipsTop + rows * (chipHeight + CHIP_GAP) - CHIP_GAP + BLOCK_GAP
  const podsTop = barsTop + BARS_HEIGHT + BLOCK_GAP - 1
  return {
    name,
    box,
    isCompact: false,
    chips,
    bars: { x, y: barsTop, width, height: BARS_HEIGHT },
    pods: { x, y: podsTop, width, height: box.y + box.height - CARD_PADDING - podsTop },
  }
}
