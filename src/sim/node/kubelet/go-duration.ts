import { MILLISECOND, MINUTE, type Micros, SECOND } from '../../kernel/types.ts'

const HOUR = 60 * MINUTE

/** A duration as Go prints it: `1m20s`, `2.381s`, `312ms`. */
export function goDuration(duration: Micros): string {
  if (duration < SECOND) return `${trimmed(duration / MILLISECOND)}ms`
  const hours = Math.floor(duration / HOUR)
  const minutes = Math.floor((duration % HOUR) / MINUTE)
  const seconds = `${trimmed((duration % MINUTE) / SECOND)}s`
  if (hours > 0) return `${hours}h${minutes}m${seconds}`
  return minutes > 0 ? `${minutes}m${seconds}` : seconds
}

function trimmed(value: number): string {
  return String(Number(value.toFixed(6)))
}
