import { describe, expect, it } from 'vitest'
import { BenchCluster, node, pod } from './bench-cluster.ts'

const HOPELESS = (nodes: number) =>
  `no new claims to deallocate, preemption: 0/${nodes} nodes are available: ${nodes} Preemption is not helpful for scheduling.`
const NO_VICTIMS = (nodes: number) =>
  `no new claims to deallocate, preemption: 0/${nodes} nodes are available: ${nodes} No preemption victims found for incoming pod.`

function three(options: Parameters<typeof node>[1] = {}) {
  return new BenchCluster([node('n1', options), node('n2', options), node('n3', options)])
}

describe('kube-scheduler', () => {
  it('binds a pod and tells so', () => {
    // given
    const cluster = three()
    // when
    cluster.create(pod('web', '1'))
    cluster.run(1)
    // then
    expect(cluster.nodeOf('web')).toMatch(/^n[123]$/)
    expect(cluster.events('web')).toEqual([
      `Scheduled: Successfully assigned default/web to ${cluster.nodeOf('web')}`,
    ])
  })

  it('spreads alike pods over the nodes, least allocated first', () => {
    // given
    const cluster = three()
    // when
    for (let i = 1; i <= 6; i++) cluster.create(pod(`web-${i}`, '500m'))
    cluster.run(1)
    // then
    const nodes = [1, 2, 3, 4, 5, 6].map((i) => cluster.nodeOf(`web-${i}`)).toSorted()
    expect(nodes).toEqual(['n1', 'n1', 'n2', 'n2', 'n3', 'n3'])
  })

  it('does not wait for one binding before it decides the next', () => {
    // given
    const cluster = three()
    // when
    cluster.create(pod('a', '3'))
    cluster.create(pod('b', '3'))
    cluster.create(pod('c', '3'))
    cluster.run(1)
    // then the places of pods that were not seen bound yet were counted as taken
    expect(['a', 'b', 'c'].map((name) => cluster.nodeOf(name)).toSorted()).toEqual([
      'n1',
      'n2',
      'n3',
    ])
  })

  it('leaves pods of other schedulers alone', () => {
    // given
    const cluster = three()
    // when
    cluster.create(pod('web', '1', { schedulerName: 'nosuch' }))
    cluster.run(1)
    // then
    expect(cluster.nodeOf('web')).toBe('')
    expect(cluster.events('web')).toEqual([])
  })

  it('takes the most important pod first, then the one that waits longest', () => {
    // given one place, and pods that all came before there was a node
    const cluster = new BenchCluster([node('n1', { unschedulable: true })])
    cluster.create(pod('low', '3'))
    cluster.create(pod('high', '3', { priority: 10 }))
    cluster.run(1)
    // when
    cluster.patchNode('n1', { spec: { unschedulable: false } })
    cluster.run(1)
    // then
    expect([cluster.nodeOf('low'), cluster.nodeOf('high')]).toEqual(['', 'n1'])
  })
})

