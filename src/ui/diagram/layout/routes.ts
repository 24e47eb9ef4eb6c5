/** The way a message takes through the scene. */
import { type Box, centre, type Point } from './geometry.ts'
import { API_SERVER, type Scene } from './scene.ts'
import { lineBetween } from './wires.ts'

/** Finds boxes and ways by component names, for one scene. */
export interface Routes {
  /** Where a component is drawn, or the machine it runs on; undefined if it is not drawn. */
  readonly boxOf: (component: string) => Box | undefined
  /** From one component to another; null if one of them is not drawn. */
  readonly route: (from: string, to: string) => readonly Point[] | null
  /** Where names stand that a label should not cover: of components, and of cards. */
  readonly obstacles: readonly Box[]
}

export function routesOf(
  scene: Scene,
  tileOf: (worker: string) => Box | undefined = () => undefined,
): Routes {
  const boxes = new Map(scene.boxes)
  for (const card of scene.cards) {
    boxes.set(card.name, card.box)
    for (const [name, box] of card.chips) boxes.set(name, box)
  }
  const wires = new Map(scene.wires.map((wire) => [wire.component, wire]))
  const known = new Map<string, readonly Point[] | null>()

  function boxOf(component: string): Box | undefined {
    // The user sits at kubectl.
    const name = component === 'user' ? 'kubectl' : component
    const host = name.split('/')[0] ?? ''
    return boxes.get(name) ?? boxes.get(host) ?? tileOf(host)
  }

  function find(from: string, to: string): readonly Point[] | null {
    const start = boxOf(from)
    const end = boxOf(to)
    if (!start || !end) return null
    if (start === end) return [centre(start), centre(start)]
    const wire = wires.get(to === API_SERVER ? from : to)
    if (!wire || (from !== API_SERVER && to !== API_SERVER)) return lineBetween(start, end)
    // Inside a card the line ends at its edge; the message goes on to the chip.
    const chip = wire.host === '' ? [] : [centre(to === API_SERVER ? start : end)]
    return to === API_SERVER ? [...chip, ...wire.points] : [...wire.points.toReversed(), ...chip]
  }

  return {
    boxOf,
    obstacles: obstaclesOf(scene),
    route: (from, to) => {
      const key = `${from}\n${to}`
      const hit = known.get(key)
      if (hit !== undefined) return hit
      const points = find(from, to)
      known.set(key, points)
      return points
    },
  }
}

/** A card's name and state stand on its first lines. */
const CARD_HEAD = 36
/** Higher boxes have their name in the middle, lower ones in the upper half. */
const HIGH_BOX = 64

function obstaclesOf({ boxes, cards }: Scene): readonly Box[] {
  const parts = cards.flatMap(({ box, chips }) => [
    { ...box, height: CARD_HEAD },
    ...chips.values(),
  ])
  return [...[...boxes.values()].map(nameOf), ...parts]
}

function nameOf(box: Box): Box {
  const isHigh = box.height > HIGH_BOX
  return {
    ...box,
    y: isHigh ? box.y + box.height / 4 : box.y,
    height: box.height * (isHigh ? 0.5 : 0.6),
  }
}
