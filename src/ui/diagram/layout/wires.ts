/** The lines of the scene: who is connected to the API server, and along which way. */
import { type Box, borderPoint, centre, curve, type Point } from './geometry.ts'
import type { Head } from './head.ts'
import { API_SERVER, type CardScene, type Wire } from './scene.ts'

/** The parts of a worker that hold watches of their own. */
const WATCHING_CHIPS = ['kubelet', 'kube-proxy'] as const

const CLIENT_WATCHERS = [
  'kube-scheduler',
  'kube-controller-manager',
  'cloud-controller-manager',
] as const

const NOWHERE: Box = { x: 0, y: 0, width: 0, height: 0 }

/** The workers as they are laid out: as cards, or as an area of tiles. */
export interface WorkersLayout {
  readonly cards: readonly CardScene[]
  readonly tiles: Box | null
}

export function layoutWires(
  shape: 'wide' | 'tall',
  head: Head,
  { cards, tiles }: WorkersLayout,
): readonly Wire[] {
  const api = head.boxes.get(API_SERVER) ?? NOWHERE
  const workers = tiles ? tileWires(api, tiles) : cardWires(shape, api, cards)
  return [...headWires(shape, head, api), ...workers]
}

/** Two watches per node would be a carpet: a few lines stand for all of them. */
const TILE_WIRES = 7

function tileWires(api: Box, tiles: Box): readonly Wire[] {
  return Array.from({ length: TILE_WIRES }, (_, index) => {
    const share = index / (TILE_WIRES - 1)
    const from = { x: tiles.x + 20 + (tiles.width - 40) * share, y: tiles.y }
    const to = { x: api.x + 14 + (api.width - 28) * share, y: api.y + api.height }
    return {
      component: `tiles/${index}`,
      kind: 'watch',
      host: '',
      points: curve(from, to, 'vertical'),
    }
  })
}

function headWires(shape: 'wide' | 'tall', head: Head, api: Box): readonly Wire[] {
  const box = (name: string) => head.boxes.get(name) ?? NOWHERE
  const wires: Wire[] = [
    {
      component: 'kubectl',
      kind: 'request',
      host: '',
      points: clientLine(shape, box('kubectl'), api),
    },
    {
      component: 'coredns',
      kind: 'watch',
      host: '',
      points: clientLine(shape, box('coredns'), api),
    },
    { component: 'etcd', kind: 'storage', host: '', points: straight(box('etcd'), api) },
  ]
  for (const name of CLIENT_WATCHERS) {
    wires.push({ component: name, kind: 'watch', host: '', points: sideLine(box(name), api) })
  }
  return wires
}

/** From a box left of the API server (wide) or above it (tall). */
function clientLine(shape: 'wide' | 'tall', box: Box, api: Box): readonly Point[] {
  const from = centre(box)
  if (shape === 'tall') {
    const isAbove = from.x < api.x + api.width
    const start = { x: isAbove ? Math.max(from.x, api.x + 20) : box.x + 26, y: box.y + box.height }
    const end = { x: isAbove ? start.x : api.x + api.width - 18, y: api.y }
    return curve(start, end, 'vertical')
  }
  const start = { x: box.x + box.width, y: from.y }
  const y = Math.max(api.y + 12, Math.min(api.y + api.height - 12, from.y))
  return curve(start, { x: api.x, y }, 'horizontal')
}

function straight(box: Box, api: Box): readonly Point[] {
  const from = centre(box)
  const isAbove = box.y < api.y
  return [
    { x: from.x, y: isAbove ? box.y + box.height : box.y },
    { x: from.x, y: isAbove ? api.y : api.y + api.height },
  ]
}

/** From a client at the right: arrives spread over the API server's side. */
function sideLine(box: Box, api: Box): readonly Point[] {
  const { y } = centre(box)
  const end = Math.max(api.y + 12, Math.min(api.y + api.height - 12, y))
  return curve({ x: box.x, y }, { x: api.x + api.width, y: end }, 'horizontal')
}

/** Watch lines of the workers leave the API server's lower edge in the order they arrive. */
function cardWires(shape: 'wide' | 'tall', api: Box, cards: readonly CardScene[]): readonly Wire[] {
  const firstRowY = cards[0]?.box.y ?? 0
  const ends = cards.flatMap((card) => portsOf(card).map((port) => ({ ...port, card })))
  const order = ends.toSorted((a, b) => a.point.x - b.point.x || a.point.y - b.point.y)
  // Upright, the left third of the edge is theirs: etcd hangs under the rest.
  const spread =
    shape === 'tall' ? { x: api.x + 8, width: 30 } : { x: api.x + 14, width: api.width - 28 }
  return order.map(({ component, point, card }, index) => {
    const share = order.length > 1 ? index / (order.length - 1) : 0.5
    const start = { x: spread.x + spread.width * share, y: api.y + api.height }
    return {
      component,
      kind: 'watch',
      host: card.name,
      points: downLine(start, point, {
        firstRowY,
        isFirstRow: card.box.y === firstRowY,
        box: card.box,
      }).toReversed(),
    }
  })
}

function portsOf(card: CardScene): readonly { component: string; point: Point }[] {
  return WATCHING_CHIPS.map((kind) => {
    const component = `${card.name}/${kind}`
    const chip = card.chips.get(component) ?? card.box
    return { component, point: { x: chip.x + chip.width / 2, y: card.box.y } }
  })
}

interface Landing {
  readonly firstRowY: number
  readonly isFirstRow: boolean
  readonly box: Box
}

/** To a card of a lower row the line goes down in the gap left of its column. */
function downLine(
  start: Point,
  port: Point,
  { firstRowY, isFirstRow, box }: Landing,
): readonly Point[] {
  // First rows are reached through the frame's edge and a curve over the band.
  if (isFirstRow) return curve(start, port, 'vertical')
  const gutter = box.x - 6
  const entry = { x: gutter, y: firstRowY - 2 }
  return [
    ...curve(start, entry, 'vertical'),
    { x: gutter, y: port.y - 6 },
    { x: port.x, y: port.y - 6 },
    port,
  ]
}

/** The straight way between two boxes, from edge to edge. */
export function lineBetween(from: Box, to: Box): readonly Point[] {
  return [borderPoint(from, centre(to)), borderPoint(to, centre(from))]
}
