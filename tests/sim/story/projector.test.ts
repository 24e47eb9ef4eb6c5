import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { UserAction } from '../../../src/protocol/messages.ts'
import type { ViewChange } from '../../../src/protocol/views.ts'
import { MINUTE } from '../../../src/sim/kernel/types.ts'
import { Projector } from '../../../src/sim/story/projection/projector.ts'
import { deployment, service, ToldCluster } from './told-cluster.ts'

const ACTIONS: readonly UserAction[] = [
  { type: 'apply', manifest: deployment(3) + service },
  { type: 'apply', manifest: deployment(1, 'nginx:1.26') },
  { type: 'kubectl', args: ['scale', 'deployment', 'web', '--replicas=5'] },
  { type: 'kubectl', args: ['delete', 'deployment', 'web'] },
  { type: 'kubectl', args: ['cordon', 'worker-2'] },
  { type: 'fail', failure: 'crash-node', target: 'worker-1' },
  { type: 'fail', failure: 'restart-node', target: 'worker-1' },
  { type: 'fail', failure: 'cut-network', target: 'worker-2' },
  { type: 'fail', failure: 'heal-network', target: 'worker-2' },
  { type: 'fail', failure: 'stop-kubelet', target: 'worker-3' },
]

const action = fc.constantFrom(...ACTIONS).map((it) => ({ type: 'act', action: it }) as const)
const run = fc
  .integer({ min: 1, max: 8 * MINUTE })
  .map((micros) => ({ type: 'run', micros }) as const)
const back = fc.integer({ min: 1, max: 400 }).map((events) => ({ type: 'back', events }) as const)

test('rows kept by deltas are the rows of a full projection, wherever the walk leads', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(action, run, back), { minLength: 4, maxLength: 12 }), (walk) => {
      // given
      const cluster = new ToldCluster({ seed: 3 })
      const { kernel } = cluster
      const start = kernel.position
      const stage = { kernel, workers: cluster.cluster.workers }
      const projector = new Projector(stage)
      const mirror = new Map<string, unknown>()
      apply(mirror, projector.all())

      for (const step of walk) {
        // when
        const touched = new Map<string, Set<string>>()
        const touch = () => {
          for (const { table, key } of kernel.history.at(kernel.position)?.changes ?? [])
            touched.set(table.name, (touched.get(table.name) ?? new Set()).add(key))
        }
        if (step.type === 'act') cluster.cluster.act(step.action)
        else if (step.type === 'run') {
          const until = kernel.now + step.micros
          while ((kernel.nextAt ?? Number.POSITIVE_INFINITY) <= until && kernel.step()) touch()
        } else
          for (let i = 0; i < step.events && kernel.position > start; i++) {
            touch()
            kernel.back()
          }
        apply(mirror, projector.changes(touched))

        // then
        const full = new Map<string, unknown>()
        apply(full, new Projector(stage).all())
        expect(sorted(mirror)).toEqual(sorted(full))
      }
    }),
    { numRuns: 12, seed: 20261121 },
  )
})

function apply(mirror: Map<string, unknown>, changes: readonly ViewChange[]): void {
  for (const { table, key, row } of changes) {
    if (row === null) mirror.delete(`${table} ${key}`)
    else mirror.set(`${table} ${key}`, row)
  }
}

function sorted(mirror: ReadonlyMap<string, unknown>) {
  return [...mirror].sort(([a], [b]) => (a < b ? -1 : 1))
}
