// @vitest-environment happy-dom
// Goal: a run from elsewhere is opened and proved, and the reader's own is never lost over it.
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { Command } from '../../../src/protocol/messages.ts'
import { writeFragment, writeRunFile } from '../../../src/ui/sharing/link/fragment.ts'
import { openFile, openLink } from '../../../src/ui/sharing/open-run.ts'
import { useSharing } from '../../../src/ui/sharing/sharing-state.ts'
import { useCluster } from '../../../src/ui/state/cluster.ts'
import { useFiles } from '../../../src/ui/state/files.ts'
import { usePreferences } from '../../../src/ui/state/preferences.ts'
import { startSession } from '../../../src/ui/state/session.ts'
import { useSession } from '../../../src/ui/state/session-state.ts'
import { createFixtureWorker, type FixtureWorker } from '../fixtures/fixture-worker.ts'
import { sharedRun } from './fixtures.ts'

const OWN = {
  recording: { ...sharedRun().recording, seed: 42, position: 120, hash: 'fixture', actions: [] },
  files: [{ name: 'mine.yaml', text: 'kind: Mine\n' }],
  active: 'mine.yaml',
  example: 'web',
}
/** What the fixture's worker says of itself: its hash is always `fixture`. */
const GUEST = sharedRun({
  recording: { ...sharedRun().recording, position: 130, hash: 'fixture' },
})

const workers: FixtureWorker[] = []
/** A page that opened at a link begins nothing of its own. Its first `silent` workers never get anywhere. */
function startPage(isHeld = true, silent = 0) {
  return startSession(
    () => {
      const worker = createFixtureWorker()
      const quiet = { ...worker, postMessage: (command: Command) => worker.received.push(command) }
      const made = workers.length < silent ? quiet : worker
      workers.push(made)
      return made
    },
    '',
    { isHeld },
  )
}
const booted = () => workers.at(-1)?.received[0] as Command & { readonly type: 'boot' }

beforeEach(() => {
  localStorage.clear()
  workers.length = 0
  useCluster.setState({ ready: false, topology: null, crashed: null })
  useSession.setState({ isUntouched: true, isGuest: false, notice: null })
})

describe('a link', () => {
  test('given a reader without a run, when it opens, then they stand at its place and know that it is proved', async () => {
    const result = await openLink(startPage(), await writeFragment(GUEST))
    expect(result).toEqual({ isOpen: true, isProved: true })
    expect(booted()).toMatchObject({ seed: 7, recording: GUEST.recording })
    expect(useFiles.getState()).toMatchObject({ active: 'web.yaml', files: GUEST.files })
    expect(usePreferences.getState()).toMatchObject({ language: 'ko', bottomTab: 'events' })
    const { notice } = useSession.getState()
    expect(notice).toMatchObject({ key: 'sharing:notice.link', tone: 'info', params: { count: 6 } })
    expect(notice?.action).toBeUndefined()
  })

  test('given a reader with a run of their own, when they have seen enough, then they go back to it', async () => {
    localStorage.setItem('pilothouse.session', JSON.stringify(OWN))
    await openLink(startPage(), await writeFragment(GUEST))
    await vi
      .waitUntil(() => localStorage.getItem('pilothouse.session')?.includes('"isGuest":true'), 3000)
      .catch(() => undefined)

    useSession.getState().notice?.action?.run()
    await vi.waitUntil(() => booted().seed === 42)
    expect(useFiles.getState().files).toEqual(OWN.files)
    expect(useSession.getState().isGuest).toBe(false)
    expect(localStorage.getItem('pilothouse.session.own')).toBeNull()
  })

  test("a second link does not take the place of the reader's own run", async () => {
    localStorage.setItem('pilothouse.session', JSON.stringify(OWN))
    const session = startPage()
    await openLink(session, await writeFragment(GUEST))
    await openLink(session, await writeFragment({ ...GUEST, example: 'shop' }))
    expect(JSON.parse(localStorage.getItem('pilothouse.session.own') ?? '{}')).toEqual(OWN)
  })

  test('another hash is said to differ', async () => {
    const other = sharedRun({ recording: { ...GUEST.recording, hash: 'other' } })
    const result = await openLink(startPage(), await writeFragment(other))
    expect(result).toEqual({ isOpen: true, isProved: false })
    expect(useSession.getState().notice).toMatchObject({
      key: 'sharing:notice.differs',
      tone: 'warning',
    })
  })

  test('a broken one says so, and the reader gets their own run', async () => {
    localStorage.setItem('pilothouse.session', JSON.stringify(OWN))
    const fragment = await writeFragment(GUEST)
    await openLink(startPage(), fragment.slice(0, -20))
    await vi.waitUntil(() => useCluster.getState().ready)
    expect(booted().seed).toBe(42)
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(useSession.getState().notice).toMatchObject({
      key: 'sharing:broken.truncated',
      tone: 'warning',
    })
    expect(JSON.parse(localStorage.getItem('pilothouse.session') ?? '{}')).toMatchObject({
      files: OWN.files,
    })
  })

  test('a crash on the way ends the worker and brings the own run back', async () => {
    localStorage.setItem('pilothouse.session', JSON.stringify(OWN))
    const session = startPage(true, 1)
    const opening = openLink(session, await writeFragment(GUEST))
    await vi.waitUntil(() => workers.length === 1)
    workers[0]?.say({ type: 'crashed', message: 'assert failed', stack: '', recording: null })
    expect(await opening).toEqual({ isOpen: false, error: 'assert failed' })
    expect(useCluster.getState().crashed).toBeNull()
    expect(booted().seed).toBe(42)
  })

  test.each([
    ['the clock', 'sharing:notice.timeout', () => vi.advanceTimersByTimeAsync(60_000)],
    ['the reader', 'stopped', async () => useSharing.getState().opening?.cancel()],
  ])('one that never gets there is given up by %s', async (_, error, giveUp) => {
    localStorage.setItem('pilothouse.session', JSON.stringify(OWN))
    const fragment = await writeFragment(GUEST)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const opening = openLink(startPage(true, 1), fragment)
      while (workers.length === 0) await new Promise(setImmediate)
      await vi.advanceTimersByTimeAsync(1100)
      expect(useSharing.getState().opening).toMatchObject({ commands: 6 })
      await giveUp()
      expect(await opening).toEqual({ isOpen: false, error })
      expect(useSharing.getState().opening).toBeNull()
      expect(booted().seed).toBe(42)
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('a file', () => {
  test('opens like a link', async () => {
    const file = new File([writeRunFile(GUEST)], 'run.pilothouse.json')
    expect(await openFile(startPage(), file)).toEqual({ isOpen: true, isProved: true })
    expect(useSession.getState().notice).toMatchObject({ key: 'sharing:notice.file' })
  })

  test('that is none leaves the present run alone', async () => {
    const session = startPage(false)
    await vi.waitUntil(() => useCluster.getState().ready)
    await openFile(session, new File(['<html>'], 'run.pilothouse.json'))
    expect(workers).toHaveLength(1)
    expect(useSession.getState().notice).toMatchObject({ key: 'sharing:broken.damaged' })
  })
})
