/** The scene as nodes of React Flow. They change with the scene alone; what they show, they read themselves. */
import type { Node, NodeProps, NodeTypes } from 'reactflow'
import { lazily } from '../widgets/lazily.tsx'
import type { Box } from './layout/geometry.ts'
import type { CardScene, Scene } from './layout/scene.ts'
import { ComponentBox } from './parts/ComponentBox.tsx'
import { Tray } from './parts/Tray.tsx'
import { WorkerCard } from './parts/WorkerCard.tsx'
import { Ground } from './wires/Ground.tsx'

const CanvasTiles = lazily(() =>
  import('./tiles/CanvasTiles.tsx').then((module) => module.CanvasTiles),
)

type GroundNode = Node<{ readonly scene: Scene }, 'ground'>
type ComponentNode = Node<{ readonly name: string }, 'component'>
type TrayNode = Node<{ readonly box: Box }, 'tray'>
type CardNode = Node<{ readonly card: CardScene }, 'card'>
type TilesNode = Node<{ readonly area: Box; readonly workers: readonly string[] }, 'tiles'>

/** What draws each type of node. */
export const flowNodeTypes: NodeTypes = {
  ground: ({ data }: NodeProps<GroundNode>) => <Ground scene={data.scene} />,
  component: ({ data }: NodeProps<ComponentNode>) => <ComponentBox name={data.name} form="box" />,
  tray: ({ data }: NodeProps<TrayNode>) => <Tray box={data.box} />,
  card: ({ data }: NodeProps<CardNode>) => <WorkerCard card={data.card} />,
  tiles: ({ data }: NodeProps<TilesNode>) => (
    <CanvasTiles area={data.area} workers={data.workers} />
  ),
}

/** Everything of the scene, the ground first. */
export function flowNodes(scene: Scene, workers: readonly string[]): Node[] {
  const ground = { x: 0, y: 0, width: scene.width, height: scene.height }
  const nodes: Node[] = [
    { ...placed('ground', 'ground', ground), data: { scene }, style: { pointerEvents: 'none' } },
    { ...placed('tray', 'tray', scene.tray), data: { box: scene.tray } },
  ]
  // In reading order, which is the order of the Tab key: left to right, top to bottom.
  const boxes = [...scene.boxes].sort(([, a], [, b]) => a.x - b.x || a.y - b.y)
  for (const [name, box] of boxes) {
    nodes.push({ ...placed(name, 'component', box), data: { name } })
  }
  for (const card of scene.cards) {
    nodes.push({ ...placed(card.name, 'card', card.box), data: { card } })
  }
  if (scene.tiles) {
    nodes.push({ ...placed('tiles', 'tiles', scene.tiles), data: { area: scene.tiles, workers } })
  }
  return nodes
}

function placed(id: string, type: string, { x, y, width, height }: Box) {
  // React Flow takes pointer events from nodes that it neither drags nor selects itself.
  const style = { pointerEvents: 'all' as const }
  return { id, type, position: { x, y }, width, height, style, draggable: false, selectable: false }
}
