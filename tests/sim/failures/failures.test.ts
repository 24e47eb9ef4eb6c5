// Goal: what breaks and mends from outside has the consequences it has in reality. Method: whole clusters.
import { describe, expect, test } from 'vitest'
import type { Lease, Node } from '../../../src/protocol/objects/cluster.ts'
import { podOf, World } from '../node/world.ts'

const onWorker2 = (name: string) => podOf(name, {}, { nodeName: 'worker-2' })

function readyOf(world: World, node: string): string | undefined {
  const { status } = world.object(`minions/${node}`) as Node
  return status.conditions?.find(({ type }) => type === 'Ready')?.status
}

/** In milliseconds, as the lease says it. */
function renewedAt(world: World, node: string): number {
  const { spec } = world.object(`leases/kube-node-lease/${node}`) as Lease
  return Date.parse(spec.renewTime ?? '')
}

describe('a crashed node', () => {
  test('is Unknown when its lease has run out, and its pods leave after 300 s', () => {
    // given
    const world = new World().apply(onWorker2('web')).pass(10)

    // when
    world.fail('crash-node', 'worker-2').pass(65)

    // then
    expect(readyOf(world, 'worker-2')).toBe('Unknown')
    expect(world.pod('web')?.status.phase).toBe('Running')
    expect(world.condition('web', 'Ready')).toBe('False')

    // when
    world.pass(310)

    // then
    expect(world.pod('web')?.metadata.deletionTimestamp).toBeDefined()

    // when
    world.fail('restart-node', 'worker-2').pass(15)

    // then
    expect(world.pod('web')).toBeUndefined()
    expect(readyOf(world, 'worker-2')).toBe('True')
    expect(world.containers('worker-2')).toEqual([])
  })

  test('renews its lease as soon as its kubelet is there again', () => {
    // given
    const world = new World().pass(30).fail('crash-node', 'worker-2').pass(300)
    const before = renewedAt(world, 'worker-2')

    // when
    world.fail('restart-node', 'worker-2').pass(5)

    // then
    expect(readyOf(world, 'worker-2')).toBe('True')
    expect(renewedAt(world, 'worker-2') - before).toBeGreaterThan(300_000)
  })

  test('that comes back soon starts its containers anew, in a new sandbox', () => {
    // given
    const world = new World().apply(onWorker2('web')).pass(10)

    // when
    world.fail('crash-node', 'worker-2').pass(10).fail('restart-node', 'worker-2').pass(10)

    // then
    const [status] = world.pod('web')?.status.containerStatuses ?? []
    expect(status).toMatchObject({ ready: true, restartCount: 1 })
    expect(status?.lastState?.terminated).toMatchObject({ exitCode: 255, reason: 'Unknown' })
    expect(world.events('web')).toContain(
      'SandboxChanged: Pod sandbox changed, it will be killed and re-created.',
    )
  })
})

describe('a killed container', () => {
  test('may be named by its pod or by a label of its pod', () => {
    // given
    const world = new World()
      .apply(
        { ...podOf('web', {}), metadata: { name: 'web', labels: { app: 'web' } } },
        podOf('other', {}),
      )
      .pass(10)
    const restarts = (pod: string) => world.pod(pod)?.status.containerStatuses?.[0]?.restartCount

    // when
    world.fail('kill-container', 'default/app=web').pass(20)

    // then
    expect(restarts('web')).toBe(1)
    expect(restarts('other')).toBe(0)

    // when
    world
      .fail('kill-container', 'default/other')
      .fail('kill-container', 'default/app=nobody')
      .pass(20)

    // then
    expect(restarts('web')).toBe(1)
    expect(restarts('other')).toBe(1)
  })
})

describe('a node that is cut off', () => {
  test('runs on with old news, and catches up when the network heals', () => {
    // given
    const world = new World().apply(onWorker2('web')).pass(10)

    // when
    world.fail('cut-network', 'worker-2').pass(20)
    world.kubectl('delete', 'pod', 'web', '--wait=false').pass(60)

    // then
    expect(world.containers('worker-2')).toEqual(['web/main running'])
    expect(readyOf(world, 'worker-2')).toBe('Unknown')

    // when
    world.fail('heal-network', 'worker-2').pass(60)

    // then
    expect(world.pod('web')).toBeUndefined()
    expect(world.containers('worker-2')).toEqual([])
    expect(readyOf(world, 'worker-2')).toBe('True')
  })
})

describe('a kubelet that is stopped', () => {
  test('leaves its containers running and finds them again', () => {
    // given
    const world = new World().apply(onWorker2('kept'), onWorker2('gone')).pass(10)

    // when
    world.fail('stop-kubelet', 'worker-2').pass(5)
    world.kubectl('delete', 'pod', 'gone', '--force', '--grace-period=0').pass(5)

    // then
    expect(world.containers('worker-2')).toHaveLength(2)

    // when
    world.fail('start-kubelet', 'worker-2').pass(10)

    // then
    expect(world.containers('worker-2')).toEqual(['kept/main running'])
    expect(world.pod('kept')?.status.containerStatuses?.[0]).toMatchObject({
      ready: true,
      restartCount: 0,
    })
  })
})

test('a killed container is started again', () => {
  // given
  const world = new World().apply(onWorker2('web')).pass(10)

  // when
  world.fail('kill-container', 'default/web').pass(5)

  // then
  const [status] = world.pod('web')?.status.containerStatuses ?? []
  expect(status).toMatchObject({ ready: true, restartCount: 1 })
  expect(status?.lastState?.terminated?.exitCode).toBe(137)
})

test('a failure of something that is not there does nothing', () => {
  // given
  const world = new World()

  // when
  world.fail('crash-node', 'worker-9').fail('kill-container', 'default/nobody').pass(5)

  // then
  expect(readyOf(world, 'worker-1')).toBe('True')
})

test('a story of failures can be walked back and forth, and told again', () => {
  // given
  const story = () =>
    new World(7)
      .apply(onWorker2('web'))
      .pass(5)
      .fail('crash-node', 'worker-2')
      .pass(5)
      .fail('restart-node', 'worker-2')
      .pass(5)
      .fail('cut-network', 'worker-1')
      .fail('stop-kubelet', 'worker-3')
      .pass(60)
      .fail('heal-network', 'worker-1')
      .fail('start-kubelet', 'worker-3')
      .pass(60)
  const { kernel } = story().cluster
  const { position } = kernel
  const hash = kernel.stateHash()

  // when
  kernel.seek(Math.floor(position / 3))
  kernel.seek(position)

  // then
  expect(kernel.stateHash()).toBe(hash)
  expect(story().cluster.kernel.stateHash()).toBe(hash)
})
