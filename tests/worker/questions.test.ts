// Goal: questions about a run are answered without moving it. Method: the host, from outside.
import { describe, expect, test } from 'vitest'
import type { Reply } from '../../src/protocol/messages.ts'
import type { ObjectDiff } from '../../src/protocol/views.ts'
import { deployment, service } from '../sim/story/told-cluster.ts'
import { Page } from './page.ts'

function applied(manifest: string): Page {
  const page = new Page().boot()
  page.apply(manifest)
  return page.order({ type: 'run-to-quiet' })
}

function diffsOf(reply: Reply): readonly ObjectDiff[] {
  if (reply.type !== 'compared') throw new Error(`no comparison but ${JSON.stringify(reply)}`)
  return reply.diffs
}

function compare(page: Page, fromPosition: number, toPosition: number): readonly ObjectDiff[] {
  return diffsOf(
    page.ask((requestId) => ({ type: 'compare', requestId, fromPosition, toPosition })),
  )
}

const told = (diffs: readonly ObjectDiff[]) =>
  diffs.map(({ change, object }) => `${change} ${object.kind}`).sort()

describe('why', () => {
  test('is answered where the page stands, and moves nothing', () => {
    const page = applied(deployment(1))
    const { position } = page.frame
    const object = { kind: 'Deployment', namespace: 'default', name: 'web' }
    const reply = page.ask((requestId) => ({
      type: 'why',
      requestId,
      question: { type: 'object', object, path: 'spec.replicas' },
    }))
    if (reply.type !== 'why') throw new Error('no answer')
    expect(reply.chain.map(({ text }) => text.key)).toEqual([
      'why:wrote.create',
      'facts:act.kubectl',
    ])
    expect(reply.change).toMatchObject({ fields: [{ path: 'spec.replicas', after: 1 }] })
    expect(page.order({ type: 'pause' }).frame.position).toBe(position)
  })
})

describe('two positions of one run', () => {
  test('differ by what was created between them', () => {
    const page = applied(deployment(2) + service)
    const { start, position } = page.frame
    expect(told(compare(page, start, position))).toEqual([
      'created Deployment',
      'created EndpointSlice',
      'created Pod',
      'created Pod',
      'created ReplicaSet',
      'created Service',
    ])
  })

  test('told backwards are the same differences the other way round', () => {
    const page = applied(deployment(1))
    const { start, position } = page.frame
    expect(told(compare(page, position, start))).toEqual([
      'deleted Deployment',
      'deleted Pod',
      'deleted ReplicaSet',
    ])
  })

  test('one object changed often is told once, from its first state to its last', () => {
    const page = applied(deployment(1))
    const before = page.frame.position
    for (const replicas of [3, 2])
      page.ask((requestId) => ({
        type: 'act',
        requestId,
        action: { type: 'kubectl', args: ['scale', 'deployment/web', `--replicas=${replicas}`] },
      }))
    page.order({ type: 'run-to-quiet' })
    const diffs = compare(page, before, page.frame.position)
    const scaled = diffs.find(({ object }) => object.kind === 'Deployment')
    expect(scaled?.fields).toContainEqual({ path: 'spec.replicas', before: 1, after: 2 })
  })

  test('between which only heartbeats happened do not differ', () => {
    const page = applied(deployment(1))
    // The images that a node has are told with a later heartbeat: that is news.
    page.order({ type: 'seek-time', atMicros: page.frame.atMicros + 120_000_000 })
    const { position, atMicros } = page.frame
    page.order({ type: 'seek-time', atMicros: atMicros + 120_000_000 })
    expect(page.frame.position).toBeGreaterThan(position)
    expect(compare(page, position, page.frame.position)).toEqual([])
  })

  test('beyond what is known are refused', () => {
    const page = applied(deployment(1))
    const reply = page.ask((requestId) => ({
      type: 'compare',
      requestId,
      fromPosition: page.frame.start,
      toPosition: page.frame.end + 100_000,
    }))
    expect(reply).toMatchObject({ type: 'refused' })
  })
})

describe('two runs', () => {
  function objectsOf(page: Page) {
    const reply = page.ask((requestId) => ({ type: 'objects', requestId }))
    if (reply.type !== 'objects') throw new Error('no objects')
    return reply.objects
  }

  test('of the same seed and commands do not differ', () => {
    const objects = objectsOf(applied(deployment(2)))
    const other = applied(deployment(2))
    const reply = other.ask((requestId) => ({ type: 'compare-objects', requestId, objects }))
    expect(diffsOf(reply)).toEqual([])
  })

  test('forked from one point differ by what was done differently', () => {
    const objects = objectsOf(applied(deployment(2)))
    const other = applied(deployment(3))
    const reply = other.ask((requestId) => ({ type: 'compare-objects', requestId, objects }))
    const diffs = diffsOf(reply)
    const changed = diffs.find(({ object }) => object.kind === 'Deployment')
    expect(changed?.fields).toContainEqual({ path: 'spec.replicas', before: 2, after: 3 })
    expect(told(diffs)).toContain('created Pod')
    expect(diffs.flatMap(({ fields }) => fields.map(({ path }) => path))).not.toContain(
      'metadata.uid',
    )
  })
})

describe('going to a time', () => {
  test('ends at the last event at or before it, forwards and backwards', () => {
    const page = applied(deployment(1))
    const { startAtMicros, start } = page.frame
    page.order({ type: 'seek-time', atMicros: startAtMicros + 600_000_000 })
    expect(page.frame.atMicros).toBeLessThanOrEqual(startAtMicros + 600_000_000)
    expect(page.frame.atMicros).toBeGreaterThan(startAtMicros + 580_000_000)
    const there = page.frame.position
    page.order({ type: 'seek-time', atMicros: startAtMicros + 1_000_000 })
    expect(page.frame.atMicros).toBeLessThanOrEqual(startAtMicros + 1_000_000)
    page.order({ type: 'seek-time', atMicros: startAtMicros + 600_000_000 })
    expect(page.frame.position).toBe(there)
    page.order({ type: 'seek-time', atMicros: 0 })
    expect(page.frame.position).toBe(start)
  })

  test('takes a kept run where another one stands', () => {
    const kept = applied(deployment(2))
    const saved = kept.ask((requestId) => ({ type: 'save', requestId }))
    if (saved.type !== 'saved') throw new Error('not saved')
    const second = new Page().boot(1, saved.recording)
    const atMicros = kept.frame.atMicros + 30_000_000
    kept.order({ type: 'seek-time', atMicros })
    second.order({ type: 'seek-time', atMicros })
    expect(second.frame.position).toBe(kept.frame.position)
    expect(second.picture()).toBe(kept.picture())
  })
})
