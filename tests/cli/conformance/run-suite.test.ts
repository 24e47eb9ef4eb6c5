import { describe, expect, it } from 'vitest'
import { compareAnswers } from '../../../src/cli/conformance/compare-answers.ts'
import { runSuite } from '../../../src/cli/conformance/run-suite.ts'
import type { SuiteAdapter } from '../../../src/cli/conformance/suite-adapter.ts'

describe('answers', () => {
  it('are the same when missing on one side and empty on the other', () => {
    expect(compareAnswers({ a: 1, b: [] }, { a: 1, c: {}, d: null })).toBeUndefined()
  })

  it('differ in what else they say, field by field', () => {
    expect(compareAnswers({ a: { b: [1, 3] } }, { a: { b: [1, 2] } })).toBe(
      '- a.b.1: 2\n+ a.b.1: 3',
    )
    expect(compareAnswers({ ok: false }, {})).toBeDefined()
    expect(compareAnswers({ items: [{}] }, { items: [] })).toBeDefined()
  })
})

describe('a suite', () => {
  it('reports each case as passed, failed, skipped or accepted', () => {
    // given
    const adapter: SuiteAdapter = {
      suite: 'double',
      run({ n }) {
        if (n === 4) throw new Error('four')
        return { n: Number(n) * 2 }
      },
      skip: ({ input }) => (input.n === 0 ? 'no zero' : undefined),
      accept: ({ input }) => (input.n === 3 ? 'three is odd' : undefined),
    }
    const cases = [0, 1, 2, 3, 4].map((n) => ({ name: `n-${n}`, input: { n }, want: { n: 2 } }))

    // when
    const report = runSuite(adapter, { suite: 'double', notes: null, cases })

    // then
    expect(report.passed).toBe(1)
    expect(report.skipped).toEqual([{ name: 'n-0', detail: 'no zero' }])
    expect(report.accepted).toEqual([{ name: 'n-3', detail: 'three is odd' }])
    expect(report.failed.map(({ name }) => name)).toEqual(['n-2', 'n-4'])
    expect(report.failed[1]?.detail).toContain('four')
  })
})
