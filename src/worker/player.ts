import type { Pace } from '../protocol/messages.ts'
import { SECOND } from '../sim/kernel/types.ts'
import {
  beginSearch,
  type IsOutOfTime,
  pursue,
  type Search,
  type Stop,
  whereabouts,
} from './goals.ts'
import type { Session } from './session.ts'

/** A page that fell behind is not made up for by more than this much at once. */
const LAG_MS_MAX = 100

/** `stepped`: a step was completed and shall be shown; `ended`: no step follows; `stopped`: the asker's stop was met. */
export type Progress = 'moving' | 'stepped' | 'ended' | 'stopped'

/** What ends a slice of playing before its time has passed. */
interface Limits {
  readonly isOutOfTime: IsOutOfTime
  readonly stop?: Stop
}

const NEVER: Stop = () => false

/** Turns real time into virtual time, or into steps, as a pace says. */
export class Player {
  private playedAtMs: number
  private playedMs = 0
  /** Virtual time, or steps, that the pace is owed. */
  private debt: number
  private step:
    | { readonly from: number; readonly fromMicros: number; readonly search: Search }
    | undefined

  constructor(pace: Pace, nowMs: number) {
    this.playedAtMs = nowMs
    // A pace in steps begins with a step, not with a wait.
    this.debt = pace.type === 'steps' ? 1 : 0
  }

  /** Goes on for the time that has passed. */
  advance(session: Session, pace: Pace, nowMs: number, limits: Limits): Progress {
    const elapsedMs = Math.min(LAG_MS_MAX, nowMs - this.playedAtMs)
    this.playedAtMs = nowMs
    if (pace.type === 'speed') {
      this.debt += elapsedMs * 1000 * pace.factor
      return this.passTime(session, limits) ?? 'moving'
    }
    this.playedMs += elapsedMs
    const haste = pace.doublesEveryMs === undefined ? 1 : 2 ** (this.playedMs / pace.doublesEveryMs)
    this.debt += (elapsedMs / 1000) * pace.perSecond * haste
    if (this.debt < 1) return 'moving'
    // One step at a time, so that the page sees each; whoever has hurry sees some together.
    const backlogMax = Math.max(1, haste)
    let progress: Progress
    do progress = this.takeStep(session, pace, limits, backlogMax)
    while (progress === 'stepped' && haste > 1 && this.debt >= 1 && !limits.isOutOfTime())
    return progress
  }

  private takeStep(
    session: Session,
    pace: Pace & { readonly type: 'steps' },
    { isOutOfTime, stop = NEVER }: Limits,
    backlogMax: number,
  ): Progress {
    if (!this.step) {
      const start = whereabouts(session)
      this.step = { ...start, search: beginSearch(start) }
    }
    const { from, fromMicros, search } = this.step
    const goal = {
      type: 'step',
      grain: pace.grain,
      direction: 'forward',
      from,
      fromMicros,
    } as const
    let isStopped = false
    const watched: Stop = (record) => {
      isStopped = stop(record)
      return isStopped
    }
    if (!pursue(session, goal, search, isOutOfTime, watched)) return 'moving'
    this.step = undefined
    if (isStopped) return 'stopped'
    this.debt = Math.min(this.debt - 1, backlogMax)
    const { kernel } = session.cluster
    if (session.breakpoints.isHitAt(kernel.position)) return 'ended'
    const isAtStep = pace.grain !== 'story' || session.story.last.get() === kernel.position
    return kernel.position > from && isAtStep ? 'stepped' : 'ended'
  }

  /** Undefined unless something ended it: a breakpoint, or the asker. */
  private passTime(
    { cluster, walker, breakpoints, story }: Session,
    { isOutOfTime, stop = NEVER }: Limits,
  ): 'ended' | 'stopped' | undefined {
    const { kernel } = cluster
    for (let count = 0; ; count++) {
      const next = kernel.nextAt
      if (next === undefined || next - kernel.now > this.debt) return undefined
      this.debt -= next - kernel.now
      const record = walker.forward()
      if (record && stop(record)) return 'stopped'
      if (record && breakpoints.stopsAt(kernel, story, record)) return 'ended'
      if ((count & 3) === 3 && isOutOfTime()) {
        // This machine can not keep the pace: time goes slower rather than in leaps.
        this.debt = Math.min(this.debt, SECOND)
        return undefined
      }
    }
  }
}
