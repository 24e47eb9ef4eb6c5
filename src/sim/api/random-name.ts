/** Names and ids made by the system, from the caller's named randomness. */

/**
 * No vowels and no look-alikes, so that no suffix is a word. Upstream:
 * `apimachinery/pkg/util/rand`.
 */
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789'
const SUFFIX_LENGTH = 5
const NAME_LENGTH_MAX = 63
const HEX = '0123456789abcdef'
const HYPHEN = 0x2d

/** The random tail of a generated name, `x7k2p`. `random` gives numbers in [0, 1). */
export function randomSuffix(random: () => number, length = SUFFIX_LENGTH): string {
  let suffix = ''
  for (let index = 0; index < length; index++) {
    suffix += ALPHABET.charAt(Math.floor(random() * ALPHABET.length))
  }
  return suffix
}

/**
 * A name for `metadata.generateName`, its base cut so that the whole stays within 63 characters.
 */
export function generatedName(base: string, random: () => number): string {
  return base.slice(0, NAME_LENGTH_MAX - SUFFIX_LENGTH) + randomSuffix(random)
}

/**
 * Spells a text (a hash in decimal) in the alphabet of suffixes. Upstream: `rand.SafeEncodeString`.
 */
export function safeEncode(text: string): string {
  let encoded = ''
  for (const byte of utf8Bytes(text)) encoded += ALPHABET.charAt(byte % ALPHABET.length)
  return encoded
}

/** A version 4 UUID. */
export function randomUuid(random: () => number): string {
  // Made of character codes at once: put together by and by, it would stay a chain of pieces.
  const codes: number[] = []
  for (let index = 0; index < 32; index++) {
    if (index === 8 || index === 12 || index === 16 || index === 20) codes.push(HYPHEN)
    const value = Math.floor(random() * 16)
    const digit = index === 12 ? 4 : index === 16 ? (value & 0x3) | 0x8 : value
    codes.push(HEX.charCodeAt(digit))
  }
  return String.fromCharCode(...codes)
}

/** The text's bytes in UTF-8, as Go iterates over them. */
export function utf8Bytes(text: string): number[] {
  const bytes: number[] = []
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    if (code < 0x80) bytes.push(code)
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 0x3f))
    else if (code < 0x10000) {
      bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f))
    } else {
      bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 0x3f))
      bytes.push(0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f))
    }
  }
  return bytes
}
