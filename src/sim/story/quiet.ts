import type { Kernel } from '../kernel/kernel.ts'
import { MINUTE, type Micros, SECOND } from '../kernel/types.ts'
import type { StoryTables } from './telling/tables.ts'

/** Nothing but heartbeats for this long is "quiet": longer than node grace period, toleration and the longest back-off. */
export const QUIET_FOR: Micros = 6 * MINUTE
/** A lost node keeps the cluster busy for so long at most, one that came back for so long. */
const LOST_FOR: Micros = QUIET_FOR + 30 * SECOND
const BACK_FOR: Micros = MINUTE

/** True if nothing but heartbeats is due soon. */
export function isQuiet(kernel: Kernel, story: StoryTables): boolean {
  const next = kernel.nextUrgentAt
  if (next !== undefined && next <= kernel.now + QUIET_FOR) return false
  // Heartbeats find out about nodes: a lease runs out, then the pods' patience; a kubelet is heard again.
  const isAwaited = (id: number, forMicros: Micros) => {
    const operation = story.operations.get(String(id))
    return operation && !operation.isOver && kernel.now < operation.at + forMicros
  }
  return !story.nodes
    .values()
    .some(({ lost, back }) => isAwaited(lost, LOST_FOR) || isAwaited(back, BACK_FOR))
}
