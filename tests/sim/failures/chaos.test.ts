// Goal: whatever breaks, when all is mended the cluster runs what it should, once. Method: random failures by seed.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FailureName } from '../../../src/protocol/messages.ts'
import type { KeyValue } from '../../../src/sim/etcd/wire.ts'
import { World } from '../node/world.ts'

const BREAKING: readonly FailureName[] = ['crash-node', 'cut-network', 'stop-kubelet']
const MENDING: readonly FailureName[] = ['restart-node', 'heal-network', 'start-kubelet']

const step = fc.record({
  failure: fc.constantFrom(...BREAKING, ...MENDING),
  node: fc.constantFrom('worker-1', 'worker-2', 'worker-3'),
  wait: fc.constantFrom(0.05, 3, 20, 70),
})

const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: {
    replicas: 4,
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'main', image: 'nginx:1.27' }] },
    },
  },
}

test('after failures heal, every pod of the API runs once and nothing else does', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1000 }),
      fc.array(step, { maxLength: 8 }),
      (seed, steps) => {
        // given
        const world = new World(seed).apply(deployment).pass(10)

        // when
        for (const { failure, node, wait } of steps) world.fail(failure, node).pass(wait)
        for (const failure of MENDING)
          for (const node of world.cluster.workers) world.fail(failure, node)
        world.pass(500)

        // then
        const stored = (world.cluster.kernel.findTable('etcd/kv')?.values() ?? []) as KeyValue[]
        const pods = stored.filter(({ value }) => value.kind === 'Pod').map(({ value }) => value)
        expect(pods).toHaveLength(4)
        const wanted = pods.map(({ metadata }) => `${metadata.name}/main running`).sort()
        const running = world.cluster.workers
          .flatMap((node) => world.containers(node))
          .filter((container) => container.endsWith('running'))
          .sort()
        expect(running).toEqual(wanted)
        for (const { metadata } of pods)
          expect(world.condition(metadata.name, 'Ready')).toBe('True')
      },
    ),
    { numRuns: 25, seed: 20261121 },
  )
})
