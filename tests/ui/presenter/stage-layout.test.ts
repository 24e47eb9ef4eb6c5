import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Box } from '../../../src/ui/diagram/layout/geometry.ts'
import { layoutScene } from '../../../src/ui/diagram/layout/layout-scene.ts'
import type { Scene } from '../../../src/ui/diagram/layout/scene.ts'
import { STAGE_SCALE_MIN } from '../../../src/ui/diagram/layout/stage.ts'
import { contains, overlap } from '../diagram/geometry.ts'

const workers = (count: number) => Array.from({ length: count }, (_, n) => `worker-${n + 1}`)

/** From a small projector with a high caption to a wall. */
const halls = fc.record({
  width: fc.integer({ min: 960, max: 3840 }),
  height: fc.integer({ min: 480, max: 1900 }),
  workers: fc.integer({ min: 0, max: 60 }).map(workers),
  isOnStage: fc.constant(true),
})

function solids(scene: Scene): readonly Box[] {
  const cards = scene.cards.map((card) => card.box)
  return [...scene.boxes.values(), scene.tray, ...cards, ...(scene.tiles ? [scene.tiles] : [])]
}

describe('the scene on stage', () => {
  it('is never drawn so small that the last row could not read it', () => {
    fc.assert(
      fc.property(halls, (hall) => {
        expect(layoutScene(hall).scale).toBeGreaterThanOrEqual(STAGE_SCALE_MIN)
      }),
    )
  })

  it('fits its pane, and nothing in it covers anything else', () => {
    fc.assert(
      fc.property(halls, (hall) => {
        const scene = layoutScene(hall)
        const whole = { x: 0, y: 0, width: scene.width, height: scene.height }
        expect(scene.width * scene.scale).toBeLessThanOrEqual(hall.width + 1)
        expect(scene.height * scene.scale).toBeLessThanOrEqual(hall.height + 1)
        const boxes = solids(scene)
        for (const [index, box] of boxes.entries()) {
          expect(contains(whole, box)).toBe(true)
          for (const other of boxes.slice(index + 1)) expect(overlap(box, other)).toBe(false)
        }
      }),
    )
  })

  it('keeps the parts and the pods of a worker on its card, apart from one another', () => {
    fc.assert(
      fc.property(halls, (hall) => {
        for (const card of layoutScene(hall).cards) {
          const parts = [card.pods, ...card.chips.values()]
          for (const [index, part] of parts.entries()) {
            expect(part.height).toBeGreaterThan(0)
            expect(contains(card.box, part)).toBe(true)
            for (const other of parts.slice(index + 1)) expect(overlap(part, other)).toBe(false)
          }
        }
      }),
    )
  })

  it.each([
    [1, 'named'],
    [3, 'named'],
    [6, 'icons'],
    [8, 'icons'],
    [40, 'tiles'],
  ])('of %i workers at 1280×720 shows their parts as %s', (count, form) => {
    const scene = layoutScene({
      width: 1280,
      height: 540,
      workers: workers(count),
      isOnStage: true,
    })
    const isCompact = scene.cards[0]?.isCompact
    expect(scene.tiles ? 'tiles' : isCompact ? 'icons' : 'named').toBe(form)
  })
})
