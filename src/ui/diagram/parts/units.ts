/** Capacities in the units readers use. */
import { formatNumber } from '../../i18n/formats.ts'

/** `4`, `2.5`: cores of so many thousandths. */
export function formatCpu(milli: number): string {
  return formatNumber(milli / 1000)
}

const UNITS: readonly (readonly [unit: string, bytes: number])[] = [
  ['GiB', 1024 ** 3],
  ['MiB', 1024 ** 2],
  ['KiB', 1024],
]

/** `8 GiB`, `640 MiB`. */
export function formatMemory(bytes: number): string {
  for (const [unit, size] of UNITS) {
    if (bytes >= size) return `${formatNumber(bytes / size, 1)} ${unit}`
  }
  return `${formatNumber(bytes)} B`
}

/** Whole per cents of a part; 0 of nothing. */
export function percentOf(part: number, whole: number): number {
  return whole > 0 ? Math.round((part / whole) * 100) : 0
}
