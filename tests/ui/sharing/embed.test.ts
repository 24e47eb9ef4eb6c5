// @vitest-environment happy-dom
// Goal: an embedded page obeys the page around it and nobody else, and survives whatever it is told.
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { serveEmbedding } from '../../../src/ui/sharing/embed/embed-api.ts'
import { type EmbedUpdate, readEmbedMessage } from '../../../src/ui/sharing/embed/embed-message.ts'
import { useCluster } from '../../../src/ui/state/cluster.ts'
import { startSession } from '../../../src/ui/state/session.ts'
import { createFixtureWorker } from '../fixtures/fixture-worker.ts'

describe('a message', () => {
  test.each([
    [
      { pilothouse: 1, id: 1, type: 'step', grain: 'message' },
      { id: 1, order: { type: 'step', grain: 'message' } },
    ],
    [
      { pilothouse: 1, id: 'a', type: 'load', example: 'web' },
      { id: 'a', order: { type: 'load', example: 'web' } },
    ],
    [
      { pilothouse: 1, id: 'b', type: 'load', lesson: '11-node-dies' },
      { id: 'b', order: { type: 'load', lesson: '11-node-dies' } },
    ],
    [
      { pilothouse: 1, id: 1, type: 'back', grain: 'year' },
      { id: 1, error: 'grain: one of story, message, decision' },
    ],
    [
      { pilothouse: 1, id: 1, type: 'reboot' },
      { id: 1, error: 'type: one of load, step, back, play, pause, state' },
    ],
    [
      { pilothouse: 1, id: 1, type: 'load', run: 3 },
      { id: 1, error: 'load: one of run, example, lesson, manifest, as a text of at most 2 MB' },
    ],
    [
      { pilothouse: 2, id: 1, type: 'step' },
      { id: 1, error: 'this page speaks version 1' },
    ],
    [
      { pilothouse: 1, type: 'step' },
      { id: null, error: 'id: a text or a number' },
    ],
    [{ type: 'webpackOk' }, null],
  ])('%j', (data, expected) => {
    expect(readEmbedMessage(data)).toEqual(expected)
  })

  test('may be anything', () => {
    fc.assert(fc.property(fc.anything(), (data) => void readEmbedMessage(data)))
    fc.assert(
      fc.property(
        fc.record({ pilothouse: fc.anything(), id: fc.anything(), type: fc.anything() }),
        (data) => void readEmbedMessage(data),
      ),
    )
  })
})

describe('the embedded page', () => {
  let stop: () => void = () => undefined
  let heard: { readonly update: EmbedUpdate; readonly origin: string }[] = []
  const surroundings = {
    postMessage: (update: EmbedUpdate, origin: string) => heard.push({ update, origin }),
  } as unknown as Window

  const tell = (data: unknown, source: unknown = surroundings, origin = 'https://course.example') =>
    window.dispatchEvent(Object.assign(new Event('message'), { data, source, origin }))

  beforeEach(async () => {
    heard = []
    localStorage.clear()
    const session = startSession(() => createFixtureWorker(), '?example=web', { isKept: false })
    await vi.waitUntil(() => useCluster.getState().ready)
    stop = serveEmbedding(session, surroundings)
  })
  afterEach(() => stop())

  const answer = (id: string | number) =>
    vi.waitUntil(() => heard.find(({ update }) => 'id' in update && update.id === id), 3000)

  test('says that it is there, and nothing else before it was spoken to', async () => {
    useCluster.setState({ messagesSequence: 99 })
    await new Promise((resolve) => setTimeout(resolve, 150))
    expect(heard).toEqual([{ update: { pilothouse: 1, type: 'ready' }, origin: '*' }])
  })

  test('carries out a step and answers with where it is, to the one that asked', async () => {
    const before = useCluster.getState().position
    tell({ pilothouse: 1, id: 'x', type: 'step' })
    const { update, origin } = await answer('x')
    expect(origin).toBe('https://course.example')
    expect(update).toMatchObject({ type: 'done', state: { isPlaying: false } })
    expect(useCluster.getState().position).toBeGreaterThan(before)
    await vi.waitUntil(() => heard.some(({ update: news }) => news.type === 'state'), 3000)
  })

  test('does not listen to strangers', async () => {
    const before = useCluster.getState().position
    tell({ pilothouse: 1, id: 'x', type: 'step' }, {})
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(useCluster.getState().position).toBe(before)
    expect(heard).toHaveLength(1)
  })

  test('a run that is none fails with the reason', async () => {
    tell({ pilothouse: 1, id: 7, type: 'load', run: '#run=1.AAAA' })
    expect((await answer(7)).update).toMatchObject({ type: 'failed', error: 'truncated' })
    tell({ pilothouse: 1, id: 8, type: 'load', example: 'nope' })
    expect((await answer(8)).update).toMatchObject({ type: 'failed', error: 'no example nope' })
  })

  test("leaves the reader's own storage alone", async () => {
    tell({ pilothouse: 1, id: 'x', type: 'step' })
    await answer('x')
    await new Promise((resolve) => setTimeout(resolve, 800))
    expect(Object.keys(localStorage).filter((key) => key.includes('session'))).toEqual([])
  })
})
