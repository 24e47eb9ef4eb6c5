import { formatClock } from '../../state/clock.ts'
import { useCluster } from '../../state/cluster.ts'

/** From this scale on microseconds can be told apart. */
const MICROS_FROM_SCALE = 0.02

/** The page's clock, with microseconds where the scale shows them: `0:00.018 540`. */
export function formatMoment(atMicros: number, scale: number): string {
  const clock = formatClock(atMicros)
  if (scale < MICROS_FROM_SCALE) return clock
  const micros = Math.max(0, atMicros - useCluster.getState().startAtMicros) % 1000
  return `${clock} ${String(Math.floor(micros)).padStart(3, '0')}`
}
