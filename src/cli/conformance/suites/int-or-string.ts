import type { IntOrString, JsonObject } from '../../../protocol/objects/meta.ts'
import { parseIntOrString, scaledIntOrPercent } from '../../../sim/api/int-or-string.ts'
import { compareAnswers } from '../compare-answers.ts'
import type { SuiteAdapter } from '../suite-adapter.ts'

/** Percentages and numbers. */
export const intOrStringSuite: SuiteAdapter = {
  suite: 'intstr',
  run(input) {
    if (input.op === 'Parse') return { json: parseIntOrString(String(input.s)) }
    const rounding = input.roundUp === true ? 'up' : 'down'
    const value = input.intOrPercent as IntOrString | null
    const scaled = scaledIntOrPercent(value, Number(input.total), rounding)
    return typeof scaled === 'number' ? { value: scaled } : { value: 0, error: scaled.error }
  },
  // The legacy answers are those of a deprecated function, and `string` and `intValue` repeat
  // `json` in Go's types.
  compare(got, want) {
    const { legacyValue, legacyError, string, intValue, ...current } = want as JsonObject
    return compareAnswers(got, current)
  },
}
