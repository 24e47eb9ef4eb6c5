// Goal: a pod lives on its node as the recordings say. Method: whole clusters, virtual time, real manifests.
import { describe, expect, test } from 'vitest'
import { podOf, shell, World } from './world.ts'

describe('a pod that starts', () => {
  test('is reported twice by its kubelet: creating, then running', () => {
    // given
    const world = new World()

    // when
    world.apply(podOf('web', {})).pass(10)

    // then
    expect(world.writes).toEqual(['patch pods/status web 200', 'patch pods/status web 200'])
    const status = world.pod('web')?.status
    expect(status?.phase).toBe('Running')
    expect(status?.podIP).toMatch(/^10\.244\.\d+\.2$/)
    expect(status?.conditions?.map(({ type, status }) => `${type}=${status}`)).toEqual([
      'PodReadyToStartContainers=True',
      'Initialized=True',
      'Ready=True',
      'ContainersReady=True',
      'PodScheduled=True',
    ])
    expect(world.events('web')).toEqual([
      expect.stringMatching(/^Scheduled: Successfully assigned default\/web to worker-/),
      'Pulling: Pulling image "nginx:1.27"',
      expect.stringMatching(
        /^Pulled: Successfully pulled image "nginx:1.27" in [\d.]+s \([\d.]+s including waiting\)\. Image size: \d+ bytes\.$/,
      ),
      'Created: Container created',
      'Started: Container started',
    ])
  })

  test('goes through the states of its lifecycle machine', () => {
    // given
    const world = new World()

    // when
    world.apply(podOf('web', {})).pass(10)

    // then
    expect(world.moves).toEqual([
      'pod default/web: bound -> preparing',
      'pod default/web: preparing -> initializing',
      'container default/web/main: waiting -> pulling',
      'container default/web/main: pulling -> waiting',
      'container default/web/main: waiting -> created',
      'container default/web/main: created -> running',
      'pod default/web: initializing -> running',
      'pod default/web: running -> ready',
    ])
  })

  test('ends by itself when its command does, by its restart policy', () => {
    // given
    const world = new World()

    // when
    world.apply(
      podOf('done', shell('sleep 2'), { restartPolicy: 'Never' }),
      podOf('failed', shell('sleep 2; exit 3'), { restartPolicy: 'Never' }),
      podOf('unknown', { image: 'busybox:1.37', command: ['nosuchcommand'] }),
    )
    world.pass(10)

    // then
    expect(world.pod('done')?.status.phase).toBe('Succeeded')
    expect(world.pod('failed')?.status.phase).toBe('Failed')
    expect(world.pod('failed')?.status.containerStatuses?.[0]?.state?.terminated).toMatchObject({
      exitCode: 3,
      reason: 'Error',
    })
    expect(world.events('unknown').join('\n')).toContain('executable file not found in $PATH')
  })

  test('passes its deadline and fails', () => {
    // given
    const world = new World()

    // when
    world.apply(podOf('late', shell('sleep 600'), { activeDeadlineSeconds: 5 })).pass(15)

    // then
    expect(world.pod('late')?.status).toMatchObject({ phase: 'Failed', reason: 'DeadlineExceeded' })
  })

  test('is refused by a node that lacks the room', () => {
    // given
    const world = new World()
    const greedy = { resources: { requests: { cpu: '5' } } }

    // when
    world.apply(podOf('greedy', greedy, { nodeName: 'worker-1' })).pass(5)

    // then
    expect(world.pod('greedy')?.status).toMatchObject({
      phase: 'Failed',
      reason: 'OutOfcpu',
      message:
        "Pod was rejected: Node didn't have enough resource: cpu, requested: 5000, used: 0, capacity: 4000",
    })
  })
})

describe('containers that fail', () => {
  test('are started again at once, then after 10 s, 20 s, 40 s', () => {
    // given
    const world = new World()

    // when
    world.apply(podOf('crash', shell('sleep 1; exit 1'))).pass(30)

    // then
    const [status] = world.pod('crash')?.status.containerStatuses ?? []
    expect(status?.restartCount).toBe(2)
    expect(status?.state?.waiting?.reason).toBe('CrashLoopBackOff')
    expect(status?.state?.waiting?.message).toMatch(
      /^back-off 20s restarting failed container=main pod=crash_default\([0-9a-f-]{36}\)$/,
    )
    expect(status?.lastState?.terminated?.exitCode).toBe(1)
    expect(world.events('crash').join('\n')).toMatch(
      /BackOff: Back-off restarting failed container main in pod crash_default\(/,
    )
    // One dead run is kept beside the last.
    expect(world.containers(world.pod('crash')?.spec.nodeName ?? '').length).toBeLessThanOrEqual(3)
  })

  test('wait for an image that does not exist', () => {
    // given
    const world = new World()

    // when
    world.apply(podOf('bad', { image: 'nginx:doesnotexist' })).pass(8)

    // then
    const [status] = world.pod('bad')?.status.containerStatuses ?? []
    expect(status?.state?.waiting?.reason).toBe('ImagePullBackOff')
    expect(world.events('bad').slice(1)).toEqual([
      'Pulling: Pulling image "nginx:doesnotexist"',
      'Failed: Failed to pull image "nginx:doesnotexist": rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/library/nginx:doesnotexist": failed to resolve reference "docker.io/library/nginx:doesnotexist": docker.io/library/nginx:doesnotexist: not found',
      'Failed: Error: ErrImagePull',
      'BackOff: Back-off pulling image "nginx:doesnotexist"',
      'Failed: Error: ImagePullBackOff',
    ])
  })

  test('wait for a ConfigMap that comes late', () => {
    // given
    const world = new World()
    const reference = { valueFrom: { configMapKeyRef: { name: 'late', key: 'k' } } }

    // when
    world.apply(
      podOf('env', { env: [{ name: 'A', ...reference }] }),
      podOf('volume', {}, { volumes: [{ name: 'v', configMap: { name: 'late' } }] }),
    )
    world.pass(8)

    // then
    expect(world.pod('env')?.status.containerStatuses?.[0]?.state?.waiting).toEqual({
      reason: 'CreateContainerConfigError',
      message: 'configmap "late" not found',
    })
    expect(world.events('volume')).toContain(
      'FailedMount: MountVolume.SetUp failed for volume "v" : configmap "late" not found',
    )

    // when
    world.apply({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'late' },
      data: { k: 'v' },
    })
    world.pass(30)

    // then
    expect(world.condition('env', 'Ready')).toBe('True')
    expect(world.condition('volume', 'Ready')).toBe('True')
  })
})

