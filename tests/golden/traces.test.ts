// Goal: what our cluster does is what a real control plane did. Method: recordings of it, their actions given again.
import { describe, expect, test } from 'vitest'
import { readGoldenFile } from '../../src/cli/conformance/golden-file.ts'
import { compareReplay } from '../../src/cli/conformance/trace/compare.ts'
import { compareRequests } from '../../src/cli/conformance/trace/compare-requests.ts'
import { replay } from '../../src/cli/conformance/trace/replay.ts'
import type { TraceFile } from '../../src/cli/conformance/trace/trace-file.ts'

/** Recordings that must agree in all that is compared; those of kinds outside this edition are not among them. */
const AGREEING = [
  'pod-create',
  'pod-delete-graceful',
  'deployment-create',
  'deployment-scale',
  'deployment-rollout-undo',
  'deployment-recreate',
  'deployment-slow-rollout',
  'delete-cascade-background',
  'delete-cascade-foreground',
  'service-endpoints',
  'crashloop',
  'image-pull-backoff',
  'init-containers',
  'node-failure',
  'taints-tolerations',
  'scheduling-messages',
  'pod-create-api',
  'pod-unschedulable-cpu',
  'pod-missing-config',
  'probe-liveness',
  'deployment-pause-resume',
  'deployment-selector-revision',
  'deployment-progress-deadline',
  'gc-owner-references',
  'finalizers',
  'watch-semantics',
  'namespace-delete',
  'api-errors',
  'validation-errors',
]

describe('recordings of a real control plane', () => {
  test.each(AGREEING)('%s', (name) => {
    // given
    const path = new URL(`traces/${name}.json.gz`, import.meta.url).pathname
    const trace = readGoldenFile(path) as unknown as TraceFile

    // when
    const replayed = replay(trace)
    const story = trace.cases === undefined ? compareReplay(trace, replayed) : []
    const checks = [...story, ...compareRequests(trace, replayed)]

    // then
    expect(checks.length).toBeGreaterThan(0)
    const differing = checks.filter(({ differences }) => differences.length > 0)
    const shown = differing.map(({ name: check, differences }) =>
      [check, ...differences.slice(0, 10)].join('\n  '),
    )
    expect(shown).toEqual([])
  })
})
