// Goal: pods live, fail, wait and end as the kubelet and the scheduler have it. Method: stories of whole clusters.
import { describe, expect } from 'vitest'
import type { Pod } from '../../../src/protocol/objects/pod.ts'
import type { Trace } from '../../../src/protocol/trace.ts'
import { SECOND } from '../../../src/sim/kernel/types.ts'
import { deploymentOf, isReady, podOf, scenario, serviceOf, shell } from '../scenario.ts'

const waitingOf = (pod: Pod | undefined) =>
  pod?.status.containerStatuses?.[0]?.state?.waiting?.reason
const restartsOf = (pod: Pod | undefined) => pod?.status.containerStatuses?.[0]?.restartCount

describe('given a container that fails', () => {
  scenario('when it crashes, it is restarted at once, then after 10, 20 and 40 s', {}, (world) => {
    const starts: number[] = []
    world.witness(({ event, traces }) => {
      for (const trace of traces as readonly Trace[])
        if (trace.type === 'lifecycle' && trace.to === 'running' && trace.machine === 'container')
          starts.push(event.at / SECOND)
    })
    world.apply(podOf('unlucky', shell('exit 1'))).run('115s')
    expect(waitingOf(world.the('Pod', 'unlucky'))).toBe('CrashLoopBackOff')
    expect(restartsOf(world.the('Pod', 'unlucky'))).toBe(4)
    const pauses = starts.slice(1).map((at, i) => at - (starts[i] ?? 0))
    expect(pauses[0]).toBeLessThan(3)
    // Workers' queues jitter by half; the end of a container is noticed within a second or two.
    for (const [i, backOff] of [10, 20, 40].entries()) {
      expect(pauses[i + 1]).toBeGreaterThanOrEqual(backOff)
      expect(pauses[i + 1]).toBeLessThan(backOff * 1.5 + 3)
    }
    expect(world.events('unlucky')).toContainEqual(
      expect.stringMatching(
        /^BackOff: Back-off restarting failed container main in pod unlucky_default/,
      ),
    )
  })

  scenario('when its image does not exist, pulls are backed off', { seed: 2 }, (world) => {
    world.apply(podOf('lost', { image: 'nginx:doesnotexist' })).run('70s')
    expect(waitingOf(world.the('Pod', 'lost'))).toBe('ImagePullBackOff')
    const pulls = world.list('Event').filter(({ reason }) => reason === 'Pulling')
    expect(pulls.map(({ count }) => count)).toEqual([3])
    world.kubectl('set image pod/lost main=nginx:1.27').untilReady('lost', 1, '5m')
  })

  scenario('when its liveness probe fails, it is killed and started anew', { seed: 3 }, (world) => {
    const livenessProbe = {
      httpGet: { path: '/', port: 80 },
      periodSeconds: 5,
      failureThreshold: 2,
    }
    world
      .apply(podOf('ill', { image: 'pilothouse/falls-ill', livenessProbe }))
      .untilReady('ill', 1, '20s')
    world.until('a restart', () => restartsOf(world.get('Pod', 'ill')) === 1)
    expect(world.events('ill')).toContainEqual(
      expect.stringMatching(/^Killing: Container main failed liveness probe/),
    )
  })

  scenario(
    'when it is killed from outside, it comes back in the same pod',
    { seed: 4 },
    (world) => {
      world.apply(podOf('web')).untilReady('web', 1)
      const { uid } = world.the('Pod', 'web').metadata
      world.fail('kill-container', 'default/web/main')
      world.until('a restart', () => restartsOf(world.get('Pod', 'web')) === 1, '10s')
      world.untilReady('web', 1)
      expect(world.the('Pod', 'web').metadata.uid).toBe(uid)
    },
  )
})

