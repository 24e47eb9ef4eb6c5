import type { JsonObject, StringMap } from '../../../protocol/objects/meta.ts'
import {
  escapeFieldValue,
  formatFieldQuery,
  matchesFields,
  parseFieldSelector,
  unescapeFieldValue,
} from '../../../sim/api/field-selector.ts'
import { compareAnswers } from '../compare-answers.ts'
import type { SuiteAdapter } from '../suite-adapter.ts'

interface Match {
  readonly fields: StringMap
}

/**
 * Parsing, printing and matching of field selectors. The fields to match are in the case's answer.
 */
export const fieldSelectorSuite: SuiteAdapter = {
  suite: 'fieldselector',
  run: (input) => input,
  compare: (_, want, { input }) => {
    const matches = (want.matches ?? []) as unknown as readonly Match[]
    return compareAnswers(answer(input, matches), want)
  },
}

function answer(input: JsonObject, matches: readonly Match[]): unknown {
  if (input.op === 'escape') {
    const value = String(input.value)
    const escaped = escapeFieldValue(value)
    // The recording unescapes the raw value, to see it refused.
    const unescaped = unescapeFieldValue(value)
    return typeof unescaped === 'string'
      ? { escaped, unescaped }
      : { escaped, unescaped: '', unescapeError: unescaped.error }
  }
  const query = parseFieldSelector(String(input.selector))
  if ('error' in query) return { error: query.error }
  return {
    string: formatFieldQuery(query),
    empty: query.length === 0,
    requirements: query,
    matches: matches.map(({ fields }) => ({ fields, match: matchesFields(query, fields) })),
  }
}
