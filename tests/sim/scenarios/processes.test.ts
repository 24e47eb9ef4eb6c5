// Goal: a process that ends takes with it what it did and nothing else, and comes back to what is. Method: stories of whole clusters.
import { describe, expect } from 'vitest'
import type { EndpointSlice } from '../../../src/protocol/objects/network.ts'
import type { Table } from '../../../src/sim/kernel/table.ts'
import {
  deploymentOf,
  isReady,
  podOf,
  type ScenarioWorld,
  scenario,
  serviceOf,
  shell,
} from '../scenario.ts'

const isReadyNode = (world: ScenarioWorld, name: string) =>
  world.the('Node', name).status.conditions?.find(({ type }) => type === 'Ready')?.status

/** What kube-proxy of a node leads a Service's traffic to. */
function ruledAddresses(world: ScenarioWorld, node: string, service: string): readonly string[] {
  const slices = world.cluster.kernel.findTable(
    `${node}/kube-proxy/cache/EndpointSlice`,
  ) as unknown as Table<EndpointSlice>
  return slices
    .values()
    .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === service)
    .flatMap(({ endpoints }) => endpoints ?? [])
    .filter(({ conditions }) => conditions?.ready)
    .flatMap(({ addresses }) => addresses)
    .sort()
}

describe('given a scheduler that is stopped', () => {
  scenario('new pods stay Pending without a word until it is back', {}, (world) => {
    world.fail('stop-component', 'kube-scheduler').run('1s')
    world.apply(deploymentOf('web', 2)).run('30s')
    expect(world.pods('web').map(({ spec }) => spec.nodeName)).toEqual([undefined, undefined])
    expect(world.events(world.pods('web')[0]?.metadata.name ?? '')).toEqual([])
    world.fail('start-component', 'kube-scheduler').untilReady('web', 2, '20s')
  })
})

describe('given a controller manager that is stopped', () => {
  scenario('nothing is replaced until it is back', { seed: 2 }, (world) => {
    world.apply(deploymentOf('web', 2)).untilReady('web', 2)
    world.fail('stop-component', 'kube-controller-manager').run('1s')
    world.kubectl(`delete pod ${world.pods('web')[0]?.metadata.name}`).run('60s')
    expect(world.pods('web')).toHaveLength(1)
    world.kubectl('scale deployment web --replicas=4').run('20s')
    expect(world.pods('web')).toHaveLength(1)
    world.fail('start-component', 'kube-controller-manager').untilReady('web', 4, '20s')
  })

  scenario(
    'a node that died meanwhile is judged from what the new process sees',
    { seed: 3 },
    (world) => {
      world.fail('stop-component', 'kube-controller-manager').run('1s')
      world.fail('crash-node', 'worker-2').run('120s')
      expect(isReadyNode(world, 'worker-2')).toBe('True')
      world.fail('start-component', 'kube-controller-manager').run('45s')
      expect(isReadyNode(world, 'worker-2')).toBe('True')
      world.run('15s')
      expect(isReadyNode(world, 'worker-2')).toBe('Unknown')
    },
  )
})