describe('init containers', () => {
  const init = [
    { name: 'one', ...shell('sleep 2') },
    { name: 'proxy', image: 'nginx:1.27', restartPolicy: 'Always' },
    { name: 'two', ...shell('sleep 1') },
  ]

  test('run in order, sidecars go on beside', () => {
    // given
    const world = new World()

    // when
    world.apply(podOf('ini', {}, { initContainers: init })).pass(15)

    // then
    const started = world.moves.filter((move) => move.endsWith('created -> running'))
    expect(started.map((move) => move.split(/[/:]/)[2])).toEqual(['one', 'proxy', 'two', 'main'])
    const states = world
      .pod('ini')
      ?.status.initContainerStatuses?.map(({ state }) => Object.keys(state ?? {}).join())
    expect(states).toEqual(['terminated', 'running', 'terminated'])
    expect(world.condition('ini', 'Ready')).toBe('True')
  })

  test('fail the pod if they fail and nothing restarts', () => {
    // given
    const world = new World()
    const failing = [{ name: 'one', ...shell('exit 4') }]

    // when
    world.apply(podOf('ini', {}, { initContainers: failing, restartPolicy: 'Never' })).pass(10)

    // then
    expect(world.pod('ini')?.status.phase).toBe('Failed')
    expect(world.condition('ini', 'Initialized')).toBe('False')
  })
})

describe('probes', () => {
  test('a failing liveness probe restarts the container', () => {
    // given
    const world = new World()
    const livenessProbe = {
      exec: { command: ['cat', '/tmp/healthy'] },
      periodSeconds: 2,
      failureThreshold: 2,
    }

    // when
    const script = 'touch /tmp/healthy; sleep 10; rm /tmp/healthy; sleep 600'
    world.apply(podOf('live', { ...shell(script), livenessProbe })).pass(20)

    // then
    expect(world.pod('live')?.status.containerStatuses?.[0]?.restartCount).toBe(1)
    expect(world.events('live')).toEqual(
      expect.arrayContaining([
        "Unhealthy: Liveness probe failed: cat: can't open '/tmp/healthy': No such file or directory\n",
        'Killing: Container main failed liveness probe, will be restarted',
      ]),
    )
  })

  test('a container that fails its liveness probe soon after each start waits like one that crashes', () => {
    // given
    const world = new World()
    const livenessProbe = { exec: { command: ['false'] }, periodSeconds: 2, failureThreshold: 2 }

    // when
    world.apply(podOf('hasty', { ...shell('sleep 1000'), livenessProbe })).pass(60)

    // then
    const [status] = world.pod('hasty')?.status.containerStatuses ?? []
    expect(status?.restartCount).toBeLessThan(6)
    expect(world.events('hasty').join('\n')).toMatch(
      /BackOff: Back-off restarting failed container/,
    )
  })

  test('a slow server is ready only when its readiness probe says so', () => {
    // given
    const world = new World()
    const readinessProbe = { httpGet: { path: '/', port: 8080 }, periodSeconds: 2 }

    // when
    const container = { image: 'pilothouse/slow-start', readinessProbe }
    world.apply(podOf('slow', container)).pass(8)

    // then
    expect(world.pod('slow')?.status.phase).toBe('Running')
    expect(world.condition('slow', 'Ready')).toBe('False')
    expect(world.events('slow').join('\n')).toMatch(
      /Readiness probe failed: Get "http:\/\/10\.244\.\d\.2:8080\/": dial tcp .*: connect: connection refused/,
    )

    // when
    world.pass(10)

    // then
    expect(world.condition('slow', 'Ready')).toBe('True')
  })

  test('a startup probe that never passes kills the container', () => {
    // given
    const world = new World()
    const startupProbe = { tcpSocket: { port: 9999 }, periodSeconds: 1, failureThreshold: 3 }

    // when
    world.apply(podOf('never', { startupProbe })).pass(12)

    // then
    expect(world.events('never')).toContain(
      'Killing: Container main failed startup probe, will be restarted',
    )
    expect(world.condition('never', 'Ready')).toBe('False')
  })
})
