/**
 * Where a moment lies on the diagram's way down. Time is to scale, with two exceptions that are marked: a stretch in which nothing
 * arrives is folded when it would be longer than `FOLD_PX`, and what arrives at the very same moment stands one under the other.
 */

/** What is left of a folded stretch. */
export const FOLD_PX = 28
/** What stands between messages of one moment, once the scale is large enough to read them. */
const TIE_PX = 15
const TIE_MICROS = 120
/** Pixels per microsecond: from a quarter of an hour on a screen to single microseconds. */
export const SCALE = { min: 5e-7, reading: 0.12, max: 8 } as const

export interface Axis {
  /** Pixels per microsecond. */
  readonly scale: number
  readonly isTrueScale: boolean
  readonly length: number
  /** When each message arrived, ascending. */
  readonly at: Float64Array
  /** Where it lies, ascending. The first is at 0. */
  readonly y: Float64Array
  /** Where the last one lies. */
  readonly height: number
}

export interface AxisOptions {
  readonly scale: number
  readonly isTrueScale: boolean
  /** An array to write into, if it is long enough. */
  readonly reuse?: Float64Array
}

/** Lays `length` moments out. */
export function axisOf(at: Float64Array, length: number, options: AxisOptions): Axis {
  const { scale, isTrueScale, reuse } = options
  const y = reuse && reuse.length >= length ? reuse : new Float64Array(Math.ceil(length * 1.5))
  const tie = isTrueScale ? 0 : Math.min(TIE_PX, TIE_MICROS * scale)
  const fold = isTrueScale ? Number.POSITIVE_INFINITY : FOLD_PX
  let sum = 0
  for (let index = 1; index < length; index++) {
    const gap = (at[index] as number) - (at[index - 1] as number)
    sum += gap === 0 ? tie : Math.min(gap * scale, fold)
    y[index] = sum
  }
  if (length > 0) y[0] = 0
  return { scale, isTrueScale, length, at, y, height: sum }
}

/** Whether the stretch before a message is folded. */
export function isFolded(axis: Axis, index: number): boolean {
  if (axis.isTrueScale || index <= 0) return false
  return silenceBefore(axis, index) * axis.scale > FOLD_PX
}

/** How long nothing had arrived when a message did. */
export function silenceBefore({ at }: Axis, index: number): number {
  return index <= 0 ? 0 : (at[index] as number) - (at[index - 1] as number)
}

/** Where a moment lies. Of several messages at that moment, below the last. */
export function yOfTime(axis: Axis, time: number): number {
  const { at, y, length, scale, isTrueScale } = axis
  if (length === 0) return 0
  const after = firstAbove(at, length, time)
  const fold = isTrueScale ? Number.POSITIVE_INFINITY : FOLD_PX
  if (after === 0) return -Math.min(((at[0] as number) - time) * scale, fold)
  const before = after - 1
  const start = y[before] as number
  const passed = time - (at[before] as number)
  if (after === length) return start + Math.min(passed * scale, fold)
  const gap = (at[after] as number) - (at[before] as number)
  return start + (passed / gap) * ((y[after] as number) - start)
}

/** Which moment lies at `y`. */
export function timeOfY(axis: Axis, wanted: number): number {
  const { at, y, length, scale } = axis
  if (length === 0) return 0
  const after = firstAbove(y, length, wanted)
  if (after === 0) return (at[0] as number) + wanted / scale
  const before = after - 1
  const passed = wanted - (y[before] as number)
  if (after === length) return (at[before] as number) + passed / scale
  const share = passed / ((y[after] as number) - (y[before] as number))
  return (at[before] as number) + share * ((at[after] as number) - (at[before] as number))
}

/** A place between messages that holds at any scale: 3.5 is halfway from the fourth to the fifth. */
export function placeOfY(axis: Axis, wanted: number): number {
  const { y, length } = axis
  const after = firstAbove(y, length, wanted)
  if (after === 0 || after === length) return after - 1
  const start = y[after - 1] as number
  return after - 1 + (wanted - start) / ((y[after] as number) - start)
}

/** Where such a place lies. */
export function yOfPlace({ y, length }: Axis, place: number): number {
  if (length === 0) return 0
  const index = Math.min(length - 1, Math.max(0, Math.floor(place)))
  const start = y[index] as number
  const share = Math.min(1, Math.max(0, place - index))
  return start + share * ((y[Math.min(length - 1, index + 1)] as number) - start)
}

/** The largest scale at which everything is at most `height` high. */
export function fittingScale(
  at: Float64Array,
  length: number,
  { height, isTrueScale }: { readonly height: number; readonly isTrueScale: boolean },
): number {
  const reuse = new Float64Array(length)
  let low = Math.log(SCALE.min)
  let high = Math.log(SCALE.max)
  for (let tries = 0; tries < 24; tries++) {
    const middle = (low + high) / 2
    const { height: reached } = axisOf(at, length, { scale: Math.exp(middle), isTrueScale, reuse })
    if (reached > height) high = middle
    else low = middle
  }
  return Math.exp(low)
}

/** Index of the first of the ascending values that is greater than `wanted`. */
export function firstAbove(values: Float64Array, length: number, wanted: number): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((values[middle] as number) <= wanted) low = middle + 1
    else high = middle
  }
  return low
}
