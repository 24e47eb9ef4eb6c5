import type { Pace } from '../protocol/messages.ts'
import type { Grain } from '../protocol/views.ts'
import type { EventRecord } from '../sim/kernel/history.ts'
import { MINUTE, type Micros } from '../sim/kernel/types.ts'
import { isStop } from '../sim/story/grain.ts'
import { QUIET_FOR } from '../sim/story/quiet.ts'
import type { Session } from './session.ts'

/** How far a step or a run to quiet looks ahead at most. */
const LOOK_AHEAD_MAX: Micros = 30 * MINUTE
/** How far off the next thing may be for skipping ahead to go there. */
const SKIP_MAX: Micros = 60 * MINUTE
/** Farther than this a seek goes without looking, and the page is told everything anew. */
const JUMP_OVER = 5_000
/** Events of one blind jump: below 5 ms of work even where they are not only done again but happen anew. */
const JUMP_EVENTS = 250
/** The clock is looked at after this many events, a power of two. */
const EVENTS_PER_LOOK = 4

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
  | { readonly type: 'seek-time'; readonly atMicros: Micros }
  | { readonly type: 'play'; readonly pace: Pace }
  | {
      readonly type: 'run-until'
      readonly requestId: number
      /** It is played; else it goes as fast as can be. */
      readonly pace?: Pace | undefined
      /** Whether it is over now. */
      readonly isMet: () => boolean
      readonly stop: Stop
      readonly untilMicros: Micros
    }

/** How fast a goal is played; undefined if it is gone for as fast as can be. */
export function paceOf(goal: Goal): Pace | undefined {
  return goal.type === 'play' || goal.type === 'run-until' ? goal.pace : undefined
}

/** Whether a goal means the run, whatever is done to it, and not what lay ahead of it. */
export function goesOnAfterAct({ type }: Goal): boolean {
  return type === 'play' || type === 'run-until'
}

/** What is passed on the way to this goal may be taken back: it is not part of the run yet. */
export function isLookingAhead(goal: Goal | undefined): boolean {
  if (!goal || goal.type === 'seek' || goal.type === 'seek-time') return false
  if (goal.type !== 'play' && goal.type !== 'run-until') return true
  return goal.pace?.type === 'steps'
}

/** How the page is told that it moves. */
export function playingOf(goal: Goal | undefined): Pace | 'running-to-quiet' | null {
  if (!goal) return null
  const isRun = goal.type === 'run-to-quiet' || goal.type === 'run-until'
  return paceOf(goal) ?? (isRun ? 'running-to-quiet' : null)
}

/** Asked after each event of a run: true ends it there. */
export type Stop = (record: EventRecord) => boolean

/** Where the search stands between two slices. */
export interface Search {
  /** The last event that mattered, and when it was. */
  lastUrgent: number
  lastUrgentMicros: Micros
  /** Nothing was found: the way back to the last event that mattered is under way. */
  isReturning: boolean
  /** A place that the journal does not reach: the run is lived again up to there. */
  reliveTo: number | undefined
}

/** A search that begins at these whereabouts. */
export function beginSearch({ from, fromMicros }: ReturnType<typeof whereabouts>): Search {
  return {
    lastUrgent: from,
    lastUrgentMicros: fromMicros,
    isReturning: false,
    reliveTo: undefined,
  }
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
  stop: Stop = () => false,
): boolean {
  if (search.isReturning) return session.walker.rewind(search.lastUrgent, isOutOfTime)
  if (search.reliveTo !== undefined) {
    if (!relive(session, search.reliveTo, isOutOfTime)) return false
    search.reliveTo = undefined
  }
  switch (goal.type) {
    case 'seek':
      return seek(session, goal.position, search, isOutOfTime)
    case 'seek-time':
      return seekTime(session, goal.atMicros, search, isOutOfTime)
    case 'step':
      return goal.direction === 'back'
        ? stepBack(session, goal.grain, search, isOutOfTime)
        : lookAhead(
            session,
            goal.fromMicros + LOOK_AHEAD_MAX,
            search,
            isOutOfTime,
            (record) => stop(record) || isStop(session.cluster.kernel, session.story, goal.grain),
          )
    case 'run-to-quiet':
      return lookAhead(session, goal.fromMicros + LOOK_AHEAD_MAX, search, isOutOfTime, () => false)
    case 'skip-ahead':
      return skipAhead(session, goal.fromMicros, search, isOutOfTime)
    case 'run-until':
      return runUntil(session, goal, isOutOfTime)
  }
}

/** Forward until the goal's stop or its end of patience. */
function runUntil(
  { walker, cluster, breakpoints, story }: Session,
  { stop, untilMicros }: Goal & { readonly type: 'run-until' },
  isOutOfTime: IsOutOfTime,
): boolean {
  const { kernel } = cluster
  for (let count = 0; ; count++) {
    const next = kernel.nextAt
    if (next === undefined || next > untilMicros) return true
    const record = walker.forward()
    if (!record || stop(record)) return true
    if (breakpoints.stopsAt(kernel, story, record)) return true
    if (isTimeToLook(count) && isOutOfTime()) return false
  }
}

