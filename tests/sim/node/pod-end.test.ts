// Goal: pods end gracefully, and only when nothing of them runs their objects go. Method: kubectl delete, virtual time.
import { describe, expect, test } from 'vitest'
import { podOf, shell, World } from './world.ts'

describe('a deleted pod', () => {
  test('is stopped, reported, and then deleted for good by its kubelet', () => {
    // given
    const world = new World().apply(podOf('web', {})).pass(10)
    world.writes.length = 0

    // when
    world.kubectl('delete', 'pod', 'web', '--wait=false').pass(5)

    // then
    expect(world.writes).toEqual(['patch pods/status web 200', 'delete pods web 200'])
    expect(world.events('web').at(-1)).toBe('Killing: Stopping container main')
    expect(world.pod('web')).toBeUndefined()
    for (const node of world.cluster.workers) expect(world.containers(node)).toEqual([])
  })

  test('that ignores SIGTERM is killed when its grace is over', () => {
    // given
    const world = new World()
    const spec = { terminationGracePeriodSeconds: 5 }
    world.apply(podOf('stubborn', shell("trap '' TERM; sleep infinity"), spec)).pass(10)

    // when
    world.kubectl('delete', 'pod', 'stubborn', '--wait=false').pass(4)

    // then
    expect(world.pod('stubborn')?.metadata.deletionTimestamp).toBeDefined()

    // when
    world.pass(4)

    // then
    expect(world.pod('stubborn')).toBeUndefined()
  })

  test('first has its preStop hook', () => {
    // given
    const lifecycle = { preStop: { exec: { command: ['sh', '-c', 'sleep 3'] } } }
    const world = new World().apply(podOf('hooked', { lifecycle })).pass(10)

    // when
    world.kubectl('delete', 'pod', 'hooked', '--wait=false').pass(2.5)

    // then
    expect(world.pod('hooked')).toBeDefined()
    world.pass(3)
    expect(world.pod('hooked')).toBeUndefined()
  })

  test('by force is gone at once, its container a little later', () => {
    // given
    const world = new World().apply(podOf('forced', {})).pass(10)
    const node = world.pod('forced')?.spec.nodeName ?? ''

    // when
    world.kubectl('delete', 'pod', 'forced', '--force', '--grace-period=0').pass(0.1)

    // then
    expect(world.pod('forced')).toBeUndefined()
    expect(world.containers(node)).toEqual(['forced/main running'])
    world.pass(5)
    expect(world.containers(node)).toEqual([])
  })

  test('while its image is being pulled never starts', () => {
    // given
    const world = new World().apply(podOf('big', { image: 'mongo:8' })).pass(1)

    // when
    world.kubectl('delete', 'pod', 'big', '--wait=false').pass(15)

    // then
    expect(world.pod('big')).toBeUndefined()
    expect(world.events('big').join()).not.toContain('Started')
  })

  test('going back and forth over its end gives the same state', () => {
    // given
    const world = new World().apply(podOf('web', {})).pass(10)
    world.kubectl('delete', 'pod', 'web', '--wait=false').pass(5)
    const { kernel } = world.cluster
    const { position } = kernel
    const hash = kernel.stateHash()

    // when
    kernel.seek(100)
    kernel.seek(position)

    // then
    expect(kernel.stateHash()).toBe(hash)
  })
})
