/**
 * Bytes of a text, small and safe to unpack: eight bytes of head (checksum of the text, length of what
 * follows) and the text, deflated. Deflate itself notices neither a changed letter nor a missing end.
 */
import { LIMITS, RunError } from './shared-run.ts'

const HEAD_BYTES = 8

/** Packs a text into characters that an address may have. */
export async function pack(text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text)
  const packed = await collect(bytes, new CompressionStream('deflate-raw'), Number.MAX_SAFE_INTEGER)
  const whole = new Uint8Array(HEAD_BYTES + packed.length)
  const head = new DataView(whole.buffer)
  head.setUint32(0, checksum(bytes))
  head.setUint32(4, packed.length)
  whole.set(packed, HEAD_BYTES)
  return toBase64Url(whole)
}

/** The text that was packed. Throws a `RunError` for anything else, and never makes more than the limits allow. */
export async function unpack(letters: string): Promise<string> {
  if (letters.length > (LIMITS.compressedBytes * 4) / 3) throw new RunError('too-large')
  const whole = fromBase64Url(letters)
  if (whole.length < HEAD_BYTES) throw new RunError('truncated')
  const head = new DataView(whole.buffer)
  const packed = whole.subarray(HEAD_BYTES)
  const length = head.getUint32(4)
  if (packed.length < length) throw new RunError('truncated')
  if (packed.length > length) throw new RunError('damaged')
  const bytes = await collect(packed, new DecompressionStream('deflate-raw'), LIMITS.inflatedBytes)
  if (checksum(bytes) !== head.getUint32(0)) throw new RunError('damaged')
  return new TextDecoder().decode(bytes)
}

/** Runs bytes through a stream and stops it as soon as more than `max` come out. */
async function collect(
  bytes: Uint8Array<ArrayBuffer>,
  { readable, writable }: CompressionStream | DecompressionStream,
  max: number,
): Promise<Uint8Array> {
  const writer = writable.getWriter()
  // What goes wrong in writing shows in reading as well.
  writer.write(bytes).catch(() => undefined)
  writer.close().catch(() => undefined)
  const reader = readable.getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new RunError('damaged')
    })
    if (done) break
    length += value.length
    if (length > max) {
      reader.cancel().catch(() => undefined)
      throw new RunError('too-large')
    }
    chunks.push(value)
  }
  const whole = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}

/** FNV-1a: enough to notice an accident. A forger could make a link of his own anyway. */
function checksum(bytes: Uint8Array): number {
  let hash = 0x811c9dc5
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193)
  return hash >>> 0
}

/** Characters that `String.fromCharCode` takes at once without running out of stack. */
const SLICE = 8192

function toBase64Url(bytes: Uint8Array): string {
  let binary = ''
  for (let at = 0; at < bytes.length; at += SLICE)
    binary += String.fromCharCode(...bytes.subarray(at, at + SLICE))
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

function fromBase64Url(letters: string): Uint8Array<ArrayBuffer> {
  if (!/^[\w-]*$/.test(letters)) throw new RunError('damaged')
  try {
    const binary = atob(letters.replaceAll('-', '+').replaceAll('_', '/'))
    return Uint8Array.from(binary, (letter) => letter.charCodeAt(0))
  } catch {
    // One letter alone in the last group: something is missing.
    throw new RunError('truncated')
  }
}
