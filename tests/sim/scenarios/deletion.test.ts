// Goal: what belongs to something goes (or stays) with it as asked. Method: stories of whole clusters.
import { describe, expect } from 'vitest'
import { deploymentOf, scenario, serviceOf } from '../scenario.ts'

describe('given a Deployment that is deleted', () => {
  scenario('in the background: it is gone at once, its ReplicaSet and pods follow', {}, (world) => {
    world.apply(deploymentOf('web', 2)).untilReady('web', 2)
    world.kubectl('delete deployment web').run('1s')
    expect(world.get('Deployment', 'web')).toBeUndefined()
    world.run('40s')
    expect(world.list('ReplicaSet')).toEqual([])
    expect(world.pods('web')).toEqual([])
  })

  scenario('in the foreground: it waits for those below it', { seed: 2 }, (world) => {
    world.apply(deploymentOf('web', 2, { image: 'pilothouse/stubborn' })).untilReady('web', 2)
    world.kubectl('delete deployment web --cascade=foreground').run('5s')
    expect(world.the('Deployment', 'web').metadata).toMatchObject({
      finalizers: ['foregroundDeletion'],
    })
    expect(world.pods('web')).toHaveLength(2)
    world.run('40s')
    expect(world.get('Deployment', 'web')).toBeUndefined()
    expect(world.list('ReplicaSet')).toEqual([])
    expect(world.pods('web')).toEqual([])
  })

  scenario(
    'leaving orphans: its ReplicaSet stays and goes on, free to be adopted',
    { seed: 3 },
    (world) => {
      world.apply(deploymentOf('web', 2)).untilReady('web', 2).run('5s')
      world.kubectl('delete deployment web --cascade=orphan').run('20s')
      expect(world.get('Deployment', 'web')).toBeUndefined()
      const [set] = world.list('ReplicaSet')
      expect(set?.metadata.ownerReferences).toBeUndefined()
      expect(world.readyPods('web')).toHaveLength(2)
      world.apply(deploymentOf('web', 2)).run('10s')
      expect(world.list('ReplicaSet').map(({ metadata }) => metadata.uid)).toEqual([
        set?.metadata.uid,
      ])
      expect(world.the('Deployment', 'web').status.availableReplicas).toBe(2)
    },
  )
})

describe('given a namespace', () => {
  scenario('when it is deleted, all in it goes, and then it', { seed: 4 }, (world) => {
    const inShop = (object: object) => ({
      ...object,
      metadata: { ...(object as { metadata: object }).metadata, namespace: 'shop' },
    })
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }
    world.apply(namespace, inShop(deploymentOf('web', 2)), inShop(serviceOf('web'))).run('20s')
    expect(world.list('Pod', 'shop')).toHaveLength(2)
    world.kubectl('delete namespace shop').run('1s')
    expect(world.the('Namespace', 'shop').status.phase).toBe('Terminating')
    world.until('the end of the namespace', () => world.get('Namespace', 'shop') === undefined)
    for (const kind of [
      'Pod',
      'Deployment',
      'ReplicaSet',
      'Service',
      'EndpointSlice',
      'ConfigMap',
    ] as const)
      expect(world.list(kind, 'shop')).toEqual([])
  })
})
