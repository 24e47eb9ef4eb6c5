import type { Micros } from '../sim/kernel/types.ts'

export const SECONDS: Micros = 1_000_000

const UNITS: { readonly [unit: string]: Micros } = {
  us: 1,
  ms: 1_000,
  s: SECONDS,
  m: 60 * SECONDS,
  h: 3600 * SECONDS,
}

/** Reads `90s`, `1m30s`, `250ms`; throws with the text if it is something else. */
export function parseDuration(text: string): Micros {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(us|ms|s|m|h)/g)]
  if (parts.length === 0 || parts.map((part) => part[0]).join('') !== text)
    throw new Error(`${text} is no duration: write 90s, 10m or 1h30m`)
  return parts.reduce(
    (sum, [, count, unit]) => sum + Math.round(Number(count) * (UNITS[unit ?? ''] ?? 0)),
    0,
  )
}

/** `  1:02.345`: minutes, seconds, milliseconds. */
export function formatTime(at: Micros): string {
  const millis = Math.round(at / 1000)
  const minutes = Math.floor(millis / 60_000)
  const seconds = Math.floor((millis % 60_000) / 1000)
  return `${minutes}:${String(seconds).padStart(2, '0')}.${String(millis % 1000).padStart(3, '0')}`.padStart(
    10,
  )
}
