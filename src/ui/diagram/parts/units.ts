/** Capacities in the units readers use. */

/** `4`, `2.5`: cores of so many thousandths. */
export function formatCpu(milli: number): string {
  return String(Math.round(milli / 10) / 100)
}

const UNITS: readonly (readonly [unit: string, bytes: number])[] = [
  ['GiB', 1024 ** 3],
  ['MiB', 1024 ** 2],
  ['KiB', 1024],
]

/** `8 GiB`, `640 MiB`. */
export function formatMemory(bytes: number): string {
  for (const [unit, size] of UNITS) {
    if (bytes >= size) return `${Math.round((bytes / size) * 10) / 10} ${unit}`
  }
  return `${bytes} B`
}

/** Whole per cents of a part; 0 of nothing. */
export function percentOf(part: number, whole: number): number {
  return whole > 0 ? Math.round((part / whole) * 100) : 0
}
