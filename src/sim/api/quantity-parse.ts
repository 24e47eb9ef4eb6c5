/**
 * Reading a quantity's text. Rules: `k8s.io/apimachinery/pkg/api/resource`, v0.36.
 *
 * Upstream keeps small numbers as an int64 with a decimal scale and all others as an
 * arbitrary-precision decimal, and
 * the two round and overflow differently; `isInt64` says which one a quantity would be.
 */

/** How a quantity likes to be printed: `12M`, `12Mi` or `12e6`. */
export type QuantityFormat = 'DecimalSI' | 'BinarySI' | 'DecimalExponent'

/** An exact quantity: `unscaled * 10^scale`. */
export interface ParsedQuantity {
  readonly unscaled: bigint
  readonly scale: number
  /** Whether Kubernetes would hold it as an int64 with a scale rather than as a decimal. */
  readonly isInt64: boolean
  readonly format: QuantityFormat
  /**
   * The text it was read from, where Kubernetes takes that to be canonical already and reuses it.
   */
  readonly text?: string
}

/** Why a text is no quantity, in Kubernetes' words. */
export interface QuantityError {
  readonly error: string
}

const FORMAT_ERROR =
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
const NUMERIC_ERROR = 'unable to parse numeric part of quantity'
const SUFFIX_ERROR = "unable to parse quantity's suffix"

/** The finest scale: nothing below a billionth is kept. */
const NANO = -9
const INT64_DIGITS_MAX = 18
const INT64_MAX = 2n ** 63n - 1n
const INT64_MIN = -(2n ** 63n)
/**
 * Simplified: a decimal exponent past this is cut, so that no text makes a number of a million
 * digits.
 */
const EXPONENT_MAX = 5_000

const DECIMAL_EXPONENTS: ReadonlyMap<string, number> = new Map([
  ['n', -9],
  ['u', -6],
  ['m', -3],
  ['', 0],
  ['k', 3],
  ['M', 6],
  ['G', 9],
  ['T', 12],
  ['P', 15],
  ['E', 18],
])
const BINARY_EXPONENTS: ReadonlyMap<string, number> = new Map([
  ['Ki', 10],
  ['Mi', 20],
  ['Gi', 30],
  ['Ti', 40],
  ['Pi', 50],
  ['Ei', 60],
])
const DECIMAL_SUFFIXES = new Map([...DECIMAL_EXPONENTS].map(([suffix, value]) => [value, suffix]))
const BINARY_SUFFIXES = new Map([...BINARY_EXPONENTS].map(([suffix, value]) => [value, suffix]))

// A dot may stand without digits on either side; the suffix is judged by its own table.
const QUANTITY = /^([+-]?)0*([0-9]*)(?:\.([0-9]*))?([eEinumkKMGTP]*[-+]?[0-9]*)$/
const EXPONENT = /^[eE]([+-]?[0-9]+)$/

/** Reads a quantity exactly. */
export function scanQuantity(text: string): ParsedQuantity | QuantityError {
  const parts = text === '' ? null : QUANTITY.exec(text)
  if (parts === null) return { error: FORMAT_ERROR }
  const [, sign, significant = '', fraction = '', suffixText = ''] = parts
  const suffix = suffixOf(suffixText)
  if (suffix === undefined) return { error: SUFFIX_ERROR }

  const whole = significant === '' ? '0' : significant
  const number = { text, isNegative: sign === '-', whole, fraction, ...suffix }
  return scanInt64(number) ?? scanDecimal(number)
}

/** Whether an exact number fits Go's int64. */
export function fitsInt64(value: bigint): boolean {
  return value >= INT64_MIN && value <= INT64_MAX
}

/** `10^exponent`. */
export function powerOfTen(exponent: number): bigint {
  return 10n ** BigInt(exponent)
}

/** Divides by `10^digits`, away from zero where that is not exact. */
export function divideRoundingUp(value: bigint, digits: number): bigint {
  const divisor = powerOfTen(digits)
  const quotient = value / divisor
  if (value % divisor === 0n) return quotient
  return value > 0n ? quotient + 1n : quotient - 1n
}

