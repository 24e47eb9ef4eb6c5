/** A script as the small shell of the simulated containers reads it. */
export type Script = readonly Statement[]

export type Statement =
  | { readonly type: 'command'; readonly words: readonly string[] }
  | { readonly type: 'chain'; readonly first: Statement; readonly rest: readonly Link[] }
  | {
      readonly type: 'loop'
      readonly until: boolean
      readonly condition: Script
      readonly body: Script
    }
  | {
      readonly type: 'for'
      readonly variable: string
      readonly values: readonly string[]
      readonly body: Script
    }
  | {
      readonly type: 'if'
      readonly condition: Script
      readonly then: Script
      readonly otherwise: Script
    }
  | { readonly type: 'background'; readonly statement: Statement }

interface Link {
  readonly operator: '&&' | '||'
  readonly statement: Statement
}

interface Token {
  readonly text: string
  readonly isOperator: boolean
}

const OPERATORS = ['&&', '||', ';;', ';', '&', '|', '\n', '(', ')']

/** Parses what a POSIX shell would; what it does not understand becomes plain words. */
export function parseScript(source: string): Script {
  const reader = new Reader(tokens(source))
  return reader.script([])
}

/** Splits into words and operators; quotes are taken off, `$` stays for later. */
function tokens(source: string): readonly Token[] {
  const found: Token[] = []
  let word = ''
  let hasWord = false
  const endWord = () => {
    if (hasWord) found.push({ text: word, isOperator: false })
    word = ''
    hasWord = false
  }
  for (let i = 0; i < source.length; i++) {
    const char = source[i] ?? ''
    if (char === "'" || char === '"') {
      const end = source.indexOf(char, i + 1)
      const stop = end < 0 ? source.length : end
      word += source.slice(i + 1, stop)
      hasWord = true
      i = stop
      continue
    }
    if (source.startsWith('$(', i)) {
      const end = source.indexOf(')', i)
      const stop = end < 0 ? source.length : end
      word += source.slice(i, stop + 1)
      hasWord = true
      i = stop
      continue
    }
    if (char === '\\') {
      if (source[i + 1] !== '\n') {
        word += source[i + 1] ?? ''
        hasWord = true
      }
      i++
      continue
    }
    if (char === '#' && !hasWord) {
      const end = source.indexOf('\n', i)
      i = (end < 0 ? source.length : end) - 1
      continue
    }
    const isRedirect = word.endsWith('>') && char === '&'
    const operator = isRedirect ? undefined : OPERATORS.find((each) => source.startsWith(each, i))
    if (operator !== undefined) {
      endWord()
      found.push({ text: operator === '\n' ? ';' : operator, isOperator: true })
      i += operator.length - 1
    } else if (char === ' ' || char === '\t') endWord()
    else {
      word += char
      hasWord = true
    }
  }
  endWord()
  return found
}

/** Recursive descent over the tokens. */
class Reader {
  private readonly tokens: readonly Token[]
  private at = 0

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens
  }

  /** Statements up to one of the closing words (which is taken), or the end. */
  script(closing: readonly string[]): Script {
    const statements: Statement[] = []
    while (this.at < this.tokens.length) {
      if (this.skipSeparator()) continue
      const word = this.peekWord()
      if (word !== undefined && closing.includes(word)) return statements
      const statement = this.chain()
      if (!statement) {
        this.at++
        continue
      }
      const isBackground = this.peekOperator() === '&'
      statements.push(isBackground ? { type: 'background', statement } : statement)
    }
    return statements
  }

  private chain(): Statement | undefined {
    const first = this.pipeline()
    if (!first) return undefined
    const rest: Link[] = []
    for (;;) {
      const operator = this.peekOperator()
      if (operator !== '&&' && operator !== '||') break
      this.at++
      while (this.peekOperator() === ';') this.at++
      const statement = this.pipeline()
      if (!statement) break
      rest.push({ operator, statement })
    }
    return rest.length === 0 ? first : { type: 'chain', first, rest }
  }

  /** Simplified: of a pipeline only the last command counts. */
  private pipeline(): Statement | undefined {
    let statement = this.command()
    while (statement && this.peekOperator() === '|') {
      this.at++
      statement = this.command() ?? statement
    }
    return statement
  }

  private command(): Statement | undefined {
    switch (this.peekWord()) {
      case undefined:
        return undefined
      case 'while':
      case 'until': {
        const until = this.take() === 'until'
        const condition = this.block(['do'])
        return { type: 'loop', until, condition, body: this.block(['done']) }
      }
      case 'for': {
        this.take()
        const [variable = '', , ...values] = this.words()
        this.skipSeparator()
        if (this.peekWord() === 'do') this.take()
        return { type: 'for', variable, values, body: this.block(['done']) }
      }
      case 'if':
        this.take()
        return this.conditional()
      default:
        return { type: 'command', words: this.words() }
    }
  }

  private conditional(): Statement {
    const condition = this.block(['then'])
    const then = this.script(['else', 'elif', 'fi'])
    const closing = this.take()
    if (closing === 'elif') return { type: 'if', condition, then, otherwise: [this.conditional()] }
    const otherwise = closing === 'else' ? this.block(['fi']) : []
    return { type: 'if', condition, then, otherwise }
  }

  private block(closing: readonly string[]): Script {
    const script = this.script(closing)
    this.take()
    return script
  }

  private words(): readonly string[] {
    const words: string[] = []
    for (let word = this.peekWord(); word !== undefined; word = this.peekWord()) {
      words.push(word)
      this.at++
    }
    return words
  }

  private take(): string | undefined {
    return this.tokens[this.at++]?.text
  }

  private peekWord(): string | undefined {
    const token = this.tokens[this.at]
    return token && !token.isOperator ? token.text : undefined
  }

  private peekOperator(): string | undefined {
    const token = this.tokens[this.at]
    return token?.isOperator ? token.text : undefined
  }

  private skipSeparator(): boolean {
    const operator = this.peekOperator()
    if (operator === undefined) return false
    this.at++
    return true
  }
}
