import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readGoldenFile } from '../../src/cli/conformance/golden-file.ts'
import { runSuite } from '../../src/cli/conformance/run-suite.ts'
import type { GoldenSuite } from '../../src/cli/conformance/suite-adapter.ts'
import { suiteAdapters } from '../../src/cli/conformance/suites/index.ts'

/** Failed cases shown when a suite fails; run `npm run cli -- conformance FILE` for all of them. */
const SHOWN_MAX = 5

describe('golden suites', () => {
  it.each(suiteAdapters.map((adapter) => [adapter.suite, adapter] as const))(
    '%s answers as Kubernetes does',
    (suite, adapter) => {
      // given
      const path = new URL(`suites/${suite}.json.gz`, import.meta.url).pathname
      expect(existsSync(path), `${suite} has no golden file`).toBe(true)
      const file = readGoldenFile(path) as unknown as GoldenSuite

      // when
      const report = runSuite(adapter, file)

      // then
      const shown = report.failed.slice(0, SHOWN_MAX).map(({ name, detail }) => `${name}\n${detail}`)
      expect(report.failed.length, shown.join('\n\n')).toBe(0)
      expect(report.passed).toBeGreaterThan(0)
    },
  )

  it('registers no suite twice', () => {
    const names = suiteAdapters.map((adapter) => adapter.suite)
    expect(new Set(names).size).toBe(names.length)
  })
})
