// Goal: a wait ends at the very moment its condition comes true, as an order of the page among others.
import { describe, expect, test } from 'vitest'
import type { Condition } from '../../src/protocol/conditions.ts'
import type { Pace, Reply } from '../../src/protocol/messages.ts'
import { barePod, deployment } from '../sim/story/told-cluster.ts'
import { Page } from './page.ts'

const SECOND = 1_000_000
const bound: Condition = {
  objects: { kind: 'Pod', where: { 'spec.nodeName': { exists: true } } },
  count: 2,
}
const ready: Condition = {
  objects: { kind: 'Pod', where: { 'status.conditions[type=Ready].status': 'True' } },
  count: 3,
}
const never: Condition = { objects: { kind: 'Pod', name: 'godot' } }

function waitFor(page: Page, condition: Condition, seconds = 60, pace?: Pace): Reply {
  const order = {
    type: 'run-until',
    condition,
    sincePosition: page.frame.position,
    withinMicros: seconds * SECOND,
    ...(pace && { pace }),
  } as const
  return page.ask((requestId) => ({ ...order, requestId }))
}

function isMetAt(page: Page, condition: Condition, position: number): boolean | undefined {
  page.order({ type: 'seek', position })
  const reply = page.ask((requestId) => ({
    type: 'check',
    requestId,
    conditions: [condition],
    sincePosition: 0,
  }))
  return reply.type === 'checked' ? reply.verdicts[0]?.isMet : undefined
}

describe('a wait', () => {
  test('ends at the first position where the condition holds, and the page is shown it', () => {
    const page = new Page().boot()
    page.apply(deployment(2))
    const reply = waitFor(page, bound)
    expect(reply).toMatchObject({ type: 'ran-until', isMet: true, position: page.frame.position })
    const { position } = page.frame
    expect(isMetAt(page, bound, position - 1)).toBe(false)
    expect(isMetAt(page, bound, position)).toBe(true)
  })

  test('that is over already moves nothing', () => {
    const page = new Page().boot()
    const { position } = page.frame
    const isUp: Condition = { component: 'kube-scheduler', state: 'running' }
    expect(waitFor(page, isUp)).toMatchObject({ isMet: true, position })
    expect(page.frame.position).toBe(position)
  })

  test('is given up when its time has passed', () => {
    const page = new Page().boot()
    const { atMicros } = page.frame
    const reply = waitFor(page, never, 90)
    expect(reply).toMatchObject({ type: 'ran-until', isMet: false })
    expect(page.frame.atMicros - atMicros).toBeLessThanOrEqual(90 * SECOND)
    expect(page.frame.atMicros - atMicros).toBeGreaterThan(80 * SECOND)
  })

  test('for an impossible thing is refused with the reason', () => {
    const page = new Page().boot()
    expect(waitFor(page, { objects: { kind: 'Pots' } })).toEqual({
      type: 'refused',
      message: expect.stringContaining('there is no kind Pots'),
    })
  })

  test('counts seconds through silence', () => {
    const page = new Page().boot()
    const { atMicros } = page.frame
    waitFor(page, { elapsedSeconds: { min: 45 } })
    expect(page.frame.atMicros - atMicros).toBeGreaterThanOrEqual(45 * SECOND)
    expect(page.frame.atMicros - atMicros).toBeLessThan(50 * SECOND)
  })
})

describe('a wait that is played', () => {
  test.each<[string, Pace]>([
    ['as time passes', { type: 'speed', factor: 0.05 }],
    ['step by step', { type: 'steps', grain: 'message', perSecond: 20 }],
  ])('%s is seen on its way and ends where the quick one does', (_, pace) => {
    const quick = new Page().boot()
    quick.apply(deployment(2))
    waitFor(quick, bound)

    const page = new Page().boot()
    page.apply(deployment(2))
    const before = page.frames.length
    page.send(order(page, bound, pace))
    page.wait(20_000)
    expect(page.answers.at(-1)).toMatchObject({ isMet: true, position: quick.frame.position })
    expect(page.frame).toMatchObject({ position: quick.frame.position, playing: null })
    expect(page.frames.length - before).toBeGreaterThan(5)
  })

  test('in steps that double outruns one step for each tick, and ends at the same place', () => {
    const took = (pace: Pace) => {
      const page = new Page().boot()
      page.apply(deployment(3))
      page.send(order(page, ready, pace))
      let milliseconds = 0
      for (; !page.answers.some(({ type }) => type === 'ran-until'); milliseconds += 160)
        page.wait(160)
      expect(page.answers.at(-1)).toMatchObject({ isMet: true })
      return { milliseconds, position: page.frame.position }
    }
    // More than one step for each tick of the host.
    const steady = took({ type: 'steps', grain: 'message', perSecond: 1000 })
    const doubling = took({ type: 'steps', grain: 'message', perSecond: 20, doublesEveryMs: 400 })
    expect(doubling.position).toBe(steady.position)
    expect(doubling.milliseconds).toBeLessThan(steady.milliseconds)
  })

  test('in steps goes on by itself where no step follows but heartbeats', () => {
    const page = new Page().boot()
    const pace: Pace = { type: 'steps', grain: 'message', perSecond: 50 }
    page.send(order(page, { elapsedSeconds: { min: 200 } }, pace))
    page.wait(5_000)
    expect(page.answers.at(-1)).toMatchObject({ isMet: true })
  })

  test('tells a probe as what it asks, and what it gets', () => {
    const page = new Page().boot()
    page.apply(`
apiVersion: v1
kind: Pod
metadata: { name: slow }
spec:
  containers:
    - name: main
      image: pilothouse/slow-start:1.0
      readinessProbe: { httpGet: { path: /, port: 8080 }, periodSeconds: 2 }
`)
    const isReady: Condition = {
      objects: { kind: 'Pod', where: { 'status.conditions[type=Ready].status': 'True' } },
    }
    page.send(order(page, isReady, { type: 'speed', factor: 5 }))
    page.wait(10_000)
    const labels = new Set(page.frames.flatMap(({ messages }) => messages.map((it) => it.label)))
    expect(labels).toContain('GET :8080/')
    expect(labels).toContain('connection refused')
    expect(labels).toContain('HTTP 200')
  })

  test.each([
    ['pause', { type: 'pause' }],
    ['another play', { type: 'play', pace: { type: 'speed', factor: 1 } }],
    ['a step', { type: 'step', grain: 'message', direction: 'forward' }],
  ] as const)('ends unmet when %s takes over', (_, command) => {
    const page = new Page().boot()
    page.apply(barePod())
    page.send(order(page, never, { type: 'speed', factor: 1 }))
    page.wait(200)
    expect(page.answers.filter(({ type }) => type === 'ran-until')).toEqual([])
    page.send(command)
    expect(page.answers.at(-1)).toMatchObject({ type: 'ran-until', isMet: false })
  })

  test('outlives a command: that is what is waited for', () => {
    const page = new Page().boot()
    page.send(order(page, { objects: { kind: 'Pod' } }, { type: 'speed', factor: 1 }))
    page.wait(200)
    page.send({
      type: 'act',
      requestId: 901,
      action: { type: 'apply', manifest: barePod() },
    })
    page.wait(2_000)
    expect(page.answers.at(-1)).toMatchObject({ type: 'ran-until', isMet: true })
  })
})

function order(page: Page, condition: Condition, pace: Pace) {
  const { position } = page.frame
  return {
    type: 'run-until',
    requestId: 900,
    condition,
    sincePosition: position,
    withinMicros: 600 * SECOND,
    pace,
  } as const
}
