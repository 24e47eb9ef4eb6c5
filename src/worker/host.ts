import type { InspectionTarget } from '../protocol/inspection.ts'
import {
  type Command,
  type Frame,
  type Pace,
  PROTOCOL_VERSION,
  type Recording,
  type Reply,
  type Update,
} from '../protocol/messages.ts'
import type { Grain } from '../protocol/views.ts'
import { type Micros, SECOND } from '../sim/kernel/types.ts'
import { inspect } from '../sim/story/inspect/index.ts'
import { isQuiet } from '../sim/story/quiet.ts'
import { Breakpoints } from './breakpoints.ts'
import { messagesAt, stepAt, type Telling, tellingOf } from './frame-parts.ts'
import {
  beginSearch,
  type Goal,
  goesOnAfterAct,
  isLookingAhead,
  paceOf,
  playingOf,
  pursue,
  type Search,
  whereabouts,
} from './goals.ts'
import { Player } from './player.ts'
import { answer } from './questions.ts'
import { waitOf } from './run-until.ts'
import { openSession, recordingOf, type Session } from './session.ts'

/** Work between two looks at the commands. */
const SLICE_MS = 8
/** A long way is shown in pictures this far apart. */
const PROGRESS_EVERY_MS = 120
/** An inspection is sent anew at most this often. */
const INSPECT_EVERY_MS = 150
/** While playing, ticks are this far apart. */
const TICK_MS = 16
/** While time passes, pictures are this far apart: messages fly on between them, and nobody reads rows faster. */
const PLAYED_PICTURE_MS = 48
const STEPS_WAITING_MAX = 20
/** Pictures of a way end when nothing but heartbeats came for this long. */
const SILENCE_SHOWN: Micros = 60 * SECOND

/** The worker's inside, free of the browser: commands in, updates out, work in slices. */
export interface Host {
  receive(command: Command): void
  /** Does a slice of work; answers in how many milliseconds it wants the next, null when there is nothing to do. */
  tick(): number | null
}

/** Makes a host that posts to a page. `now` is the page's clock in milliseconds. */
export function createHost(post: (update: Update) => void, now: () => number): Host {
  return new SimulationHost(post, now)
}

class SimulationHost implements Host {
  private readonly post: (update: Update) => void
  private readonly now: () => number
  private session: Session | undefined
  private goal: Goal | undefined
  private search: Search = beginSearch({ from: 0, fromMicros: 0 })
  private readonly stepsWaiting: { grain: Grain; direction: 'forward' | 'back' }[] = []
  private view: Telling = 'story'
  private formerView: Telling = 'story'
  private end = 0
  private fork = 0
  private sequence = 0
  /** The frame that the page has not drawn yet. */
  private outstanding = 0
  private isFrameDue = false
  private isShowPutOff = false
  private readonly breakpoints = new Breakpoints()
  private target: InspectionTarget | null = null
  private isInspectionDue = false
  private inspectedAt = Number.NEGATIVE_INFINITY
  private frameAt = 0
  private player = new Player({ type: 'speed', factor: 1 }, 0)
  private isShown = false
  /** Where a restored run's reader was, until we are there. */
  private restoreTo: number | undefined

  constructor(post: (update: Update) => void, now: () => number) {
    this.post = post
    this.now = now
  }

  receive(command: Command): void {
    this.guarded(() => this.obey(command))
  }

  tick(): number | null {
    let delay: number | null = null
    this.guarded(() => {
      delay = this.work()
    })
    return delay
  }

  private obey(command: Command): void {
    if (command.type === 'boot') return this.boot(command)
    if (command.type === 'inspect') {
      this.target = command.target
      this.isInspectionDue = command.target !== null
      return
    }
    if (command.type === 'breakpoints') return this.breakpoints.set(command.breakpoints)
    const { session } = this
    if (!session) {
      if ('requestId' in command)
        this.reply(command.requestId, { type: 'refused', message: 'no cluster is running' })
      return
    }
    switch (command.type) {
      case 'frame-drawn':
        if (command.sequence >= this.outstanding) this.outstanding = 0
        return
      case 'act':
        return this.act(session, command)
      case 'step':
        return this.step(session, command.grain, command.direction)
      case 'play':
        return this.play(command.pace)
      case 'pause':
        return this.pause()
      case 'run-to-quiet':
      case 'skip-ahead':
        return this.set({ type: command.type, ...whereabouts(session) })
      case 'seek':
        return this.set({ type: 'seek', position: Math.min(command.position, this.end) })
      case 'seek-time':
        return this.set({ type: 'seek-time', atMicros: command.atMicros })
      case 'timeline':
      case 'diff':
      case 'save':
      case 'story':
      case 'schemas':
      case 'why':
      case 'compare':
      case 'compare-objects':
      case 'check':
      case 'objects':
      case 'requests':
        return this.reply(command.requestId, answer(session, command, this.end))
      case 'run-until':
        return this.runUntil(session, command)
    }
  }

