// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { connect, type WorkerLike } from '../../src/client/connection.ts'
import type { Command, Reply, Update } from '../../src/protocol/messages.ts'
import type { ObjectDiff } from '../../src/protocol/views.ts'
import { CompareDialog } from '../../src/ui/compare/CompareDialog.tsx'
import { nodeDifference, podDifference } from '../../src/ui/compare/differences.ts'
import { lastStep, sinceLastAct } from '../../src/ui/compare/presets.ts'
import { startSecondRun } from '../../src/ui/compare/second-run.ts'
import { BreakpointsButton } from '../../src/ui/panels/toolbar/BreakpointsButton.tsx'
import { breakpointsNow, useBreakpoints } from '../../src/ui/state/breakpoints.ts'
import { plugIn } from '../../src/ui/state/commands.ts'
import { useComparison } from '../../src/ui/state/comparison.ts'
import { followRun } from '../../src/ui/state/follow-run.ts'
import { useSession } from '../../src/ui/state/session-state.ts'
import { createFixtureWorker, fixtureFrame } from './fixtures/fixture-worker.ts'
import { render, settle } from './fixtures/render.tsx'
import { clusterRows, podRow } from './fixtures/rows.ts'

const diffs: readonly ObjectDiff[] = [
  {
    object: { kind: 'Pod', namespace: 'default', name: 'web-1' },
    change: 'created',
    fields: [],
  },
  {
    object: { kind: 'Deployment', namespace: 'default', name: 'web' },
    change: 'changed',
    fields: [{ path: 'spec.replicas', before: 1, after: 2 }],
  },
]

/** A worker that answers with `answer` whatever it is asked. */
function answering(answer: (command: Command) => Reply | null): {
  readonly worker: WorkerLike
  readonly received: Command[]
  readonly say: (update: Update) => void
} {
  const received: Command[] = []
  const listeners = new Set<(event: { readonly data: Update }) => void>()
  const say = (update: Update) => {
    for (const listener of listeners) listener({ data: update })
  }
  const worker: WorkerLike = {
    addEventListener: (type: string, listener: never) => {
      if (type === 'message') listeners.add(listener)
    },
    terminate: () => listeners.clear(),
    postMessage: (command) => {
      received.push(command)
      const reply = answer(command)
      if (reply && 'requestId' in command)
        say({ type: 'reply', requestId: command.requestId, reply })
    },
  }
  return { worker, received, say }
}

beforeEach(() => {
  useComparison.setState({ a: null, b: null, kept: null, open: null })
  useBreakpoints.setState({ list: [] })
  useSession.setState({ notice: null })
})

describe('two places of one run', () => {
  it('are compared as soon as both are marked, grouped by kind, what is wanted first', async () => {
    // given
    const { worker, received } = answering((command) =>
      command.type === 'compare' ? { type: 'compared', diffs } : null,
    )
    plugIn(connect(worker))
    useComparison.setState({ a: { position: 10, atMicros: 1 }, b: { position: 20, atMicros: 2 } })

    // when
    await render(<CompareDialog view="positions" />)
    await settle(() => undefined)

    // then
    expect(received).toMatchObject([{ type: 'compare', fromPosition: 10, toPosition: 20 }])
    const groups = [...document.querySelectorAll('section[aria-label]')]
    expect(groups.map((group) => group.getAttribute('aria-label'))).toEqual(['Deployment', 'Pod'])
    expect(document.body.textContent).toContain('spec.replicas')
  })

  it('lose their marks past a fork', () => {
    useComparison.setState({ a: { position: 10, atMicros: 1 }, b: { position: 20, atMicros: 2 } })
    useComparison.getState().forgetPast(15)
    expect(useComparison.getState()).toMatchObject({ a: { position: 10 }, b: null })
  })
})

describe('pairs of places', () => {
  const at = (position: number) => ({ position, atMicros: position * 10 })
  const step = (position: number, isStory: boolean) => ({ ...at(position), isStory })

  it('this step: from the end of the one before it to its own', () => {
    const entries = [step(3, true), step(5, false), step(8, true), step(12, true)]
    expect(lastStep(entries, at(0), at(9))).toEqual({ a: at(3), b: at(8) })
    expect(lastStep(entries, at(0), at(4))).toEqual({ a: at(0), b: at(3) })
    expect(lastStep(entries, at(0), at(2))).toBeNull()
  })

  it('since the last act: from where it was given to now, whatever was done later and undone', () => {
    const actions = [2, 6, 20].map((position) => ({
      ...at(position),
      action: { type: 'interrupt' as const },
    }))
    expect(sinceLastAct(actions, at(9))).toEqual({ a: at(6), b: at(9) })
    expect(sinceLastAct(actions, at(2))).toBeNull()
  })
})

