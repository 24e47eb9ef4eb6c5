import type { LabelSelector, LabelSelectorRequirement } from '../../protocol/objects/meta.ts'
import {
  invalid,
  type LabelOperator,
  type LabelQuery,
  type LabelRequirement,
  quoted,
  requirementError,
  type SelectorError,
  sortedByKey,
} from './label-requirement.ts'
import { qualifiedNameErrors } from './label-syntax.ts'

/**
 * Reading label selectors as users write them (`kubectl get -l`). Rules and error texts:
 * `apimachinery/pkg/labels`, v0.36.
 */

const TOKEN = /[ \t\r\n]*(==|!=|[=!(),<>]|[^ \t\r\n=!(),<>]+)/gy
const SYMBOLS: ReadonlySet<string> = new Set(['==', '!=', '=', '!', '(', ')', ',', '<', '>'])
/** The end of the text, seen as a token. */
const END = ''

const BINARY_OPERATORS: ReadonlyMap<string, LabelOperator> = new Map([
  ['in', 'in'],
  ['notin', 'notin'],
  ['=', '='],
  ['==', '=='],
  ['!=', '!='],
  ['>', 'gt'],
  ['<', 'lt'],
])

const SELECTOR_OPERATORS: ReadonlyMap<LabelOperator, string> = new Map([
  ['in', 'In'],
  ['notin', 'NotIn'],
  ['exists', 'Exists'],
  ['!', 'DoesNotExist'],
])

/** Reads a label selector, or says in Kubernetes' words what is wrong with it. */
export function parseLabelSelector(text: string): LabelQuery | SelectorError {
  const tokens = new Tokens(text)
  const requirements: LabelRequirement[] = []
  if (tokens.peek() === END) return { requirements }
  if (!startsRequirement(tokens.peek())) {
    return { error: `found '${tokens.peek()}', expected: !, identifier, or 'end of string'` }
  }
  while (true) {
    const requirement = parseRequirement(tokens)
    if ('error' in requirement) {
      return { error: `unable to parse requirement: ${requirement.error}` }
    }
    requirements.push(requirement)
    const separator = tokens.take()
    if (separator === END) return { requirements: sortedByKey(requirements) }
    if (separator !== ',') {
      return { error: `found '${separator}', expected: ',' or 'end of string'` }
    }
    if (!startsRequirement(tokens.peek())) {
      return { error: `found '${tokens.peek()}', expected: identifier after ','` }
    }
  }
}

/**
 * Reads a selector's text into the form that objects hold. Upstream:
 * `meta/v1.ParseToLabelSelector`.
 */
export function parseToLabelSelector(text: string): LabelSelector | SelectorError {
  const query = parseLabelSelector(text)
  if ('error' in query) {
    return { error: `couldn't parse the selector string "${text}": ${query.error}` }
  }
  const matchLabels: { [key: string]: string } = {}
  const matchExpressions: LabelSelectorRequirement[] = []
  for (const { key, operator, values } of query.requirements) {
    if (operator === '=' || operator === '==') {
      matchLabels[key] = values[0] ?? ''
      continue
    }
    if (operator === 'gt' || operator === 'lt') {
      return { error: `"${operator}" isn't supported in label selectors` }
    }
    const name = SELECTOR_OPERATORS.get(operator)
    if (name === undefined) return { error: `"${operator}" is not a valid label selector operator` }
    matchExpressions.push(
      values.length > 0 ? { key, operator: name, values } : { key, operator: name },
    )
  }
  return {
    ...(Object.keys(matchLabels).length > 0 && { matchLabels }),
    ...(matchExpressions.length > 0 && { matchExpressions }),
  }
}

/**
 * The words and symbols of a selector, read from the left. `in` and `notin` are words like others
 * but as operators.
 */
class Tokens {
  readonly #tokens: readonly string[]
  #position = 0

  constructor(text: string) {
    this.#tokens = tokenize(text)
  }

  peek(): string {
    return this.#tokens[this.#position] ?? END
  }

  take(): string {
    const token = this.peek()
    this.#position++
    return token
  }
}

function tokenize(text: string): string[] {
  return Array.from(text.matchAll(TOKEN), (match) => match[1] ?? '')
}

function isWord(token: string): boolean {
  return token !== END && !SYMBOLS.has(token)
}

function startsRequirement(token: string): boolean {
  return isWord(token) || token === '!'
}

function parseRequirement(tokens: Tokens): LabelRequirement | SelectorError {
  const isNegated = tokens.peek() === '!'
  if (isNegated) tokens.take()
  const key = tokens.take()
  if (!isWord(key)) return { error: `found '${key}', expected: identifier` }
  const keyErrors = qualifiedNameErrors(key)
  // The parser has no field to name, and upstream prints that so.
  if (keyErrors.length > 0) return { error: invalid('<nil>', quoted(key), keyErrors.join('; ')) }
  if (isNegated) return { key, operator: '!', values: [] }
  if (tokens.peek() === END || tokens.peek() === ',') return { key, operator: 'exists', values: [] }

  const symbol = tokens.take()
  const operator = BINARY_OPERATORS.get(symbol)
  if (operator === undefined) {
    return { error: `found '${symbol}', expected: in, notin, =, ==, !=, gt, lt` }
  }
  const isSet = operator === 'in' || operator === 'notin'
  const values = isSet ? parseValues(tokens) : parseExactValue(tokens)
  if ('error' in values) return values
  const requirement = { key, operator, values: [...new Set(values)].toSorted() }
  const error = requirementError(requirement)
  return error === undefined ? requirement : { error }
}

function parseExactValue(tokens: Tokens): string[] | SelectorError {
  if (tokens.peek() === END || tokens.peek() === ',') return ['']
  const value = tokens.take()
  return isWord(value) ? [value] : { error: `found '${value}', expected: identifier` }
}

/** `(a,b)`, where a place without a word is the empty text. */
function parseValues(tokens: Tokens): string[] | SelectorError {
  const opening = tokens.take()
  if (opening !== '(') return { error: `found '${opening}' expected: '('` }
  const first = tokens.peek()
  if (first === ')') {
    tokens.take()
    return ['']
  }
  if (!isWord(first) && first !== ',') {
    return { error: `found '${first}', expected: ',', ')' or identifier` }
  }
  const values: string[] = []
  while (true) {
    const token = tokens.take()
    if (isWord(token)) {
      values.push(token)
      const next = tokens.peek()
      if (next === ')') break
      if (next !== ',') return { error: `found '${next}', expected: ',' or ')'` }
    } else if (token === ',') {
      if (values.length === 0) values.push('')
      if (tokens.peek() === ')') {
        values.push('')
        break
      }
      if (tokens.peek() === ',') {
        tokens.take()
        values.push('')
      }
    } else {
      return { error: `found '${token}', expected: ',', or identifier` }
    }
  }
  tokens.take()
  return values
}
