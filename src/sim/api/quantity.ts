import type { Quantity } from '../../protocol/objects/meta.ts'
import { assert } from '../kernel/assert.ts'
import {
  divideRoundingUp,
  fitsInt64,
  type ParsedQuantity,
  powerOfTen,
  type QuantityError,
  type QuantityFormat,
  scanQuantity,
  suffixFor,
} from './quantity-parse.ts'

/**
 * Amounts of resources: `250m`, `128Mi`, `1e3`. Rules: `k8s.io/apimachinery/pkg/api/resource`,
 * v0.36, with its
 * rounding (up, away from zero) and its silent int64 overflow.
 */

const MILLI = -3
/**
 * Powers of ten that upstream multiplies by in one step: too large a product wraps there, others
 * give 0.
 */
const WRAPPING_SHIFTS: ReadonlySet<number> = new Set([1, 2, 3, 6, 9])
/** A cluster's manifests use a few dozen texts; past this many the memo starts anew. */
const MEMO_SIZE_MAX = 4_096

// Pure memo: a text always means the same.
const parsedByText = new Map<Quantity, ParsedQuantity | QuantityError>()
const milliByText = new Map<Quantity, number>()
const valueByText = new Map<Quantity, number>()

/** Reads a quantity exactly, or says in Kubernetes' words why it is none. */
export function parseQuantity(text: Quantity): ParsedQuantity | QuantityError {
  return memoised(parsedByText, text, scanQuantity)
}

/** The quantity of a stored object, which is known to be valid. */
export function quantityOf(text: Quantity): ParsedQuantity {
  const parsed = parseQuantity(text)
  assert(!('error' in parsed), `"${text}" is no quantity`)
  return parsed as ParsedQuantity
}

/** `value` thousandths for CPU: `1500m` gives 1500. For hot paths. */
export function milliCpu(text: Quantity): number {
  return memoised(milliByText, text, (key) => Number(quantityMilliValue(quantityOf(key))))
}

/** The whole number of units, rounded up: `1Ki` gives 1024. For hot paths. */
export function quantityValue(text: Quantity): number {
  return memoised(valueByText, text, (key) => Number(quantityScaledValue(quantityOf(key), 0)))
}

/** A whole number of units as a quantity. */
export function newQuantity(value: bigint, format: QuantityFormat): ParsedQuantity {
  return { unscaled: value, scale: 0, isInt64: true, format }
}

/** A number of thousandths as a quantity. */
export function newMilliQuantity(value: bigint, format: QuantityFormat): ParsedQuantity {
  return { unscaled: value, scale: MILLI, isInt64: true, format }
}

/** Thousandths, rounded up, with Go's int64 overflow. */
export function quantityMilliValue(quantity: ParsedQuantity): bigint {
  return quantityScaledValue(quantity, MILLI)
}

/**
 * The quantity in units of `10^scale`, rounded up. What does not fit an int64 is 0 or wraps, as
 * upstream.
 */
export function quantityScaledValue(quantity: ParsedQuantity, scale: number): bigint {
  const { unscaled, isInt64 } = quantity
  const shift = quantity.scale - scale
  if (isInt64) {
    if (shift < 0) return divideRoundingUp(unscaled, -shift)
    const value = scaledUp(unscaled, shift)
    if (fitsInt64(value)) return value
    return WRAPPING_SHIFTS.has(shift) ? BigInt.asIntN(64, value) : 0n
  }
  if (shift >= 0) return BigInt.asIntN(64, scaledUp(unscaled, shift))
  // Upstream rounds towards plus infinity here, and a large negative number slips through its check
  // for overflow.
  const dividend = unscaled < 0n ? BigInt.asIntN(64, unscaled) : unscaled
  const divisor = powerOfTen(-shift)
  const quotient = dividend / divisor
  return BigInt.asIntN(64, dividend % divisor === 0n ? quotient : quotient + 1n)
}

/** As `AsInt64`: the whole value, where that is quick and exact. */
export function quantityAsInt64(quantity: ParsedQuantity): bigint | undefined {
  if (!quantity.isInt64 || quantity.scale < 0) return undefined
  const value = scaledUp(quantity.unscaled, quantity.scale)
  return fitsInt64(value) ? value : undefined
}

/** As `AsApproximateFloat64`. */
export function quantityAsFloat(quantity: ParsedQuantity): number {
  const base = Number(quantity.unscaled)
  // A literal is exact where `10 ** n` need not be.
  return quantity.scale === 0 ? base : base * Number(`1e${quantity.scale}`)
}

/** -1, 0 or 1, as `a` is less than, equal to or greater than `b`. */
export function compareQuantities(a: ParsedQuantity, b: ParsedQuantity): -1 | 0 | 1 {
  const scale = Math.min(a.scale, b.scale)
  const left = scaledUp(a.unscaled, a.scale - scale)
  const right = scaledUp(b.unscaled, b.scale - scale)
  if (left === right) return 0
  return left < right ? -1 : 1
}

