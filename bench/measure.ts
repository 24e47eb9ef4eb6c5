/** One line of the report. */
export interface Row {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly goal?: string
}

/** Wall-clock seconds of a piece of work. */
export function timed<T>(work: () => T): { readonly result: T; readonly seconds: number } {
  const start = performance.now()
  const result = work()
  return { result, seconds: (performance.now() - start) / 1000 }
}

/** Middle value of several. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
