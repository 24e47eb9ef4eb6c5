/**
 * Reading JSONPath templates, `{range .items[*]}{.metadata.name}{"\n"}{end}`. Rules:
 * `client-go/util/jsonpath`, v0.36.
 */

/** A bound of `[from:to:step]`. */
export interface SliceBound {
  readonly value: number
  readonly isKnown: boolean
  /** The end of a bare index: one after it. */
  readonly isDerived?: boolean
}

export type PathNode =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'field'; readonly name: string }
  | { readonly type: 'wildcard' }
  | { readonly type: 'recursive' }
  | { readonly type: 'literal'; readonly value: number | boolean }
  | { readonly type: 'identifier'; readonly name: string }
  | { readonly type: 'slice'; readonly bounds: readonly [SliceBound, SliceBound, SliceBound] }
  | { readonly type: 'union'; readonly paths: readonly Path[] }
  | {
      readonly type: 'filter'
      readonly left: Path
      readonly operator: string
      readonly right: Path
    }

/** What stands between a pair of braces. */
export type Path = readonly PathNode[]

/** A template: texts and paths, in order. */
export type PathTemplate = readonly (string | Path)[]

/** Why a template cannot be read, or a path not be followed, in kubectl's words. */
export class PathError extends Error {}

const ALPHANUMERIC = /[\p{L}\p{Nd}_]/u
const FIELD = /(?:\\.|[^\s.,[\]$@{}\\])*/suy
const IDENTIFIER = /[\p{L}\p{Nd}_]+/uy
const NUMBER = /[+-]?[0-9.]*/y
const DICT_KEY = /^'([^']*)'$/
const SLICE = /^(-?[0-9]*)(:-?[0-9]*)?(:-?[0-9]*)?$/
const COMPARISON = /^([^!<>=]+)([!<>=]+)(.+?)$/

/** Reads a template. Throws a PathError. */
export function parseTemplate(template: string): PathTemplate {
  const parts: (string | Path)[] = []
  let position = 0
  while (position < template.length) {
    const open = template.indexOf('{', position)
    const text = template.slice(position, open < 0 ? undefined : open)
    if (text !== '') parts.push(text)
    if (open < 0) break
    const parser = new ActionParser(template, open + 1)
    parts.push(parser.parse())
    position = parser.position
  }
  return parts
}

/** Reads from after an opening brace to the brace that closes it. */
class ActionParser {
  position: number
  readonly #input: string
  readonly #nodes: PathNode[] = []

  constructor(input: string, position: number) {
    this.#input = input
    this.position = position
  }

  parse(): Path {
    while (true) {
      const input = this.#input
      const character = input[this.position]
      if (character === '}') {
        this.position++
        return this.#nodes
      }
      if (input.startsWith('[?(', this.position)) this.#parseFilter()
      else if (input.startsWith('..', this.position)) this.#parseRecursive()
      else if (character === undefined || character === '\n' || character === '\r') {
        throw new PathError('unclosed action')
      } else this.#parseNode(character)
    }
  }

  #parseNode(character: string): void {
    switch (character) {
      case ' ':
      case '@':
      case '$':
        this.position++
        return
      case '[':
        this.#parseArray()
        return
      case '"':
      case "'":
        this.#parseQuote(character)
        return
      case '.':
        this.position++
        this.#parseField()
        return
      default:
        if (/[+\-0-9]/.test(character)) this.#parseNumber()
        else if (ALPHANUMERIC.test(character)) this.#parseIdentifier()
        else throw new PathError(`unrecognized character in action: ${codePoint(character)}`)
    }
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.position
    const text = pattern.exec(this.#input)?.[0] ?? ''
    this.position += text.length
    return text
  }

