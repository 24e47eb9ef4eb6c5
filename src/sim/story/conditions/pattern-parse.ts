/** What a regular expression is made of, for matching in linear time (`pattern.ts`). */
export type PatternNode =
  | { readonly type: 'character'; readonly matches: (code: number) => boolean }
  | { readonly type: 'boundary'; readonly at: Boundary }
  | { readonly type: 'sequence' | 'choice'; readonly parts: readonly PatternNode[] }
  | {
      readonly type: 'repeat'
      readonly part: PatternNode
      readonly min: number
      /** Infinity: as often as there is more. */
      readonly max: number
    }

export type Boundary = 'start' | 'end' | 'word' | 'no-word'

/** What is wrong with a pattern; for its author. */
export class PatternError extends Error {}

const REPEAT_MAX = 100
const GROUPS_DEEP_MAX = 20
const SPECIAL = '\\^$.|?*+()[]{}'

/** Reads a pattern: JavaScript's syntax, without backreferences, lookaround and flags. Throws a PatternError. */
export function parsePattern(source: string): PatternNode {
  const parser = new Parser(source)
  const node = parser.choice(0)
  if (parser.next !== undefined) throw new PatternError(`there is a ")" too many`)
  return node
}

class Parser {
  private readonly source: string
  private at = 0

  constructor(source: string) {
    this.source = source
  }

  get next(): string | undefined {
    return this.source[this.at]
  }

  choice(depth: number): PatternNode {
    if (depth > GROUPS_DEEP_MAX) throw new PatternError('groups are nested too deeply')
    const parts = [this.sequence(depth)]
    while (this.take('|')) parts.push(this.sequence(depth))
    const [only] = parts
    return parts.length === 1 && only ? only : { type: 'choice', parts }
  }

  private sequence(depth: number): PatternNode {
    const parts: PatternNode[] = []
    while (this.next !== undefined && this.next !== '|' && this.next !== ')')
      parts.push(this.repeated(this.atom(depth)))
    return { type: 'sequence', parts }
  }

  private repeated(part: PatternNode): PatternNode {
    const bounds = this.bounds()
    if (!bounds) return part
    // Lazy or greedy: whether there is a match does not depend on it.
    this.take('?')
    if (this.bounds()) throw new PatternError('a repetition can not be repeated: use a group')
    return { type: 'repeat', part, ...bounds }
  }

  private bounds(): { readonly min: number; readonly max: number } | undefined {
    if (this.take('*')) return { min: 0, max: Number.POSITIVE_INFINITY }
    if (this.take('+')) return { min: 1, max: Number.POSITIVE_INFINITY }
    if (this.take('?')) return { min: 0, max: 1 }
    const counted = /^\{(\d+)(?:(,)(\d*))?\}/.exec(this.source.slice(this.at))
    if (!counted) return undefined
    this.at += counted[0].length
    const min = Number(counted[1])
    const open = counted[3] === '' ? Number.POSITIVE_INFINITY : Number(counted[3])
    const max = counted[2] === undefined ? min : open
    if (min > REPEAT_MAX || (max > REPEAT_MAX && Number.isFinite(max)) || max < min)
      throw new PatternError(`${counted[0]} must count up, to ${REPEAT_MAX} at most`)
    return { min, max }
  }

  private atom(depth: number): PatternNode {
    const character = this.source[this.at++] ?? ''
    switch (character) {
      case '(':
        return this.group(depth)
      case '[':
        return { type: 'character', matches: this.characterClass() }
      case '.':
        return { type: 'character', matches: (code) => code !== 10 && code !== 13 }
      case '^':
        return { type: 'boundary', at: 'start' }
      case '$':
        return { type: 'boundary', at: 'end' }
      case '\\':
        return this.escape()
      case '*':
      case '+':
      case '?':
        throw new PatternError(`there is nothing before "${character}" to repeat`)
      default:
        return literal(character)
    }
  }

  private group(depth: number): PatternNode {
    if (this.take('?') && !this.take(':'))
      throw new PatternError('"(?" is only known as "(?:": no lookaround, no names, no flags')
    const node = this.choice(depth + 1)
    if (!this.take(')')) throw new PatternError('a "(" is not closed')
    return node
  }

  private escape(): PatternNode {
    const character = this.source[this.at++]
    if (character === undefined) throw new PatternError('there is nothing after "\\"')
    if (character === 'b') return { type: 'boundary', at: 'word' }
    if (character === 'B') return { type: 'boundary', at: 'no-word' }
    return { type: 'character', matches: escaped(character) }
  }

  private characterClass(): (code: number) => boolean {
    const isNegated = this.take('^')
    const tests: ((code: number) => boolean)[] = []
    while (this.next !== ']') {
      const first = this.classMember()
      if (this.next === '-' && this.source[this.at + 1] !== ']') {
        this.at++
        const last = this.classMember()
        if (first.code === undefined || last.code === undefined || last.code < first.code)
          throw new PatternError('a range in "[...]" goes from one character up to another')
        const [low, high] = [first.code, last.code]
        tests.push((code) => code >= low && code <= high)
      } else tests.push(first.matches)
    }
    this.at++
    return (code) => tests.some((test) => test(code)) !== isNegated
  }

  private classMember(): { readonly code?: number; readonly matches: (code: number) => boolean } {
    const character = this.source[this.at++]
    if (character === undefined) throw new PatternError('a "[" is not closed')
    if (character !== '\\') return exactly(character)
    const name = this.source[this.at++] ?? ''
    return SPECIAL.includes(name) || name === '-' || name === '/'
      ? exactly(name)
      : { matches: escaped(name) }
  }

  private take(character: string): boolean {
    if (this.next !== character) return false
    this.at++
    return true
  }
}

function literal(character: string): PatternNode {
  return { type: 'character', matches: exactly(character).matches }
}

function exactly(character: string) {
  const own = character.charCodeAt(0)
  return { code: own, matches: (code: number) => code === own }
}

function escaped(character: string): (code: number) => boolean {
  switch (character) {
    case 'd':
      return isDigit
    case 'D':
      return (code) => !isDigit(code)
    case 'w':
      return isWordCharacter
    case 'W':
      return (code) => !isWordCharacter(code)
    case 's':
      return isSpace
    case 'S':
      return (code) => !isSpace(code)
    case 'n':
      return (code) => code === 10
    case 't':
      return (code) => code === 9
    default:
      if (/[A-Za-z0-9]/.test(character))
        throw new PatternError(`"\\${character}" is not known: no backreferences, no code points`)
      return exactly(character).matches
  }
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

/** `\w`: letters of ASCII, digits, underscore. */
export function isWordCharacter(code: number): boolean {
  return isDigit(code) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code === 0xa0
}
