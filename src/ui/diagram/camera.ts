/** Where the camera goes when a lesson (or a presenter) asks to see a part of the cluster. */
import type { Box } from './layout/geometry.ts'
import type { Scene } from './layout/scene.ts'

export interface Viewport {
  readonly x: number
  readonly y: number
  readonly zoom: number
}

/** Nearer than this, words are larger than anybody needs; on a large screen a part is at least so much nearer than the whole. */
const ZOOM_MAX = 2.2
const NEARER = 1.8
/** Room around what is looked at, as a share of the pane. */
const MARGIN = 0.06

/** The part of the scene by its name: an area, a component, a node. Null for the whole, and for names that are not there. */
export function cameraBox(
  scene: Scene,
  name: string,
  tileOf: (node: string) => Box | undefined = () => undefined,
): Box | null {
  if (name === 'all') return null
  if (name === 'control-plane') return scene.controlPlane
  if (name === 'workers') return scene.tiles ?? union(scene.cards.map((card) => card.box))
  const host = name.slice(0, Math.max(0, name.indexOf('/'))) || name
  const card = scene.cards.find(({ name }) => name === host)?.box
  return scene.boxes.get(name) ?? card ?? tileOf(host) ?? null
}

/** The viewport that shows a box in the middle of the pane, as large as there is room, but no smaller than the whole is drawn. */
export function viewportOnto(
  box: Box,
  { width, height }: { readonly width: number; readonly height: number },
  zoomMin: number,
): Viewport {
  const fit = Math.min(width / box.width, height / box.height) * (1 - 2 * MARGIN)
  const zoom = Math.max(zoomMin, Math.min(Math.max(ZOOM_MAX, zoomMin * NEARER), fit))
  return {
    x: width / 2 - (box.x + box.width / 2) * zoom,
    y: height / 2 - (box.y + box.height / 2) * zoom,
    zoom,
  }
}

function union(boxes: readonly Box[]): Box | null {
  if (boxes.length === 0) return null
  const left = Math.min(...boxes.map((box) => box.x))
  const top = Math.min(...boxes.map((box) => box.y))
  const right = Math.max(...boxes.map((box) => box.x + box.width))
  const bottom = Math.max(...boxes.map((box) => box.y + box.height))
  return { x: left, y: top, width: right - left, height: bottom - top }
}