describe('given an API server that is stopped', () => {
  const REFUSED =
    'The connection to the server 172.18.0.2:6443 was refused - did you specify the right host or port?'

  scenario('kubectl is refused, and pods run on', { seed: 4 }, (world) => {
    world.apply(deploymentOf('web', 2)).untilReady('web', 2)
    const before = world.cluster.workers.flatMap((node) => world.containers(node)).sort()
    world.fail('stop-component', 'kube-apiserver').run('1s').kubectl('get pods').run('1s')
    expect(world.printed.at(-1)).toMatchObject({ output: REFUSED, exitCode: 1 })
    world.kubectl('scale deployment web --replicas=3').run('1s')
    expect(world.output).toBe(REFUSED)
    world.run('30s')
    expect(world.cluster.workers.flatMap((node) => world.containers(node)).sort()).toEqual(before)
    world.fail('start-component', 'kube-apiserver').run('35s')
    world.kubectl('scale deployment web --replicas=3').untilReady('web', 3, '40s')
  })

  scenario('a kubelet restarts containers without it', { seed: 5 }, (world) => {
    world.apply(deploymentOf('web', 1)).untilReady('web', 1)
    const pod = world.pods('web')[0]
    const node = pod?.spec.nodeName ?? ''
    world.fail('stop-component', 'kube-apiserver').run('5s')
    world.fail('kill-container', `default/${pod?.metadata.name}/main`).run('20s')
    expect(
      world
        .containers(node)
        .map((line) => line.split(' ')[1])
        .sort(),
    ).toEqual(['exited', 'running'])
    world.fail('start-component', 'kube-apiserver').run('40s')
    expect(world.pods('web')[0]?.status.containerStatuses?.[0]?.restartCount).toBe(1)
  })

  scenario('after minutes no node is given up for its outage', { seed: 6 }, (world) => {
    world.apply(deploymentOf('web', 3)).untilReady('web', 3)
    const names = world.pods('web').map(({ metadata }) => metadata.name)
    world.fail('stop-component', 'kube-apiserver').run('8m')
    const seen = new Set<string>()
    world.witness(({ event }) => {
      if (event.to === 'etcd')
        for (const node of world.cluster.workers) seen.add(isReadyNode(world, node) ?? '')
    })
    world.fail('start-component', 'kube-apiserver').run('8m')
    expect([...seen]).toEqual(['True'])
    expect(world.pods('web').map(({ metadata }) => metadata.name)).toEqual(names)
    expect(world.events('worker-1').filter((line) => line.startsWith('NodeNotReady'))).toEqual([])
  })

  scenario('what was asked for before it stopped is finished after', { seed: 7 }, (world) => {
    world.apply(deploymentOf('web', 5)).run('300ms')
    world.fail('stop-component', 'kube-apiserver').run('25s')
    world.fail('start-component', 'kube-apiserver').untilReady('web', 5, '60s')
  })

  scenario('while it waits for etcd it refuses', { seed: 8 }, (world) => {
    world.fail('stop-component', 'kube-apiserver').fail('stop-component', 'etcd').run('5s')
    world.fail('start-component', 'kube-apiserver').run('5s').kubectl('get nodes').run('1s')
    expect(world.output).toBe(REFUSED)
    world.fail('start-component', 'etcd').run('3s').kubectl('get nodes').run('1s')
    expect(world.output).toContain('worker-3')
  })
})

describe('given an etcd that is stopped', () => {
  scenario('writes and exact reads fail, the cluster goes on as it was', { seed: 9 }, (world) => {
    world.apply(deploymentOf('web', 2)).untilReady('web', 2)
    world.fail('stop-component', 'etcd').run('1s')
    world.kubectl('scale deployment web --replicas=5').run('1s')
    expect(world.output).toMatch(
      /^Error from server: rpc error: code = Unavailable desc = .*connection refused"$/,
    )
    world.kubectl('get pods').run('1s')
    const count = world.printed.length
    world.run('2s')
    expect(world.printed).toHaveLength(count + 1)
    expect(world.output).toMatch(/^Error from server: rpc error: code = Unavailable/)
    world.run('3m').fail('start-component', 'etcd').run('5s')
    world.kubectl('scale deployment web --replicas=5').untilReady('web', 5, '30s')
    for (const node of world.cluster.workers) expect(isReadyNode(world, node)).toBe('True')
  })
})

