import type { Json, JsonObject } from '../../protocol/objects/meta.ts'

/** One recorded question and the real code's answer. */
export interface GoldenCase {
  readonly name: string
  readonly input: JsonObject
  readonly want: JsonObject
}

/** A file of golden cases, as `tests/golden/suites/*.json.gz` hold them. */
export interface GoldenSuite {
  readonly suite: string
  readonly notes: Json
  readonly cases: readonly GoldenCase[]
}

/**
 * How one golden suite is put to our code. Adding one: a file in `suites/`, and a line in its
 * index.
 */
export interface SuiteAdapter {
  /** The `suite` field of the file. */
  readonly suite: string
  /** Our answer to one case, in the form of the case's `want`. */
  run(input: JsonObject, notes: Json): unknown
  /** The reason why a case is outside this edition (a kind we do not have), if it is. */
  skip?(testCase: GoldenCase): string | undefined
  /**
   * The reason why a case that differs is right to differ (1.36 wins over a 1.20 recording), if it
   * is.
   */
  accept?(testCase: GoldenCase, got: unknown): string | undefined
  /** What differs, if anything. Without this, `compareAnswers` compares field by field. */
  compare?(got: unknown, want: JsonObject, testCase: GoldenCase): string | undefined
}
