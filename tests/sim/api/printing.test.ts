import { describe, expect, it } from 'vitest'
import { printTable } from '../../../src/sim/api/printing/index.ts'
import { timeOf } from '../../../src/sim/api/time.ts'
import { containerStatus, pod } from './build.ts'

const NOW = timeOf('2026-01-01T00:01:00Z')

describe('tables', () => {
  it('have a cell for each column and the metadata of each object', () => {
    // given
    const web = pod({ status: { phase: 'Pending' } })

    // when
    const table = printTable([web], 'Pod', NOW)

    // then
    expect(table.columnDefinitions.map(({ name }) => name)).toEqual([
      'Name',
      'Ready',
      'Status',
      'Restarts',
      'Age',
      'IP',
      'Node',
      'Nominated Node',
      'Readiness Gates',
    ])
    expect(table.rows).toHaveLength(1)
    expect(table.rows[0]?.cells).toEqual([
      'web',
      '0/1',
      'Pending',
      '0',
      '60s',
      '<none>',
      '<none>',
      '<none>',
      '<none>',
    ])
    expect(table.rows[0]?.object).toMatchObject({
      kind: 'PartialObjectMetadata',
      metadata: { name: 'web', uid: 'uid-web' },
    })
  })

  it('tell when a container was last restarted', () => {
    // given
    const finishedAt = '2026-01-01T00:00:40Z'
    const crashing = pod({
      status: {
        phase: 'Running',
        containerStatuses: [
          containerStatus('main', {
            restartCount: 4,
            state: { waiting: { reason: 'CrashLoopBackOff' } },
            lastState: { terminated: { exitCode: 1, reason: 'Error', finishedAt } },
          }),
        ],
      },
    })

    // when
    const [row] = printTable([crashing], 'Pod', NOW).rows

    // then
    expect(row?.cells.slice(1, 4)).toEqual(['0/1', 'CrashLoopBackOff', '4 (20s ago)'])
  })

  it('of no objects have columns all the same', () => {
    const table = printTable([], 'Node', NOW, { resourceVersion: '7' })
    expect(table.columnDefinitions).not.toHaveLength(0)
    expect(table).toMatchObject({ rows: [], metadata: { resourceVersion: '7' } })
  })
})