  #parseField(): void {
    const name = this.#take(FIELD)
    if (name === '*') this.#nodes.push({ type: 'wildcard' })
    else this.#nodes.push({ type: 'field', name: name.replaceAll('\\', '') })
  }

  #parseRecursive(): void {
    if (this.#nodes.at(-1)?.type === 'recursive') {
      throw new PathError('invalid multiple recursive descent')
    }
    this.position += 2
    this.#nodes.push({ type: 'recursive' })
    if (ALPHANUMERIC.test(this.#input[this.position] ?? '')) this.#parseField()
  }

  #parseIdentifier(): void {
    const name = this.#take(IDENTIFIER)
    if (name === 'true' || name === 'false') {
      this.#nodes.push({ type: 'literal', value: name === 'true' })
    } else {
      this.#nodes.push({ type: 'identifier', name })
    }
  }

  #parseNumber(): void {
    const text = this.#take(NUMBER)
    const value = Number(text)
    if (text === '' || Number.isNaN(value)) throw new PathError(`cannot parse number ${text}`)
    this.#nodes.push({ type: 'literal', value })
  }

  #parseQuote(quote: string): void {
    const start = this.position
    for (let index = start + 1; index < this.#input.length; index++) {
      const character = this.#input[index]
      if (character === '\n') break
      if (character === '\\') index++
      else if (character === quote) {
        this.position = index + 1
        this.#nodes.push({ type: 'text', text: unquoted(this.#input.slice(start + 1, index)) })
        return
      }
    }
    throw new PathError('unterminated quoted string')
  }

  #parseArray(): void {
    const end = this.#input.indexOf(']', this.position)
    const line = this.#input.indexOf('\n', this.position)
    if (end < 0 || (line >= 0 && line < end)) throw new PathError('unterminated array')
    const text = this.#input.slice(this.position + 1, end)
    this.position = end + 1
    this.#nodes.push(...arrayNodes(text === '*' ? ':' : text))
  }

  /** Quotes hide the bracket that would end the filter. */
  #parseFilter(): void {
    const start = this.position + '[?('.length
    let quote: string | undefined
    for (let index = start; index < this.#input.length; index++) {
      const character = this.#input[index]
      if (character === '\n') break
      if (quote !== undefined) {
        if (character === quote && this.#input[index - 1] !== '\\') quote = undefined
      } else if (character === '"' || character === "'") {
        quote = character
      } else if (character === ')') {
        if (this.#input[index + 1] !== ']') throw new PathError('unclosed array expect ]')
        this.position = index + 2
        this.#nodes.push(filterNode(this.#input.slice(start, index)))
        return
      }
    }
    throw new PathError('unterminated filter')
  }
}

function parseAction(text: string): Path {
  return new ActionParser(`${text}}`, 0).parse()
}

function filterNode(text: string): PathNode {
  const comparison = COMPARISON.exec(text)
  if (comparison === null) {
    return { type: 'filter', left: parseAction(text), operator: 'exists', right: [] }
  }
  const [, left = '', operator = '', right = ''] = comparison
  return { type: 'filter', left: parseAction(left), operator, right: parseAction(right) }
}

function arrayNodes(text: string): Path {
  const items = text.split(',')
  if (items.length > 1) {
    return [{ type: 'union', paths: items.map((item) => arrayNodes(item.trim())) }]
  }
  const key = DICT_KEY.exec(text)?.[1]
  if (key !== undefined) return parseAction(`.${key}`)
  const slice = SLICE.exec(text)
  if (slice === null) throw new PathError(`invalid array index ${text}`)
  const [, from = '', to, step] = slice
  const start = bound(from)
  const bare = { value: start.value + 1, isKnown: true, isDerived: true }
  const end = to === undefined ? bare : bound(to.slice(1))
  return [{ type: 'slice', bounds: [start, end, bound(step?.slice(1) ?? '')] }]
}

function bound(text: string): SliceBound {
  if (text === '') return { value: 0, isKnown: false }
  const value = Number(text)
  if (Number.isNaN(value)) throw new PathError(`array index ${text} is not a number`)
  return { value, isKnown: true }
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['a', '\u0007'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
])

function unquoted(text: string): string {
  return text.replace(/\\u([0-9a-fA-F]{4})|\\(.)/gs, (_, hex?: string, letter?: string) =>
    hex === undefined
      ? (ESCAPES.get(letter ?? '') ?? letter ?? '')
      : String.fromCharCode(Number.parseInt(hex, 16)),
  )
}

/** `U+003D '='`, as Go prints a character with `%#U`. */
function codePoint(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase()
  return `U+${code.padStart(4, '0')} '${character}'`
}
