import type { InspectionTarget } from '../protocol/inspection.ts'
import type { Frame, Update } from '../protocol/messages.ts'
import { type Micros, SECOND } from '../sim/kernel/types.ts'
import { inspect } from '../sim/story/inspect/index.ts'
import { isQuiet } from '../sim/story/quiet.ts'
import { messagesAt, stepAt, type Telling } from './frame-parts.ts'
import { type Goal, isLookingAhead, paceOf, playingOf, type Search } from './goals.ts'
import type { Session } from './session.ts'

/** A long way is shown in pictures this far apart. */
const PROGRESS_EVERY_MS = 120
/** An inspection is sent anew at most this often. */
export const INSPECT_EVERY_MS = 150
/** While time passes, pictures are at least this far apart: messages fly on between them, and nobody reads rows faster. */
const PLAYED_PICTURE_MS = 80
/** A page that takes long over a picture is given fewer, so that this share of its time is enough for them; it has flights to draw as well. */
const PICTURES_SHARE = 1 / 5
const PLAYED_PICTURE_MAX_MS = 250
/** Pictures of a way end when nothing but heartbeats came for this long. */
const SILENCE_SHOWN: Micros = 60 * SECOND

/** Where the run is going, as far as a picture of it tells. */
export interface Course {
  readonly goal: Goal | undefined
  readonly search: Search
  readonly view: Telling
  /** The furthest known position. */
  readonly end: number
  readonly fork: number
}

/** What the page is shown, and when: one frame at a time, and the inspection that it asked for. */
export class Screen {
  private readonly post: (update: Update) => void
  private readonly now: () => number
  private sequence = 0
  /** The frame that the page has not drawn yet. */
  private outstanding = 0
  private isFrameDue = false
  private frameAt = 0
  /** How long a picture takes of late, from here to the page's screen. */
  private drawingMs = 0
  private isLit = false
  private target: InspectionTarget | null = null
  private isInspectionDue = false
  private inspectedAt = Number.NEGATIVE_INFINITY

  constructor(post: (update: Update) => void, now: () => number) {
    this.post = post
    this.now = now
  }

  /** Another run begins; until `light`, nothing of it is shown. */
  darken(): void {
    this.outstanding = 0
    this.isLit = false
    this.isFrameDue = false
  }

  /** From now on pictures are shown, beginning with the present one. */
  light(): void {
    this.isLit = true
    this.isFrameDue = true
  }

  /** The next look shows a picture, whatever is under way. */
  demand(): void {
    this.isFrameDue = true
  }

  /** The page has drawn a frame. */
  drawn(sequence: number): void {
    if (this.outstanding === 0 || sequence < this.outstanding) return
    this.outstanding = 0
    this.drawingMs += (this.now() - this.frameAt - this.drawingMs) / 4
  }

  private get playedPictureMs(): number {
    const wanted = this.drawingMs / PICTURES_SHARE
    return Math.min(PLAYED_PICTURE_MAX_MS, Math.max(PLAYED_PICTURE_MS, wanted))
  }

  inspect(target: InspectionTarget | null): void {
    this.target = target
    this.isInspectionDue = target !== null
  }

  /** In how many milliseconds it has something to show by itself; null if it has not. */
  get nextLookIn(): number | null {
    return this.isInspectionDue ? INSPECT_EVERY_MS : null
  }

  /** Shows what is due. */
  show(session: Session, course: Course): void {
    if (this.isLit && this.outstanding === 0 && this.isPictureDue(session, course))
      this.sendFrame(session, course)
    if (this.isInspectionDue && this.now() - this.inspectedAt >= INSPECT_EVERY_MS)
      this.sendInspection(session)
  }

  private isPictureDue(session: Session, { goal, search }: Course): boolean {
    if (this.isFrameDue) return true
    if (!session.walker.hasNews) return false
    const sinceLast = this.now() - this.frameAt
    const isMoving = goal !== undefined && paceOf(goal) !== undefined && !isLookingAhead(goal)
    if (isMoving && sinceLast >= this.playedPictureMs) return true
    return sinceLast > PROGRESS_EVERY_MS && isTelling(session, goal, search)
  }

  private sendFrame(session: Session, { goal, view, end, fork }: Course): void {
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
      fork,
      position: kernel.position,
      start: session.start,
      startAtMicros: session.startAtMicros,
      end: Math.max(end, kernel.position),
      atMicros: kernel.now,
      endAtMicros: kernel.history.timeAt(Math.min(end, kernel.history.end)),
      isQuiet: isQuiet(kernel, session.story),
      nextAtMicros: kernel.nextUrgentAt ?? null,
      motion,
      reset,
      changes: reset ? projector.all() : projector.changes(touched),
      messages: messagesAt(session, messages),
      step: stepAt(session, view),
      playing: playingOf(goal),
      stopped: session.breakpoints.take(kernel.position),
      output,
    }
    this.post(frame)
  }

  private sendInspection(session: Session): void {
    this.isInspectionDue = false
    this.inspectedAt = this.now()
    if (this.target === null) return
    const inspection = inspect(session.stage, this.target)
    this.post({ type: 'inspection', position: session.cluster.kernel.position, inspection })
  }
}

/** True while pictures of the way are wanted: not of a long silence that may be taken back again. */
function isTelling({ cluster }: Session, goal: Goal | undefined, search: Search): boolean {
  if (goal?.type === 'run-until') return true
  if (goal?.type !== 'run-to-quiet' && goal?.type !== 'skip-ahead') return false
  const { isReturning, lastUrgentMicros } = search
  return !isReturning && cluster.kernel.now - lastUrgentMicros < SILENCE_SHOWN
}
