import type { Cell } from '../../../../protocol/inspection.ts'
import { formatClock } from '../../../state/clock.ts'

/** Moments are written as the page's clock writes them. */
export function cellText(cell: Cell): string {
  return typeof cell === 'string' ? cell : formatClock(cell.atMicros)
}