describe('given a kube-proxy that is stopped', () => {
  scenario('its rules grow old, and are made anew when it is back', { seed: 10 }, (world) => {
    world.apply(deploymentOf('web', 2), serviceOf('web')).untilReady('web', 2).run('5s')
    world.fail('stop-component', 'worker-1/kube-proxy').run('1s')
    const old = ruledAddresses(world, 'worker-1', 'web')
    world.kubectl('scale deployment web --replicas=4').untilReady('web', 4).run('5s')
    expect(ruledAddresses(world, 'worker-1', 'web')).toEqual(old)
    expect(ruledAddresses(world, 'worker-2', 'web')).toHaveLength(4)
    world.fail('stop-component', 'kube-apiserver').run('1s')
    world.fail('start-component', 'worker-1/kube-proxy').run('5s')
    expect(ruledAddresses(world, 'worker-1', 'web')).toEqual(old)
    world.fail('start-component', 'kube-apiserver').run('40s')
    expect(ruledAddresses(world, 'worker-1', 'web')).toEqual(world.endpoints('web'))
  })
})

describe('given a network plugin that is gone', () => {
  scenario('pods can neither come nor go until it is back', { seed: 11, nodes: 1 }, (world) => {
    world.apply(deploymentOf('web', 1)).untilReady('web', 1)
    const old = world.pods('web')[0]?.metadata.name ?? ''
    world.fail('stop-component', 'worker-1/cni').run('1s')
    world.kubectl('scale deployment web --replicas=2').run('5s')
    const young = world.pods('web').find(({ metadata }) => metadata.name !== old)
    expect(world.events(young?.metadata.name ?? '').join('\n')).toContain(
      'FailedCreatePodSandBox: Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox',
    )
    world.kubectl(`delete pod ${old} --wait=false`).run('60s')
    expect(world.get('Pod', old)).toBeDefined()
    expect(world.events(old).some((line) => line.startsWith('FailedKillPod'))).toBe(true)
    world.fail('start-component', 'worker-1/cni').untilReady('web', 2, '60s')
    expect(world.get('Pod', old)).toBeUndefined()
  })
})

describe('given a container runtime that is stopped', () => {
  scenario('its containers run on, the node is not ready', { seed: 12, nodes: 2 }, (world) => {
    const probe = { readinessProbe: { httpGet: { path: '/', port: 80 }, periodSeconds: 2 } }
    world.apply(deploymentOf('web', 2, probe)).untilReady('web', 2)
    const node = world.pods('web')[0]?.spec.nodeName ?? ''
    const running = world.containers(node)
    world.fail('stop-component', `${node}/container-runtime`).run('20s')
    expect(isReadyNode(world, node)).toBe('True')
    world.run('30s')
    expect(isReadyNode(world, node)).toBe('False')
    expect(
      world.the('Node', node).status.conditions?.find(({ type }) => type === 'Ready'),
    ).toMatchObject({
      reason: 'KubeletNotReady',
      message: 'container runtime is down',
    })
    expect(world.containers(node)).toEqual(running)
    world.fail('start-component', `${node}/container-runtime`).run('30s')
    expect(isReadyNode(world, node)).toBe('True')
    expect(world.readyPods('web')).toHaveLength(2)
    expect(
      world
        .pods('web')
        .flatMap(({ status }) => status.containerStatuses ?? [])
        .map(({ restartCount }) => restartCount),
    ).toEqual([0, 0])
  })

  scenario('what it was doing is done when it is back', { seed: 13, nodes: 1 }, (world) => {
    world.apply(podOf('solo', shell('sleep 10')), deploymentOf('web', 3)).run('400ms')
    world.fail('stop-component', 'worker-1/container-runtime').run('25s')
    world.fail('start-component', 'worker-1/container-runtime').untilReady('web', 3, '90s')
    world.until('the bare pod', () => isReady(world.the('Pod', 'solo')), '60s')
    const ready = world.the('Pod', 'solo')
    world.fail('stop-component', 'worker-1/container-runtime').run('15s')
    world.fail('start-component', 'worker-1/container-runtime').run('30s')
    // It ended under its shim while nobody looked, and is told when somebody does.
    expect(world.the('Pod', 'solo').status.containerStatuses?.[0]?.restartCount).toBeGreaterThan(
      ready.status.containerStatuses?.[0]?.restartCount ?? 0,
    )
  })
})
