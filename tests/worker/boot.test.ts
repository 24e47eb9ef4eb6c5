import { expect, test } from 'vitest'
import type { Command, Update } from '../../src/protocol/messages.ts'
import { createHost } from '../../src/worker/host.ts'
import { Page } from './page.ts'

const TICKS_MAX = 100_000

/** A page whose clock goes on by some milliseconds at every look: work takes time, the same on every machine. */
function slowPage() {
  let clock = 0
  const updates: Update[] = []
  const host = createHost(
    (update) => updates.push(update),
    () => (clock += 4),
  )
  return {
    updates,
    send: (command: Command) => host.receive(command),
    boot: (workers: number) => host.receive(bootOf(workers)),
    /** Ticks until an update of this type has come. */
    until: (type: Update['type']) => {
      const before = updates.length
      for (let i = 0; i < TICKS_MAX; i++) {
        if (updates.slice(before).some((update) => update.type === type)) return
        host.tick()
      }
      throw new Error(`no ${type} came`)
    },
    of: <T extends Update['type']>(type: T) =>
      updates.filter((update): update is Extract<Update, { type: T }> => update.type === type),
  }
}

function bootOf(workers: number, seed = 1): Command & { readonly type: 'boot' } {
  return {
    type: 'boot',
    seed,
    topology: { workers, cpuMilli: 4000, memoryBytes: 8 * 2 ** 30, podsMax: 110 },
  }
}

test('a long boot tells how far it is, and nothing of the cluster before it has settled', () => {
  const page = slowPage()
  page.boot(40)
  page.until('frame')
  const progress = page.of('booting')
  expect(progress.length).toBeGreaterThan(2)
  expect(progress[0]?.nodesReady).toBeLessThan(40)
  expect(progress.at(-1)).toMatchObject({ nodes: 40, nodesReady: 40 })
  const times = progress.map(({ atMicros }) => atMicros)
  expect(times).toEqual([...times].sort((a, b) => a - b))
  expect(page.updates.map(({ type }) => type).lastIndexOf('booting')).toBeLessThan(
    page.updates.findIndex(({ type }) => type === 'frame'),
  )
})

test('booted in slices a cluster is the same as booted in one', () => {
  const page = slowPage()
  page.boot(3)
  page.until('frame')
  page.send({ type: 'save', requestId: 1 })
  const inOne = new Page().boot().ask((requestId) => ({ type: 'save', requestId }))
  expect(page.of('reply')[0]?.reply).toEqual(inOne)
})

test('what is asked of a cluster that boots is answered when it stands', () => {
  const page = slowPage()
  page.boot(20)
  page.until('booting')
  page.send({ type: 'objects', requestId: 7, kind: 'Node' })
  expect(page.of('reply')).toEqual([])
  page.until('reply')
  const [{ requestId, reply } = {}] = page.of('reply')
  expect(requestId).toBe(7)
  expect(reply?.type === 'objects' && reply.objects.length).toBe(20)
})

test('another boot takes the place of one that is under way; what was asked of that is refused', () => {
  const page = slowPage()
  page.boot(40)
  page.until('booting')
  page.send({ type: 'save', requestId: 3 })
  page.boot(2)
  page.until('frame')
  expect(page.of('reply')[0]).toMatchObject({ requestId: 3, reply: { type: 'refused' } })
  const nodes = page.of('frame')[0]?.changes.filter(({ table }) => table === 'nodes')
  expect(nodes).toHaveLength(2)
})