  private boot(command: Command & { readonly type: 'boot' }): void {
    const { seed, topology, recording } = command
    this.endWait()
    this.session = undefined
    this.goal = undefined
    this.stepsWaiting.length = 0
    this.outstanding = 0
    this.post({ type: 'ready', version: PROTOCOL_VERSION, seed, topology })
    const session = openSession(seed, topology, recording, this.breakpoints)
    this.session = session
    this.view = 'story'
    this.end = session.start
    this.fork = 0
    this.isShown = recording === undefined
    this.isFrameDue = this.isShown
    if (recording) this.restore(session, recording)
  }

  /** Plays a recording up to its last command, then goes to where its reader was. */
  private restore(session: Session, { actions, position }: Recording): void {
    this.end = Math.max(position, actions.at(-1)?.position ?? 0, session.start)
    this.set({ type: 'seek', position: this.end })
    this.restoreTo = position
  }

  private act(session: Session, command: Command & { readonly type: 'act' }): void {
    const { kernel } = session.cluster
    const isFork = kernel.end > kernel.position
    const { accepted, problems } = session.cluster.act(command.action)
    if (accepted) {
      if (isFork) this.fork++
      this.end = kernel.position
      if (this.goal && !goesOnAfterAct(this.goal)) this.goal = undefined
      this.isFrameDue = true
    }
    this.reply(command.requestId, { type: 'acted', accepted, problems })
  }

  private step(session: Session, grain: Grain, direction: 'forward' | 'back'): void {
    if (this.goal?.type === 'step') {
      if (this.stepsWaiting.length < STEPS_WAITING_MAX) this.stepsWaiting.push({ grain, direction })
      return
    }
    this.set({ type: 'step', grain, direction, ...whereabouts(session) })
  }

  private play(pace: Pace): void {
    this.set({ type: 'play', pace })
    this.player = new Player(pace, this.now())
    this.isFrameDue = true
  }

  private runUntil(session: Session, command: Command & { readonly type: 'run-until' }): void {
    const goal = waitOf(session, command)
    if ('problem' in goal)
      return this.reply(command.requestId, { type: 'refused', message: goal.problem })
    this.set(goal)
    if (goal.pace) this.player = new Player(goal.pace, this.now())
    if (goal.isMet()) this.pause()
    else this.isFrameDue = true
  }

  /** Who waits for a condition is told how it stands now. */
  private endWait(): void {
    const { goal, session } = this
    if (goal?.type !== 'run-until' || !session) return
    this.goal = undefined
    const { position, now } = session.cluster.kernel
    const isMet = goal.isMet()
    this.reply(goal.requestId, { type: 'ran-until', isMet, position, atMicros: now })
  }

  private pause(): void {
    this.endWait()
    this.goal = undefined
    this.stepsWaiting.length = 0
    this.isFrameDue = true
  }

  private set(goal: Goal): void {
    this.endWait()
    this.goal = goal
    if (goal.type !== 'step') this.stepsWaiting.length = 0
    this.search = beginSearch('from' in goal ? goal : { from: 0, fromMicros: 0 })
    this.formerView = this.view
    this.view = tellingOf(goal)
  }

  private work(): number | null {
    const { session } = this
    if (!session) return null
    const startedAt = this.now()
    const isOutOfTime = () => this.now() - startedAt >= SLICE_MS
    if (this.isShowPutOff) {
      this.isShowPutOff = false
      this.show(session)
      return this.nextTickIn
    }
    if (this.goal && paceOf(this.goal)) this.playOn(session, this.goal, isOutOfTime)
    else if (
      this.goal &&
      this.goal.type !== 'play' &&
      pursue(session, this.goal, this.search, isOutOfTime)
    )
      this.arrived(session)
    if (!isLookingAhead(this.goal)) this.end = Math.max(this.end, session.cluster.kernel.position)
    if (this.now() - startedAt > SLICE_MS / 2) {
      // A picture takes time as well: it gets a slice of its own.
      this.isShowPutOff = true
      return 0
    }
    this.show(session)
    return this.nextTickIn
  }

  private get nextTickIn(): number | null {
    if (this.goal) return paceOf(this.goal) ? TICK_MS : 0
    return this.isInspectionDue ? INSPECT_EVERY_MS : null
  }

