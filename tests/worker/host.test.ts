import { describe, expect, test } from 'vitest'
import type { Reply } from '../../src/protocol/messages.ts'
import type { Grain } from '../../src/protocol/views.ts'
import { createHost } from '../../src/worker/host.ts'
import { barePod, deployment, service } from '../sim/story/told-cluster.ts'
import { Page } from './page.ts'

describe('boot', () => {
  test('shows the settled cluster as the reader’s beginning', () => {
    const { frame, rows } = new Page().boot()
    expect(frame).toMatchObject({ reset: true, step: null, playing: null, isQuiet: true })
    expect(frame.position).toBe(frame.start)
    expect([...rows.keys()].filter((key) => key.startsWith('nodes '))).toEqual([
      'nodes worker-1',
      'nodes worker-2',
      'nodes worker-3',
    ])
    expect(rows.get('components worker-1/kubelet')).toMatchObject({ state: 'running' })
  })

  test('stepping back goes no further than the beginning', () => {
    const page = new Page().boot().step('decision', 'back').step('story', 'back')
    expect(page.frame.position).toBe(page.frame.start)
  })
})

describe('stepping', () => {
  test('a Deployment takes seven story steps, each told with its number', () => {
    const page = new Page().boot()
    page.apply(deployment(3) + service)
    const told = Array.from({ length: 7 }, () => page.step('story').frame.step?.chapter?.number)
    expect(told).toEqual([1, 2, 3, 4, 5, 6, 7])
    // One step more leads to rest, and there it stays.
    const rest = page.step('story').frame
    expect(rest).toMatchObject({ isQuiet: true, motion: 'forward' })
    expect(page.step('story').frame.position).toBe(rest.position)
  })

  test('the steps of a bare pod skip the third and say why', () => {
    const page = new Page().boot()
    page.apply(barePod())
    const third = page.step('story').step('story').step('story').frame.step
    expect(third?.chapter).toMatchObject({ number: 4, skipped: [3] })
    expect(third?.why.map(({ key }) => key)).toContain('story:createPod.skipped')
  })

  test.each<Grain>(['story', 'message', 'decision'])(
    '%s: back shows the pictures of forth',
    (grain) => {
      const page = new Page().boot(5)
      page.apply(deployment(2) + service)
      const forth = [seen(page)]
      for (let i = 0; i < 7; i++) forth.push(seen(page.step(grain)))
      const back = [seen(page)]
      for (let i = 0; i < 7; i++) back.unshift(seen(page.step(grain, 'back')))
      expect(back).toEqual(forth)
    },
  )

  test('grains are nested: a story step is a message step is a decision step', () => {
    const page = new Page().boot()
    page.apply(barePod())
    const stops = (grain: Grain) => {
      const found = new Set<number>()
      page.order({ type: 'seek', position: page.frame.start })
      for (let i = 0; i < 400 && page.step(grain).frame.position < 600; i++)
        found.add(page.frame.position)
      return found
    }
    const decisions = stops('decision')
    const messages = stops('message')
    expect(messages.size).toBeLessThan(decisions.size)
    for (const position of messages) expect(decisions).toContain(position)
  })

  test('a step tells its causes up to the user’s command, what changed, and who acted', () => {
    const page = new Page().boot()
    page.apply(deployment(1))
    for (let i = 0; i < 4; i++) page.step('story')
    const { step } = page.frame
    expect(step?.causes.at(-1)).toMatchObject({ component: 'kubectl' })
    expect(step?.diffs.flatMap(({ fields }) => fields.map(({ path }) => path))).toContain(
      'spec.nodeName',
    )
    expect(step?.actors).toContain('kube-scheduler')
    expect(step?.scheduling?.verdicts).toHaveLength(3)
    expect(page.step('story', 'back').frame.step?.reconcile?.controller).toBe(
      'replicaset-controller',
    )
    expect(page.step('story', 'back').frame.step?.stages?.map(({ stage }) => stage)).toContain(
      'validation',
    )
  })
})

