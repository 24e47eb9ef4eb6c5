// Goal: Deployments do over their life what Kubernetes' do. Method: stories of whole clusters, witnessed event by event.
import { describe, expect } from 'vitest'
import { isComplete } from '../invariants.ts'
import { deploymentOf, podOf, type ScenarioWorld, scenario } from '../scenario.ts'

const READINESS = { readinessProbe: { httpGet: { path: '/', port: 80 }, periodSeconds: 2 } }

/** Notes the fewest ready and the most pods of an app from now on. */
function countPods(world: ScenarioWorld, app: string) {
  const seen = { readyMin: Number.POSITIVE_INFINITY, podsMax: 0, liveMax: 0 }
  world.witness(({ event }) => {
    if (event.to !== 'etcd') return
    const live = world.pods(app).filter(({ metadata }) => !metadata.deletionTimestamp)
    seen.readyMin = Math.min(seen.readyMin, world.readyPods(app).length)
    seen.liveMax = Math.max(seen.liveMax, live.length)
    seen.podsMax = Math.max(seen.podsMax, world.pods(app).length)
  })
  return seen
}

function setsOf(world: ScenarioWorld): readonly string[] {
  return world
    .list('ReplicaSet')
    .map(
      ({ metadata, spec }) =>
        `${metadata.annotations?.['deployment.kubernetes.io/revision']}: ${spec.replicas}`,
    )
    .sort()
}