  private arrived(session: Session): void {
    const { kernel } = session.cluster
    this.end = Math.max(this.end, kernel.position)
    // Nothing lay ahead: what was told stays told.
    if (this.goal?.type === 'skip-ahead' && this.goal.from === kernel.position)
      this.view = this.formerView
    this.endWait()
    this.goal = undefined
    if (session.breakpoints.isHitAt(kernel.position)) this.stopped()
    if (this.restoreTo !== undefined) {
      const position = this.restoreTo
      this.restoreTo = undefined
      if (position < kernel.position) return this.set({ type: 'seek', position })
    }
    this.isShown = true
    this.isFrameDue = true
    const next = this.stepsWaiting.shift()
    if (next) this.step(session, next.grain, next.direction)
  }

  /** A breakpoint ended the way here: what just happened is told, and no waiting step goes past it. */
  private stopped(): void {
    this.stepsWaiting.length = 0
    this.view = 'exactly'
  }

  private playOn(session: Session, goal: Goal, isOutOfTime: () => boolean): void {
    const pace = paceOf(goal)
    if (!pace) return
    const isWait = goal.type === 'run-until'
    const limits = { isOutOfTime, ...(isWait ? { stop: goal.stop } : {}) }
    const progress = this.player.advance(session, pace, this.now(), limits)
    const { kernel } = session.cluster
    const isHit = session.breakpoints.isHitAt(kernel.position)
    if (progress !== 'moving') {
      this.isFrameDue = true
      this.end = Math.max(this.end, kernel.position)
    }
    const isPatienceOver = isWait && (kernel.nextAt ?? Number.POSITIVE_INFINITY) > goal.untilMicros
    // Where no step follows but heartbeats, a wait goes on without its pace.
    if (isWait && progress === 'ended' && !isHit) this.goal = { ...goal, pace: undefined }
    else if (progress === 'ended' || progress === 'stopped' || isPatienceOver) this.pause()
    if (isHit) this.stopped()
  }

  private show(session: Session): void {
    const isLong = this.now() - this.frameAt > PROGRESS_EVERY_MS && session.walker.hasNews
    const isMoving =
      this.goal !== undefined &&
      paceOf(this.goal) !== undefined &&
      !isLookingAhead(this.goal) &&
      session.walker.hasNews &&
      this.now() - this.frameAt >= PLAYED_PICTURE_MS
    const isTold = this.isTelling(session)
    const isDue = this.isFrameDue || isMoving || (isLong && isTold)
    if (isDue && this.isShown && this.outstanding === 0) this.sendFrame(session)
    if (this.isInspectionDue && this.now() - this.inspectedAt >= INSPECT_EVERY_MS)
      this.sendInspection(session)
  }

  private sendFrame(session: Session): void {
    const { cluster, walker, projector } = session
    const { kernel } = cluster
    const { touched, messages, output, motion, reset } = walker.take()
    this.sequence++
    this.outstanding = this.sequence
    this.isFrameDue = false
    this.frameAt = this.now()
    this.isInspectionDue = this.target !== null
    const frame: Frame = {
      type: 'frame',
      sequence: this.sequence,
      fork: this.fork,
      position: kernel.position,
      start: session.start,
      startAtMicros: session.startAtMicros,
      end: Math.max(this.end, kernel.position),
      atMicros: kernel.now,
      endAtMicros: kernel.history.timeAt(Math.min(this.end, kernel.history.end)),
      isQuiet: isQuiet(kernel, session.story),
      nextAtMicros: kernel.nextUrgentAt ?? null,
      motion,
      reset,
      changes: reset ? projector.all() : projector.changes(touched),
      messages: messagesAt(session, messages),
      step: stepAt(session, this.view),
      playing: playingOf(this.goal),
      stopped: session.breakpoints.take(kernel.position),
      output,
    }
    this.post(frame)
  }

  /** True while pictures of the way are wanted: not of a long silence that may be taken back again. */
  private isTelling({ cluster }: Session): boolean {
    if (this.goal?.type === 'run-until') return true
    if (this.goal?.type !== 'run-to-quiet' && this.goal?.type !== 'skip-ahead') return false
    const { isReturning, lastUrgentMicros } = this.search
    return !isReturning && cluster.kernel.now - lastUrgentMicros < SILENCE_SHOWN
  }

  private sendInspection(session: Session): void {
    this.isInspectionDue = false
    this.inspectedAt = this.now()
    if (this.target === null) return
    const inspection = inspect(session.stage, this.target)
    this.post({ type: 'inspection', position: session.cluster.kernel.position, inspection })
  }

  private reply(requestId: number, reply: Reply): void {
    this.post({ type: 'reply', requestId, reply })
  }

  /** A bug anywhere in the simulation ends the session and is told with the way that led to it. */
  private guarded(work: () => void): void {
    try {
      work()
    } catch (error) {
      const recording = this.session ? recordingOf(this.session, '') : null
      this.session = undefined
      this.goal = undefined
      const { message, stack = '' } = error instanceof Error ? error : new Error(String(error))
      this.post({ type: 'crashed', message, stack, recording })
    }
  }
}
