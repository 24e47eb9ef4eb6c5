// Goal: the kubelet acts on the news that concern it and on no other. Method: whole clusters, virtual time.
import { describe, expect, test } from 'vitest'
import type { Event } from '../../../src/protocol/objects/cluster.ts'
import type { KeyValue } from '../../../src/sim/etcd/wire.ts'
import { podOf, World } from './world.ts'

/** How often each reason was told of an object. */
function counts(world: World, name: string): { readonly [reason: string]: number } {
  const rows = (world.cluster.kernel.findTable('etcd/kv')?.values() ?? []) as KeyValue[]
  const events = rows
    .map(({ value }) => value)
    .filter((value): value is Event => value.kind === 'Event')
    .filter(({ involvedObject }) => involvedObject.name === name)
  const total: { [reason: string]: number } = {}
  for (const { reason = '', count } of events) total[reason] = (total[reason] ?? 0) + (count ?? 1)
  return total
}

describe('a pod in back-off', () => {
  test('is tried every 10 to 15 s: its own status, coming back, is no news', () => {
    // given
    const world = new World()

    // when
    world.apply(podOf('wrong', { image: 'nginx:doesnotexist' })).pass(60)

    // then
    const { Pulling = 0, BackOff = 0 } = counts(world, 'wrong')
    expect(Pulling).toBe(3)
    expect(BackOff).toBeGreaterThanOrEqual(3)
    expect(BackOff).toBeLessThanOrEqual(4)
  })

  test.each([
    ['label', ['label', 'pod', 'wrong', 'tier=web'], 1],
    ['annotation', ['annotate', 'pod', 'wrong', 'note=seen'], 1],
    ['nothing', ['get', 'pods'], 0],
  ] as const)('is looked at anew after a change of %s', (_, args, extra) => {
    // given
    const world = new World()
    world.apply(podOf('wrong', { image: 'nginx:doesnotexist' })).pass(4)
    expect(counts(world, 'wrong').BackOff).toBe(1)

    // when
    world.kubectl(...args).pass(3)

    // then
    expect(counts(world, 'wrong').BackOff).toBe(1 + extra)
  })

  test('starts once its image is put right', () => {
    // given
    const world = new World()
    world.apply(podOf('wrong', { image: 'nginx:doesnotexist' })).pass(4)

    // when
    world.kubectl('set', 'image', 'pod/wrong', 'main=nginx:1.27').pass(6)

    // then
    expect(world.condition('wrong', 'Ready')).toBe('True')
    expect(world.pod('wrong')?.status.observedGeneration).toBe(2)
  })
})

describe('a node', () => {
  test('tells of its cordon and of its end once each, at its next beat', () => {
    // given
    const world = new World()

    // when
    world.kubectl('cordon', 'worker-2').pass(25)
    const cordoned = counts(world, 'worker-2')
    world.kubectl('uncordon', 'worker-2').pass(25)

    // then
    expect(cordoned).toMatchObject({ NodeNotSchedulable: 1 })
    expect(cordoned.NodeSchedulable).toBeUndefined()
    expect(counts(world, 'worker-2')).toMatchObject({ NodeNotSchedulable: 1, NodeSchedulable: 1 })
    expect(world.events('worker-2')).toContain(
      'NodeSchedulable: Node worker-2 status is now: NodeSchedulable',
    )
    expect(counts(world, 'worker-1').NodeNotSchedulable).toBeUndefined()
  })
})

describe('a pod as the API answers it', () => {
  test('has a time of the last probe in each condition: none', () => {
    // given
    const world = new World()

    // when
    world.apply(podOf('web', {})).pass(10)

    // then
    const times = world.pod('web')?.status.conditions?.map(({ lastProbeTime }) => lastProbeTime)
    expect(times).toEqual([null, null, null, null, null])
  })
})

describe('the first readiness probe', () => {
  const readinessProbe = { httpGet: { path: '/', port: 80 } }

  test.each([1, 2, 3, 4])('finds an ordinary server ready (seed %i)', (seed) => {
    // given
    const world = new World(seed)

    // when
    for (const image of ['nginx:1.27', 'httpd:2.4', 'example.org/own:1', 'pilothouse/web'])
      world.apply(podOf(image.replace(/\W+/g, '-'), { image, readinessProbe }))
    world.pass(8)

    // then
    for (const name of ['nginx-1-27', 'httpd-2-4', 'example-org-own-1', 'pilothouse-web']) {
      expect(world.condition(name, 'Ready')).toBe('True')
      expect(counts(world, name).Unhealthy).toBeUndefined()
    }
  })

  test('finds a slow one not ready', () => {
    // given
    const world = new World()

    // when
    world.apply(podOf('slow', { image: 'pilothouse/slow-start', readinessProbe })).pass(8)

    // then
    expect(world.condition('slow', 'Ready')).toBe('False')
    expect(counts(world, 'slow').Unhealthy).toBe(1)
    world.pass(20)
    expect(world.condition('slow', 'Ready')).toBe('True')
  })
})
