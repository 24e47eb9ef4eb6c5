/** SHA-256 (FIPS 180-4) of a text's UTF-8 bytes. kube-proxy names its chains by it. */
export function sha256(text: string): readonly number[] {
  const words = padded(text)
  const hash = [...INITIAL]
  const schedule = new Array<number>(64)
  for (let block = 0; block < words.length; block += 16) {
    for (let i = 0; i < 64; i++)
      schedule[i] = i < 16 ? (words[block + i] ?? 0) : extended(schedule, i)
    compress(hash, schedule)
  }
  return hash.flatMap((word) => [24, 16, 8, 0].map((shift) => (word >>> shift) & 255))
}

function compress(hash: number[], schedule: readonly number[]): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = hash
  for (let i = 0; i < 64; i++) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
    const choice = (e & f) ^ (~e & g)
    const first = (h + s1 + choice + (ROUND[i] ?? 0) + (schedule[i] ?? 0)) | 0
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
    const majority = (a & b) ^ (a & c) ^ (b & c)
    const second = (s0 + majority) | 0
    h = g
    g = f
    f = e
    e = (d + first) | 0
    d = c
    c = b
    b = a
    a = (first + second) | 0
  }
  for (const [i, word] of [a, b, c, d, e, f, g, h].entries()) hash[i] = ((hash[i] ?? 0) + word) | 0
}

function extended(schedule: readonly number[], i: number): number {
  const x = schedule[i - 15] ?? 0
  const y = schedule[i - 2] ?? 0
  const s0 = rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3)
  const s1 = rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10)
  return ((schedule[i - 16] ?? 0) + s0 + (schedule[i - 7] ?? 0) + s1) | 0
}

function padded(text: string): readonly number[] {
  const bytes = utf8(text)
  const bits = bytes.length * 8
  bytes.push(0x80)
  while (bytes.length % 64 !== 56) bytes.push(0)
  for (const shift of [56, 48, 40, 32, 24, 16, 8, 0])
    bytes.push(Math.floor(bits / 2 ** shift) & 255)
  const words: number[] = []
  for (let i = 0; i < bytes.length; i += 4) {
    const [a = 0, b = 0, c = 0, d = 0] = bytes.slice(i, i + 4)
    words.push((a << 24) | (b << 16) | (c << 8) | d)
  }
  return words
}

function utf8(text: string): number[] {
  const bytes: number[] = []
  for (const char of encodeURIComponent(text).matchAll(/%([0-9A-F]{2})|(.)/g))
    bytes.push(char[1] ? Number.parseInt(char[1], 16) : (char[2] ?? '').charCodeAt(0))
  return bytes
}

function rotate(value: number, by: number): number {
  return (value >>> by) | (value << (32 - by))
}

const PRIMES = firstPrimes(64)
/** The first 32 bits of the fractional parts of the primes' roots. */
const INITIAL = PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)))
const ROUND = PRIMES.map((prime) => fraction(Math.cbrt(prime)))

function fraction(value: number): number {
  return ((value - Math.floor(value)) * 2 ** 32) | 0
}

function firstPrimes(count: number): readonly number[] {
  const primes: number[] = []
  for (let n = 2; primes.length < count; n++)
    if (primes.every((prime) => n % prime !== 0)) primes.push(n)
  return primes
}
