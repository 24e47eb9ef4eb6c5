/** Virtual time as the page writes it, counted from where the reader's run starts. */
import { useCluster } from './cluster.ts'

/** `0:00.267`, `5:40.000`, `1:02:03.004`: minutes, seconds and milliseconds since the run began. */
export function formatClock(atMicros: number): string {
  const total = Math.max(0, atMicros - useCluster.getState().startAtMicros)
  const millis = Math.floor(total / 1000)
  const seconds = Math.floor(millis / 1000)
  const minutes = Math.floor(seconds / 60)
  const hours = Math.floor(minutes / 60)
  const tail = `${pad(seconds % 60, 2)}.${pad(millis % 1000, 3)}`
  return hours > 0 ? `${hours}:${pad(minutes % 60, 2)}:${tail}` : `${minutes}:${tail}`
}

/** A length of virtual time in its largest useful unit: `12 ms`, `4.2 s`, `5m40s`, `2h5m`. */
export function formatDuration(micros: number): string {
  if (micros < 1000) return `${Math.round(micros)} µs`
  const millis = micros / 1000
  if (millis < 1000) return `${Math.round(millis)} ms`
  const seconds = millis / 1000
  if (seconds < 60) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes}m${suffixed(Math.round(seconds % 60), 's')}`
  return `${Math.floor(minutes / 60)}h${suffixed(minutes % 60, 'm')}`
}

function suffixed(value: number, unit: string): string {
  return value === 0 ? '' : `${value}${unit}`
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0')
}
