/** Workers: as cards with their parts, bars and pods, or as tiles when there are many. */
import type { NodeRow, PodRow } from '../../../../protocol/views.ts'
import type { Box } from '../../../diagram/layout/geometry.ts'
import type { CardScene } from '../../../diagram/layout/scene.ts'
import { type NodeHealth, nodeHealth, nodeStates } from '../../../diagram/parts/node-state.ts'
import { formatCpu, formatMemory, percentOf } from '../../../diagram/parts/units.ts'
import { NAMED_FROM_WIDTH, podSquares, tileGrid } from '../../../diagram/tiles/tile-grid.ts'
import { podsByNode, podsOnFullestNode } from '../../../state/selectors.ts'
import { chip } from './boxes.ts'
import { element, widthOf, words } from './markup.ts'
import type { Palette, Picture } from './picture.ts'
import { podSquare } from './pod-square.ts'
import { podCells } from './pods.ts'

/** Up to this many pods on a node, the pods of all nodes are drawn alike. */
const ALIKE_MAX = 6

export function workerCard(picture: Picture, card: CardScene): string {
  const { palette, rows, step, t } = picture
  const node = rows.nodes.get(card.name)
  const health = node ? nodeHealth(node) : 'unknown'
  const isLit = step?.actors.includes(card.name) ?? false
  const pods = podsByNode(rows.pods).get(card.name) ?? []
  const roomFor = Math.min(ALIKE_MAX, podsOnFullestNode(rows.pods))
  const none = words(t('node.noPods'), card.pods.x, card.pods.y + 8, {
    size: 10.5,
    colour: palette['text-faint'],
  })
  return [
    cardFrame(palette, card.box, health, isLit),
    cardHead(picture, card, node, health),
    ...[...card.chips].map(([name, box]) => chip(picture, name, box, card.box.width)),
    node && card.bars ? requestBars(picture, node, card.bars) : '',
    pods.length === 0 ? none : podCells(picture, pods, card.pods, roomFor),
  ].join('')
}

function cardFrame(palette: Palette, box: Box, health: NodeHealth, isLit: boolean): string {
  const place = { x: box.x, y: box.y, width: box.width, height: box.height, rx: 11 }
  const rest = isLit ? palette.accent : palette['line-strong']
  const stroke = health === 'good' ? rest : healthColour(palette, health)
  const dashes = { good: undefined, crashed: undefined, cordoned: '1.5 3' } as const
  const frame = element('rect', {
    ...place,
    fill: health === 'crashed' ? palette['surface-1'] : palette['surface-2'],
    stroke,
    'stroke-width': isLit ? 2 : 1,
    'stroke-dasharray': health in dashes ? dashes[health as keyof typeof dashes] : '4 3',
  })
  return health === 'crashed' ? frame + element('rect', { ...place, fill: 'url(#down)' }) : frame
}

function healthColour(palette: Palette, health: NodeHealth): string {
  if (health === 'good') return palette.good
  if (health === 'unknown') return palette['phase-unknown']
  return health === 'cordoned' ? palette.warning : palette.bad
}

function cardHead(
  picture: Picture,
  { box, name }: CardScene,
  node: NodeRow | undefined,
  health: NodeHealth,
): string {
  const { palette, scene, t } = picture
  const x = box.x + 10
  const width = box.width - 20 - 28
  const states = node ? nodeStates(node).map((key) => t(key)) : []
  const state = states.join(' · ')
  const face = { size: 10.5, weight: 620, isMono: false }
  if (scene.isOnStage) {
    // One line: the parts stand right below it.
    const title = { size: 12.5, weight: 680 }
    const after = x + widthOf(name, { ...title, isMono: false }) + 8
    const colour = healthColour(palette, health)
    return [
      words(name, x, box.y + 17, { ...title, colour: palette.text, width }),
      words(state, after, box.y + 17, { ...face, colour, width: box.x + box.width - 10 - after }),
    ].join('')
  }
  const used = widthOf(state, face) + 6
  const capacity =
    node && states.length === 1
      ? t('node.capacity', {
          cpu: formatCpu(node.cpuMilli),
          memory: formatMemory(node.memoryBytes),
        })
      : ''
  const hasRoom = widthOf(capacity, { ...face, weight: 400 }) <= width - used
  return [
    words(name, x, box.y + 14, { size: 12.5, weight: 680, colour: palette.text, width }),
    words(state, x, box.y + 29, { ...face, colour: healthColour(palette, health), width }),
    hasRoom
      ? words(capacity, x + used, box.y + 29, { size: 10.5, colour: palette['text-muted'] })
      : '',
    node ? leaseRing(picture, node, { x: box.x + box.width - 21, y: box.y + 21 }) : '',
  ].join('')
}

