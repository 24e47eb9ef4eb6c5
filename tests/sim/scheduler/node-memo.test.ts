import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CycleView, scheduleOne } from '../../../src/sim/scheduler/cycle.ts'
import type { Snapshot } from '../../../src/sim/scheduler/framework.ts'
import {
  type NodeInfo,
  unknownNode,
  withNode,
  withPod,
} from '../../../src/sim/scheduler/node-info.ts'
import { NodeMemo } from '../../../src/sim/scheduler/node-memo.ts'
import { podInfoOf } from '../../../src/sim/scheduler/pod-info.ts'
import { node, pod } from './bench-cluster.ts'

const ZONES = ['a', 'b', undefined]
const TAINTS = [
  [],
  [{ key: 'gpu', effect: 'NoSchedule' as const }],
  [{ key: 'slow', effect: 'PreferNoSchedule' as const }],
]
const SPREAD = { maxSkew: 1, labelSelector: { matchLabels: { app: 'a' } } }

/** Parts of a pod's spec that different plugins look at. */
const WISHES = [
  {},
  { tolerations: [{ key: 'gpu', operator: 'Exists' as const }] },
  { nodeSelector: { zone: 'a' } },
  {
    topologySpreadConstraints: [
      { ...SPREAD, topologyKey: 'name', whenUnsatisfiable: 'ScheduleAnyway' as const },
    ],
  },
  {
    topologySpreadConstraints: [
      { ...SPREAD, topologyKey: 'zone', whenUnsatisfiable: 'ScheduleAnyway' as const },
    ],
  },
  {
    topologySpreadConstraints: [
      { ...SPREAD, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' as const },
    ],
  },
  {
    affinity: {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          { topologyKey: 'name', labelSelector: { matchLabels: { app: 'a' } } },
        ],
      },
    },
  },
]

const nodesOf = fc.array(
  fc.record({
    zone: fc.constantFrom(...ZONES),
    taints: fc.constantFrom(...TAINTS),
    cpu: fc.constantFrom('1', '2', '4'),
  }),
  { minLength: 1, maxLength: 8 },
)
const podsOf = fc.array(
  fc.record({
    app: fc.constantFrom('a', 'b'),
    cpu: fc.constantFrom('100m', '700m'),
    port: fc.constantFrom(undefined, 80),
    wish: fc.constantFrom(...WISHES),
    /** The node that is cordoned before it comes. */
    cordoned: fc.option(fc.nat(7)),
  }),
  { maxLength: 25 },
)

function snapshotOf(nodes: readonly NodeInfo[]): Snapshot {
  return {
    nodeCount: nodes.length,
    nodes: () => nodes,
    nodesWithAffinity: () => nodes.filter((each) => each.podsWithAffinity.length > 0),
    nodesWithRequiredAntiAffinity: () =>
      nodes.filter((each) => each.podsWithRequiredAntiAffinity.length > 0),
    nodesWithImage: () => 0,
    services: () => [],
    replicaSet: () => undefined,
    namespaceLabels: () => undefined,
  }
}

function viewOf(nodes: readonly NodeInfo[], start: number, memos: Memos): CycleView {
  return {
    snapshot: snapshotOf(nodes),
    start,
    nominatedOn: () => [],
    ...memos,
    random: () => 0.5,
    startedAt: () => '',
  }
}

type Memos = Pick<CycleView, 'refusalMemo' | 'scoreMemo'>

function newMemos(): Memos {
  return { refusalMemo: new NodeMemo(), scoreMemo: new NodeMemo() }
}

function cordoned(nodes: readonly NodeInfo[], index: number | null): readonly NodeInfo[] {
  const found = nodes[index ?? nodes.length]
  if (index === null || !found) return nodes
  return nodes.with(index, { ...found, isUnschedulable: !found.isUnschedulable })
}

describe('what the scheduler remembers of nodes', () => {
  it('changes no decision, whatever pods come and whatever happens to nodes', () => {
    fc.assert(
      fc.property(nodesOf, podsOf, (specs, asked) => {
        // given
        let nodes: readonly NodeInfo[] = specs.map(({ zone, taints, cpu }, index) => {
          const name = `n${index}`
          const labels = { name, ...(zone === undefined ? {} : { zone }) }
          return withNode(unknownNode(name), node(name, { cpu, labels, taints }))
        })
        const memos = newMemos()
        let start = 0
        for (const [index, { app, cpu, port, wish, cordoned: target }] of asked.entries()) {
          nodes = cordoned(nodes, target)
          const ports = port === undefined ? [] : [{ containerPort: port, hostPort: port }]
          const container = {
            name: 'main',
            image: 'nginx',
            resources: { requests: { cpu } },
            ports,
          }
          const plain = pod(`p${index}`)
          const object = {
            ...plain,
            metadata: { ...plain.metadata, labels: { app } },
            spec: { ...plain.spec, ...wish, containers: [container] },
          } as typeof plain
          const pending = { pod: object, info: podInfoOf(object) }
          // when
          const found = scheduleOne(pending, viewOf(nodes, start, memos))
          // then
          expect(found).toEqual(scheduleOne(pending, viewOf(nodes, start, newMemos())))
          start = found.nextStart ?? start
          nodes = nodes.map((each) =>
            each.name === found.node ? withPod(each, pending.info) : each,
          )
        }
      }),
      { seed: 1, numRuns: 150 },
    )
  })
})