describe('a pod that fits nowhere', () => {
  it('is reported once as 1.36 words it, in event and condition', () => {
    // given
    const cluster = three()
    // when
    cluster.create(pod('big', '9'))
    cluster.run(1)
    // then
    const message = `0/3 nodes are available: 3 Insufficient cpu. ${HOPELESS(3)}`
    expect(cluster.events('big')).toEqual([`FailedScheduling: ${message}`])
    expect(cluster.scheduled('big')).toBe('False Unschedulable')
    expect(cluster.pod('big')?.status.conditions?.[0]?.message).toBe(message)
  })

  it('sums up why, sorted as text', () => {
    // given
    const cluster = new BenchCluster([
      node('n1', { taints: [{ key: 'team', value: 'a', effect: 'NoSchedule' }] }),
      node('n2', { unschedulable: true }),
      node('n3', { cpu: '1' }),
    ])
    // when
    cluster.create(pod('mixed', '2'))
    cluster.run(1)
    // then
    expect(cluster.events('mixed')).toEqual([
      `FailedScheduling: 0/3 nodes are available: 1 Insufficient cpu, 1 node(s) had untolerated taint(s), 1 node(s) were unschedulable. ${HOPELESS(3)}`,
    ])
  })

  it('says which volume claim is missing, and nothing of preemption', () => {
    // given
    const cluster = three()
    // when
    const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'nosuch' } }]
    cluster.create(pod('pvc', '1', { volumes }))
    cluster.run(1)
    // then
    expect(cluster.events('pvc')).toEqual([
      'FailedScheduling: 0/3 nodes are available: persistentvolumeclaim "nosuch" not found. not found',
    ])
  })

  it('says how many nodes a pod pinned by name did not even try', () => {
    // given
    const cluster = three({ cpu: '1' })
    const matchFields = [{ key: 'metadata.name', operator: 'In', values: ['n1'] }]
    const nodeAffinity = {
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields }] },
    }
    // when
    cluster.create(pod('pinned', '2', { affinity: { nodeAffinity } }))
    cluster.run(1)
    // then
    expect(cluster.events('pinned')).toEqual([
      `FailedScheduling: 0/3 nodes are available: 1 Insufficient cpu, 2 node(s) didn't satisfy plugin(s) [NodeAffinity]. ${HOPELESS(3)}`,
    ])
  })

  it('is bound soon after another pod is gone', () => {
    // given
    const cluster = three()
    for (const name of ['a', 'b', 'c']) cluster.create(pod(name, '3'))
    cluster.run(1)
    cluster.create(pod('late', '3'))
    cluster.run(1)
    expect(cluster.events('late')).toEqual([
      `FailedScheduling: 0/3 nodes are available: 3 Insufficient cpu. ${NO_VICTIMS(3)}`,
    ])
    // when
    const freed = cluster.nodeOf('b')
    cluster.delete('b')
    cluster.run(0.1)
    // then
    expect(cluster.nodeOf('late')).toBe(freed)
  })

  it('is not tried for events that its plugins do not care about', () => {
    // given
    const cluster = three()
    cluster.create(pod('picky', '1', { nodeSelector: { disk: 'ssd' } }))
    cluster.run(1)
    const before = cluster.cycles().length
    // when
    cluster.patchNode('n1', { metadata: { labels: { disk: 'hdd' } } })
    cluster.patchNode('n2', { status: { allocatable: { cpu: '8', memory: '8Gi', pods: '110' } } })
    cluster.run(1)
    // then
    expect(cluster.cycles().length).toBe(before)
    // and when
    cluster.patchNode('n3', { metadata: { labels: { disk: 'ssd' } } })
    cluster.run(1)
    // then
    expect(cluster.nodeOf('picky')).toBe('n3')
  })

  it('is tried again after five minutes whatever happens, quietly', () => {
    // given
    const cluster = three()
    cluster.create(pod('big', '9'))
    cluster.run(1)
    expect(cluster.kernel.nextUrgentAt).toBeUndefined()
    // when
    cluster.run(331)
    // then
    expect(cluster.cycles().length).toBe(2)
    expect(cluster.kernel.nextUrgentAt).toBeUndefined()
  })

  it('waits for its gates', () => {
    // given
    const cluster = three()
    cluster.create(pod('gated', '1', { schedulingGates: [{ name: 'example.com/quota' }] }))
    cluster.run(1)
    expect([cluster.nodeOf('gated'), cluster.cycles().length]).toEqual(['', 0])
    // when
    cluster.patchPod('gated', { spec: { schedulingGates: undefined } })
    cluster.run(1)
    // then
    expect(cluster.nodeOf('gated')).not.toBe('')
  })

  it('waits for a first node, trying again by back-off', () => {
    // given
    const cluster = new BenchCluster([])
    cluster.create(pod('early', '1'))
    cluster.run(8)
    // then it was tried at 0, 1, 3 and 7 s
    expect(cluster.cycles().length).toBe(4)
    expect(cluster.events('early')).toEqual([
      'FailedScheduling: no nodes available to schedule pods',
    ])
  })
})

describe('a binding that is refused', () => {
  it('gives the place back, and the pod is tried again', () => {
    // given
    const cluster = new BenchCluster([node('n1')])
    cluster.refuseBindings()
    // when
    cluster.create(pod('web', '3'))
    cluster.run(0.5)
    // then
    expect(cluster.scheduled('web')).toBe('False SchedulerError')
    expect(cluster.events('web')).toEqual([
      'FailedScheduling: binding rejected: running Bind plugin "DefaultBinder": Operation cannot be fulfilled',
    ])
    // and when
    cluster.run(1)
    // then the node was free again
    expect(cluster.cycles().map(({ outcome }) => outcome)).toEqual(['assigned', 'assigned'])
  })
})

