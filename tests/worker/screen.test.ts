import { expect, test } from 'vitest'
import type { Update } from '../../src/protocol/messages.ts'
import { createHost } from '../../src/worker/host.ts'
import { deployment } from '../sim/story/told-cluster.ts'
import { Page } from './page.ts'

const TOPOLOGY = { workers: 3, cpuMilli: 4000, memoryBytes: 8 * 2 ** 30, podsMax: 110 }
const PLAYED_MS = 4000

/** How many pictures a page is given in four seconds of play if it takes so long over each. */
function picturesOf(drawingMs: number): number {
  let clock = 0
  let drawnAt = Number.POSITIVE_INFINITY
  let last = 0
  let pictures = 0
  const host = createHost(
    (update: Update) => {
      if (update.type !== 'frame') return
      pictures++
      last = update.sequence
      drawnAt = clock + drawingMs
    },
    () => clock,
  )
  const wait = (milliseconds: number) => {
    for (const end = clock + milliseconds; clock < end; clock += 4) {
      if (clock >= drawnAt) {
        drawnAt = Number.POSITIVE_INFINITY
        host.receive({ type: 'frame-drawn', sequence: last })
      }
      host.tick()
    }
  }
  host.receive({ type: 'boot', seed: 1, topology: TOPOLOGY })
  wait(1000)
  host.receive({ type: 'play', pace: { type: 'speed', factor: 600 } })
  wait(1000)
  pictures = 0
  wait(PLAYED_MS)
  return pictures
}

test('a page that draws slowly is given fewer pictures of time that plays, but never fewer than four a second', () => {
  const [quick, slow, slowest] = [picturesOf(8), picturesOf(32), picturesOf(120)]
  expect(quick).toBeGreaterThan(40)
  expect(slow).toBeGreaterThan(18)
  expect(slow).toBeLessThan(28)
  expect(slowest).toBeGreaterThanOrEqual(14)
  expect(slowest).toBeLessThan(slow)
})

test('time that plays is shown in some twelve pictures a second, and none of it is lost', () => {
  const page = new Page().boot()
  page.apply(deployment(20))
  const before = page.frames.length
  page.order({ type: 'play', pace: { type: 'speed', factor: 600 } }).wait(2000)
  const pictures = page.frames.length - before
  expect(pictures).toBeGreaterThan(20)
  expect(pictures).toBeLessThan(28)
  page.order({ type: 'pause' })
  const told = page.picture()
  // The way back and forth touches everything again: what the pictures left out would show.
  const { position } = page.frame
  page.order({ type: 'seek', position: page.frame.start }).order({ type: 'seek', position })
  expect(page.picture()).toBe(told)
})
