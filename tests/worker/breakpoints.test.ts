// Goal: time stops by itself exactly where a breakpoint says, and only going forward. Method: the host, from outside.
import { describe, expect, test } from 'vitest'
import type { Breakpoint } from '../../src/protocol/breakpoints.ts'
import type { Command } from '../../src/protocol/messages.ts'
import { createTexts } from '../../src/texts/index.ts'
import { deployment, service } from '../sim/story/told-cluster.ts'
import { Page } from './page.ts'

const english = createTexts('en')

function pageWith(...breakpoints: readonly Breakpoint[]): Page {
  const page = new Page().boot()
  page.order({ type: 'breakpoints', breakpoints })
  page.apply(deployment(2) + service)
  return page
}

/** Runs on until nothing stops it any more; why it stopped, each time. */
function stops(page: Page, run: Command = { type: 'run-to-quiet' }): readonly string[] {
  const reasons: string[] = []
  for (let i = 0; i < 100; i++) {
    const { stopped, position } = page.order(run).frame
    if (!stopped) return reasons
    expect(stopped.position).toBe(position)
    reasons.push(english(stopped.text).replace(/web-[a-z0-9]+(-[a-z0-9]+)?/g, 'web-x'))
  }
  throw new Error('it stops for ever')
}

const scheduler = { id: 's', type: 'component', component: 'kube-scheduler' } as const
const replicaSets = { id: 'rs', type: 'object', object: { kind: 'ReplicaSet' } } as const
const firsts = { id: 'f', type: 'first-of-kind' } as const
const failures = { id: 'x', type: 'failure-consequence' } as const

describe('a component', () => {
  test('stops a run at each message that reaches it and each decision, not at heartbeats', () => {
    const reasons = stops(pageWith(scheduler))
    expect(reasons.slice(0, 3)).toEqual([
      'Stopped: kube-scheduler was reached by kube-apiserver.',
      'Stopped: kube-scheduler was reached by kube-apiserver.',
      'Stopped: kube-scheduler came to a decision.',
    ])
    expect(reasons.length).toBeGreaterThan(5)
  })

  test('is told exactly, whatever the grain', () => {
    const page = pageWith(scheduler).order({ type: 'run-to-quiet' })
    expect(page.frame.step).toMatchObject({ grain: 'decision', position: page.frame.position })
    expect(page.frame.step?.actors).toContain('kube-scheduler')
  })
})

describe('an object', () => {
  test('stops at its creation, its changes and its deletion', () => {
    const page = pageWith(replicaSets)
    const reasons = stops(page)
    expect(reasons[0]).toBe('Stopped: ReplicaSet web-x was created.')
    expect(new Set(reasons.slice(1))).toEqual(new Set(['Stopped: ReplicaSet web-x was changed.']))
    page.ask((requestId) => ({
      type: 'act',
      requestId,
      action: { type: 'kubectl', args: ['delete', 'deployment', 'web'] },
    }))
    expect(stops(page)).toContain('Stopped: ReplicaSet web-x was deleted.')
  })

  test('of one name stops at that one only', () => {
    const object = { kind: 'Service', namespace: 'default', name: 'web' } as const
    expect(stops(pageWith({ id: 'o', type: 'object', object }))).toEqual([
      'Stopped: Service web was created.',
    ])
    const other = { ...object, name: 'other' }
    expect(stops(pageWith({ id: 'o', type: 'object', object: other }))).toEqual([])
  })
})

describe('the first step of each kind', () => {
  test('stops at each of the seven once', () => {
    const page = pageWith(firsts)
    expect(stops(page)).toHaveLength(7)
    page.ask((requestId) => ({
      type: 'act',
      requestId,
      action: { type: 'apply', manifest: deployment(2).replaceAll('web', 'shop') },
    }))
    expect(stops(page)).toEqual([])
  })
})

describe('the consequences of a failure', () => {
  test('stop at each but the failure itself and what was there before', () => {
    const page = pageWith(failures)
    expect(stops(page)).toEqual([])
    page.ask((requestId) => ({
      type: 'act',
      requestId,
      action: { type: 'fail', failure: 'crash-node', target: 'worker-1' },
    }))
    const titles: string[] = []
    while (page.order({ type: 'run-to-quiet' }).frame.stopped)
      titles.push(page.frame.step?.title.key ?? '')
    expect(titles.length).toBeGreaterThanOrEqual(4)
    expect(titles).not.toContain('story:nodeCrash.1.title')
    expect(titles.every((key) => key.startsWith('story:nodeCrash.'))).toBe(true)
  })
})

describe('any way of going on', () => {
  test('a story step ends where the breakpoint is', () => {
    const page = pageWith(replicaSets).step('story').step('story')
    const { position } = page.step('story').frame
    expect(page.frame.stopped).toMatchObject({ id: 'rs', position })
  })

  test('playing pauses there, and tells it once', () => {
    const page = pageWith(scheduler)
    page.order({ type: 'play', pace: { type: 'speed', factor: 1 } }).wait(1500)
    expect(page.frame.playing).toBeNull()
    expect(page.frames.filter(({ stopped }) => stopped)).toHaveLength(1)
    const { position } = page.frame
    page.order({ type: 'pause' })
    expect(page.frame).toMatchObject({ position, stopped: null })
  })

  test('playing in steps pauses there too', () => {
    const page = pageWith(scheduler)
    const pace = { type: 'steps', grain: 'story', perSecond: 10 } as const
    page.order({ type: 'play', pace }).wait(3000)
    expect(page.frame).toMatchObject({ playing: null })
    expect(page.frames.some(({ stopped }) => stopped?.id === 's')).toBe(true)
  })

  test('skipping ahead and running until a condition stop there', () => {
    const page = pageWith(replicaSets)
    while (!page.order({ type: 'skip-ahead' }).frame.stopped);
    expect(page.frame.stopped).toMatchObject({ id: 'rs' })
    page.ask((requestId) => ({
      type: 'run-until',
      requestId,
      condition: { elapsedSeconds: { min: 60 } },
      sincePosition: page.frame.start,
      withinMicros: 90_000_000,
    }))
    expect(page.frame.stopped).toMatchObject({ id: 'rs' })
  })
})

describe('no stop', () => {
  test('where time goes back or jumps', () => {
    const page = pageWith(scheduler).order({ type: 'run-to-quiet' }).order({ type: 'run-to-quiet' })
    const { position } = page.frame
    page.order({ type: 'breakpoints', breakpoints: [] }).order({ type: 'run-to-quiet' })
    page.order({ type: 'breakpoints', breakpoints: [scheduler] })
    const frames = page.frames.length
    page.step('story', 'back').order({ type: 'seek', position: page.frame.start })
    page.order({ type: 'seek', position: position + 1 })
    expect(page.frames.slice(frames).some(({ stopped }) => stopped)).toBe(false)
  })

  test('at the position where it just stopped', () => {
    const page = pageWith(scheduler).order({ type: 'run-to-quiet' })
    const { position } = page.frame
    expect(page.order({ type: 'run-to-quiet' }).frame.position).toBeGreaterThan(position)
  })

  test('once it is taken away; and a new boot keeps what is set', () => {
    const page = pageWith(scheduler)
    page.boot(2)
    page.apply(deployment(1))
    expect(page.order({ type: 'run-to-quiet' }).frame.stopped).toMatchObject({ id: 's' })
    page.order({ type: 'breakpoints', breakpoints: [] })
    expect(page.order({ type: 'run-to-quiet' }).frame).toMatchObject({
      stopped: null,
      isQuiet: true,
    })
  })
})