/** Forward until `isReached`. Where all is quiet first, ends at the last event that mattered. */
function lookAhead(
  session: Session,
  untilMicros: Micros,
  search: Search,
  isOutOfTime: IsOutOfTime,
  isReached: Stop,
): boolean {
  const { walker, cluster, breakpoints, story } = session
  const { kernel } = cluster
  for (let count = 0; ; count++) {
    const nextUrgent = kernel.nextUrgentAt ?? Number.POSITIVE_INFINITY
    const isAllQuiet =
      kernel.now > search.lastUrgentMicros + QUIET_FOR && nextUrgent > kernel.now + QUIET_FOR
    const record = isAllQuiet || kernel.now > untilMicros ? undefined : walker.forward()
    if (!record) {
      if (kernel.now > untilMicros) return true
      search.isReturning = true
      return walker.rewind(search.lastUrgent, isOutOfTime)
    }
    if (record.urgent) {
      search.lastUrgent = kernel.position
      search.lastUrgentMicros = kernel.now
    }
    if (breakpoints.stopsAt(kernel, story, record) || isReached(record)) return true
    if (isTimeToLook(count) && isOutOfTime()) return false
  }
}

/** To the next event that matters; where nothing but heartbeats lies ahead, it stays where it is. */
function skipAhead(
  { walker, cluster, breakpoints, story }: Session,
  fromMicros: Micros,
  search: Search,
  isOutOfTime: IsOutOfTime,
): boolean {
  const { kernel } = cluster
  for (let count = 0; ; count++) {
    const next = kernel.nextUrgentAt ?? Number.POSITIVE_INFINITY
    // What only heartbeats find out, such as a lease that ran out, shows within the quiet time.
    const isHopeless = kernel.now > fromMicros + QUIET_FOR && next > fromMicros + SKIP_MAX
    const record = isHopeless ? undefined : walker.forward()
    if (record && (breakpoints.stopsAt(kernel, story, record) || record.urgent)) return true
    if (!record) {
      search.isReturning = true
      return walker.rewind(search.lastUrgent, isOutOfTime)
    }
    if (isTimeToLook(count) && isOutOfTime()) return false
  }
}

function stepBack(
  { walker, cluster, story, start }: Session,
  grain: Grain,
  search: Search,
  isOutOfTime: IsOutOfTime,
): boolean {
  const { kernel } = cluster
  for (let count = 0; kernel.position > start; count++) {
    if (kernel.position === kernel.history.base) {
      search.reliveTo = kernel.position - 1
      return false
    }
    walker.back()
    if (kernel.position <= start || isStop(kernel, story, grain)) return true
    if (isTimeToLook(count) && isOutOfTime()) return false
  }
  return true
}

function seek(
  { walker, cluster, start }: Session,
  position: number,
  search: Search,
  isOutOfTime: IsOutOfTime,
): boolean {
  const { kernel } = cluster
  const target = Math.max(start, position)
  if (target < kernel.history.base) {
    search.reliveTo = target
    return false
  }
  for (let count = 0; kernel.position !== target; count++) {
    const distance = target - kernel.position
    if (Math.abs(distance) > JUMP_OVER) {
      walker.jump(kernel.position + Math.sign(distance) * JUMP_EVENTS)
      if (isOutOfTime()) return false
    } else if (distance < 0) walker.back()
    else if (!walker.forward()) return true
    if (isTimeToLook(count) && isOutOfTime()) return false
  }
  return true
}

function seekTime(
  { walker, cluster, start }: Session,
  atMicros: Micros,
  search: Search,
  isOutOfTime: IsOutOfTime,
): boolean {
  const { kernel } = cluster
  for (let count = 0; ; count++) {
    if (kernel.now > atMicros) {
      if (kernel.position <= start) return true
      if (kernel.position === kernel.history.base) {
        search.reliveTo = start
        return false
      }
      walker.back()
    } else {
      const next = kernel.nextAt
      if (next === undefined || next > atMicros) return true
      walker.forward()
    }
    if (isTimeToLook(count) && isOutOfTime()) return false
  }
}

/** Plays the run from its very beginning up to a position, in leaps. */
function relive({ walker, cluster }: Session, position: number, isOutOfTime: IsOutOfTime): boolean {
  const { kernel } = cluster
  if (kernel.position > position) walker.jump(0)
  while (kernel.position < position) {
    walker.jump(Math.min(position, kernel.position + JUMP_EVENTS))
    if (isOutOfTime()) return false
  }
  return true
}

function isTimeToLook(count: number): boolean {
  return (count & (EVENTS_PER_LOOK - 1)) === EVENTS_PER_LOOK - 1
}
