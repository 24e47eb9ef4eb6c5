import type { JsonObject, LabelSelector, StringMap } from '../../../protocol/objects/meta.ts'
import type { LabelQuery } from '../../../sim/api/label-requirement.ts'
import {
  compileLabelQuery,
  formatLabelQuery,
  formatLabelSelector,
  labelQueryOf,
} from '../../../sim/api/label-selector.ts'
import { parseLabelSelector, parseToLabelSelector } from '../../../sim/api/label-selector-parse.ts'
import { compareAnswers } from '../compare-answers.ts'
import type { SuiteAdapter } from '../suite-adapter.ts'

interface Match {
  readonly labels: StringMap
}

/**
 * Parsing, printing and matching of label selectors. The labels to match are in the case's answer.
 */
export const labelSelectorSuite: SuiteAdapter = {
  suite: 'labelselector',
  run: (input) => input,
  compare: (_, want, { input }) => {
    const matches = (want.matches ?? []) as unknown as readonly Match[]
    return compareAnswers(answer(input, matches), want)
  },
}

function answer(input: JsonObject, matches: readonly Match[]): unknown {
  const text = String(input.selector)
  if (input.op === 'parse') {
    const query = parseLabelSelector(text)
    if ('error' in query) return { error: query.error }
    const parsed = { selectable: true, requirements: query.requirements }
    return { ...description(query, matches), parsed }
  }
  if (input.op === 'parseToLabelSelector') {
    const selector = parseToLabelSelector(text)
    return 'error' in selector ? { error: selector.error } : { labelSelector: selector }
  }
  const selector = input.labelSelector as unknown as LabelSelector | null
  const formatted = formatLabelSelector(selector)
  const query = labelQueryOf(selector)
  if ('error' in query) return { error: query.error, formatted }
  return { ...description(query, matches), formatted }
}

function description(query: LabelQuery, matches: readonly Match[]): object {
  const matcher = compileLabelQuery(query)
  return {
    string: formatLabelQuery(query),
    empty: query.isNothing !== true && query.requirements.length === 0,
    matches: matches.map(({ labels }) => ({ labels, match: matcher(labels) })),
  }
}