describe('given a Deployment', () => {
  scenario('when it is applied, its pods come up spread over the nodes', {}, (world) => {
    world.apply(deploymentOf('web', 3)).untilReady('web', 3, '30s')
    const nodes = world.pods('web').map(({ spec }) => spec.nodeName)
    expect(new Set(nodes).size).toBe(3)
    world.run('5s')
    expect(isComplete(world.the('Deployment', 'web'))).toBe(true)
    expect(world.events('web')).toEqual([
      expect.stringMatching(/^ScalingReplicaSet: Scaled up replica set web-\w+ from 0 to 3$/),
    ])
  })

  scenario(
    'when its image changes, availability never falls below what it allows',
    { seed: 2 },
    (world) => {
      const strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }
      const web = (image: string) => deploymentOf('web', 4, { image, ...READINESS }, { strategy })
      world.apply(web('nginx:1.27')).untilReady('web', 4).run('5s')
      const seen = countPods(world, 'web')
      world
        .apply(web('nginx:1.28'))
        .until('the rollout', () => isComplete(world.the('Deployment', 'web')))
      expect(seen.readyMin).toBe(4)
      expect(seen.liveMax).toBe(5)
      expect(setsOf(world)).toEqual(['1: 0', '2: 4'])
      for (const pod of world.readyPods('web'))
        expect(pod.spec.containers[0]?.image).toBe('nginx:1.28')
    },
  )

  scenario(
    'when it may lose pods and not exceed its count, it makes room first',
    { seed: 3 },
    (world) => {
      const strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } }
      const web = (image: string) => deploymentOf('web', 3, { image, ...READINESS }, { strategy })
      world.apply(web('nginx:1.27')).untilReady('web', 3).run('5s')
      const seen = countPods(world, 'web')
      world
        .apply(web('nginx:1.28'))
        .until('the rollout', () => isComplete(world.the('Deployment', 'web')))
      expect(seen.readyMin).toBe(2)
      expect(seen.liveMax).toBe(3)
    },
  )

  scenario(
    'when its strategy is Recreate, old and new never run together',
    { seed: 4 },
    (world) => {
      const web = (image: string) =>
        deploymentOf('web', 2, { image }, { strategy: { type: 'Recreate' } })
      world.apply(web('nginx:1.27')).untilReady('web', 2).run('5s')
      const images = new Set<string>()
      world.witness(({ event }) => {
        if (event.to === 'etcd')
          images.add(
            [...new Set(world.pods('web').map(({ spec }) => spec.containers[0]?.image))]
              .sort()
              .join(' '),
          )
      })
      world
        .apply(web('nginx:1.28'))
        .until('the rollout', () => isComplete(world.the('Deployment', 'web')))
      expect([...images]).toEqual(['nginx:1.27', '', 'nginx:1.28'])
    },
  )

  scenario('when a rollout is bad, undo brings the old ReplicaSet back', { seed: 5 }, (world) => {
    world.apply(deploymentOf('web', 3)).untilReady('web', 3).run('2s')
    const [before] = world.list('ReplicaSet')
    world.kubectl('set image deployment/web main=nginx:doesnotexist').run('20s')
    expect(world.readyPods('web').length).toBeGreaterThanOrEqual(3)
    expect(isComplete(world.the('Deployment', 'web'))).toBe(false)
    world
      .kubectl('rollout undo deployment/web')
      .until('the rollback', () => isComplete(world.the('Deployment', 'web')))
    expect(world.readyPods('web')).toHaveLength(3)
    expect(setsOf(world)).toEqual(['2: 0', '3: 3'])
    expect(
      world.readyPods('web').map(({ metadata }) => metadata.ownerReferences?.[0]?.uid),
    ).toEqual(Array(3).fill(before?.metadata.uid))
  })

  scenario('when it is scaled up and down, newest pods leave first', { seed: 6 }, (world) => {
    world.apply(deploymentOf('web', 2)).untilReady('web', 2).run('10s')
    const oldest = world.pods('web').map(({ metadata }) => metadata.name)
    world.kubectl('scale deployment web --replicas=6').untilReady('web', 6).run('10s')
    world.kubectl('scale deployment web --replicas=2').run('2s').untilReady('web', 2)
    expect(world.pods('web').map(({ metadata }) => metadata.name)).toEqual(oldest)
  })

  scenario(
    'when a pod loses its label it is let go, and with it again taken back',
    { seed: 7 },
    (world) => {
      world.apply(deploymentOf('web', 2)).untilReady('web', 2).run('5s')
      const name = world.pods('web')[0]?.metadata.name ?? ''
      world.kubectl(`label pod ${name} app=solo --overwrite`).run('2s').untilReady('web', 2)
      expect(world.the('Pod', name).metadata.ownerReferences).toBeUndefined()
      expect(world.readyPods('solo')).toHaveLength(1)
      world.kubectl(`label pod ${name} app=web --overwrite`).run('40s')
      expect(world.pods('web')).toHaveLength(2)
      expect(
        world.the('ReplicaSet', world.list('ReplicaSet')[0]?.metadata.name ?? '').status
          .readyReplicas,
      ).toBe(2)
    },
  )

  scenario(
    'when a bare pod fits its ReplicaSet, it is adopted or sent away',
    { seed: 8 },
    (world) => {
      world.apply(deploymentOf('web', 1)).untilReady('web', 1).run('5s')
      const [set] = world.list('ReplicaSet')
      const stranger = podOf('stranger')
      world.apply({
        ...stranger,
        metadata: { name: 'stranger', labels: set?.spec.selector.matchLabels },
      })
      world.run('40s')
      expect(world.pods('web')).toHaveLength(1)
      expect(world.get('Pod', 'stranger')).toBeUndefined()
    },
  )

  scenario('when it is paused, a change waits until it is resumed', { seed: 9 }, (world) => {
    world.apply(deploymentOf('web', 2)).untilReady('web', 2).run('2s')
    world.kubectl('rollout pause deployment/web').run('1s')
    world.kubectl('set image deployment/web main=nginx:1.28').run('30s')
    expect(world.list('ReplicaSet')).toHaveLength(1)
    world
      .kubectl('rollout resume deployment/web')
      .until('the rollout', () => isComplete(world.the('Deployment', 'web')))
    expect(setsOf(world)).toEqual(['1: 0', '2: 2'])
  })
})
