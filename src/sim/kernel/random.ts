/** Counter-based randomness: the n-th draw of a stream depends on seed, stream and n alone, never on other streams. */

/** FNV-1a over UTF-16 code units. */
export function hashText(text: string, start = 0x811c9dc5): number {
  let hash = start
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

/** Finalizer of MurmurHash3: every input bit reaches every output bit. */
export function mix32(value: number): number {
  let h = value | 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** Draw number `counter` of the stream, in [0, 1) with 53 bits. */
export function draw(seed: number, stream: number, counter: number): number {
  const high = mix32(mix32(seed ^ 0x9e3779b9) ^ mix32(stream + Math.imul(counter, 0x9e3779b1)))
  const low = mix32(high ^ mix32(counter ^ 0x51ed270b) ^ stream)
  return ((high >>> 5) * 67108864 + (low >>> 6)) / 9007199254740992
}

/** Many numbers from one draw, where a name or a uid needs several: the stream's counter moves by one. */
export function drawsFrom(first: number): () => number {
  const seed = Math.floor(first * 2 ** 32)
  const stream = Math.floor((first * 2 ** 53) % 2 ** 32)
  let counter = 0
  return () => draw(seed, stream, counter++)
}