const recording = {
  version: 1,
  seed: 7,
  topology: { workers: 2, cpuMilli: 4000, memoryBytes: 1, podsMax: 110 },
  actions: [],
  position: 5,
  hash: '',
}

describe('a run that is kept', () => {
  it('is there after a reload, until it is forgotten', async () => {
    // given
    const { worker } = answering((command) =>
      command.type === 'save' ? { type: 'saved', recording } : null,
    )
    plugIn(connect(worker))
    const afterReload = async () => {
      vi.resetModules()
      const module = await import('../../src/ui/state/comparison.ts')
      return module.useComparison.getState().kept
    }

    // when, then
    expect(await useComparison.getState().keepRun()).toBe(true)
    expect(await afterReload()).toMatchObject({ recording })
    useComparison.getState().dropRun()
    expect(await afterReload()).toBeNull()
  })
})

describe('a second run', () => {
  it('boots the kept recording, mirrors it, and follows in time', () => {
    const { worker, received, say } = answering(() => null)
    const run = startSecondRun(() => worker, recording)
    say(fixtureFrame({ sequence: 3, reset: true, changes: clusterRows(2, 2) }))
    run.seekTime(1234)
    expect(received).toMatchObject([
      { type: 'boot', seed: 7, recording },
      { type: 'frame-drawn', sequence: 3 },
      { type: 'seek-time', atMicros: 1234 },
    ])
    expect(run.cluster.getState().rows.nodes.size).toBeGreaterThan(0)
    run.close()
  })

  it('differs where the eye would see it', () => {
    const pod = podRow('web')
    expect(podDifference(pod, pod)).toBe('same')
    expect(podDifference(pod, { ...pod, uid: 'another' })).toBe('same')
    expect(podDifference(pod, { ...pod, restarts: 1 })).toBe('differs')
    expect(podDifference(pod, undefined)).toBe('only-here')
    const node = clusterRows(1, 1).find(({ table }) => table === 'nodes')?.row as never
    expect(nodeDifference(node, node)).toBe('same')
    expect(nodeDifference(node, { ...(node as object), ready: 'Unknown' } as never)).toBe('differs')
  })
})

describe('breakpoints', () => {
  it('are told to the worker that is there and to the next, those that are on', () => {
    const first = createFixtureWorker()
    plugIn(connect(first))
    const stop = followRun()
    useBreakpoints.getState().toggleAt({ type: 'component', name: 'etcd' })
    useBreakpoints.getState().setAutomatic('first-of-kind', true)
    useBreakpoints.getState().setOn('component etcd', false)
    const second = createFixtureWorker()
    plugIn(connect(second))
    stop()
    expect(first.received.at(-1)).toMatchObject({ breakpoints: [{ type: 'first-of-kind' }] })
    expect(second.received).toMatchObject([{ breakpoints: [{ type: 'first-of-kind' }] }])
  })

  it('are switched and removed in their list', async () => {
    // given
    useBreakpoints.getState().toggleAt({ type: 'component', name: 'etcd' })
    const element = await render(<BreakpointsButton />)

    // when
    await settle(() => element.querySelector('button')?.click())
    const consequences = document.querySelectorAll<HTMLElement>('[role="switch"]')[1]
    await settle(() => consequences?.click())
    await settle(() => document.querySelector<HTMLElement>('[aria-label="Remove etcd"]')?.click())

    // then
    expect(breakpointsNow()).toEqual([{ id: 'failure-consequence', type: 'failure-consequence' }])
  })

  it('say why time stopped, until it moves on', async () => {
    const worker = createFixtureWorker()
    plugIn(connect(worker))
    const stop = followRun()
    const text = { key: 'breakpoints:hit.firstOfKind' }
    const stopped = { id: 'first-of-kind', position: 105, text }
    worker.say(fixtureFrame({ position: 105, stopped }))
    await Promise.resolve()
    expect(useSession.getState().notice).toMatchObject({ key: text.key, tone: 'stop' })
    worker.say(fixtureFrame({ position: 106 }))
    await Promise.resolve()
    expect(useSession.getState().notice).toBeNull()
    stop()
  })

  it('leave another notice alone', async () => {
    const worker = createFixtureWorker()
    plugIn(connect(worker))
    const stop = followRun()
    useSession.setState({ notice: { key: 'notice.notKept', tone: 'warning' } })
    worker.say(fixtureFrame({ position: 106 }))
    await Promise.resolve()
    expect(useSession.getState().notice).toMatchObject({ tone: 'warning' })
    stop()
  })
})
