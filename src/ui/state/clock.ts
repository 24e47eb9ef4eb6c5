/** Virtual time as the page writes it, counted from where the reader's run starts. */
import { decimalSign } from '../i18n/formats.ts'
import { useCluster } from './cluster.ts'

/** `0:00.267`, `5:40.000`, `1:02:03.004`: minutes, seconds and milliseconds since the run began. */
export function formatClock(atMicros: number): string {
  const total = Math.max(0, atMicros - useCluster.getState().startAtMicros)
  const millis = Math.floor(total / 1000)
  const seconds = Math.floor(millis / 1000)
  const minutes = Math.floor(seconds / 60)
  const hours = Math.floor(minutes / 60)
  const tail = `${pad(seconds % 60, 2)}${decimalSign()}${pad(millis % 1000, 3)}`
  return hours > 0 ? `${hours}:${pad(minutes % 60, 2)}:${tail}` : `${minutes}:${tail}`
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0')
}
