import { MINUTE, type Micros, SECOND } from '../kernel/types.ts'

/**
 * Durations as tables show them: `45s`, `9m59s`, `3d4h`. Rules: `apimachinery/pkg/util/duration`,
 * v0.36.
 */

/** With two units while the smaller one still says something. */
export function humanDuration(duration: Micros): string {
  const seconds = Math.trunc(duration / SECOND)
  if (seconds < 0) return beforeStart(seconds)
  if (seconds < 120) return `${seconds}s`
  const minutes = Math.trunc(duration / MINUTE)
  if (minutes < 10) return twoUnits(minutes, 'm', seconds % 60, 's')
  if (minutes < 180) return `${minutes}m`
  const hours = Math.trunc(minutes / 60)
  if (hours < 8) return twoUnits(hours, 'h', minutes % 60, 'm')
  if (hours < 48) return `${hours}h`
  const days = Math.trunc(hours / 24)
  if (days < 8) return twoUnits(days, 'd', hours % 24, 'h')
  if (days < 365 * 2) return `${days}d`
  const years = Math.trunc(days / 365)
  if (years < 8) return twoUnits(years, 'y', days % 365, 'd')
  return `${years}y`
}

/** With the largest unit only. */
export function shortHumanDuration(duration: Micros): string {
  const seconds = Math.trunc(duration / SECOND)
  if (seconds < 0) return beforeStart(seconds)
  if (seconds < 60) return `${seconds}s`
  const minutes = Math.trunc(seconds / 60)
  if (minutes < 60) return `${minutes}m`
  const hours = Math.trunc(minutes / 60)
  if (hours < 24) return `${hours}h`
  const days = Math.trunc(hours / 24)
  if (days < 365) return `${days}d`
  return `${Math.trunc(days / 365)}y`
}

/** Clocks may differ by a second; more than that is no duration. */
function beforeStart(seconds: number): string {
  return seconds < -1 ? '<invalid>' : '0s'
}

function twoUnits(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large}${largeUnit}` : `${large}${largeUnit}${small}${smallUnit}`
}
