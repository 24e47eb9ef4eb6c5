import { expect, test } from 'vitest'
import { SECOND } from '../../../src/sim/kernel/types.ts'
import { explain } from '../../../src/sim/story/explain.ts'
import { createTexts } from '../../../src/texts/index.ts'
import { barePod, deployment, service, ToldCluster } from './told-cluster.ts'

test('a Deployment of three is told in exactly the seven chapters', () => {
  const cluster = new ToldCluster()
  expect(cluster.apply(deployment(3))).toMatchInlineSnapshot(`
    [
      "create.1: kubectl asks the API server to create Deployment web",
      "create.2: The API server checks Deployment web and stores it in etcd",
      "create.3: The controller manager creates 3 pods",
      "create.4: The scheduler binds the pods to nodes",
      "create.5: Each kubelet learns of its pods by its own watch",
      "create.6: The kubelets have sandboxes and containers made",
      "create.7: The pods run, are reported and can be reached",
    ]
  `)
})

test('a Deployment with its Service is told in the same seven', () => {
  const cluster = new ToldCluster()
  const keys = cluster.apply(deployment(3) + service).map(keyOf)
  expect(keys).toEqual([1, 2, 3, 4, 5, 6, 7].map((n) => `create.${n}`))
})

test('a bare pod leaves out the third chapter, and nobody replaces it', () => {
  const cluster = new ToldCluster()
  expect(cluster.apply(barePod()).map(keyOf)).toEqual(
    [1, 2, 4, 5, 6, 7].map((n) => `createPod.${n}`),
  )
  expect(cluster.kubectl('delete pod one').map(keyOf)).toEqual(
    [1, 2, 3, 4].map((n) => `deletePod.${n}`),
  )
})

test('a Deployment of none ends with its storing', () => {
  const cluster = new ToldCluster()
  expect(cluster.apply(deployment(0)).map(keyOf)).toEqual(['create.1', 'create.2'])
  expect(cluster.story.operations.values().every(({ isOver }) => isOver)).toBe(true)
})

test('several kinds of one file, their namespace too, are one story', () => {
  const cluster = new ToldCluster()
  const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n---\n'
  const inShop = (deployment(2) + service).replaceAll('{name: web}', '{name: web, namespace: shop}')
  expect(cluster.apply(namespace + inShop).map(keyOf)).toEqual(
    [1, 2, 3, 4, 5, 6, 7].map((n) => `create.${n}`),
  )
})

test('scaling up and down', () => {
  const cluster = new ToldCluster()
  cluster.apply(deployment(2))
  expect(cluster.kubectl('scale deployment web --replicas=4').map(keyOf)).toEqual(
    [1, 2, 3, 4, 5, 6, 7].map((n) => `scaleUp.${n}`),
  )
  expect(cluster.kubectl('scale deployment web --replicas=1').map(keyOf)).toEqual(
    [1, 2, 3, 4, 5].map((n) => `scaleDown.${n}`),
  )
})

test('a rolling update is told by its scalings and its batches', () => {
  const cluster = new ToldCluster()
  cluster.apply(deployment(2))
  const keys = cluster.kubectl('set image deployment/web web=nginx:1.26').map(keyOf)
  expect(keys).toEqual([
    'rollout.1',
    'rollout.2',
    'rollout.newSet',
    'rollout.ready',
    'rollout.down',
    'rollout.up',
    'rollout.ready',
    'rollout.down',
    'rollout.done',
  ])
})

test('deleting a Deployment cascades to its pods', () => {
  const cluster = new ToldCluster()
  cluster.apply(deployment(2))
  const steps = cluster.kubectl('delete deployment web')
  expect(steps.map(keyOf)).toEqual([1, 2, 3, 4, 5].map((n) => `delete.${n}`))
  expect(cluster.pods()).toEqual([])
})

test('deleting a pod of a ReplicaSet tells of its replacement', () => {
  const cluster = new ToldCluster()
  cluster.apply(deployment(2))
  const [pod] = cluster.pods()
  const keys = cluster.kubectl(`delete pod ${pod?.name}`).map(keyOf)
  expect(keys.toSorted()).toEqual([1, 2, 3, 4, 5, 6].map((n) => `replacePod.${n}`))
})

test('a crashed node: silence, taint, eviction, replacement, return', () => {
  const cluster = new ToldCluster()
  cluster.apply(deployment(3))
  const node = cluster.pods()[0]?.node ?? ''
  const steps = cluster.fail('crash-node', node).map((step) => step.replace(node, 'NODE'))
  expect(steps).toMatchInlineSnapshot(`
    [
      "nodeCrash.1: The machine NODE stops",
      "nodeCrash.2: Its lease ran out: node NODE is Unknown",
      "nodeCrash.3: Node NODE is tainted unreachable",
      "nodeCrash.4: After 300 s the pod on NODE is evicted",
      "nodeCrash.5: The controllers create a replacement",
      "nodeCrash.6: The scheduler binds the replacement to another node",
      "nodeCrash.7: The replacement runs and can be reached",
    ]
  `)
  const keys = cluster.fail('restart-node', node).map(keyOf)
  // Nothing ran there that stays: the fourth chapter, containers that run again, is left out.
  expect(keys.toSorted()).toEqual([1, 2, 3, 5].map((n) => `nodeReturn.${n}`))
})

test('a machine that is back in time was not missed, and runs its containers anew', () => {
  const cluster = new ToldCluster()
  cluster.apply(deployment(3))
  const { node } = cluster.pods()[0] ?? { node: '' }
  cluster.cluster.act({ type: 'fail', failure: 'crash-node', target: node })
  cluster.run(20 * SECOND)
  const steps = cluster.fail('restart-node', node).map((step) => step.replace(node, 'NODE'))
  expect(steps).toEqual([
    'nodeReturn.1: The machine NODE boots',
    'nodeReturn.2: Node NODE was back in time: nobody had missed it',
    'nodeReturn.4: The containers of NODE run again',
  ])
})