describe('given a pod that is done', () => {
  scenario(
    'when its work ends well and it is not to be restarted, it is Succeeded',
    {},
    (world) => {
      world.apply(podOf('task', shell('sleep 2'), { restartPolicy: 'Never' })).run('15s')
      expect(world.the('Pod', 'task').status.phase).toBe('Succeeded')
    },
  )

  scenario('when init containers must run first, they do so in order', { seed: 2 }, (world) => {
    const initContainers = ['one', 'two'].map((name) => ({ name, ...shell('sleep 2') }))
    world.apply(podOf('staged', {}, { initContainers })).run('4s')
    expect(world.the('Pod', 'staged').status.phase).toBe('Pending')
    world.untilReady('staged', 1)
    const ended = world.the('Pod', 'staged').status.initContainerStatuses ?? []
    expect(ended.map(({ name, state }) => `${name} ${state?.terminated?.exitCode}`)).toEqual([
      'one 0',
      'two 0',
    ])
    const [first, second] = ended.map(({ state }) => state?.terminated)
    expect(Date.parse(second?.startedAt ?? '')).toBeGreaterThanOrEqual(
      Date.parse(first?.finishedAt ?? ''),
    )
  })

  scenario('when it is deleted, it has its grace to end', { seed: 3 }, (world) => {
    world.apply(podOf('stubborn', { image: 'pilothouse/stubborn' })).untilReady('stubborn', 1)
    world.kubectl('delete pod stubborn --grace-period=12').run('10s')
    expect(world.the('Pod', 'stubborn').metadata).toMatchObject({ deletionGracePeriodSeconds: 12 })
    expect(world.containers(world.the('Pod', 'stubborn').spec.nodeName ?? '')).toContain(
      'stubborn/main running',
    )
    world.run('5s')
    expect(world.get('Pod', 'stubborn')).toBeUndefined()
    expect(world.events('stubborn')).toContain('Killing: Stopping container main')
  })
})

describe('given a pod that does not fit', () => {
  scenario('when a node is uncordoned, it is scheduled there', { nodes: 2 }, (world) => {
    world.kubectl('cordon worker-1').kubectl('cordon worker-2').run('2s')
    world.apply(podOf('web')).run('20s')
    expect(world.the('Pod', 'web').status.conditions).toContainEqual(
      expect.objectContaining({ type: 'PodScheduled', status: 'False', reason: 'Unschedulable' }),
    )
    expect(world.events('web')).toEqual([
      'FailedScheduling: 0/2 nodes are available: 2 node(s) were unschedulable. no new claims to deallocate, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.',
    ])
    world.kubectl('uncordon worker-2').untilReady('web', 1, '20s')
    expect(world.the('Pod', 'web').spec.nodeName).toBe('worker-2')
  })

  scenario('when another leaves, there is room', { nodes: 1, seed: 2 }, (world) => {
    const big = { resources: { requests: { cpu: '2500m' } } }
    world.apply(podOf('first', big)).untilReady('first', 1)
    world.apply(podOf('second', big)).run('10s')
    expect(world.the('Pod', 'second').spec.nodeName).toBeUndefined()
    world.kubectl('delete pod first').untilReady('second', 1, '1m')
  })
})

describe('given a Service', () => {
  scenario('when pods become ready and unready, its endpoints follow', { seed: 2 }, (world) => {
    const probe = {
      exec: { command: ['cat', '/tmp/ready'] },
      periodSeconds: 1,
      failureThreshold: 1,
    }
    const script = 'touch /tmp/ready; sleep 20; rm /tmp/ready; sleep 3600'
    world.apply(podOf('fickle', { ...shell(script), readinessProbe: probe }), serviceOf('fickle'))
    world.untilReady('fickle', 1).run('1s')
    expect(world.endpoints('fickle')).toEqual([world.the('Pod', 'fickle').status.podIP])
    world.run('25s')
    expect(isReady(world.the('Pod', 'fickle'))).toBe(false)
    expect(world.endpoints('fickle')).toEqual([])
  })

  scenario(
    'when its pods start slowly, it has no endpoints until they serve',
    { seed: 3 },
    (world) => {
      const readinessProbe = { httpGet: { path: '/', port: 80 }, periodSeconds: 3 }
      const container = { image: 'pilothouse/slow-start', readinessProbe }
      world.apply(deploymentOf('slow', 2, container), serviceOf('slow')).run('8s')
      expect(world.pods('slow').map(({ status }) => status.phase)).toEqual(['Running', 'Running'])
      expect(world.endpoints('slow')).toEqual([])
      world.untilReady('slow', 2).run('1s')
      expect(world.endpoints('slow')).toHaveLength(2)
    },
  )
})
