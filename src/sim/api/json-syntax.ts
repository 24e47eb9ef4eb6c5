/**
 * Why a text is no JSON, in the words of Go's `encoding/json`, which users of Kubernetes know.
 * Undefined when the text is JSON.
 */
export function jsonSyntaxError(text: string): string | undefined {
  const reader: Reader = { text, at: 0 }
  const error = readValue(reader, 'looking for beginning of value')
  if (error !== undefined) return error
  skipSpace(reader)
  return reader.at < text.length ? unexpected(reader, 'after top-level value') : undefined
}

interface Reader {
  readonly text: string
  at: number
}

function readValue(reader: Reader, expectation: string): string | undefined {
  skipSpace(reader)
  const character = reader.text[reader.at]
  if (character === '{') return readObject(reader)
  if (character === '[') return readArray(reader)
  if (character === '"') return readString(reader)
  const literal = LITERALS.find(([first]) => first === character)
  if (literal) return readLiteral(reader, literal)
  const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/.exec(reader.text.slice(reader.at))
  if (!number) return unexpected(reader, expectation)
  reader.at += number[0].length
  return undefined
}

const LITERALS = ['true', 'false', 'null'].map((word) => [...word])

function readLiteral(reader: Reader, letters: readonly string[]): string | undefined {
  for (const letter of letters) {
    if (reader.text[reader.at] !== letter) {
      return unexpected(reader, `in literal ${letters.join('')} (expecting ${quoted(letter)})`)
    }
    reader.at++
  }
  return undefined
}

function readString(reader: Reader): string | undefined {
  for (reader.at++; reader.at < reader.text.length; reader.at++) {
    const character = reader.text[reader.at] ?? ''
    if (character === '"') {
      reader.at++
      return undefined
    }
    if (character < ' ') return unexpected(reader, 'in string literal')
    if (character !== '\\') continue
    reader.at++
    if (!/["\\/bfnrtu]/.test(reader.text[reader.at] ?? '"'))
      return unexpected(reader, 'in string escape code')
  }
  return unexpected(reader, '')
}

function readObject(reader: Reader): string | undefined {
  reader.at++
  if (isNext(reader, '}')) return undefined
  for (;;) {
    skipSpace(reader)
    if (reader.text[reader.at] !== '"')
      return unexpected(reader, 'looking for beginning of object key string')
    const error =
      readString(reader) ??
      (isNext(reader, ':') ? undefined : unexpected(reader, 'after object key')) ??
      readValue(reader, 'looking for beginning of value')
    if (error !== undefined) return error
    if (isNext(reader, '}')) return undefined
    if (!isNext(reader, ',')) return unexpected(reader, 'after object key:value pair')
  }
}

function readArray(reader: Reader): string | undefined {
  reader.at++
  if (isNext(reader, ']')) return undefined
  for (;;) {
    const error = readValue(reader, 'looking for beginning of value')
    if (error !== undefined) return error
    if (isNext(reader, ']')) return undefined
    if (!isNext(reader, ',')) return unexpected(reader, 'after array element')
  }
}

function isNext(reader: Reader, character: string): boolean {
  skipSpace(reader)
  if (reader.text[reader.at] !== character) return false
  reader.at++
  return true
}

function skipSpace(reader: Reader): void {
  while (/[ \t\r\n]/.test(reader.text[reader.at] ?? '')) reader.at++
}

function unexpected({ text, at }: Reader, where: string): string {
  const character = text[at]
  if (character === undefined) return 'unexpected end of JSON input'
  return `invalid character ${quoted(character)} ${where}`
}

/** A character as Go quotes it. */
function quoted(character: string): string {
  if (character === "'") return `'\\''`
  const code = character.codePointAt(0) ?? 0
  const isPlain = code >= 0x20 && code !== 0x7f && !(code >= 0x80 && code < 0xa1)
  if (isPlain) return `'${character}'`
  return code < 0x80
    ? `'\\x${code.toString(16).padStart(2, '0')}'`
    : `'\\u${code.toString(16).padStart(4, '0')}'`
}