test('chapters that run side by side are counted as they come', () => {
  const cluster = new ToldCluster()
  cluster.apply(deployment(3))
  const { node } = cluster.pods()[0] ?? { node: '' }
  cluster.fail('cut-network', node)
  const { position } = cluster.kernel
  cluster.fail('heal-network', node)
  const numbers = cluster
    .steps(position)
    .map((step) => explain(cluster.kernel, cluster.story, step.position, 'story')?.chapter)
  expect(numbers.map((chapter) => [chapter?.number, chapter?.of])).toEqual([
    [1, 4],
    [2, 4],
    [3, 4],
    [4, 4],
  ])
})

test('first probes that fail are no story, probes that go on failing are', () => {
  const probe = (period: number) =>
    `, readinessProbe: {tcpSocket: {port: 81}, periodSeconds: ${period}}`
  const cluster = new ToldCluster()
  const steps = cluster.apply(deployment(1, 'nginx:1.27', probe(10)))
  const failures = cluster.steps().filter(({ key }) => key === 'story:trouble.unhealthy')
  expect(steps.filter((step) => step.startsWith('trouble'))).toHaveLength(1)
  const started = cluster.steps().find(({ key }) => key === 'story:create.6')
  const [failure] = failures
  if (!failure || !started) throw new Error('not told')
  expect(failure.at - started.at).toBeGreaterThan(19 * SECOND)
})

test('every chain of causes ends with what the user did, in the user’s words', () => {
  const cluster = new ToldCluster()
  const { position: start } = cluster.kernel
  cluster.cluster.act({ type: 'apply', manifest: deployment(1), file: 'web.yaml' })
  cluster.run()
  cluster.fail('kill-container', `default/${cluster.pods()[0]?.name}`)
  const translate = createTexts('en')
  // The step that tells the act itself has no cause.
  const ends = cluster.steps(start).map(({ position }) => {
    const end = explain(cluster.kernel, cluster.story, position, 'story')?.causes.at(-1)
    return end && translate(end.text)
  })
  expect([...new Set(ends)]).toEqual([
    'You: kubectl apply -f web.yaml',
    undefined,
    `You: kill a container of pod default/${cluster.pods()[0]?.name}`,
  ])
})

test('a killed container is restarted on the spot', () => {
  const cluster = new ToldCluster()
  cluster.apply(deployment(1))
  const keys = cluster.fail('kill-container', `default/${cluster.pods()[0]?.name}`).map(keyOf)
  expect(keys).toEqual(['killContainer.1', 'killContainer.2', 'killContainer.3'])
})

test('cordoning and uncordoning a node', () => {
  const cluster = new ToldCluster()
  expect(cluster.kubectl('cordon worker-2').map(keyOf)).toEqual(['cordon.1', 'cordon.2'])
  expect(cluster.kubectl('uncordon worker-2').map(keyOf)).toEqual(['uncordon.1', 'uncordon.2'])
})

test('pods that fit nowhere do not hold up the others', () => {
  const cluster = new ToldCluster()
  const keys = cluster
    .apply(deployment(5, 'nginx:1.27', ", resources: {requests: {cpu: '3'}}"))
    .map(keyOf)
  expect(keys.filter((key) => key.startsWith('create.'))).toEqual(
    [1, 2, 3, 4, 5, 6, 7].map((n) => `create.${n}`),
  )
  expect(keys).toContain('trouble.unschedulable')
})

test('an image that is not there is told with each attempt, once for all pods', () => {
  const cluster = new ToldCluster()
  const keys = cluster.apply(deployment(2, 'nginx:doesnotexist')).map(keyOf)
  expect(keys.slice(0, 6)).toEqual([
    'create.1',
    'create.2',
    'create.3',
    'create.4',
    'create.5',
    'trouble.image',
  ])
})

test('a crash loop is told round by round', () => {
  const cluster = new ToldCluster()
  const keys = cluster.apply(barePod('["sh", "-c", "sleep 2; exit 1"]')).map(keyOf)
  const troubles = keys.filter((key) => key.startsWith('trouble.'))
  expect(troubles.slice(0, 3)).toEqual(['trouble.crash', 'trouble.backOff', 'trouble.backOff'])
})

test('telling is undone with the events told', () => {
  const cluster = new ToldCluster()
  const { kernel } = cluster
  cluster.cluster.act({ type: 'apply', manifest: deployment(2) + service })
  const before = { position: kernel.position, hash: kernel.stateHash() }
  cluster.run()
  const after = { position: kernel.position, hash: kernel.stateHash() }

  kernel.seek(before.position)
  expect(kernel.stateHash()).toBe(before.hash)
  kernel.seek(after.position)
  expect(kernel.stateHash()).toBe(after.hash)
})

test('past the journal the same story is told again by replay', () => {
  const cluster = new ToldCluster({ journalBytes: 300_000 })
  const { kernel } = cluster
  cluster.cluster.act({ type: 'apply', manifest: deployment(2) + service })
  kernel.run({ events: 200 })
  const early = { position: kernel.position, hash: kernel.stateHash() }
  cluster.run()
  expect(kernel.history.base).toBeGreaterThan(early.position)

  kernel.seek(early.position)
  expect(kernel.stateHash()).toBe(early.hash)
})

function keyOf(step: string): string {
  return step.slice(0, step.indexOf(':'))
}
