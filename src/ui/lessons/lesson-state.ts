/**
 * The lesson that is being taken, and its verbs: one store for every view that shows or drives it (the
 * lesson pane, presenter mode, the palette). The playing itself is `LessonRun`'s.
 */
import { create } from 'zustand'
import type { Lesson } from '../../lessons/format/lesson.ts'
import { LessonRun, taskOf } from '../../lessons/run/lesson-run.ts'
import type { LessonSnapshot, LessonState } from '../../lessons/run/state.ts'
import type { Verdict } from '../../protocol/conditions.ts'
import { useCluster } from '../state/cluster.ts'
import { commands } from '../state/commands.ts'
import type { Session } from '../state/session.ts'
import { useSession } from '../state/session-state.ts'
import { useVeil } from '../state/veil.ts'
import { createDriver, type PageDriver } from './lesson-driver.ts'
import { showLessonPane, useLessonShell } from './lesson-shell.ts'
import type { LessonSource } from './lesson-source.ts'
import { storeCurrent, useProgress } from './progress.ts'
import { whenCluster } from './when-cluster.ts'

/** What the views draw. */
export interface LessonPlay {
  readonly lesson: Lesson | null
  readonly source: LessonSource | null
  /** Where the lesson stands, as `LessonRun` has it. */
  readonly state: LessonState | null
  /** Chosen, but not yet put to the test. */
  readonly picked: string | null
  /** Of the task's checks, as the cluster changes. */
  readonly verdicts: readonly Verdict[]
  readonly isSolutionOpen: boolean
  /** The cluster is not where the script left it: the learner plays freely. */
  readonly isAway: boolean
  /** An order of the lesson is being carried out. */
  readonly isBusy: boolean
  /** Why the lesson stopped, or ''. */
  readonly trouble: string

  /** Onwards: tries again what stalled, puts a prediction that is made to the test, or goes to the next beat. */
  readonly next: () => Promise<void>
  /** To the beginning of the beat before. */
  readonly back: () => Promise<void>
  readonly goTo: (index: number) => Promise<void>
  /** To the next beat, doing what this one would have done. */
  readonly skip: () => Promise<void>
  readonly choose: (choiceId: string) => void
  /** Puts the prediction to the test; without one, only shows what happens. */
  readonly reveal: () => Promise<void>
  readonly hint: () => void
  readonly showSolution: (isOpen: boolean) => void
  /** The lesson does the task itself. */
  readonly solve: () => Promise<void>
  /** Gives free play up and goes back to where the beat stood. */
  readonly comeBack: () => Promise<void>
  /** Begins a lesson, or takes up the one of a snapshot. */
  readonly open: (
    lesson: Lesson,
    source: LessonSource,
    from?: { readonly snapshot?: LessonSnapshot; readonly beat?: string },
  ) => Promise<void>
  /** Puts another text of the same lesson in its place; where it stands, stays. */
  readonly revise: (lesson: Lesson, source: LessonSource) => void
  /** Begins the lesson that is open anew. */
  readonly restart: () => Promise<void>
  /** Ends the lesson; the reader's own run comes back. */
  readonly leave: () => void
}

let session: Session | null = null
let driver: PageDriver | null = null
let run: LessonRun | null = null
let unsubscribe = () => {}

/** The page's session, which boots what lessons play on. */
export function connectLessons(pageSession: Session): void {
  session = pageSession
}

const nothing = {
  lesson: null,
  source: null,
  state: null,
  picked: null,
  verdicts: [],
  isSolutionOpen: false,
  isAway: false,
  isBusy: false,
  trouble: '',
} as const satisfies Partial<LessonPlay>

export const useLesson = create<LessonPlay>((set, get) => ({
  ...nothing,
  next: () => {
    const phase = get().state?.beat.phase
    if (phase === 'predicting') return get().picked === null ? Promise.resolve() : get().reveal()
    return order((playing) => playing.goOn())
  },
  back: () => get().goTo(Math.max(0, (get().state?.beatIndex ?? 0) - 1)),
  goTo: (index) => {
    // Whoever goes elsewhere does not wait for what is under way.
    if (useCluster.getState().playing !== null) commands.pause()
    return order((playing) => skipping(() => playing.goTo(index)), { isUrgent: true })
  },
  skip: () => get().goTo((get().state?.beatIndex ?? 0) + 1),
  choose: (picked) => {
    if (get().state?.beat.phase === 'predicting') set({ picked })
  },
  reveal: () => order((playing) => playing.answer(get().picked)),
  hint: () => run?.hint(),
  showSolution: (isSolutionOpen) => set({ isSolutionOpen }),
  solve: () => order((playing) => playing.solve()),
  comeBack: () => order((playing) => playing.comeBack()),
  open: async (lesson, source, { snapshot, beat } = {}) => {
    if (!session) return
    driver = createDriver(session)
    begin(new LessonRun(lesson, driver, snapshot), source)
    showLessonPane()
    if (snapshot) return order(takeUp)
    const index = Math.max(
      0,
      lesson.beats.findIndex(({ id }) => id === beat),
    )
    if (index === 0) await order((playing) => playing.begin())
    else await order((playing) => skipping(() => playing.begin(index)))
  },
  revise: (lesson, source) => {
    if (!run || !driver) return
    begin(new LessonRun(lesson, driver, revised(run.snapshot, run.lesson, lesson)), source)
  },
  restart: async () => {
    const { lesson, source } = get()
    if (lesson && source) await get().open(lesson, source)
  },
  leave: () => {
    end()
    storeCurrent(null)
    useVeil.setState({ stretches: [] })
    session?.returnToOwn()
  },
}))

