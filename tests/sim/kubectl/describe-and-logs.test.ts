// Goal: what a reader asks kubectl about an object or a container is told as kubectl tells it. Method: whole clusters, whole outputs.
import { describe, expect } from 'vitest'
import { deploymentOf, podOf, type ScenarioWorld, scenario, serviceOf, shell } from '../scenario.ts'

const described = (world: ScenarioWorld, line: string) => world.kubectl(line).run('1s').output

describe('kubectl describe', () => {
  scenario('a pod: its containers, conditions, tolerations and events', {}, (world) => {
    const limits = { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '128Mi' } }
    const probe = { httpGet: { path: '/', port: 80 } }
    world.apply(podOf('web', { resources: limits, readinessProbe: probe })).run('15s')
    const node = world.the('Pod', 'web').spec.nodeName
    const text = described(world, 'describe pod web')
    expect(text).toMatch(
      /^Name: {13}web\nNamespace: {8}default\nPriority: {9}0\nService Account: {2}default\n/,
    )
    expect(text).toContain(`Node:             ${node}/`)
    expect(text).toMatch(/Start Time: {7}Thu, 01 Jan 2026 00:00:\d\d \+0000\n/)
    expect(text).toContain(
      'Labels:           app=web\nAnnotations:      <none>\nStatus:           Running\n',
    )
    expect(text).toContain('    State:          Running\n      Started:      Thu, 01 Jan 2026')
    expect(text).toContain(
      '    Limits:\n      memory:  128Mi\n    Requests:\n      cpu:        100m\n      memory:     64Mi\n',
    )
    expect(text).toContain(
      '    Readiness:    http-get http://:80/ delay=0s timeout=1s period=10s #success=1 #failure=3\n',
    )
    expect(text).toMatch(/Conditions:\n {2}Type +Status\n/)
    expect(text).toContain('QoS Class:                   Burstable\n')
    expect(text).toContain(
      'Tolerations:                 node.kubernetes.io/not-ready:NoExecute op=Exists for 300s\n                             node.kubernetes.io/unreachable:NoExecute op=Exists for 300s\n',
    )
    expect(text).toMatch(
      /Events:\n {2}Type +Reason +Age +From +Message\n {2}-+ +-+ +-+ +-+ +-+\n {2}Normal +Scheduled +\d+s +default-scheduler +Successfully assigned default\/web to worker-\d\n/,
    )
    expect(text).toMatch(
      /Normal +Started +\d+s +kubelet +spec\.containers\{main\}: Container started$/,
    )
  })

  scenario('a pod that nothing fits says why', { seed: 2 }, (world) => {
    world.apply(podOf('giant', { resources: { requests: { cpu: '64' } } })).run('3s')
    const text = described(world, 'describe pod giant')
    expect(text).toContain('Node:             <none>\n')
    expect(text).toMatch(
      /Warning +FailedScheduling +\d+s +default-scheduler +0\/3 nodes are available: 3 Insufficient cpu/,
    )
  })

  scenario('nodes, Deployments, ReplicaSets, Services and the rest', { seed: 3 }, (world) => {
    world.apply(deploymentOf('web', 4), serviceOf('web'), {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'settings' },
      data: { mode: 'fast' },
    })
    world.untilReady('web', 4).run('5s')
    const node = described(world, 'describe node worker-1')
    expect(node).toMatch(/^Name: +worker-1\nRoles: +<none>\n/)
    expect(node).toMatch(
      /Lease:\n {2}HolderIdentity: {2}worker-1\n {2}AcquireTime: {5}(<unset>|Thu)/,
    )
    expect(node).toMatch(/Non-terminated Pods: +\(\d in total\)\n {2}Namespace +Name +CPU Requests/)
    expect(node).toMatch(/Allocated resources:\n.*\n {2}Resource +Requests +Limits\n/)
    const deployment = described(world, 'describe deployment web')
    expect(deployment).toContain(
      'Replicas:               4 desired | 4 updated | 4 total | 4 available | 0 unavailable\n',
    )
    expect(deployment).toContain('RollingUpdateStrategy:  25% max unavailable, 25% max surge\n')
    expect(deployment).toMatch(
      /OldReplicaSets: {2}<none>\nNewReplicaSet: {3}web-\w+ \(4\/4 replicas created\)\n/,
    )
    expect(described(world, 'describe rs')).toMatch(
      /Pods Status: {4}4 Running \/ 0 Waiting \/ 0 Succeeded \/ 0 Failed\n/,
    )
    expect(described(world, 'describe service web')).toMatch(
      /Port: {21}<unset> {2}80\/TCP\nTargetPort: {15}80\/TCP\nEndpoints: {16}[\d.]+:80,[\d.]+:80,[\d.]+:80 \+ 1 more...\n/,
    )
    expect(described(world, 'describe endpointslice web')).toMatch(
      /Endpoints:\n {2}- Addresses: {2}[\d.]+\n {4}Conditions:\n {6}Ready: {4}true\n/,
    )
    expect(described(world, 'describe cm settings')).toContain(
      'Data\n====\nmode:\n----\nfast\n\n\nBinaryData\n====\n',
    )
    expect(described(world, 'describe ns default')).toMatch(
      /Status: +Active\n\nNo resource quota\.\n\nNo LimitRange resource\.$/,
    )
    expect(described(world, 'describe sa default')).toMatch(/Image pull secrets: {2}<none>\n/)
    expect(described(world, 'describe pod web').match(/^Name:/gm)).toHaveLength(4)
    expect(described(world, 'describe pod nobody')).toBe(
      'Error from server (NotFound): pods "nobody" not found',
    )
  })
})

