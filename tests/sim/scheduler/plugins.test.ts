import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Node } from '../../../src/protocol/objects/cluster.ts'
import type { Pod } from '../../../src/protocol/objects/pod.ts'
import { feasibleNodesWanted, runPreFilters } from '../../../src/sim/scheduler/filtering.ts'
import type { PendingPod, Plugin, Snapshot } from '../../../src/sim/scheduler/framework.ts'
import {
  type NodeInfo,
  unknownNode,
  withNode,
  withoutPod,
  withPod,
} from '../../../src/sim/scheduler/node-info.ts'
import { nodeOrder } from '../../../src/sim/scheduler/node-order.ts'
import { balancedAllocation } from '../../../src/sim/scheduler/plugins/balanced-allocation.ts'
import { plugins } from '../../../src/sim/scheduler/plugins/index.ts'
import { interPodAffinity } from '../../../src/sim/scheduler/plugins/inter-pod-affinity.ts'
import { nodePorts } from '../../../src/sim/scheduler/plugins/node-ports.ts'
import { nodeResourcesFit } from '../../../src/sim/scheduler/plugins/node-resources-fit.ts'
import { podTopologySpread } from '../../../src/sim/scheduler/plugins/pod-topology-spread.ts'
import { podInfoOf } from '../../../src/sim/scheduler/pod-info.ts'
import { node, pod } from './bench-cluster.ts'

function info(object: Node, ...pods: readonly Pod[]): NodeInfo {
  return pods.map(podInfoOf).reduce(withPod, withNode(unknownNode(object.metadata.name), object))
}

function snapshotOf(...nodes: readonly NodeInfo[]): Snapshot {
  return {
    nodeCount: nodes.length,
    nodes: () => nodes,
    nodesWithAffinity: () => nodes.filter((each) => each.podsWithAffinity.length > 0),
    nodesWithRequiredAntiAffinity: () =>
      nodes.filter((each) => each.podsWithRequiredAntiAffinity.length > 0),
    nodesWithImage: () => 0,
    services: () => [],
    replicaSet: () => undefined,
    namespaceLabels: () => ({ team: 'a' }),
  }
}

function pending(object: Pod): PendingPod {
  return { pod: object, info: podInfoOf(object) }
}

/** What a plugin's filter says of each node: its reasons, or 'fits'. */
function verdicts(plugin: Plugin, object: Pod, ...nodes: readonly NodeInfo[]): readonly string[] {
  const result = plugin.preFilter?.(pending(object), snapshotOf(...nodes))
  if (!result) return nodes.map(() => 'fits')
  if ('rejection' in result) return nodes.map(() => result.rejection.reasons.join(', '))
  return nodes.map((each) => {
    const rejection = result.filter(each)
    return rejection ? `${rejection.reasons.join(', ')} (${rejection.code})` : 'fits'
  })
}

function scores(plugin: Plugin, object: Pod, ...nodes: readonly NodeInfo[]) {
  const scorer = plugin.preScore?.(pending(object), snapshotOf(...nodes), nodes)
  if (!scorer) return undefined
  const found = nodes.map((each) => scorer.score(each))
  scorer.normalize?.(found, nodes)
  return found
}

function asking(name: string, requests: { readonly [resource: string]: string }): Pod {
  return pod(name, undefined, { containers: [{ name: 'main', resources: { requests } }] })
}

describe('the default profile', () => {
  it('has the weights and the order of 1.36', () => {
    expect(plugins.map(({ name, weight = 1 }) => `${name} ${weight}`)).toEqual([
      'SchedulingGates 1',
      'NodeUnschedulable 1',
      'NodeName 1',
      'TaintToleration 3',
      'NodeAffinity 2',
      'NodePorts 1',
      'NodeResourcesFit 1',
      'VolumeBinding 1',
      'PodTopologySpread 2',
      'InterPodAffinity 2',
      'NodeResourcesBalancedAllocation 1',
      'ImageLocality 1',
      'DefaultBinder 1',
    ])
  })

  it.each([
    [3, 3],
    [99, 99],
    [100, 100],
    [200, 100],
    [500, 230],
    [1000, 420],
    [5000, 500],
    [6000, 300],
  ])('in a cluster of %i nodes, %i that fit are enough', (nodes, enough) => {
    expect(feasibleNodesWanted(nodes)).toBe(enough)
  })

  it('asks filters only that have something to say', () => {
    // given a pod without wishes
    const plain = pending(pod('plain'))
    // when
    const { filters } = runPreFilters(plain, snapshotOf(info(node('n1'))))
    // then
    expect(filters.map(({ plugin }) => plugin)).toEqual([
      'NodeUnschedulable',
      'TaintToleration',
      'NodeResourcesFit',
    ])
  })
})

