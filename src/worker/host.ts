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
import { messagesAt, stepAt, type Telling, tellingOf } from './frame-parts.ts'
import { beginSearch, type Goal, pursue, type Search, whereabouts } from './goals.ts'
import { diffManifest } from './manifest-diff.ts'
import { Player } from './player.ts'
import { schemasReply } from './schemas.ts'
import { openSession, recordingOf, type Session } from './session.ts'
import { storySoFar } from './story-so-far.ts'
import { timelineOf } from './timeline.ts'

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
      case 'timeline':
        return this.reply(
          command.requestId,
          timelineOf(session.cluster.kernel, command.fromPosition, command.limit, this.end),
        )
      case 'diff':
        return this.reply(command.requestId, diffManifest(session.cluster, command.manifest))
      case 'save':
        return this.reply(command.requestId, {
          type: 'saved',
          recording: recordingOf(session, session.cluster.kernel.stateHash()),
        })
      case 'story':
        return this.reply(command.requestId, { type: 'story', steps: storySoFar(session) })
      case 'schemas':
        return this.reply(command.requestId, schemasReply())
    }
  }

  private boot(command: Command & { readonly type: 'boot' }): void {
    const { seed, topology, recording } = command
    this.session = undefined
    this.goal = undefined
    this.stepsWaiting.length = 0
    this.outstanding = 0
    this.post({ type: 'ready', version: PROTOCOL_VERSION, seed, topology })
    const session = openSession(seed, topology, recording)
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
      if (this.goal && this.goal.type !== 'play') this.goal = undefined
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

  private pause(): void {
    this.goal = undefined
    this.stepsWaiting.length = 0
    this.isFrameDue = true
  }

  private set(goal: Goal): void {
    this.goal = goal
    if (goal.type !== 'step') this.stepsWaiting.length = 0
    const isSearch = goal.type !== 'seek' && goal.type !== 'play'
    this.search = beginSearch(isSearch ? goal : { from: 0, fromMicros: 0 })
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
    if (this.goal?.type === 'play') this.playOn(session, this.goal.pace, isOutOfTime)
    else if (this.goal && pursue(session, this.goal, this.search, isOutOfTime))
      this.arrived(session)
    if (!this.isLookingAhead) this.end = Math.max(this.end, session.cluster.kernel.position)
    if (this.now() - startedAt > SLICE_MS / 2) {
      // A picture takes time as well: it gets a slice of its own.
      this.isShowPutOff = true
      return 0
    }
    this.show(session)
    return this.nextTickIn
  }

  private get nextTickIn(): number | null {
    if (this.goal) return this.goal.type === 'play' ? TICK_MS : 0
    return this.isInspectionDue ? INSPECT_EVERY_MS : null
  }

  private arrived(session: Session): void {
    const { kernel } = session.cluster
    this.end = Math.max(this.end, kernel.position)
    // Nothing lay ahead: what was told stays told.
    if (this.goal?.type === 'skip-ahead' && this.goal.from === kernel.position)
      this.view = this.formerView
    this.goal = undefined
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

  private playOn(session: Session, pace: Pace, isOutOfTime: () => boolean): void {
    const progress = this.player.advance(session, pace, this.now(), isOutOfTime)
    if (progress !== 'moving') {
      this.isFrameDue = true
      this.end = Math.max(this.end, session.cluster.kernel.position)
    }
    if (progress === 'ended') this.pause()
  }

  private show(session: Session): void {
    const isLong = this.now() - this.frameAt > PROGRESS_EVERY_MS && session.walker.hasNews
    const isMoving =
      this.goal?.type === 'play' &&
      !this.isLookingAhead &&
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
      playing: this.playing,
      stopped: null,
      output,
    }
    this.post(frame)
  }

  /** True while pictures of the way are wanted: not of a long silence that may be taken back again. */
  private isTelling({ cluster }: Session): boolean {
    if (this.goal?.type !== 'run-to-quiet' && this.goal?.type !== 'skip-ahead') return false
    const { isReturning, lastUrgentMicros } = this.search
    return !isReturning && cluster.kernel.now - lastUrgentMicros < SILENCE_SHOWN
  }

  /** What is passed now may be taken back: it is not part of the run yet. */
  private get isLookingAhead(): boolean {
    const { goal } = this
    if (!goal || goal.type === 'seek') return false
    return goal.type !== 'play' || goal.pace.type === 'steps'
  }

  private get playing(): Frame['playing'] {
    if (this.goal?.type === 'play') return this.goal.pace
    return this.goal?.type === 'run-to-quiet' ? 'running-to-quiet' : null
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