describe('time', () => {
  test('runs to quiet and ends at the last thing that mattered', () => {
    const page = new Page().boot()
    page.apply(deployment(2))
    page.order({ type: 'run-to-quiet' })
    expect(page.frame).toMatchObject({ isQuiet: true, playing: null })
    expect([...page.rows].filter(([key]) => key.startsWith('pods ')).map(([, row]) => row)).toEqual(
      [expect.objectContaining({ look: 'ready' }), expect.objectContaining({ look: 'ready' })],
    )
  })

  test('skips ahead over heartbeats to the next thing that happens', () => {
    const page = new Page().boot()
    const before = page.frame.atMicros
    page.ask((requestId) => ({
      type: 'act',
      requestId,
      action: { type: 'fail', failure: 'crash-node', target: 'worker-1' },
    }))
    page.order({ type: 'run-to-quiet' })
    expect(page.frame.atMicros - before).toBeGreaterThan(50e6)
    expect(page.rows.get('nodes worker-1')).toMatchObject({ machine: 'crashed', ready: 'Unknown' })
  })

  test('where nothing lies ahead, skipping ahead stays and tells what it told', () => {
    const page = new Page().boot()
    page.apply(deployment(1))
    const { frame } = page.order({ type: 'run-to-quiet' })
    const picture = page.picture()
    const after = page.order({ type: 'skip-ahead' }).frame
    expect(after).toMatchObject({ position: frame.position, atMicros: frame.atMicros })
    expect(after.step).toEqual(frame.step)
    expect(page.picture()).toBe(picture)
  })

  test('a node that was away is awaited: running to quiet comes to its return', () => {
    const page = new Page().boot()
    const fail = (failure: 'cut-network' | 'heal-network') =>
      page.ask((requestId) => ({
        type: 'act',
        requestId,
        action: { type: 'fail', failure, target: 'worker-1' },
      }))
    fail('cut-network')
    page.order({ type: 'run-to-quiet' })
    fail('heal-network')
    page.order({ type: 'run-to-quiet' })
    expect(page.rows.get('nodes worker-1')).toMatchObject({ machine: 'up', ready: 'True' })
    expect(page.frame.step?.chapter).toMatchObject({ number: 3, of: 3 })
  })

  test('every slice of a long way ends in time', () => {
    // given a clock that goes on by a fifth of a millisecond whenever somebody looks at it
    let clock = 0
    let frames = 0
    const host = createHost(
      (update) => {
        if (update.type === 'frame') frames++
      },
      () => {
        clock += 0.2
        return clock
      },
    )
    const topology = { workers: 3, cpuMilli: 4000, memoryBytes: 8 * 2 ** 30, podsMax: 110 }
    host.receive({ type: 'boot', seed: 1, topology })
    host.receive({ type: 'run-to-quiet' })

    // when
    let longest = 0
    for (let delay: number | null = 0; delay !== null; ) {
      const before = clock
      delay = host.tick()
      longest = Math.max(longest, clock - before)
      host.receive({ type: 'frame-drawn', sequence: frames })
    }

    // then
    expect(longest).toBeLessThan(10)
  })

  test('what kubectl printed has its own time and place', () => {
    const page = new Page().boot()
    page.apply(deployment(1))
    page.order({ type: 'run-to-quiet' })
    const lines = page.frames.flatMap(({ output }) => output)
    expect(lines).toMatchObject([
      { command: 'apply -f -', text: 'deployment.apps/web created', exitCode: 0 },
    ])
    expect(lines[0]?.position).toBeLessThan(page.frame.position)
    expect(lines[0]?.atMicros).toBeLessThan(page.frame.atMicros)
  })

  test('plays at a pace in steps and pauses when nothing follows', () => {
    const page = new Page().boot()
    page.apply(barePod())
    page.order({ type: 'play', pace: { type: 'steps', grain: 'story', perSecond: 10 } })
    page.wait(2000)
    expect(page.frame).toMatchObject({ playing: null, isQuiet: true })
    const chapters = page.frames.flatMap(({ step }) => step?.chapter?.number ?? [])
    expect([...new Set(chapters)]).toEqual([1, 2, 4, 5, 6, 7])
  })

  test('plays at a speed, and pauses at once', () => {
    const page = new Page().boot()
    const { atMicros } = page.frame
    page.order({ type: 'play', pace: { type: 'speed', factor: 10 } }).wait(1000)
    page.order({ type: 'pause' })
    expect(page.frame.playing).toBeNull()
    expect(page.frame.atMicros - atMicros).toBeGreaterThan(5e6)
    expect(page.frame.atMicros - atMicros).toBeLessThan(11e6)
  })

  test('acting in the past takes another way', () => {
    const page = new Page().boot()
    page.apply(deployment(2))
    page.order({ type: 'run-to-quiet' })
    const { end } = page.frame
    page.step('story', 'back').step('story', 'back')
    page.apply(barePod())
    expect(page.frame.fork).toBe(1)
    expect(page.frame.end).toBeLessThan(end)
  })
})

