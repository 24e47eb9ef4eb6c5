// @vitest-environment happy-dom
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { playbackMode } from '../../../src/ui/machines/playback.ts'
import { readAddress } from '../../../src/ui/state/address.ts'
import { useCluster } from '../../../src/ui/state/cluster.ts'
import { commands } from '../../../src/ui/state/commands.ts'
import { TOPOLOGY_DEFAULT } from '../../../src/ui/state/defaults.ts'
import { useFiles } from '../../../src/ui/state/files.ts'
import { startSession } from '../../../src/ui/state/session.ts'
import { useSession } from '../../../src/ui/state/session-state.ts'
import {
  createFixtureWorker,
  type FixtureWorker,
  fixtureFrame,
} from '../fixtures/fixture-worker.ts'

/** Starts a session as a page load would, with the worker it got. */
async function load(search = '') {
  const workers: FixtureWorker[] = []
  const session = startSession(() => {
    const worker = createFixtureWorker()
    workers.push(worker)
    return worker
  }, search)
  await vi.waitUntil(() => useCluster.getState().ready)
  const worker = () => workers.at(-1) as FixtureWorker
  const commandTypes = () => worker().received.map((command) => command.type)
  return { session, worker, commandTypes }
}

beforeEach(() => {
  localStorage.clear()
  useSession.setState({ isUntouched: true, notice: null })
})

describe('the session', () => {
  test('begins with the first example and a run that nobody has touched', async () => {
    const { worker } = await load()
    expect(useFiles.getState().active).toBe('web.yaml')
    expect(worker().received[0]).toMatchObject({ type: 'boot', seed: 1, topology: { workers: 3 } })
    expect(playbackMode()).toBe('paused')
  })

  test('the first step applies the open example, the second only steps', async () => {
    const { commandTypes } = await load('?example=bare-pod')
    await commands.step('story', 'forward')
    await commands.step('story', 'forward')
    const acts = commandTypes().filter((type) => type === 'act' || type === 'step')
    expect(acts).toEqual(['act', 'step', 'step'])
    expect(useFiles.getState().active).toBe('bare-pod.yaml')
  })

  test('a saved run is played again after a reload', async () => {
    // given
    await load('?seed=1&example=shop')
    await commands.step('message', 'forward')
    await vi.waitUntil(() => localStorage.getItem('pilothouse.session') !== null, 3000)

    // when
    const { worker } = await load('?seed=1&example=shop')

    // then
    expect(worker().received[0]).toMatchObject({ type: 'boot', recording: { seed: 1 } })
    expect(useFiles.getState().active).toBe('shop.yaml')
  })

  test('an address with another example begins anew', async () => {
    await load('?example=shop')
    await vi.waitUntil(() => localStorage.getItem('pilothouse.session') !== null, 3000)
    const { worker } = await load('?example=guestbook')
    expect(worker().received[0]).not.toHaveProperty('recording')
    expect(useFiles.getState().active).toBe('guestbook.yaml')
  })

  test('a crash stops the helm; restoring boots a new worker from the recording', async () => {
    // given
    const { session, worker } = await load()
    const first = worker()
    const reply = await commands.save()
    const recording = reply.type === 'saved' ? reply.recording : null

    // when
    first.say({ type: 'crashed', message: 'assert failed', stack: '', recording })
    await vi.waitUntil(() => playbackMode() === 'crashed')
    session.restart({ recording: recording ?? undefined })
    await vi.waitUntil(() => playbackMode() === 'paused')

    // then
    expect(worker()).not.toBe(first)
    expect(worker().received[0]).toMatchObject({ type: 'boot', recording })
    expect(useCluster.getState().crashed).toBeNull()
  })
})

describe('a boot that takes long', () => {
  const progress = { type: 'booting', atMicros: 4_000_000, nodes: 5000, nodesReady: 388 } as const

  test('is told with the way out, until the cluster stands', async () => {
    const { session, worker } = await load()
    session.restart({ topology: { ...TOPOLOGY_DEFAULT, workers: 5000 } })
    worker().say(progress)
    await vi.waitUntil(() => useSession.getState().booting !== null)
    expect(useSession.getState().booting).toMatchObject({ nodes: 5000, nodesReady: 388 })
    await vi.waitUntil(() => useCluster.getState().ready)
    worker().say(fixtureFrame({ sequence: 9, position: 100, end: 100 }))
    await vi.waitUntil(() => useSession.getState().booting === null)
  })

  test('cancelled, the run that was left comes back', async () => {
    // given
    const { session, worker } = await load('?example=shop')
    await commands.step('message', 'forward')
    await vi.waitUntil(() => localStorage.getItem('pilothouse.session') !== null, 3000)
    session.restart({ topology: { ...TOPOLOGY_DEFAULT, workers: 5000 } })
    worker().say(progress)
    await vi.waitUntil(() => useSession.getState().booting !== null)

    // when
    useSession.getState().booting?.cancel()

    // then
    expect(worker().received[0]).toMatchObject({
      type: 'boot',
      topology: { workers: 3 },
      recording: { seed: 1 },
    })
    expect(useFiles.getState().active).toBe('shop.yaml')
    expect(useSession.getState().booting).toBeNull()
  })

  test('where nothing was left, a cluster of the usual size takes its place', async () => {
    const { worker } = await load('?workers=5000')
    worker().say(progress)
    await vi.waitUntil(() => useSession.getState().booting !== null)
    useSession.getState().booting?.cancel()
    expect(worker().received[0]).toMatchObject({ type: 'boot', topology: { workers: 3 } })
    expect(worker().received[0]).not.toHaveProperty('recording')
  })
})

describe('the address', () => {
  test.each([
    ['?lang=ko&seed=42&example=web', { language: 'ko', seed: 42, example: 'web' }],
    ['?lang=fr&seed=-1&workers=12', { workers: 12 }],
    ['', {}],
  ])('%s', (search, wishes) => {
    const defined = Object.entries(readAddress(search)).filter(([, value]) => value !== undefined)
    expect(Object.fromEntries(defined)).toEqual(wishes)
  })
})