/**
 * The suffix of a canonical number: `Mi` for 20 in BinarySI, `M` or `e6` for 6 in the decimal
 * formats.
 */
export function suffixFor(format: QuantityFormat, exponent: number): string {
  if (exponent === 0) return ''
  if (format === 'BinarySI') return BINARY_SUFFIXES.get(exponent) ?? ''
  // Past `E` there is no letter.
  const letter = format === 'DecimalSI' ? DECIMAL_SUFFIXES.get(exponent) : undefined
  return letter ?? `e${exponent}`
}

interface Suffix {
  readonly exponent: number
  readonly format: QuantityFormat
}

interface ScannedNumber extends Suffix {
  readonly text: string
  readonly isNegative: boolean
  readonly whole: string
  readonly fraction: string
}

function suffixOf(suffix: string): Suffix | undefined {
  const decimal = DECIMAL_EXPONENTS.get(suffix)
  if (decimal !== undefined) return { exponent: decimal, format: 'DecimalSI' }
  const binary = BINARY_EXPONENTS.get(suffix)
  if (binary !== undefined) return { exponent: binary, format: 'BinarySI' }
  const exponent = EXPONENT.exec(suffix)?.[1]
  if (exponent === undefined) return undefined
  const bounded = Math.min(Math.max(Number(exponent), -EXPONENT_MAX), EXPONENT_MAX)
  return { exponent: bounded, format: 'DecimalExponent' }
}

/** The short form, if the number is small and coarse enough for it. */
function scanInt64(number: ScannedNumber): ParsedQuantity | undefined {
  const { text, isNegative, whole, fraction, exponent, format } = number
  const isBinary = format === 'BinarySI'
  if (isBinary) {
    // 1Mi has about six decimal digits: three for every ten binary places.
    const digitsMax = 15 - (exponent * 3) / 10 - 1
    if (fraction !== '' || whole.length > digitsMax) return undefined
  } else if (whole.length + fraction.length > INT64_DIGITS_MAX) {
    return undefined
  }

  const scale = (isBinary ? 0 : exponent) - fraction.length
  if (scale < NANO) return undefined
  const digits = whole + fraction
  const mantissa = BigInt(digits)
  const magnitude = isBinary ? mantissa << BigInt(exponent) : mantissa
  if (!fitsInt64(magnitude)) return undefined

  const isCanonical =
    text === '0' ||
    (isBinary
      ? (mantissa & 7n) !== 0n
      : scale % 3 === 0 && !digits.endsWith('000') && !digits.startsWith('0'))
  const unscaled = isNegative ? -magnitude : magnitude
  const quantity = { unscaled, scale, isInt64: true, format }
  return isCanonical ? { ...quantity, text } : quantity
}

function scanDecimal(number: ScannedNumber): ParsedQuantity | QuantityError {
  const { text, isNegative, whole, fraction, exponent, format } = number
  if (!/[0-9]/.test(text.slice(0, 1 + whole.length + fraction.length))) {
    return { error: NUMERIC_ERROR }
  }
  let unscaled = BigInt(whole + fraction)
  let scale = -fraction.length
  if (format === 'BinarySI') unscaled <<= BigInt(exponent)
  else scale += exponent

  // A trace of a resource is rounded up to the smallest amount there is, never to nothing.
  if (unscaled !== 0n) {
    unscaled =
      scale < NANO ? divideRoundingUp(unscaled, NANO - scale) : unscaled * powerOfTen(scale - NANO)
    scale = NANO
  }
  const nano = powerOfTen(-NANO)
  if (format === 'BinarySI' && unscaled > INT64_MAX * nano) {
    unscaled = INT64_MAX
    scale = 0
  }
  const isFraction = scale === NANO && unscaled > 0n && unscaled < nano
  return {
    unscaled: isNegative ? -unscaled : unscaled,
    scale,
    isInt64: false,
    format: format === 'BinarySI' && isFraction ? 'DecimalSI' : format,
  }
}
