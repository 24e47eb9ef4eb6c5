// Goal: every question leads back to the user's own act, told as a story. Method: runs of real clusters, asked afterwards.
import { describe, expect, test } from 'vitest'
import type { WhyQuestion } from '../../../src/protocol/messages.ts'
import { type WhyAnswer, why } from '../../../src/sim/story/why/why.ts'
import { createTexts } from '../../../src/texts/index.ts'
import { deployment, service, ToldCluster } from './told-cluster.ts'

const english = createTexts('en')

function ask(cluster: ToldCluster, question: WhyQuestion): WhyAnswer {
  return why(cluster.kernel, cluster.story, question)
}

/** The chain in words; names with random parts are shortened. */
function told(cluster: ToldCluster, question: WhyQuestion): readonly string[] {
  return ask(cluster, question).chain.map(({ text }) =>
    english(text).replace(/web-[a-z0-9]+(-[a-z0-9]+)?/g, 'web-x'),
  )
}

function aPod(cluster: ToldCluster) {
  const pod = cluster.pods()[0]
  if (!pod) throw new Error('no pod')
  return { object: { kind: 'Pod', namespace: 'default', name: pod.name }, node: pod.node }
}

const FROM_APPLY_TO_BINDING = [
  'The scheduler picks worker-1 for Pod web-x',
  'replicaset-controller looks at ReplicaSet web-x and creates Pod web-x',
  'deployment-controller looks at Deployment web and creates ReplicaSet web-x',
  'kubectl creates Deployment web',
  'You: kubectl apply -f -',
]

describe('why an object', () => {
  test('a running pod goes back to the command, request by request', () => {
    const cluster = new ToldCluster()
    cluster.apply(deployment(1))
    const { object } = aPod(cluster)
    expect(told(cluster, { type: 'object', object })).toEqual([
      'worker-1/kubelet changes Pod web-x: status.phase, status.conditions[type=Ready].status',
      'The container starts',
      'The image is there',
      '2 s pass: worker-1/container-runtime had set a timer',
      'The sandbox of the pod stands and has its address',
      'The kubelet of worker-1 learns by its watch that Pod web-x is to run here',
      ...FROM_APPLY_TO_BINDING,
    ])
  })

  test('links go back in time and name who acted', () => {
    const cluster = new ToldCluster()
    cluster.apply(deployment(1))
    const { chain } = ask(cluster, { type: 'object', object: aPod(cluster).object })
    const positions = chain.map(({ position }) => position)
    expect(positions).toEqual(positions.toSorted((a, b) => b - a))
    expect(chain.at(-1)).toMatchObject({ component: 'user' })
    expect(chain.at(-2)).toMatchObject({ component: 'kubectl' })
  })

  test('of several documents, the second goes back to the command past the first', () => {
    const cluster = new ToldCluster()
    cluster.apply(deployment(1) + service)
    const object = { kind: 'Service', namespace: 'default', name: 'web' }
    expect(told(cluster, { type: 'object', object })).toEqual([
      'kubectl creates Service web',
      'You: kubectl apply -f -',
    ])
  })

  test('heartbeats are not what is asked about', () => {
    const cluster = new ToldCluster()
    cluster.kubectl('cordon worker-2')
    cluster.run()
    const object = { kind: 'Node', name: 'worker-2' }
    expect(told(cluster, { type: 'object', object })).toContain('You: kubectl cordon worker-2')
  })

  test('an object that never was has no chain', () => {
    const cluster = new ToldCluster()
    const object = { kind: 'Pod', namespace: 'default', name: 'nobody' }
    expect(ask(cluster, { type: 'object', object })).toEqual({ chain: [], change: null })
  })
})

