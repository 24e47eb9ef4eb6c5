import { utf8Bytes } from './random-name.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Standard base64 of a text's UTF-8 bytes, as Secrets hold it. */
export function encodeBase64(text: string): string {
  const bytes = utf8Bytes(text)
  let result = ''
  for (let index = 0; index < bytes.length; index += 3) {
    const [a = 0, b, c] = bytes.slice(index, index + 3)
    const triple = (a << 16) | ((b ?? 0) << 8) | (c ?? 0)
    result += ALPHABET.charAt(triple >> 18) + ALPHABET.charAt((triple >> 12) & 63)
    result += b === undefined ? '=' : ALPHABET.charAt((triple >> 6) & 63)
    result += c === undefined ? '=' : ALPHABET.charAt(triple & 63)
  }
  return result
}

/**
 * Where base64 text goes wrong: the index of the first bad byte; undefined if it is right.
 * Line breaks are skipped, as Go's decoder does.
 */
export function base64ErrorAt(text: string): number | undefined {
  let count = 0
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index)
    if (character === '\n' || character === '\r') continue
    if (character === '=') return paddingErrorAt(text, index, count)
    if (!ALPHABET.includes(character)) return index
    count++
  }
  return count % 4 === 0 ? undefined : text.length - (count % 4)
}

function paddingErrorAt(text: string, start: number, count: number): number | undefined {
  const needed = count % 4 === 3 ? 1 : 2
  if (count % 4 < 2) return start
  let index = start
  for (let seen = 0; index < text.length; index++) {
    const character = text.charAt(index)
    if (character === '\n' || character === '\r') continue
    if (character !== '=' || seen === needed) return index
    seen++
    if (seen === needed && text.slice(index + 1).replace(/[\r\n]/g, '') === '') return undefined
  }
  return text.length
}

/** Number of bytes that a base64 text stands for. */
export function base64ByteLength(text: string): number {
  const characters = text.replace(/[\r\n=]/g, '').length
  return Math.floor((characters * 3) / 4)
}

/** The bytes that a base64 text stands for, one character each. */
export function base64Characters(base64: string): string {
  let text = ''
  let bits = 0
  let count = 0
  for (const character of base64) {
    const value = ALPHABET.indexOf(character)
    if (value < 0) continue
    bits = ((bits << 6) | value) & 0xffff
    count += 6
    if (count < 8) continue
    count -= 8
    text += String.fromCharCode((bits >> count) & 0xff)
  }
  return text
}