describe('NodeResourcesFit', () => {
  it('tells what other pods hold from what the node never had', () => {
    // given
    const nodes = [
      info(node('busy'), asking('a', { cpu: '3' })),
      info(node('small', { cpu: '1' })),
      info(node('full', { pods: '1' }), asking('b', {})),
    ]
    // when
    const found = verdicts(nodeResourcesFit, asking('web', { cpu: '2' }), ...nodes)
    // then
    expect(found).toEqual([
      'Insufficient cpu (Unschedulable)',
      'Insufficient cpu (UnschedulableAndUnresolvable)',
      'Too many pods (Unschedulable)',
    ])
  })

  it('does not mind what is overcommitted if the pod does not ask for it', () => {
    const crowded = info(node('n1', { cpu: '1' }), asking('a', { cpu: '2' }))
    expect(verdicts(nodeResourcesFit, asking('web', { memory: '1Gi' }), crowded)).toEqual(['fits'])
    expect(verdicts(nodeResourcesFit, asking('none', {}), crowded)).toEqual(['fits'])
  })

  it('counts 100m and 200Mi for a pod that does not say, when it scores', () => {
    // given
    const nodes = [info(node('n1', { cpu: '1', memory: '1000Mi' }))]
    // when
    const found = scores(nodeResourcesFit, asking('none', {}), ...nodes)
    // then (90 + 80) / 2
    expect(found).toEqual([85])
  })
})

describe('NodeResourcesBalancedAllocation', () => {
  const n1 = node('n1', { cpu: '10', memory: '10Gi' })

  it('gives 75 to a pod that leaves the balance as it is', () => {
    const even = asking('even', { cpu: '1', memory: '1Gi' })
    expect(scores(balancedAllocation, even, info(n1))).toEqual([75])
  })

  it('gives more where the pod brings balance, less where it takes it away', () => {
    // given
    const lopsided = info(n1, asking('a', { memory: '5Gi' }))
    // when
    const found = scores(balancedAllocation, asking('web', { cpu: '5' }), lopsided, info(n1))
    // then 50 + (50 + 100 - 75) / 2, and 50 + (50 + 75 - 100) / 2
    expect(found).toEqual([87, 62])
  })

  it('has no opinion on pods that ask for nothing', () => {
    expect(scores(balancedAllocation, asking('none', {}), info(n1))).toBeUndefined()
  })
})

describe('NodePorts', () => {
  const port = (hostPort: number, hostIP?: string): Partial<Pod['spec']> => ({
    containers: [{ name: 'main', ports: [{ containerPort: 80, hostPort, hostIP }] }],
  })

  it('keeps apart pods that want the same port of the node', () => {
    // given
    const nodes = [
      info(node('any'), pod('a', undefined, port(80))),
      info(node('one'), pod('b', undefined, port(80, '10.0.0.1'))),
      info(node('other'), pod('c', undefined, port(81))),
    ]
    const taken = "node(s) didn't have free ports for the requested pod ports (Unschedulable)"
    // then
    expect(verdicts(nodePorts, pod('web', undefined, port(80)), ...nodes)).toEqual([
      taken,
      taken,
      'fits',
    ])
    expect(verdicts(nodePorts, pod('web', undefined, port(80, '10.0.0.2')), ...nodes)).toEqual([
      taken,
      'fits',
      'fits',
    ])
  })
})

describe('PodTopologySpread', () => {
  const zone = (name: string, value: string) =>
    node(name, { labels: { 'topology.kubernetes.io/zone': value } })
  const spread = (more = {}) => ({
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: 'topology.kubernetes.io/zone',
        whenUnsatisfiable: 'DoNotSchedule',
        labelSelector: { matchLabels: { app: 'web' } },
        ...more,
      },
    ],
  })
  const skewed = "node(s) didn't match pod topology spread constraints (Unschedulable)"
  const nodes = [info(zone('n1', 'a'), pod('web-1')), info(zone('n2', 'b')), info(node('n3'))]

  it('allows only zones that are not ahead of the others', () => {
    expect(verdicts(podTopologySpread, pod('web-2', undefined, spread()), ...nodes)).toEqual([
      skewed,
      'fits',
      "node(s) didn't match pod topology spread constraints (missing required label) (UnschedulableAndUnresolvable)",
    ])
  })

  it('takes the least to be none while there are fewer zones than wanted', () => {
    const both = [nodes[0], info(zone('n2', 'b'), pod('web-2'))].filter(
      (each) => each !== undefined,
    )
    const found = verdicts(
      podTopologySpread,
      pod('web-3', undefined, spread({ minDomains: 3 })),
      ...both,
    )
    expect(found).toEqual([skewed, skewed])
  })

  it('does not count pods that are going', () => {
    const going = pod('web-1')
    const metadata = { ...going.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' }
    const left = [info(zone('n1', 'a'), { ...going, metadata }), info(zone('n2', 'b'))]
    const found = verdicts(podTopologySpread, pod('web-2', undefined, spread()), ...left)
    expect(found).toEqual(['fits', 'fits'])
  })
})