describe('why a field', () => {
  test('goes back from the write that set it, not from the newest', () => {
    const cluster = new ToldCluster()
    cluster.apply(deployment(1))
    const { object } = aPod(cluster)
    const question = { type: 'object', object, path: 'spec.nodeName' } as const
    expect(told(cluster, question)).toEqual(FROM_APPLY_TO_BINDING)
    expect(ask(cluster, question).change).toMatchObject({
      object: { kind: 'Pod' },
      fields: [{ path: 'spec.nodeName', after: 'worker-1' }],
    })
  })

  test('that lists key is found in its list', () => {
    const cluster = new ToldCluster()
    cluster.apply(deployment(1))
    const { object } = aPod(cluster)
    const path = 'status.conditions[type=Ready].status'
    const { change } = ask(cluster, { type: 'object', object, path })
    expect(change?.fields).toMatchObject([{ path, before: 'False', after: 'True' }])

    const conditions = cluster.cluster.etcd.kv
      .values()
      .flatMap(({ value }) => (value.kind === 'Pod' ? (value.status?.conditions ?? []) : []))
    const index = conditions.findIndex(({ type }) => type === 'Ready')
    const byPlace = { type: 'object', object, path: `status.conditions[${index}].status` } as const
    expect(ask(cluster, byPlace).change?.fields).toMatchObject([{ path }])
  })

  test('is asked about the present: after stepping back, about what was then', () => {
    const cluster = new ToldCluster()
    cluster.apply(deployment(1))
    const before = cluster.kernel.position
    cluster.kubectl('scale deployment/web --replicas=2')
    const object = { kind: 'Deployment', namespace: 'default', name: 'web' }
    const question = { type: 'object', object, path: 'spec.replicas' } as const
    expect(told(cluster, question)).toContain('You: kubectl scale deployment/web --replicas=2')
    cluster.kernel.seek(before)
    expect(told(cluster, question)).toContain('You: kubectl apply -f -')
  })
})

describe('why something that heartbeats found out', () => {
  test('a lost node goes back to the failure that nobody was told of', () => {
    const cluster = new ToldCluster()
    cluster.apply(deployment(1))
    const { object, node } = aPod(cluster)
    cluster.fail('crash-node', node)
    const chain = told(cluster, { type: 'object', object })
    expect(chain).toEqual([
      'taint-eviction-controller looks at Pod web-x and marks Pod web-x for deletion',
      '300 s pass: kube-controller-manager had set a timer',
      'node-lifecycle-controller looks at Node worker-1 and changes Node worker-1: spec.taints[1]',
      'kube-controller-manager looks by itself, at every beat of its clock, and finds that something changed',
      'You: crash node worker-1',
    ])
  })

  test('a replacement goes back to the same failure', () => {
    const cluster = new ToldCluster()
    cluster.apply(deployment(1))
    const { object, node } = aPod(cluster)
    cluster.fail('crash-node', node)
    const other = cluster.pods().find(({ name }) => name !== object.name)?.name ?? ''
    const chain = told(cluster, { type: 'object', object: { ...object, name: other } })
    expect(chain.at(-1)).toBe(`You: crash node ${node}`)
  })
})

describe('why an event', () => {
  test('a position goes back from that very event', () => {
    const cluster = new ToldCluster()
    cluster.apply(deployment(1))
    const { object } = aPod(cluster)
    const { chain } = ask(cluster, { type: 'object', object, path: 'spec.nodeName' })
    const position = (chain[0]?.position ?? 0) - 1
    const links = ask(cluster, { type: 'position', position }).chain
    expect(links[0]).toMatchObject({ position, component: 'kube-apiserver' })
    expect(links.at(-1)).toEqual(chain.at(-1))
  })

  test('a Kubernetes Event goes back to what its writer was doing', () => {
    const cluster = new ToldCluster()
    cluster.apply(deployment(1))
    const events = cluster.cluster.etcd.kv.withPrefix('/registry/events/default/')
    const scheduled = events.find(({ value }) => 'reason' in value && value.reason === 'Scheduled')
    const name = scheduled?.value.metadata.name ?? ''
    const chain = told(cluster, {
      type: 'object',
      object: { kind: 'Event', namespace: 'default', name },
    })
    expect(chain[0]).toMatch(/^kube-scheduler creates Event web-x/)
    expect(chain.at(-1)).toBe('You: kubectl apply -f -')
  })

  test('a component that works since the cluster began goes back to that', () => {
    const cluster = new ToldCluster()
    const { chain } = ask(cluster, { type: 'position', position: 30 })
    expect(chain.at(-1)?.text.key).toBe('why:start')
  })
})

test('what the journal forgot is said to be forgotten', () => {
  const cluster = new ToldCluster({ journalBytes: 150_000 })
  cluster.apply(deployment(1))
  const { object } = aPod(cluster)
  cluster.run()
  expect(cluster.kernel.history.base).toBeGreaterThan(0)
  const { chain } = ask(cluster, { type: 'object', object, path: 'metadata.uid' })
  expect(chain.map(({ text }) => text.key)).toEqual(['why:beyond'])
})
