import { describe, expect, test } from 'vitest'
import type { TimelineEntry } from '../../../src/protocol/views.ts'
import { countThrough, cutAt, extended } from '../../../src/ui/panels/timeline/entries.ts'
import { laneFinder, lanesOf } from '../../../src/ui/panels/timeline/lanes.ts'

function entry(position: number, change: Partial<TimelineEntry> = {}): TimelineEntry {
  return {
    position,
    causePosition: 0,
    sentAtMicros: 0,
    atMicros: 0,
    from: 'kubectl',
    to: 'kube-apiserver',
    class: 'write',
    label: '',
    isLost: false,
    isStory: false,
    ...change,
  }
}

const known = (positions: readonly number[]) => ({
  entries: positions.map((position) => entry(position)),
  version: 1,
  through: positions.at(-1) ?? -1,
  fork: 1,
})
const positionsOf = (state: { entries: readonly TimelineEntry[] }) =>
  state.entries.map((item) => item.position)

describe('timeline entries', () => {
  test('the playhead stands behind everything at or before its position', () => {
    const { entries } = known([3, 5, 9])
    expect([0, 3, 4, 8, 9, 99].map((position) => countThrough(entries, position))).toEqual([
      0, 1, 1, 2, 3, 3,
    ])
  })

  test('a fork voids what lies past the point where it left', () => {
    const cut = cutAt(known([3, 5, 9]), 5, 2)
    expect(positionsOf(cut)).toEqual([3, 5])
    expect(cut).toMatchObject({ through: 5, fork: 2 })
  })

  test('chunks may overlap, and heartbeats are looked past', () => {
    const chunk = [entry(5), entry(9), entry(10, { class: 'heartbeat' }), entry(12)]
    const grown = extended(known([3, 5]), chunk, 14)
    expect(positionsOf(grown)).toEqual([3, 5, 9, 12])
    expect(grown.through).toBe(14)
  })
})

describe('lanes', () => {
  const components = [
    ['worker-10/kubelet', 'worker-10'],
    ['worker-2/kubelet', 'worker-2'],
    ['worker-2/cni', 'worker-2'],
    ['coredns', 'worker-2'],
    ['etcd', 'control-plane'],
    ['kubectl', 'user'],
  ].map(([name = '', host = '']) => ({ name, host }))

  test('the control plane first, workers as people count, unfolded by part', () => {
    const lanes = lanesOf(components, new Set(['worker-2']))
    expect(lanes.map((lane) => lane.name)).toEqual([
      'kubectl',
      'etcd',
      'worker-2',
      'worker-2/kubelet',
      'worker-2/cni',
      'worker-10',
      'coredns',
    ])
  })

  test('parts of a folded worker draw in its lane, strangers nowhere', () => {
    const laneOf = laneFinder(lanesOf(components, new Set()))
    expect(['worker-10/kubelet', 'user', 'coredns', 'stranger'].map(laneOf)).toEqual([3, 0, 4, -1])
  })
})