const RADIUS = 9.2

function leaseRing(
  { palette, atMicros }: Picture,
  { leaseRenewedAtMicros: renewed, leaseDurationMicros: duration }: NodeRow,
  { x, y }: { readonly x: number; readonly y: number },
): string {
  const share = duration > 0 && renewed > 0 ? 1 - (atMicros - renewed) / duration : 0
  const left = Math.max(0, Math.min(1, share))
  const round = 2 * Math.PI * RADIUS
  const ring = { cx: x, cy: y, r: RADIUS, fill: 'none', 'stroke-width': 3.1 }
  if (left === 0)
    return element('circle', { ...ring, stroke: palette.bad, 'stroke-dasharray': '3 3.3' })
  const colour = left < 1 / 3 ? palette.warning : palette.good
  const arc = element('circle', {
    ...ring,
    stroke: colour,
    'stroke-dasharray': `${(round * left).toFixed(2)} ${round.toFixed(2)}`,
    transform: `rotate(-90 ${x.toFixed(2)} ${y.toFixed(2)})`,
  })
  return element('circle', { ...ring, stroke: palette['surface-3'] }) + arc
}

function requestBars({ palette, t }: Picture, node: NodeRow, area: Box): string {
  const cpu = percentOf(node.cpuRequestedMilli, node.cpuMilli)
  const memory = percentOf(node.memoryRequestedBytes, node.memoryBytes)
  const width = (area.width - 8) / 2
  const bar = (percent: number, text: string, x: number) => {
    const place = { x, y: area.y, height: 4, rx: 2 }
    const part = (width * Math.min(100, percent)) / 100
    const colour = percent >= 90 ? palette.warning : palette.accent
    return (
      element('rect', { ...place, width, fill: palette['surface-3'] }) +
      element('rect', { ...place, width: part, fill: colour }) +
      words(text, x, area.y + 11.2, { size: 9.5, colour: palette['text-muted'], width })
    )
  }
  return (
    bar(cpu, t('node.cpu', { percent: cpu }), area.x) +
    bar(memory, t('node.memory', { percent: memory }), area.x + width + 8)
  )
}

/** Many workers: a tile each, a square per pod. */
export function workerTiles(picture: Picture, area: Box): string {
  const { palette, rows, workers } = picture
  const grid = tileGrid(area, workers.length)
  return workers
    .map((name, index) => {
      const node = rows.nodes.get(name)
      const box = grid.boxOf(index)
      const health = node ? nodeHealth(node) : 'unknown'
      const pods = podsByNode(rows.pods).get(name) ?? []
      return tile(palette, box, { name, health, pods })
    })
    .join('')
}

interface Tile {
  readonly name: string
  readonly health: NodeHealth
  readonly pods: readonly PodRow[]
}

function tile(palette: Palette, box: Box, { name, health, pods }: Tile): string {
  const isWell = health === 'good' || health === 'cordoned'
  const frame = element('rect', {
    ...box,
    rx: 4,
    fill: palette['surface-2'],
    stroke: isWell ? palette['line-strong'] : healthColour(palette, health),
    'stroke-width': isWell ? 1 : 2,
    'stroke-dasharray': health === 'unknown' || health === 'cut' ? '3 2' : undefined,
  })
  const label =
    box.width >= NAMED_FROM_WIDTH
      ? words(name, box.x + 5, box.y + 9, {
          size: 9,
          weight: 600,
          colour: palette.text,
          width: box.width - 10,
        })
      : ''
  const cross =
    health === 'crashed'
      ? element('path', {
          d: `M${box.x} ${box.y}l${box.width} ${box.height}`,
          stroke: palette.bad,
          fill: 'none',
        })
      : ''
  const squares = podSquares(box, pods.length).map((square, index) => {
    const look = pods[index]?.look
    return look ? podSquare(palette, square, look) : ''
  })
  return frame + cross + label + squares.join('')
}