describe('InterPodAffinity', () => {
  const term = (namespaceSelector?: object) => ({
    topologyKey: 'kubernetes.io/hostname',
    labelSelector: { matchLabels: { app: 'db' } },
    namespaceSelector,
  })
  const near = (selector?: object) => ({
    affinity: {
      podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term(selector)] },
    },
  })

  it('lets the first of a group go anywhere, and the others only where it is', () => {
    const nodes = [info(node('n1')), info(node('n2'), pod('db-1'))]
    const apart = "node(s) didn't match pod affinity rules (UnschedulableAndUnresolvable)"
    expect(verdicts(interPodAffinity, pod('db-1', undefined, near()), info(node('n1')))).toEqual([
      'fits',
    ])
    expect(verdicts(interPodAffinity, pod('db-2', undefined, near()), ...nodes)).toEqual([
      apart,
      'fits',
    ])
  })

  it("finds pods of other namespaces by the namespaces' labels", () => {
    const db = pod('db-1')
    const elsewhere = { ...db, metadata: { ...db.metadata, namespace: 'other' } }
    const nodes = [info(node('n1')), info(node('n2'), elsewhere)]
    const byTeam = near({ matchLabels: { team: 'a' } })
    const found = verdicts(interPodAffinity, pod('web', undefined, byTeam), ...nodes)
    expect(found[1]).toBe('fits')
    expect(verdicts(interPodAffinity, pod('web', undefined, near()), ...nodes)[1]).not.toBe('fits')
  })

  it('respects those who do not want the pod near', () => {
    const shy = pod('shy', undefined, {
      affinity: {
        podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term()] },
      },
    })
    const found = verdicts(interPodAffinity, pod('db'), info(node('n1'), shy), info(node('n2')))
    expect(found).toEqual([
      "node(s) didn't satisfy existing pods anti-affinity rules (Unschedulable)",
      'fits',
    ])
  })
})

describe('a NodeInfo', () => {
  it('is as before when pods came and went, in whatever order', () => {
    const amounts = fc.record({
      cpu: fc.integer({ min: 0, max: 4000 }),
      memory: fc.integer({ min: 0, max: 1 << 20 }),
      hostPort: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
      isShy: fc.boolean(),
    })
    fc.assert(
      fc.property(
        fc.array(amounts, { maxLength: 12 }),
        fc.infiniteStream(fc.nat()),
        (all, picks) => {
          // given
          const empty = info(node('n1'))
          const pods = all.map(({ cpu, memory, hostPort, isShy }, index) => {
            const requests = { cpu: `${cpu}m`, memory: `${memory}`, 'example.com/thing': '1' }
            const ports = [{ containerPort: 1, hostPort }]
            const antiTerm = { topologyKey: 'zone', labelSelector: {} }
            return podInfoOf(
              pod(`p-${index}`, undefined, {
                containers: [{ name: 'main', resources: { requests }, ports }],
                affinity: isShy
                  ? {
                      podAntiAffinity: {
                        requiredDuringSchedulingIgnoredDuringExecution: [antiTerm],
                      },
                    }
                  : undefined,
              }),
            )
          })
          // when
          let changed = pods.reduce(withPod, empty)
          const left = [...pods]
          for (const pick of picks) {
            const [gone] = left.splice(pick % Math.max(1, left.length), 1)
            if (!gone) break
            changed = withoutPod(changed, gone.key)
            // then what is left is what adding only those would give
            const anew = left.reduce(withPod, empty)
            expect({ ...changed.requested, scalar: undefined }).toEqual({
              ...anew.requested,
              scalar: undefined,
            })
            expect(changed.requested.scalar['example.com/thing'] ?? 0).toBe(left.length)
            expect(changed.usedPorts).toEqual(anew.usedPorts)
            expect(changed.podsWithRequiredAntiAffinity).toEqual(anew.podsWithRequiredAntiAffinity)
          }
          expect(changed.pods).toEqual([])
        },
      ),
      { numRuns: 100, seed: 7 },
    )
  })
})

describe('the order of nodes', () => {
  it('lets zones take turns', () => {
    const zoned = (name: string, zone?: string) =>
      info(node(name, { labels: zone ? { 'topology.kubernetes.io/zone': zone } : {} }))
    const nodes = [zoned('n1', 'a'), zoned('n2', 'a'), zoned('n3', 'b'), zoned('n4', 'a')]
    expect(nodeOrder(nodes)).toEqual(['n1', 'n3', 'n2', 'n4'])
    expect(nodeOrder([zoned('n2'), zoned('n1')])).toEqual(['n2', 'n1'])
  })
})