/** Where the present beat stood, to tell free play from the script. */
export function heldPosition(): number | null {
  return run?.snapshot.held?.recording.position ?? null
}

/** Where the present beat began; what was printed before is another beat's. */
export function beatBeginning(): number | null {
  return run?.snapshot.beginnings[run.beat.id]?.recording.position ?? null
}

function begin(next: LessonRun, source: LessonSource): void {
  unsubscribe()
  run = next
  useLesson.setState({ ...nothing, lesson: next.lesson, source, state: next.state })
  useLessonShell.setState({ isTaken: true })
  unsubscribe = next.subscribe(() => follow(next, source))
}

function end(): void {
  unsubscribe()
  unsubscribe = () => {}
  run = null
  driver?.look({})
  driver = null
  useLesson.setState(nothing)
  useLessonShell.setState({
    isTaken: false,
    curtain: null,
    fileShown: null,
    hasFileNews: false,
  })
}

/**
 * After a reload the session has brought the cluster back by itself, free play and all; only what was under
 * way is begun again. Where the address brought another run, the lesson's comes back in its place.
 */
async function takeUp(playing: LessonRun): Promise<void> {
  await whenReady()
  const { phase } = playing.state.beat
  if (!playing.snapshot.held || phase === 'doing' || phase === 'stalled') return playing.resume()
  if (!useSession.getState().isGuest) await playing.comeBack()
  if (playing.beat.look) driver?.look(playing.beat.look)
}

function whenReady(): Promise<void> {
  if (useCluster.getState().ready) return Promise.resolve()
  return new Promise((resolve) => {
    const stop = useCluster.subscribe(({ ready }) => {
      if (!ready) return
      stop()
      resolve()
    })
  })
}

/** Every change of the run: to the store, to the storage, to the list of lessons. */
function follow(playing: LessonRun, source: LessonSource): void {
  const before = useLesson.getState().state
  const { state, lesson } = playing
  const isOtherBeat = before?.beatIndex !== state.beatIndex || state.beat.phase === 'predicting'
  useLesson.setState({ state, verdicts: state.beat.verdicts })
  if (before?.beatIndex !== state.beatIndex) {
    useLessonShell.setState({ fileShown: null, hasFileNews: false })
    if (!playing.beat.look) driver?.look({})
  }
  if (isOtherBeat) useLesson.setState({ picked: null, isSolutionOpen: false })
  // What the fault was is no secret any more.
  if (state.beat.phase === 'over') useVeil.setState({ stretches: [] })
  storeCurrent({ source, snapshot: playing.snapshot })
  useProgress.getState().note(lesson.id, state, lesson.beats.length)
}

async function skipping(act: () => Promise<void>): Promise<void> {
  driver?.setSkipping(true)
  try {
    await act()
  } finally {
    driver?.setSkipping(false)
  }
}

let lastOrder = 0

/** Carries out one order at a time, or an urgent one in place of another; what goes wrong is told in the lesson's place. */
async function order(
  what: (playing: LessonRun) => Promise<unknown>,
  { isUrgent = false } = {},
): Promise<void> {
  const playing = run
  if (!playing || (useLesson.getState().isBusy && !isUrgent)) return
  const number = ++lastOrder
  const isCurrent = () => run === playing && number === lastOrder
  useLesson.setState({ isBusy: true, trouble: '' })
  try {
    await what(playing)
    if (isCurrent()) useLesson.setState({ isAway: false })
  } catch (error) {
    if (isCurrent()) useLesson.setState({ trouble: messageOf(error) })
  } finally {
    if (isCurrent()) {
      useLesson.setState({ isBusy: false })
      // The places where beats began and stand are no part of the state that is listened to.
      const { source } = useLesson.getState()
      if (source) storeCurrent({ source, snapshot: playing.snapshot })
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** Asks the cluster whether the task is done. While time plays, it is first only looked at: a task that is done stops the time. */
export async function checkTask(): Promise<void> {
  const playing = run
  const task = playing && taskOf(playing.beat)
  if (!playing || !task || playing.state.beat.phase !== 'working') return
  if (useCluster.getState().playing === null) {
    await playing.check()
    return
  }
  const since = beatBeginning() ?? 0
  const reply = await commands.check(
    task.checks.map(({ when }) => when),
    since,
  )
  if (run !== playing || reply.type !== 'checked') return
  useLesson.setState({ verdicts: reply.verdicts })
  if (!reply.verdicts.every(({ isMet }) => isMet)) return
  commands.pause()
  await whenCluster((state) => state.playing === null, 2000)
  await playing.check()
}

/** Whether the learner is elsewhere in the run, or in another one. */
export async function checkAway(): Promise<void> {
  const playing = run
  if (!playing || useLesson.getState().isBusy || !isResting(playing.state)) return
  const isAway = await playing.isAstray()
  if (run === playing && !useLesson.getState().isBusy) useLesson.setState({ isAway })
}

/** Phases in which the script waits and the cluster should stand where it left it. In a task, acting is the script. */
export function isResting({ beat }: LessonState): boolean {
  return beat.phase === 'predicting' || beat.phase === 'over' || beat.phase === 'stalled'
}

/** A snapshot for another text of the lesson: the beat of the same name, else the nearest. */
function revised(snapshot: LessonSnapshot, before: Lesson, after: Lesson): LessonSnapshot {
  const { state } = snapshot
  const id = before.beats[state.beatIndex]?.id
  const found = after.beats.findIndex((beat) => beat.id === id)
  const beatIndex = found >= 0 ? found : Math.min(state.beatIndex, after.beats.length - 1)
  return { ...snapshot, lessonId: after.id, state: { ...state, beatIndex } }
}
