import type { Pace } from '../protocol/messages.ts'
import type { Grain } from '../protocol/views.ts'
import { MINUTE, type Micros, SECOND } from '../sim/kernel/types.ts'
import { isStop } from '../sim/story/grain.ts'
import type { Session } from './session.ts'

/** Nothing but heartbeats for this long is "quiet": longer than node grace period, toleration and the longest back-off. */
const QUIET_FOR: Micros = 6 * MINUTE
/** How far a step or a run to quiet looks ahead at most. */
const LOOK_AHEAD_MAX: Micros = 30 * MINUTE
/** How far skipping ahead goes before it gives up. */
const SKIP_MAX: Micros = 60 * MINUTE
/** Farther than this a seek goes without looking, and the page is told everything anew. */
const JUMP_OVER = 5_000
/** Events of one blind jump: some 5 ms of work. */
const JUMP_EVENTS = 4_000

/** Something the reader ordered that may take longer than one slice of work. */
export type Goal =
  | {
      readonly type: 'step'
      readonly grain: Grain
      readonly direction: 'forward' | 'back'
      readonly from: number
      readonly fromMicros: Micros
    }
  | { readonly type: 'run-to-quiet'; readonly from: number; readonly fromMicros: Micros }
  | { readonly type: 'skip-ahead'; readonly from: number; readonly fromMicros: Micros }
  | { readonly type: 'seek'; readonly position: number }
  | { readonly type: 'play'; readonly pace: Pace }

/** Where the search stands between two slices. */
export interface Search {
  /** The last event that mattered, and when it was. */
  lastUrgent: number
  lastUrgentMicros: Micros
}

/** Ends a slice of work. */
export type IsOutOfTime = () => boolean

/** Where a search begins. */
export function whereabouts({ cluster }: Session): {
  readonly from: number
  readonly fromMicros: Micros
} {
  return { from: cluster.kernel.position, fromMicros: cluster.kernel.now }
}

/** Works on a goal; true when it is reached or given up. */
export function pursue(
  session: Session,
  goal: Exclude<Goal, { type: 'play' }>,
  search: Search,
  isOutOfTime: IsOutOfTime,
): boolean {
  switch (goal.type) {
    case 'seek':
      return seek(session, goal.position, isOutOfTime)
    case 'step':
      return goal.direction === 'back'
        ? stepBack(session, goal.grain, isOutOfTime)
        : lookAhead(session, goal.fromMicros + LOOK_AHEAD_MAX, search, isOutOfTime, () =>
            isStop(session.cluster.kernel, session.story, goal.grain),
          )
    case 'run-to-quiet':
      return lookAhead(session, goal.fromMicros + LOOK_AHEAD_MAX, search, isOutOfTime, () => false)
    case 'skip-ahead':
      return skipAhead(session, goal.fromMicros + SKIP_MAX, isOutOfTime)
  }
}

/** True if nothing but heartbeats is due soon. */
export function isQuiet({ cluster, story }: Session): boolean {
  const { kernel } = cluster
  const next = kernel.nextUrgentAt
  if (next !== undefined && next <= kernel.now + QUIET_FOR) return false
  // A lost node: nothing is under way, but its lease runs out, and its pods' patience.
  return !story.nodes.values().some(({ lost }) => {
    const operation = story.operations.get(String(lost))
    return operation && !operation.isOver && kernel.now < operation.at + QUIET_FOR + 30 * SECOND
  })
}

/** Forward until `isReached`. Where all is quiet first, ends at the last event that mattered. */
function lookAhead(
  session: Session,
  untilMicros: Micros,
  search: Search,
  isOutOfTime: IsOutOfTime,
  isReached: () => boolean,
): boolean {
  const { walker, cluster } = session
  const { kernel } = cluster
  for (let count = 0; ; count++) {
    const nextUrgent = kernel.nextUrgentAt ?? Number.POSITIVE_INFINITY
    const isAllQuiet =
      kernel.now > search.lastUrgentMicros + QUIET_FOR && nextUrgent > kernel.now + QUIET_FOR
    const record = isAllQuiet || kernel.now > untilMicros ? undefined : walker.forward()
    if (!record) {
      if (kernel.now <= untilMicros) walker.rewind(search.lastUrgent)
      return true
    }
    if (record.urgent) {
      search.lastUrgent = kernel.position
      search.lastUrgentMicros = kernel.now
    }
    if (isReached()) return true
    if ((count & 15) === 15 && isOutOfTime()) return false
  }
}

function skipAhead(
  { walker, cluster }: Session,
  untilMicros: Micros,
  isOutOfTime: IsOutOfTime,
): boolean {
  for (let count = 0; ; count++) {
    const record = cluster.kernel.now > untilMicros ? undefined : walker.forward()
    if (!record || record.urgent) return true
    if ((count & 15) === 15 && isOutOfTime()) return false
  }
}

function stepBack(session: Session, grain: Grain, isOutOfTime: IsOutOfTime): boolean {
  const { walker, cluster, story, start } = session
  for (let count = 0; cluster.kernel.position > start; count++) {
    walker.back()
    if (cluster.kernel.position <= start || isStop(cluster.kernel, story, grain)) return true
    if ((count & 15) === 15 && isOutOfTime()) return false
  }
  return true
}

function seek(
  { walker, cluster, start }: Session,
  position: number,
  isOutOfTime: IsOutOfTime,
): boolean {
  const { kernel } = cluster
  const target = Math.max(start, position)
  for (let count = 0; kernel.position !== target; count++) {
    const distance = target - kernel.position
    if (Math.abs(distance) > JUMP_OVER) {
      walker.jump(kernel.position + Math.sign(distance) * Math.min(JUMP_EVENTS, Math.abs(distance)))
      if (isOutOfTime()) return false
    } else if (distance < 0) walker.back()
    else if (!walker.forward()) return true
    if ((count & 15) === 15 && isOutOfTime()) return false
  }
  return true
}
