import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Box } from '../../../src/ui/diagram/layout/geometry.ts'
import { pointAlong } from '../../../src/ui/diagram/layout/geometry.ts'
import { layoutScene } from '../../../src/ui/diagram/layout/layout-scene.ts'
import { podGrid } from '../../../src/ui/diagram/layout/pod-grid.ts'
import { routesOf } from '../../../src/ui/diagram/layout/routes.ts'
import type { Scene } from '../../../src/ui/diagram/layout/scene.ts'
import { contains, overlap } from './geometry.ts'

const workers = (count: number) => Array.from({ length: count }, (_, n) => `worker-${n + 1}`)

const panes = fc.record({
  width: fc.integer({ min: 320, max: 2600 }),
  height: fc.integer({ min: 320, max: 1500 }),
  workers: fc.integer({ min: 0, max: 45 }).map(workers),
})

/** Everything that must keep clear of everything else. */
function solids(scene: Scene): readonly (readonly [string, Box])[] {
  const cards = scene.cards.map((card) => [card.name, card.box] as const)
  const tiles = scene.tiles ? [['tiles', scene.tiles] as const] : []
  return [...scene.boxes, ['tray', scene.tray] as const, ...cards, ...tiles]
}

describe('layoutScene', () => {
  it('lets nothing overlap, for any pane and any number of workers', () => {
    fc.assert(
      fc.property(panes, (input) => {
        const all = solids(layoutScene(input))
        for (const [index, [, a]] of all.entries()) {
          for (const [, b] of all.slice(index + 1)) if (overlap(a, b)) return false
        }
        return true
      }),
    )
  })

  it('keeps everything inside the scene and every part inside its card', () => {
    fc.assert(
      fc.property(panes, (input) => {
        const scene = layoutScene(input)
        const ground = { x: 0, y: 0, width: scene.width, height: scene.height }
        const isInside = solids(scene).every(([, box]) => contains(ground, box))
        const arePartsInside = scene.cards.every((card) =>
          [card.bars, card.pods, ...card.chips.values()].every(
            (part) => part === null || contains(card.box, part),
          ),
        )
        return isInside && arePartsInside
      }),
    )
  })

  it('has no box without a size', () => {
    fc.assert(
      fc.property(panes, (input) => {
        const scene = layoutScene(input)
        const pods = scene.cards.map((card) => card.pods)
        return [...solids(scene).map(([, box]) => box), ...pods].every(
          (box) => box.width >= 24 && box.height >= 18,
        )
      }),
    )
  })

  it('fits a wide pane at its scale, without scrolling', () => {
    fc.assert(
      fc.property(panes, (input) => {
        const scene = layoutScene(input)
        if (scene.shape === 'tall') return scene.width * scene.scale <= input.width + 0.01
        return (
          scene.width * scene.scale <= input.width + 0.01 &&
          scene.height * scene.scale <= input.height + 0.01
        )
      }),
    )
  })

  it('shows three workers in one row at full size where the page is 1280 by 720', () => {
    // given: the pane that the shell leaves for the diagram
    const scene = layoutScene({ width: 680, height: 450, workers: workers(3) })

    // then
    expect(scene.scale).toBeGreaterThanOrEqual(0.95)
    expect(new Set(scene.cards.map((card) => card.box.y)).size).toBe(1)
  })

  it('stands upright on a phone', () => {
    const scene = layoutScene({ width: 390, height: 650, workers: workers(3) })

    expect(scene.shape).toBe('tall')
    expect(scene.scale).toBeGreaterThanOrEqual(0.8)
  })

  it('draws more than 30 workers as tiles', () => {
    expect(layoutScene({ width: 800, height: 600, workers: workers(30) }).tiles).toBeNull()
    expect(layoutScene({ width: 800, height: 600, workers: workers(31) }).cards).toEqual([])
  })

  it('gives every component that watches its own line to the API server', () => {
    const scene = layoutScene({ width: 780, height: 600, workers: workers(2) })

    const watching = scene.wires.filter((wire) => wire.kind === 'watch').map((it) => it.component)
    expect(watching.toSorted()).toEqual([
      'cloud-controller-manager',
      'coredns',
      'kube-controller-manager',
      'kube-scheduler',
      'worker-1/kube-proxy',
      'worker-1/kubelet',
      'worker-2/kube-proxy',
      'worker-2/kubelet',
    ])
  })
})

describe('routesOf', () => {
  const scene = layoutScene({ width: 780, height: 600, workers: workers(3) })
  const routes = routesOf(scene)

  it('takes the same way there and back', () => {
    const there = routes.route('worker-2/kubelet', 'kube-apiserver')
    const back = routes.route('kube-apiserver', 'worker-2/kubelet')
    expect(there?.toReversed()).toEqual(back)
  })

  it('has a way between the parts of a worker', () => {
    expect(routes.route('worker-1/kubelet', 'worker-1/container-runtime')).toHaveLength(2)
  })

  it('knows no way to what is not drawn', () => {
    expect(routes.route('failures', 'kube-apiserver')).toBeNull()
  })

  it('begins and ends at the ends', () => {
    const way = routes.route('kubectl', 'kube-apiserver') ?? []
    expect(pointAlong(way, 0)).toEqual(way[0])
    expect(pointAlong(way, 1).x).toBeCloseTo(way.at(-1)?.x ?? 0)
  })
})

describe('podGrid', () => {
  it('never puts cells outside the area', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 40, max: 420 }),
        fc.integer({ min: 20, max: 320 }),
        fc.integer({ min: 0, max: 110 }),
        (width, height, count) => {
          const grid = podGrid(width, height, count)
          const rows = Math.ceil(Math.min(grid.shown, count) / grid.columns)
          return (
            grid.columns * (grid.cellWidth + grid.gap) - grid.gap <= width + 0.01 &&
            rows * (grid.cellHeight + grid.gap) - grid.gap <= height + 0.01
          )
        },
      ),
    )
  })

  it('names pods while there is room and ends at tiny dots', () => {
    expect(podGrid(220, 120, 3).size).toBe('full')
    expect(podGrid(220, 120, 6).size).toBe('named')
    expect(podGrid(170, 26, 2).size).toBe('line')
    expect(podGrid(170, 26, 3).size).toBe('short')
    expect(podGrid(160, 60, 10).size).toBe('dot')
    expect(podGrid(160, 60, 110).size).toBe('tiny')
  })
})