/** `a + b`, printed as `a` would be (as `b`, if `a` is zero). */
export function addQuantities(a: ParsedQuantity, b: ParsedQuantity): ParsedQuantity {
  const format = a.unscaled === 0n ? b.format : a.format
  if (a.isInt64 && b.isInt64) {
    if (b.unscaled === 0n) return { ...withoutText(a), format }
    if (a.unscaled === 0n) return { ...withoutText(b), format }
  }
  const scale = Math.min(a.scale, b.scale)
  const unscaled = scaledUp(a.unscaled, a.scale - scale) + scaledUp(b.unscaled, b.scale - scale)
  return { unscaled, scale, isInt64: a.isInt64 && b.isInt64 && fitsInt64(unscaled), format }
}

/** `a - b`, printed as `a` would be (as `b`, if `a` is zero). */
export function subtractQuantities(a: ParsedQuantity, b: ParsedQuantity): ParsedQuantity {
  return addQuantities(a, { ...b, unscaled: -b.unscaled })
}

/** `quantity * factor`, and whether the result stayed exact in an int64. */
export function multiplyQuantity(
  quantity: ParsedQuantity,
  factor: bigint,
): { readonly product: ParsedQuantity; readonly isExact: boolean } {
  const unscaled = quantity.unscaled * factor
  const fits = fitsInt64(unscaled)
  const isInt64 = quantity.isInt64 && fits
  return { product: { ...withoutText(quantity), unscaled, isInt64 }, isExact: fits }
}

/** Rounds up to units of `10^scale`, and says whether that lost nothing. */
export function roundUpQuantity(
  quantity: ParsedQuantity,
  scale: number,
): { readonly rounded: ParsedQuantity; readonly isExact: boolean } {
  if (quantity.scale >= scale && quantity.isInt64) return { rounded: quantity, isExact: true }
  const rounded = { ...withoutText(quantity), ...atScale(quantity, scale) }
  return { rounded, isExact: compareQuantities(rounded, quantity) === 0 }
}

/** The canonical text: no fraction, the largest suffix that keeps the number whole. */
export function formatQuantity(quantity: ParsedQuantity): Quantity {
  if (quantity.text !== undefined) return quantity.text
  if (quantity.unscaled === 0n) return '0'
  if (quantity.format === 'BinarySI' && isLarge(quantity)) {
    const { rounded, isExact } = roundUpQuantity(quantity, 0)
    if (isExact) return formatBinary(scaledUp(rounded.unscaled, rounded.scale))
  }
  return formatDecimal(quantity)
}

function formatBinary(value: bigint): string {
  let mantissa = value
  let exponent = 0
  while (mantissa % 1024n === 0n) {
    mantissa /= 1024n
    exponent += 10
  }
  return `${mantissa}${suffixFor('BinarySI', exponent)}`
}

function formatDecimal(quantity: ParsedQuantity): string {
  let mantissa = quantity.unscaled
  let exponent = quantity.scale
  while (mantissa % 10n === 0n) {
    mantissa /= 10n
    exponent++
  }
  while (exponent % 3 !== 0) {
    mantissa *= 10n
    exponent--
  }
  // What is not whole in powers of two is shown in powers of ten.
  const format = quantity.format === 'BinarySI' ? 'DecimalSI' : quantity.format
  return `${mantissa}${suffixFor(format, exponent)}`
}

/** Whether it is 1Ki or more, either way: less is not printed in powers of two. */
function isLarge(quantity: ParsedQuantity): boolean {
  const magnitude = quantity.unscaled < 0n ? -quantity.unscaled : quantity.unscaled
  const unit = { unscaled: 1024n, scale: 0, isInt64: true, format: quantity.format }
  return compareQuantities({ ...quantity, unscaled: magnitude }, unit) >= 0
}

function atScale(quantity: ParsedQuantity, scale: number): { unscaled: bigint; scale: number } {
  const shift = quantity.scale - scale
  const unscaled =
    shift >= 0 ? scaledUp(quantity.unscaled, shift) : divideRoundingUp(quantity.unscaled, -shift)
  return { unscaled, scale }
}

function scaledUp(value: bigint, digits: number): bigint {
  return digits === 0 || value === 0n ? value : value * powerOfTen(digits)
}

function withoutText(quantity: ParsedQuantity): ParsedQuantity {
  const { unscaled, scale, isInt64, format } = quantity
  return { unscaled, scale, isInt64, format }
}

function memoised<V>(memo: Map<string, V>, key: string, compute: (key: string) => V): V {
  const known = memo.get(key)
  if (known !== undefined) return known
  const value = compute(key)
  if (memo.size >= MEMO_SIZE_MAX) memo.clear()
  memo.set(key, value)
  return value
}
