import { describe, expect, it } from 'vitest'
import type { Pod } from '../../../src/protocol/objects/pod.ts'
import { timeOf } from '../../../src/sim/api/time.ts'
import { orderForDeletion, podsToDelete } from '../../../src/sim/controllers/replicaset-ranking.ts'
import { containerStatus, pod } from '../api/build.ts'

const NOW = timeOf('2026-01-01T02:00:00Z')

function ready(name: string, since: string, parts: Parameters<typeof pod>[0] = {}): Pod {
  return pod({
    ...parts,
    name,
    spec: { nodeName: 'n1', ...parts.spec },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: since }],
      ...parts.status,
    },
  })
}

function order(pods: readonly Pod[]): string[] {
  return orderForDeletion(pods, pods, NOW).map(({ metadata }) => metadata.name)
}

describe('a ReplicaSet gives up first', () => {
  it('what is not on a node, then what is not ready', () => {
    const pods = [
      ready('ready', '2026-01-01T01:00:00Z'),
      pod({ name: 'pending', spec: { nodeName: 'n1' }, status: { phase: 'Pending' } }),
      pod({ name: 'unassigned', status: { phase: 'Pending' } }),
    ]
    expect(order(pods)).toEqual(['unassigned', 'pending', 'ready'])
  })

  it('what costs less to delete, whatever its age', () => {
    const annotations = { 'controller.kubernetes.io/pod-deletion-cost': '-5' }
    const pods = [
      ready('young', '2026-01-01T01:59:00Z'),
      ready('cheap', '2026-01-01T00:01:00Z', { metadata: { annotations } }),
    ]
    expect(order(pods)).toEqual(['cheap', 'young'])
  })

  it('what shares its node with more of its kind', () => {
    const pods = [
      ready('alone', '2026-01-01T01:59:00Z', { spec: { nodeName: 'n2' } }),
      ready('crowded-1', '2026-01-01T00:01:00Z'),
      ready('crowded-2', '2026-01-01T00:01:00Z'),
    ]
    expect(order(pods).at(-1)).toBe('alone')
  })

  it('the younger, where one is at least about twice as old', () => {
    const pods = [ready('a-old', '2026-01-01T00:00:00Z'), ready('b-young', '2026-01-01T01:58:00Z')]
    expect(order(pods)).toEqual(['b-young', 'a-old'])
  })

  it('by uid among those of about one age', () => {
    const pods = [ready('b', '2026-01-01T00:10:00Z'), ready('a', '2026-01-01T00:11:00Z')]
    expect(order(pods)).toEqual(['a', 'b'])
    expect(order(pods.toReversed())).toEqual(['a', 'b'])
  })

  it('what has been restarted more often', () => {
    const containerStatuses = [containerStatus('main', { restartCount: 3 })]
    const since = '2026-01-01T01:00:00Z'
    const steady = ready('a-steady', since)
    const shaky = ready('b-shaky', since, { status: { containerStatuses } })
    expect(order([steady, shaky])).toEqual(['b-shaky', 'a-steady'])
  })

  it('no more than it has to', () => {
    const pods = [ready('a', '2026-01-01T01:00:00Z'), ready('b', '2026-01-01T01:59:30Z')]
    const names = podsToDelete(pods, pods, 1, NOW).map(({ metadata }) => metadata.name)
    expect(names).toEqual(['b'])
  })
})
