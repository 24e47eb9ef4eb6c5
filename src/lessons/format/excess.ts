import { Lexer, Parser } from 'yaml'

/** Levels of lists and mappings in one another; a lesson has some thirty. */
const LEVELS_MAX = 150
/** Keys in all: parsing a mapping takes the square of its size. A long lesson has two thousand. */
const KEYS_MAX = 8_000
/** Aliases, anchors and tags. */
const MARKS_MAX = 100

/** The lexer's mark before a scalar: what follows is text, whatever it looks like. */
const SCALAR_MARK = '\u001f'

/**
 * What there is too much of in a YAML text, if anything. The library's parser calls itself for every level, and some of its work grows
 * with the square of the text: without this look 100 kB could end or hold up the page. Lexer and levels take linear time.
 */
export function excessOf(text: string): 'tooDeep' | 'tooManyKeys' | 'tooManyMarks' | undefined {
  const levels = new Parser()
  let former = ''
  let keys = 0
  let marks = 0
  for (const lexeme of new Lexer().lex(text)) {
    for (const _ of levels.next(lexeme));
    if (levels.stack.length > LEVELS_MAX) return 'tooDeep'
    if (lexeme === ':' && former !== SCALAR_MARK && ++keys > KEYS_MAX) return 'tooManyKeys'
    if (/^[*&!]/.test(lexeme) && former !== SCALAR_MARK && ++marks > MARKS_MAX)
      return 'tooManyMarks'
    former = lexeme
  }
  return undefined
}