describe('kubectl logs', () => {
  scenario('tells what a container printed, and the run before', { seed: 4 }, (world) => {
    world.apply(podOf('talker', shell('echo hello; sleep 5; echo bye; exit 1'))).run('4s')
    expect(described(world, 'logs talker')).toBe('hello')
    world.run('20s')
    const pod = world.the('Pod', 'talker')
    expect(pod.status.containerStatuses?.[0]?.restartCount).toBeGreaterThan(0)
    expect(described(world, 'logs talker --previous')).toBe('hello\nbye')
    expect(described(world, 'logs talker -p --tail=1')).toBe('bye')
    expect(described(world, 'logs talker -p --timestamps --tail 1')).toMatch(
      /^2026-01-01T00:00:\d\d\.\d{6}Z bye$/,
    )
  })

  scenario('says what is wrong where there is nothing to tell', { seed: 5 }, (world) => {
    const pair = {
      ...podOf('pair'),
      spec: {
        containers: [
          { name: 'a', image: 'nginx:1.27' },
          { name: 'b', ...shell('echo b; sleep 900') },
        ],
      },
    }
    world.apply(podOf('web'), podOf('bad', { image: 'nginx:doesnotexist' }), pair).run('40s')
    expect(described(world, 'logs web')).toContain('start worker processes')
    expect(described(world, 'logs web -p')).toBe(
      'Error from server (BadRequest): previous terminated container "main" in pod "web" not found',
    )
    expect(described(world, 'logs bad')).toMatch(
      /^Error from server \(BadRequest\): container "main" in pod "bad" is waiting to start: (trying and failing to pull image|image can't be pulled)$/,
    )
    expect(described(world, 'logs pair -c b')).toBe('b')
    described(world, 'logs pair')
    expect(world.printed.at(-2)?.output).toBe('Defaulted container "a" out of: a, b')
    expect(described(world, 'logs pair -c x')).toBe(
      'Error from server (BadRequest): container x is not valid for pod pair',
    )
    expect(described(world, 'logs nobody')).toBe(
      'Error from server (NotFound): pods "nobody" not found',
    )
    expect(described(world, 'logs -f web')).toContain('not part of this edition')
  })

  scenario(
    'come from the node: without its kubelet or network there are none',
    { seed: 6 },
    (world) => {
      world.apply(deploymentOf('web', 1)).untilReady('web', 1)
      const [pod] = world.pods('web')
      const node = pod?.spec.nodeName ?? ''
      const { name } = pod?.metadata ?? { name: '' }
      expect(described(world, 'logs deployment/web')).toContain('start worker processes')
      world.fail('stop-component', `${node}/container-runtime`).run('1s')
      expect(described(world, `logs ${name}`)).toContain('start worker processes')
      world.fail('stop-kubelet', node).run('1s')
      const url = `Get "https://${pod?.status.hostIP}:10250/containerLogs/default/${name}/main": dial tcp ${pod?.status.hostIP}:10250`
      expect(described(world, `logs ${name}`)).toBe(
        `Error from server: ${url}: connect: connection refused`,
      )
      world.fail('start-kubelet', node).fail('cut-network', node).run('1s')
      world.kubectl(`logs ${name}`).run('35s')
      expect(world.output).toBe(`Error from server: ${url}: i/o timeout`)
    },
  )
})
