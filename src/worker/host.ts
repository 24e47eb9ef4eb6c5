import {
  type Command,
  type Pace,
  PROTOCOL_VERSION,
  type Recording,
  type Reply,
  type Update,
} from '../protocol/messages.ts'
import type { Grain } from '../protocol/views.ts'
import { Breakpoints } from './breakpoints.ts'
import { type Telling, tellingOf } from './frame-parts.ts'
import {
  beginSearch,
  type Goal,
  goesOnAfterAct,
  isLookingAhead,
  paceOf,
  pursue,
  type Search,
  whereabouts,
} from './goals.ts'
import { Player } from './player.ts'
import { answer } from './questions.ts'
import { waitOf } from './run-until.ts'
import { Screen } from './screen.ts'
import { Boot, recordingOf, type Session } from './session.ts'

/** Work between two looks at the commands. */
const SLICE_MS = 8
/** The same while a cluster boots: there is nothing to show, only another boot could come. */
const BOOT_SLICE_MS = 40
/** A boot that takes longer tells how far it is, this often. */
const BOOT_TOLD_EVERY_MS = 250
/** While playing, ticks are this far apart. */
const TICK_MS = 16
/** What keeping the run may take of a tick. */
const SAVE_SLICE_MS = 4
const STEPS_WAITING_MAX = 20

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
  private readonly screen: Screen
  private boot: Boot | undefined
  /** Begun on a guess, before the page's own script has come. */
  private prepared: Boot | undefined
  private bootToldAt = 0
  /** Commands for the cluster that boots. */
  private held: Command[] = []
  private session: Session | undefined
  private goal: Goal | undefined
  private search: Search = beginSearch({ from: 0, fromMicros: 0 })
  private readonly stepsWaiting: { grain: Grain; direction: 'forward' | 'back' }[] = []
  /** Requests to keep the run, for which its hash is made ready. */
  private savesWaiting: number[] = []
  private view: Telling = 'story'
  private formerView: Telling = 'story'
  private end = 0
  private fork = 0
  private isShowPutOff = false
  private readonly breakpoints = new Breakpoints()
  private player = new Player({ type: 'speed', factor: 1 }, 0)
  /** Where a restored run's reader was, until we are there. */
  private restoreTo: number | undefined

  constructor(post: (update: Update) => void, now: () => number) {
    this.post = post
    this.now = now
    this.screen = new Screen(post, now)
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
    switch (command.type) {
      case 'prepare':
        this.prepared = new Boot(command.seed, command.topology)
        return
      case 'boot':
        return this.begin(command)
      case 'inspect':
        return this.screen.inspect(command.target)
      case 'breakpoints':
        return this.breakpoints.set(command.breakpoints)
      case 'frame-drawn':
        return this.screen.drawn(command.sequence)
    }
    if (this.session) return this.direct(this.session, command)
    if (this.boot) this.held.push(command)
    else this.refuse(command)
  }

  /** A command for a cluster that stands. */
  private direct(
    session: Session,
    command: Exclude<
      Command,
      { readonly type: 'prepare' | 'boot' | 'inspect' | 'breakpoints' | 'frame-drawn' }
    >,
  ): void {
    switch (command.type) {
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
      case 'story':
      case 'schemas':
      case 'why':
      case 'compare':
      case 'compare-objects':
      case 'check':
      case 'objects':
      case 'requests':
        return this.reply(command.requestId, answer(session, command, this.end))
      case 'save':
        this.savesWaiting.push(command.requestId)
        return command.isHere ? this.save(session) : undefined
      case 'run-until':
        return this.runUntil(session, command)
    }
  }

  private begin(wish: Command & { readonly type: 'boot' }): void {
    const { seed, topology, recording } = wish
    this.endWait()
    for (const command of this.held) this.refuse(command)
    for (const requestId of this.savesWaiting) this.refuse({ type: 'save', requestId })
    this.savesWaiting = []
    this.held = []
    this.session = undefined
    this.goal = undefined
    this.stepsWaiting.length = 0
    this.screen.darken()
    this.post({ type: 'ready', version: PROTOCOL_VERSION, seed, topology })
    this.bootToldAt = this.now()
    this.boot = this.prepared?.suits(wish) ? this.prepared : new Boot(seed, topology)
    this.prepared = undefined
    if (recording) this.boot.follow(recording)
  }

  /** Goes on booting. A cluster that has not settled is nobody's business yet, but for how far it is. */
  private bootOn(boot: Boot): number {
    const startedAt = this.now()
    if (!boot.advance(() => this.now() - startedAt >= BOOT_SLICE_MS)) {
      if (this.now() - this.bootToldAt >= BOOT_TOLD_EVERY_MS) {
        this.bootToldAt = this.now()
        this.post({ type: 'booting', ...boot.progress })
      }
      return 0
    }
    const session = boot.session(this.breakpoints)
    this.boot = undefined
    this.session = session
    this.view = 'story'
    this.end = session.start
    this.fork = 0
    if (boot.recording) this.restore(session, boot.recording)
    else this.screen.light()
    const { held } = this
    this.held = []
    for (const command of held) this.obey(command)
    return 0
  }

  /** Plays a recording up to its last command, then goes to where its reader was. */
  private restore(session: Session, { actions, position }: Recording): void {
    this.end = Math.max(position, actions.at(-1)?.position ?? 0, session.start)
    this.set({ type: 'seek', position: this.end })
    this.restoreTo = position
  }

  private save(session: Session): void {
    const recording = recordingOf(session, session.cluster.kernel.stateHash())
    for (const requestId of this.savesWaiting) this.reply(requestId, { type: 'saved', recording })
    this.savesWaiting = []
  }

  /** All state of a large cluster takes longer than a picture or a command may wait: everything goes on in between. */
  private saveOn(session: Session): void {
    if (this.savesWaiting.length === 0) return
    const startedAt = this.now()
    const isOutOfTime = () => this.now() - startedAt >= SAVE_SLICE_MS
    // On the way of a search the run is where it may not stay.
    const mayStay = !this.goal || paceOf(this.goal) !== undefined
    if (session.cluster.kernel.prepareHash(isOutOfTime) && mayStay) this.save(session)
  }

  private act(session: Session, command: Command & { readonly type: 'act' }): void {
    const { kernel } = session.cluster
    const isFork = kernel.end > kernel.position
    const { accepted, problems } = session.cluster.act(command.action)
    if (accepted) {
      if (isFork) this.fork++
      this.end = kernel.position
      if (this.goal && !goesOnAfterAct(this.goal)) this.goal = undefined
      this.screen.demand()
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
    this.screen.demand()
  }

  private runUntil(session: Session, command: Command & { readonly type: 'run-until' }): void {
    const goal = waitOf(session, command)
    if ('problem' in goal)
      return this.reply(command.requestId, { type: 'refused', message: goal.problem })
    this.set(goal)
    if (goal.pace) this.player = new Player(goal.pace, this.now())
    if (goal.isMet()) this.pause()
    else this.screen.demand()
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
    this.screen.demand()
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
    if (this.boot) return this.bootOn(this.boot)
    const { session } = this
    const startedAt = this.now()
    const isOutOfTime = () => this.now() - startedAt >= SLICE_MS
    if (!session) return (this.prepared?.advance(isOutOfTime) ?? true) ? null : 0
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
    this.saveOn(session)
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
    if (this.savesWaiting.length > 0) return 0
    return this.screen.nextLookIn
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
    this.screen.light()
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
      this.screen.demand()
      this.end = Math.max(this.end, kernel.position)
    }
    const isPatienceOver = isWait && (kernel.nextAt ?? Number.POSITIVE_INFINITY) > goal.untilMicros
    // Where no step follows but heartbeats, a wait goes on without its pace.
    if (isWait && progress === 'ended' && !isHit) this.goal = { ...goal, pace: undefined }
    else if (progress === 'ended' || progress === 'stopped' || isPatienceOver) this.pause()
    if (isHit) this.stopped()
  }

  private show(session: Session): void {
    const { goal, search, view, end, fork } = this
    this.screen.show(session, { goal, search, view, end, fork })
  }

  private refuse(command: Command): void {
    if ('requestId' in command)
      this.reply(command.requestId, { type: 'refused', message: 'no cluster is running' })
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
      this.boot = undefined
      this.held = []
      this.goal = undefined
      const { message, stack = '' } = error instanceof Error ? error : new Error(String(error))
      this.post({ type: 'crashed', message, stack, recording })
    }
  }
}
