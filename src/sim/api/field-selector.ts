import type { StringMap } from '../../protocol/objects/meta.ts'
import type { SelectorError } from './label-requirement.ts'

/**
 * Field selectors (`kubectl get --field-selector spec.nodeName=n1`). Rules and error texts:
 * `apimachinery/pkg/fields`, v0.36.
 */

interface FieldRequirement {
  readonly field: string
  readonly operator: '=' | '!='
  readonly value: string
}

/** All of these, in order of fields. */
export type FieldQuery = readonly FieldRequirement[]

/** `==` must be tried before `=`, which it begins with. */
const OPERATORS = ['!=', '==', '='] as const

/** Reads a field selector, or says in Kubernetes' words what is wrong with it. */
export function parseFieldSelector(text: string): FieldQuery | SelectorError {
  const requirements: FieldRequirement[] = []
  // Terms are put in order as they were written, so `a==x` comes before `a=b`.
  for (const part of splitTerms(text).toSorted()) {
    if (part === '') continue
    const term = splitTerm(part)
    if (term === undefined)
      return { error: `invalid selector: '${text}'; can't understand '${part}'` }
    const value = unescapeFieldValue(term.value)
    if (typeof value !== 'string') return value
    // A bare operator asks for no field and no value, which upstream drops.
    if (term.field === '' && value === '') continue
    requirements.push({ ...term, value })
  }
  return requirements
}

/**
 * Whether an object's selectable fields are selected; a field that is not there counts as empty.
 */
export function matchesFields(query: FieldQuery, fields: StringMap): boolean {
  for (const { field, operator, value } of query) {
    const isEqual = (fields[field] ?? '') === value
    if (isEqual !== (operator === '=')) return false
  }
  return true
}

/** The text of a query. */
export function formatFieldQuery(query: FieldQuery): string {
  return query
    .map(({ field, operator, value }) => field + operator + escapeFieldValue(value))
    .join(',')
}

/** Writes a value so that it can stand in a selector. */
export function escapeFieldValue(value: string): string {
  return value.replace(/[\\,=]/g, '\\$&')
}

/** Reads an escaped value. */
export function unescapeFieldValue(text: string): string | SelectorError {
  let value = ''
  let isEscaped = false
  for (const character of text) {
    const isSpecial = character === '\\' || character === ',' || character === '='
    if (isEscaped) {
      if (!isSpecial)
        return { error: `invalid field selector: invalid escape sequence: \\${character}` }
      value += character
      isEscaped = false
    } else if (character === '\\') {
      isEscaped = true
    } else if (isSpecial) {
      const code = character.charCodeAt(0)
      return { error: `invalid field selector: unescaped character in value: ${code}` }
    } else {
      value += character
    }
  }
  if (isEscaped) return { error: 'invalid field selector: invalid escape sequence: \\' }
  return value
}

/** Splits at commas that are not escaped. */
function splitTerms(text: string): string[] {
  const terms: string[] = []
  let start = 0
  for (let index = 0; index < text.length; index++) {
    if (text[index] === '\\') index++
    else if (text[index] === ',') {
      terms.push(text.slice(start, index))
      start = index + 1
    }
  }
  return [...terms, text.slice(start)]
}

/** Splits a term at its first operator; nothing is escaped left of it. */
function splitTerm(term: string): FieldRequirement | undefined {
  for (let index = 0; index < term.length; index++) {
    const operator = OPERATORS.find((candidate) => term.startsWith(candidate, index))
    if (operator === undefined) continue
    return {
      field: term.slice(0, index),
      operator: operator === '!=' ? '!=' : '=',
      value: term.slice(index + operator.length),
    }
  }
  return undefined
}