describe('preempting', () => {
  it('makes less important pods go, and takes their place', () => {
    // given
    const cluster = three()
    for (const name of ['low-1', 'low-2', 'low-3']) cluster.create(pod(name, '3'))
    cluster.run(1)
    // when
    cluster.create(pod('high', '3', { priority: 1000 }))
    cluster.run(2)
    // then
    const victims = ['low-1', 'low-2', 'low-3'].filter((name) => !cluster.pod(name))
    expect(victims.length).toBe(1)
    const place = cluster.nodeOf('high')
    expect(cluster.events(victims[0] ?? '')).toContain(
      `Preempted: Preempted by pod uid-high on node ${place}`,
    )
    expect(cluster.events('high')).toContain(
      'FailedScheduling: 0/3 nodes are available: 3 Insufficient cpu.',
    )
    expect(place).not.toBe('')
  })

  it('is not for pods that must not', () => {
    // given
    const cluster = new BenchCluster([node('n1')])
    cluster.create(pod('low', '3'))
    cluster.run(1)
    // when
    cluster.create(pod('polite', '3', { priority: 1000, preemptionPolicy: 'Never' }))
    cluster.run(1)
    // then
    expect(cluster.pod('low')).toBeDefined()
    expect(cluster.events('polite')).toEqual([
      'FailedScheduling: 0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, preemption: not eligible due to preemptionPolicy=Never.',
    ])
  })
})

describe('the record of a cycle', () => {
  it('tells of every node in a small cluster', () => {
    // given
    const cluster = new BenchCluster([node('n1'), node('n2', { unschedulable: true }), node('n3')])
    // when
    cluster.create(pod('web', '1'))
    cluster.run(1)
    // then
    const [cycle] = cluster.cycles()
    expect(cycle).toMatchObject({ outcome: 'assigned', nodesTotal: 3, nodesEvaluated: 3 })
    expect(cycle?.verdicts.map(({ node, refusedBy }) => [node, refusedBy])).toEqual([
      ['n1', ''],
      ['n3', ''],
      ['n2', 'NodeUnschedulable'],
    ])
    expect(cycle?.verdicts[0]?.scores.NodeResourcesFit).toEqual({
      raw: 86,
      normalized: 86,
      weighted: 86,
    })
  })

  it('tells of the best few in a large one, the chosen among them', () => {
    // given
    const nodes = Array.from({ length: 150 }, (_, i) => node(`n${i}`, { cpu: String(1 + (i % 7)) }))
    const cluster = new BenchCluster(nodes)
    // when
    cluster.create(pod('web', '500m'))
    cluster.run(1)
    // then
    const [cycle] = cluster.cycles()
    expect(cycle?.nodesEvaluated).toBe(100)
    expect(cycle?.verdicts.length).toBe(16)
    expect(cycle?.verdicts.map(({ node }) => node)).toContain(cycle?.node)
    const totals = cycle?.verdicts.map(({ total }) => total) ?? []
    expect(totals).toEqual(totals.toSorted((a, b) => b - a))
  })

  it('sums up in a large cluster why nodes were refused', () => {
    // given
    const nodes = Array.from({ length: 70 }, (_, i) => node(`n${i}`, { cpu: i < 60 ? '1' : '4' }))
    const cluster = new BenchCluster(nodes)
    // when
    cluster.create(pod('web', '2'))
    cluster.run(1)
    // then
    const [cycle] = cluster.cycles()
    expect(cycle?.refused).toEqual([
      { plugin: 'NodeResourcesFit', reason: 'Insufficient cpu', nodes: 60 },
    ])
    expect(cycle?.verdicts.length).toBe(10)
  })
})

describe('a scheduler that starts again', () => {
  it('knows what is on the nodes and what waits', () => {
    // given
    const cluster = new BenchCluster([node('n1')])
    cluster.create(pod('a', '3'))
    cluster.create(pod('late', '3'))
    cluster.run(1)
    // when
    cluster.restartScheduler()
    cluster.run(1)
    // then
    expect(cluster.nodeOf('late')).toBe('')
    // and when
    cluster.delete('a')
    cluster.run(1)
    // then
    expect(cluster.nodeOf('late')).toBe('n1')
  })
})

describe('going back', () => {
  it('ends in the same state when gone forward again', () => {
    // given
    const cluster = three()
    for (let i = 1; i <= 12; i++) cluster.create(pod(`web-${i}`, '900m'))
    cluster.create(pod('big', '9'))
    cluster.run(5)
    cluster.delete('web-3')
    cluster.run(5)
    const { kernel } = cluster
    const [end, hash] = [kernel.position, kernel.stateHash()]
    // when
    for (const position of [end >> 1, 3, end, 0, end]) kernel.seek(position)
    // then
    expect([kernel.position, kernel.stateHash()]).toEqual([end, hash])
  })
})
