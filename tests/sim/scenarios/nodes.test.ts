// Goal: nodes that break are noticed, left and taken back as in Kubernetes 1.36. Method: stories of whole clusters.
import { describe, expect } from 'vitest'
import { deploymentOf, podOf, type ScenarioWorld, scenario } from '../scenario.ts'

function readiness(world: ScenarioWorld, node: string): string | undefined {
  return world.the('Node', node).status.conditions?.find(({ type }) => type === 'Ready')?.status
}

const taintsOf = (world: ScenarioWorld, node: string) =>
  (world.the('Node', node).spec.taints ?? []).map(({ key, effect }) => `${key}:${effect}`).sort()

/** A node that pods of the app are on. */
const nodeOf = (world: ScenarioWorld, app: string) => world.pods(app)[0]?.spec.nodeName ?? ''

describe('given a node that crashes', () => {
  scenario(
    'it is Unknown after 50 s, its pods are replaced after 300 s more, and it returns',
    {},
    (world) => {
      world.apply(deploymentOf('web', 3), podOf('bare', {}, { nodeName: 'worker-1' }))
      world.untilReady('web', 3).run('5s')
      world.fail('crash-node', 'worker-1').run('40s')
      expect(readiness(world, 'worker-1')).toBe('True')
      world.run('20s')
      expect(readiness(world, 'worker-1')).toBe('Unknown')
      expect(taintsOf(world, 'worker-1')).toEqual([
        'node.kubernetes.io/unreachable:NoExecute',
        'node.kubernetes.io/unreachable:NoSchedule',
      ])
      expect(world.readyPods('web')).toHaveLength(2)
      expect(world.pods('web')).toHaveLength(3)
      world.run('270s')
      expect(world.pods('web')).toHaveLength(3)
      world.run('35s')
      expect(world.readyPods('web')).toHaveLength(3)
      expect(world.readyPods('web').map(({ spec }) => spec.nodeName)).not.toContain('worker-1')
      // Nobody is there to confirm that the pods on the dead node have ended.
      expect(world.the('Pod', 'bare').metadata.deletionTimestamp).toBeDefined()
      world.fail('restart-node', 'worker-1').run('60s')
      expect(readiness(world, 'worker-1')).toBe('True')
      expect(taintsOf(world, 'worker-1')).toEqual([])
      expect(world.get('Pod', 'bare')).toBeUndefined()
      expect(world.pods('web')).toHaveLength(3)
      expect(
        world.containers('worker-1').filter((container) => container.endsWith('running')),
      ).toEqual([])
    },
  )

  scenario(
    'when it is back within the tolerated time, its pods stay its own',
    { seed: 2 },
    (world) => {
      world.apply(deploymentOf('web', 3)).untilReady('web', 3)
      const names = world.pods('web').map(({ metadata }) => metadata.name)
      world
        .fail('crash-node', 'worker-2')
        .run('2m')
        .fail('restart-node', 'worker-2')
        .untilReady('web', 3)
      expect(world.pods('web').map(({ metadata }) => metadata.name)).toEqual(names)
    },
  )
})

describe('given a node that is cut off', () => {
  scenario(
    'its pods run on unseen, are replaced, and end when the network heals',
    { seed: 3 },
    (world) => {
      world.apply(deploymentOf('web', 3)).untilReady('web', 3).run('5s')
      const node = nodeOf(world, 'web')
      const there = world.containers(node)
      world.fail('cut-network', node).run('70s')
      expect(readiness(world, node)).toBe('Unknown')
      expect(world.containers(node)).toEqual(there)
      world.run('320s')
      expect(world.readyPods('web')).toHaveLength(3)
      expect(world.pods('web').length).toBeGreaterThan(3)
      expect(world.containers(node)).toEqual(there)
      world.fail('heal-network', node).run('90s')
      expect(readiness(world, node)).toBe('True')
      expect(world.pods('web')).toHaveLength(3)
      expect(world.readyPods('web')).toHaveLength(3)
      for (const container of there) expect(world.containers(node)).not.toContain(container)
    },
  )
})

describe('given a kubelet that stops', () => {
  scenario(
    'its node goes Unknown while the containers run on, and all is well when it starts',
    { seed: 4 },
    (world) => {
      world.apply(deploymentOf('web', 2)).untilReady('web', 2)
      const node = nodeOf(world, 'web')
      const there = world.containers(node)
      world.fail('stop-kubelet', node).run('70s')
      expect(readiness(world, node)).toBe('Unknown')
      expect(world.containers(node)).toEqual(there)
      world.fail('start-kubelet', node).untilReady('web', 2)
      expect(readiness(world, node)).toBe('True')
      expect(world.containers(node)).toEqual(there)
      for (const pod of world.pods('web'))
        expect(pod.status.containerStatuses?.[0]?.restartCount).toBe(0)
    },
  )
})

describe('given a node that is tainted', () => {
  scenario(
    'pods that do not tolerate it leave at once, those that do stay',
    { seed: 5 },
    (world) => {
      const tolerations = [{ key: 'broken', operator: 'Exists', effect: 'NoExecute' }]
      world.apply(
        podOf('guest', {}, { nodeName: 'worker-1' }),
        podOf('native', {}, { nodeName: 'worker-1', tolerations }),
      )
      world.untilReady('guest', 1).untilReady('native', 1)
      world.kubectl('taint node worker-1 broken=yes:NoExecute').run('40s')
      expect(world.get('Pod', 'guest')).toBeUndefined()
      expect(world.readyPods('native')).toHaveLength(1)
      expect(world.events('guest')).toContainEqual(
        expect.stringMatching(/^TaintManagerEviction: Marking for deletion/),
      )
    },
  )
})
