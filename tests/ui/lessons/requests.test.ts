import { describe, expect, it } from 'vitest'
import type { RequestTally } from '../../../src/protocol/conditions.ts'
import { clientRows } from '../../../src/ui/panels/requests/tallies.ts'

function tally(
  client: string,
  verb: string,
  resource: string,
  count: number,
  watchEvents = 0,
): RequestTally {
  return { client, verb, resource, count, watchEvents }
}

describe('rows of the Requests tab', () => {
  it('set polling beside watching: many asks here, one ask and many changes told there', () => {
    const rows = clientRows(
      [
        tally('kubectl', 'list', 'pods', 12),
        tally('kube-scheduler', 'list', 'pods', 1),
        tally('kube-scheduler', 'watch', 'pods', 1, 9),
        tally('kube-scheduler', 'create', 'pods/binding', 3),
      ],
      false,
    )

    expect(rows.map(({ client, requests, told }) => [client, requests, told])).toEqual([
      ['kubectl', 12, 0],
      ['kube-scheduler', 5, 9],
    ])
    expect(rows[1]?.byKind).toEqual({ read: 1, write: 3, watch: 1 })
    expect(rows[1]?.verbs[0]).toEqual({ verb: 'create', count: 3 })
  })

  it('begin with whom a lesson points at, however little it asked', () => {
    const rows = clientRows(
      [
        tally('worker-1/kubelet', 'patch', 'pods/status', 5),
        tally('kubectl', 'watch', 'pods', 1, 4),
      ],
      false,
      ['kubectl', 'kube-apiserver'],
    )

    expect(rows.map(({ client }) => client)).toEqual(['kubectl', 'worker-1/kubelet'])
  })

  it('leave heartbeats out unless they are asked for', () => {
    const tallies = [tally('worker-1/kubelet', 'update', 'leases', 20)]

    expect(clientRows(tallies, false)).toEqual([])
    expect(clientRows(tallies, true)[0]?.requests).toBe(20)
  })
})
