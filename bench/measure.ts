/** One line of the report. */
export interface Row {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly goal?: string
}

/** Wall-clock and CPU seconds of a piece of work. */
export function timed<T>(work: () => T): {
  readonly result: T
  readonly seconds: number
  readonly cpuSeconds: number
} {
  const cpu = process.cpuUsage()
  const start = performance.now()
  const result = work()
  const seconds = (performance.now() - start) / 1000
  const { user, system } = process.cpuUsage(cpu)
  return { result, seconds, cpuSeconds: (user + system) / 1e6 }
}

/** Middle value of several. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
