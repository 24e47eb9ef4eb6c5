import { compareAnswers } from './compare-answers.ts'
import type { GoldenCase, GoldenSuite, SuiteAdapter } from './suite-adapter.ts'

/** A case that did not pass, and why: a diff, a reason to skip it, or a reason to accept it. */
interface CaseReport {
  readonly name: string
  readonly detail: string
}

/** What became of a suite's cases. */
export interface SuiteReport {
  readonly suite: string
  readonly passed: number
  readonly failed: readonly CaseReport[]
  readonly skipped: readonly CaseReport[]
  /** Differs from the recording, and rightly so. */
  readonly accepted: readonly CaseReport[]
}

/** Puts every case of a golden file to our code through its adapter. */
export function runSuite(adapter: SuiteAdapter, file: GoldenSuite): SuiteReport {
  let passed = 0
  const failed: CaseReport[] = []
  const skipped: CaseReport[] = []
  const accepted: CaseReport[] = []
  for (const testCase of file.cases) {
    const name = testCase.name
    const skipReason = adapter.skip?.(testCase)
    if (skipReason !== undefined) {
      skipped.push({ name, detail: skipReason })
      continue
    }
    const answer = answerOf(adapter, testCase, file)
    if (answer.detail === undefined) {
      passed++
      continue
    }
    const acceptReason = answer.threw ? undefined : adapter.accept?.(testCase, answer.got)
    if (acceptReason === undefined) failed.push({ name, detail: answer.detail })
    else accepted.push({ name, detail: acceptReason })
  }
  return { suite: adapter.suite, passed, failed, skipped, accepted }
}

interface Answer {
  readonly got?: unknown
  readonly threw: boolean
  readonly detail: string | undefined
}

/** A throw is a failed case, not a failed run: the report must reach the other cases. */
function answerOf(adapter: SuiteAdapter, testCase: GoldenCase, file: GoldenSuite): Answer {
  try {
    const got = adapter.run(testCase.input, file.notes)
    const compare = adapter.compare ?? compareAnswers
    return { got, threw: false, detail: compare(got, testCase.want, testCase) }
  } catch (error) {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return { threw: true, detail: `threw ${detail}` }
  }
}