describe('answers', () => {
  test('a broken manifest is refused with its place and changes nothing', () => {
    const page = new Page().boot()
    const before = page.picture()
    const reply = page.apply(barePod().replace('image:', 'imagge:'))
    expect(reply).toMatchObject({ type: 'acted', accepted: false })
    expect(reply.type === 'acted' && reply.problems[0]?.line).toBe(4)
    expect(page.picture()).toBe(before)
  })

  test('compares a manifest with what is live', () => {
    const page = new Page().boot()
    page.apply(deployment(2))
    page.order({ type: 'run-to-quiet' })
    const manifest = deployment(4, 'nginx:1.26') + service
    const reply = page.ask((requestId) => ({ type: 'diff', requestId, manifest }))
    expect(reply).toMatchObject({
      diffs: [
        {
          state: 'changed',
          fields: [
            { path: 'spec.replicas', before: 2, after: 4 },
            { path: 'spec.template.spec.containers[name=web].image', after: 'nginx:1.26' },
          ],
        },
        { state: 'new' },
      ],
    })
  })

  test('the timeline knows the story steps, also those that lie ahead', () => {
    const page = new Page().boot()
    page.apply(barePod())
    page.order({ type: 'run-to-quiet' })
    page.order({ type: 'seek', position: page.frame.start })
    const reply = page.ask((requestId) => ({
      type: 'timeline',
      requestId,
      fromPosition: page.frame.start,
      limit: 1000,
    }))
    const stories = reply.type === 'timeline' ? reply.entries.filter(({ isStory }) => isStory) : []
    expect(stories.map(({ storyTitle }) => storyTitle?.key)).toEqual(
      [1, 2, 4, 5, 6, 7].map((n) => `story:createPod.${n}.title`),
    )
  })

  test('an answer of the timeline looks only so far and says how far; together they tell all, each message with its cause', () => {
    const page = new Page().boot()
    page.apply(deployment(2))
    page.order({ type: 'run-to-quiet' })
    // Hours of heartbeats.
    page.order({ type: 'play', pace: { type: 'speed', factor: 3600 } }).wait(15_000)
    page.order({ type: 'pause' })

    const answers: Extract<Reply, { type: 'timeline' }>[] = []
    for (let from = page.frame.start + 1; ; ) {
      const reply = page.ask((requestId) => ({
        type: 'timeline',
        requestId,
        fromPosition: from,
        limit: 200,
      }))
      if (reply.type !== 'timeline') throw new Error('no timeline')
      answers.push(reply)
      expect(reply.through - from).toBeLessThan(40_000)
      if (reply.through >= reply.end) break
      expect(reply.through).toBeGreaterThanOrEqual(from)
      from = reply.through + 1
    }
    const isShortOfEnd = ({ entries, through, end }: (typeof answers)[number]) =>
      entries.length < 200 && through < end
    expect(answers.some(isShortOfEnd)).toBe(true)
    expect(answers.length).toBeGreaterThan(2)

    const entries = answers.flatMap((answer) => answer.entries)
    const positions = entries.map(({ position }) => position)
    expect(positions).toEqual([...new Set(positions)].sort((a, b) => a - b))
    const known = new Set(positions)
    const orphans = entries.filter(({ causePosition }) => !known.has(causePosition))
    expect(orphans.map(({ label }) => label)).toContain('kubectl')
    const ofPods = orphans.filter(({ object }) => object?.kind === 'Pod')
    expect(ofPods).toEqual([])
  })

  test('a saved run is restored to the same state', () => {
    const page = new Page().boot(9)
    page.apply(deployment(2))
    page.order({ type: 'run-to-quiet' }).step('story', 'back')
    const saved = page.ask((requestId) => ({ type: 'save', requestId }))
    if (saved.type !== 'saved') throw new Error('not saved')

    const other = new Page().boot(9, saved.recording)
    expect(other.frames).toHaveLength(1)
    expect(other.ask((requestId) => ({ type: 'save', requestId }))).toEqual(saved)
    expect(other.picture()).toBe(page.picture())
  })

  test('inspects objects and every component', () => {
    const page = new Page().boot()
    page.apply(deployment(1) + service)
    page.order({ type: 'run-to-quiet' })
    const names = [...page.rows.keys()].flatMap((key) =>
      key.startsWith('components ') ? key.slice('components '.length) : [],
    )
    expect(names).toHaveLength(7 + 3 * 4)
    for (const name of names) {
      page.order({ type: 'inspect', target: { type: 'component', name } })
      const last = page.updates.at(-1)
      expect(last).toMatchObject({ type: 'inspection', inspection: { type: 'component', name } })
    }
    const object = { kind: 'Deployment', namespace: 'default', name: 'web' }
    page.order({ type: 'inspect', target: { type: 'object', object } })
    expect(page.updates.at(-1)).toMatchObject({
      inspection: {
        yaml: expect.stringContaining('replicas: 1'),
        owners: {
          object: { kind: 'Deployment' },
          children: [{ children: [{ status: 'Running' }] }],
        },
      },
    })
  })

  test('writes the YAML of an object in the order of kubectl, whatever was patched last', () => {
    const page = new Page().boot()
    page.apply(barePod().replace('image:', 'resources: {requests: {cpu: 100m}}, image:'))
    page.order({ type: 'run-to-quiet' })
    const args = ['label', 'pods', '--all', 'mark=red']
    page.ask((requestId) => ({ type: 'act', requestId, action: { type: 'kubectl', args } }))
    page.order({ type: 'run-to-quiet' })
    const name = [...page.rows.keys()]
      .find((key) => key.startsWith('pods '))
      ?.split('/')
      .at(-1)
    const object = { kind: 'Pod', namespace: 'default', name: name ?? '' }
    page.order({ type: 'inspect', target: { type: 'object', object } })
    const inOrder = /^apiVersion:.*\nkind: Pod\nmetadata:[\s\S]*\nspec:[\s\S]*\nstatus:/
    expect(page.updates.at(-1)).toMatchObject({
      type: 'inspection',
      inspection: { yaml: expect.stringMatching(inOrder) },
    })
  })

  test('tells an object that is gone from one that is still to come', () => {
    const page = new Page().boot()
    const object = { kind: 'Deployment', namespace: 'default', name: 'web' }
    const ask = () => {
      page.order({ type: 'inspect', target: { type: 'object', object } })
      return page.updates.at(-1)
    }
    expect(ask()).toMatchObject({ inspection: { object: null, hasBeen: false } })
    page.apply(deployment(1))
    page.order({ type: 'run-to-quiet' })
    expect(ask()).toMatchObject({ inspection: { object: { kind: 'Deployment' }, hasBeen: true } })
    const manifest = deployment(1)
    page.ask((requestId) => ({
      type: 'act',
      requestId,
      action: { type: 'delete-manifest', manifest },
    }))
    page.order({ type: 'run-to-quiet' })
    expect(ask()).toMatchObject({ inspection: { object: null, hasBeen: true } })
  })
})

function seen(page: Page): { readonly position: number; readonly rows: string } {
  return { position: page.frame.position, rows: page.picture() }
}
