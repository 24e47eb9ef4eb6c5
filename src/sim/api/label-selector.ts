import type { LabelSelector, StringMap } from '../../protocol/objects/meta.ts'
import {
  int64Of,
  type LabelOperator,
  type LabelQuery,
  type LabelRequirement,
  quoted,
  requirementError,
  type SelectorError,
  sortedByKey,
} from './label-requirement.ts'
import { parseLabelSelector } from './label-selector-parse.ts'

/**
 * Label selectors: what they ask for, and whether labels answer it. The text form (`app=web,tier in
 * (a,b)`) is read by
 * `label-selector-parse.ts`. Rules: `apimachinery/pkg/labels` and `meta/v1/helpers.go`, v0.36.
 */

/** Says whether an object's labels are selected. Made once, asked for many objects. */
export type LabelMatcher = (labels: StringMap | undefined) => boolean

const NOTHING: LabelQuery = { requirements: [], isNothing: true }
const EVERYTHING: LabelQuery = { requirements: [] }

const OPERATORS: ReadonlyMap<string, LabelOperator> = new Map([
  ['In', 'in'],
  ['NotIn', 'notin'],
  ['Exists', 'exists'],
  ['DoesNotExist', '!'],
])

// Memo by object: selectors are immutable, and shared by all who read the same object.
const matcherBySelector = new WeakMap<LabelSelector, LabelMatcher>()

/** The matcher of an object's selector; nothing matches a missing one, everything an empty one. */
export function labelMatcher(selector: LabelSelector | undefined): LabelMatcher {
  if (selector === undefined) return matchNothing
  const known = matcherBySelector.get(selector)
  if (known !== undefined) return known
  const query = labelQueryOf(selector)
  // Validation lets no broken selector in; if one is met all the same, it selects nothing.
  const matcher = 'error' in query ? matchNothing : compileLabelQuery(query)
  matcherBySelector.set(selector, matcher)
  return matcher
}

/** Compiles a selector's text, as a request's `labelSelector` parameter holds it. */
export function compileLabelSelector(
  text: string,
): { readonly matches: LabelMatcher } | SelectorError {
  const query = parseLabelSelector(text)
  return 'error' in query ? query : { matches: compileLabelQuery(query) }
}

/**
 * Whether labels hold every pair of a plain map, as a Service's selector or a `nodeSelector` asks.
 */
export function hasAllLabels(labels: StringMap | undefined, wanted: StringMap): boolean {
  for (const key in wanted) {
    if (labels?.[key] !== wanted[key]) return false
  }
  return true
}

/** What a `LabelSelector` asks for. Upstream: `LabelSelectorAsSelector`. */
export function labelQueryOf(
  selector: LabelSelector | null | undefined,
): LabelQuery | SelectorError {
  if (selector === null || selector === undefined) return NOTHING
  const requirements: LabelRequirement[] = []
  for (const [key, value] of sortedEntries(selector.matchLabels)) {
    const requirement: LabelRequirement = { key, operator: '=', values: [value] }
    const error = requirementError(requirement)
    if (error !== undefined) return { error }
    requirements.push(requirement)
  }
  for (const expression of selector.matchExpressions ?? []) {
    const operator = OPERATORS.get(expression.operator)
    if (operator === undefined) {
      return { error: `${quoted(expression.operator)} is not a valid label selector operator` }
    }
    const requirement = { key: expression.key, operator, values: expression.values ?? [] }
    const error = requirementError(requirement)
    if (error !== undefined) return { error }
    requirements.push(requirement)
  }
  return requirements.length === 0 ? EVERYTHING : { requirements: sortedByKey(requirements) }
}

/** Makes the matcher of a query. */
export function compileLabelQuery(query: LabelQuery): LabelMatcher {
  if (query.isNothing) return matchNothing
  const [only, ...others] = query.requirements.map(compileRequirement)
  if (only === undefined) return matchEverything
  if (others.length === 0) return only
  const all = [only, ...others]
  return (labels) => {
    for (const matches of all) if (!matches(labels)) return false
    return true
  }
}

/** The text of a query, `app=web,tier in (a,b)`. */
export function formatLabelQuery(query: LabelQuery): string {
  return query.requirements.map(formatRequirement).join(',')
}

/** The text of a selector as tables show it. Upstream: `FormatLabelSelector`. */
export function formatLabelSelector(selector: LabelSelector | null | undefined): string {
  const query = labelQueryOf(selector)
  if ('error' in query) return '<error>'
  const text = formatLabelQuery(query)
  return text === '' ? '<none>' : text
}

function matchNothing(): boolean {
  return false
}

function matchEverything(): boolean {
  return true
}

function compileRequirement(requirement: LabelRequirement): LabelMatcher {
  const { key, operator, values } = requirement
  switch (operator) {
    case '=':
    case '==':
    case 'in': {
      const [value] = values
      if (values.length === 1) return (labels) => labels?.[key] === value
      const allowed = new Set(values)
      return (labels) => hasLabel(labels, key) && allowed.has(labels[key] ?? '')
    }
    case '!=':
    case 'notin': {
      const refused = new Set(values)
      return (labels) => !hasLabel(labels, key) || !refused.has(labels[key] ?? '')
    }
    case 'exists':
      return (labels) => hasLabel(labels, key)
    case '!':
      return (labels) => !hasLabel(labels, key)
    case 'gt':
    case 'lt': {
      const bound = int64Of(values[0] ?? '')
      return (labels) => {
        const value = hasLabel(labels, key) ? int64Of(labels[key] ?? '') : undefined
        if (value === undefined || bound === undefined) return false
        return operator === 'gt' ? value > bound : value < bound
      }
    }
  }
}

function hasLabel(labels: StringMap | undefined, key: string): labels is StringMap {
  return labels !== undefined && Object.hasOwn(labels, key)
}

function formatRequirement({ key, operator, values }: LabelRequirement): string {
  const list = values.toSorted().join(',')
  switch (operator) {
    case 'exists':
      return key
    case '!':
      return `!${key}`
    case 'in':
    case 'notin':
      return `${key} ${operator} (${list})`
    case 'gt':
      return `${key}>${list}`
    case 'lt':
      return `${key}<${list}`
    default:
      return `${key}${operator}${list}`
  }
}

function sortedEntries(labels: StringMap | undefined): [string, string][] {
  if (labels === undefined) return []
  return Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1))
}
