import { labelValueErrors, qualifiedNameErrors } from './label-syntax.ts'

/** The single demands that a label selector is made of. Rules: `apimachinery/pkg/labels`, v0.36. */

/** The operators, as Kubernetes names them inside. */
export type LabelOperator = '=' | '==' | '!=' | 'in' | 'notin' | 'exists' | '!' | 'gt' | 'lt'

export interface LabelRequirement {
  readonly key: string
  readonly operator: LabelOperator
  readonly values: readonly string[]
}

/**
 * What a selector asks for, in order of keys: all of these, or nothing at all (a missing selector).
 */
export interface LabelQuery {
  readonly requirements: readonly LabelRequirement[]
  /** Matches no labels whatever: the meaning of a selector that is not there. */
  readonly isNothing?: true
}

/** Why a selector cannot be used, in Kubernetes' words. */
export interface SelectorError {
  readonly error: string
}

const INT64_MAX = 2n ** 63n - 1n

/** Requirements in order of keys, those of the same key as they were given. */
export function sortedByKey(requirements: readonly LabelRequirement[]): LabelRequirement[] {
  return requirements.toSorted((a, b) => (a.key === b.key ? 0 : a.key < b.key ? -1 : 1))
}

/** What is wrong with a requirement, if anything. Upstream: `labels.NewRequirement`. */
export function requirementError(requirement: LabelRequirement): string | undefined {
  const { key, operator, values } = requirement
  const errors: string[] = []
  const keyErrors = qualifiedNameErrors(key)
  if (keyErrors.length > 0) errors.push(invalid('key', quoted(key), keyErrors.join('; ')))

  const all = values.length === 0 ? 'null' : JSON.stringify(values)
  if (operator === 'in' || operator === 'notin') {
    if (values.length === 0) {
      errors.push(invalid('values', all, "for 'in', 'notin' operators, values set can't be empty"))
    }
  } else if (operator === 'exists' || operator === '!') {
    if (values.length > 0) {
      errors.push(invalid('values', all, 'values set must be empty for exists and does not exist'))
    }
  } else if (operator === 'gt' || operator === 'lt') {
    for (const [index, value] of values.entries()) {
      if (int64Of(value) !== undefined) continue
      const rule = "for 'Gt', 'Lt' operators, the value must be an integer"
      errors.push(invalid(`values[${index}]`, quoted(value), rule))
    }
  }
  for (const [index, value] of values.entries()) {
    const valueErrors = labelValueErrors(value)
    if (valueErrors.length === 0) continue
    errors.push(invalid(`values[${index}][${key}]`, quoted(value), valueErrors.join('; ')))
  }
  return aggregated(errors)
}

/** `path: Invalid value: value: detail`, as field errors are printed. */
export function invalid(path: string, value: string, detail: string): string {
  return `${path}: Invalid value: ${value}: ${detail}`
}

/** A text in double quotes, as Go prints it with `%q`. */
export function quoted(text: string): string {
  return JSON.stringify(text)
}

/** Several errors in one text. Upstream: `errors.NewAggregate`. */
function aggregated(errors: readonly string[]): string | undefined {
  const distinct = [...new Set(errors)]
  return distinct.length > 1 ? `[${distinct.join(', ')}]` : distinct[0]
}

/** A whole number as Go reads it, if it fits an int64. */
export function int64Of(text: string): bigint | undefined {
  if (!/^[+-]?[0-9]+$/.test(text)) return undefined
  const value = BigInt(text.replace(/^\+/, ''))
  return value > INT64_MAX || value < -INT64_MAX - 1n ? undefined : value
}
