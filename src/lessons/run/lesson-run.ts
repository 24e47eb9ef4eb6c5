import type { TopologyOptions } from '../../protocol/messages.ts'
import type { Act, Beat, Lesson, Task } from '../format/lesson.ts'
import { callsIn } from './calls.ts'
import type { LessonDriver, LessonFiles } from './driver.ts'
import { perform, solutionMicros } from './perform.ts'
import { isSamePlace } from './place.ts'
import type { ActList, BeatState, LessonSnapshot, LessonState, Place } from './state.ts'

const DEFAULT_SEED = 1
const HINTS = 3

const FRESH: BeatState = {
  phase: 'doing',
  stall: null,
  chosen: null,
  outcome: null,
  verdicts: [],
  hintsShown: 0,
  isSolutionShown: false,
}

/**
 * Plays a lesson over a cluster: beat by beat, question before deed, checks after work. It knows the place
 * where each beat stood, so that the learner can leave the script, play freely and come back. One
 * order at a time: orders that make no sense now (an answer where nothing is asked) change nothing.
 */
export class LessonRun {
  readonly lesson: Lesson
  private readonly driver: LessonDriver
  private readonly listeners = new Set<() => void>()
  private current: LessonState
  private held: Place | null = null
  private beginnings: { readonly [beatId: string]: Place } = {}
  /** Where the stalled list of acts goes on. */
  private nextAct = 0
  /** The lesson's cluster is on its way. */
  private booting: Promise<void> | undefined
  /** Grows with every change of beat: what an earlier beat still awaits is then of no account. */
  private turn = 0

  /** A lesson that has not begun (`begin`), or one that was left and is taken up again (`resume`). */
  constructor(lesson: Lesson, driver: LessonDriver, snapshot?: LessonSnapshot) {
    this.lesson = lesson
    this.driver = driver
    this.current = snapshot?.state ?? {
      beatIndex: 0,
      beat: FRESH,
      visited: [],
      answers: {},
      solved: {},
      isOver: false,
    }
    this.held = snapshot?.held ?? null
    this.beginnings = snapshot?.beginnings ?? {}
  }

  get state(): LessonState {
    return this.current
  }

  get beat(): Beat {
    return this.beatAt(this.current.beatIndex)
  }

  /** Calls back after every change of `state`. Returns the function that stops it. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** The lesson as it stands, to be kept. */
  get snapshot(): LessonSnapshot {
    const { lesson, current, held, beginnings } = this
    return { lessonId: lesson.id, state: current, held, beginnings }
  }

  /** Boots the lesson's cluster and enters the first beat, or another one, doing unseen what lies before it. */
  async begin(at = 0): Promise<void> {
    const { seed, ...topology }: { seed?: number } & Partial<TopologyOptions> =
      this.lesson.cluster ?? {}
    this.booting = this.driver.boot(seed ?? DEFAULT_SEED, topology)
    await this.booting
    this.driver.setFiles(this.lesson.files ?? {})
    this.beginnings = {}
    this.set({ visited: [], isOver: false })
    if (at === 0) return this.enter(0)
    this.driver.hush(true)
    try {
      await this.enter(0)
    } finally {
      this.driver.hush(false)
    }
    return this.goTo(at)
  }

  /** Takes up a lesson that was left, from its snapshot. A beat that was just being done is begun again. */
  async resume(): Promise<void> {
    const { beat, beatIndex } = this.current
    if (!this.held) return this.begin()
    if (beat.phase === 'doing' || beat.phase === 'stalled') return this.goTo(beatIndex)
    await this.comeBack()
  }

  /** The learner predicts, or goes on without (null): the doing is done, and which choice held is seen. */
  async answer(choiceId: string | null): Promise<void> {
    if (this.current.beat.phase !== 'predicting') return
    const turn = this.turn
    this.setBeat({ phase: 'doing', chosen: choiceId })
    await this.comeBack()
    if (turn !== this.turn) return
    if (this.beat.look) this.driver.look(this.beat.look)
    await this.doAll(turn, 'do', 0)
  }

  /** Onwards: tries again what stalled, or leads from a beat that is over to the next. */
  async goOn(): Promise<void> {
    const { beat, beatIndex } = this.current
    if (beat.phase === 'stalled' && beat.stall) {
      const { list } = beat.stall
      this.setBeat({ phase: 'doing', stall: null })
      return this.doAll(this.turn, list, this.nextAct)
    }
    if (beat.phase !== 'over' || beatIndex + 1 >= this.lesson.beats.length) return
    await this.comeBack()
    await this.enter(beatIndex + 1)
  }

  /** Asks the cluster whether the task is done. True if it is; the beat is then over. */
  async check(): Promise<boolean> {
    const task = taskOf(this.beat)
    const mark = this.mark
    if (this.current.beat.phase !== 'working' || !task || !mark) return false
    const turn = this.turn
    const conditions = task.checks.map(({ when }) => when)
    const verdicts = await this.driver.check(conditions, mark.recording.position)
    if (turn !== this.turn || this.current.beat.phase !== 'working') return false
    const isSolved = verdicts.every(({ isMet }) => isMet)
    this.setBeat({ verdicts })
    if (isSolved) await this.finish(turn)
    return isSolved
  }

  /** One more hint, of three. */
  hint(): void {
    const { phase, hintsShown } = this.current.beat
    if (phase === 'working') this.setBeat({ hintsShown: Math.min(HINTS, hintsShown + 1) })
  }

  /** Shows the reference solution at work, from where the task began. */
  async solve(): Promise<void> {
    if (this.current.beat.phase !== 'working') return
    const turn = this.turn
    this.setBeat({ phase: 'doing', isSolutionShown: true })
    await this.comeBack()
    if (turn === this.turn) await this.doAll(turn, 'solution', 0)
  }

  /** To a beat by its number: back to one that was begun, or ahead, doing all that lies between unseen. */
  async goTo(index: number): Promise<void> {
    const beat = this.beatAt(index)
    const place = this.beginnings[beat.id]
    if (place) {
      this.turn++
      await this.driver.restore(place.recording)
      this.driver.setFiles(place.files)
      return this.enter(index)
    }
    this.driver.hush(true)
    try {
      await this.booting
      if (this.current.beat.phase === 'doing') await this.redo()
      while (this.current.beatIndex < index && (await this.passBeat()));
    } finally {
      this.driver.hush(false)
    }
  }

  /** Does the present beat from its beginning: what was under way is given up half done. */
  private async redo(): Promise<void> {
    const { mark } = this
    const { beatIndex, beat } = this.current
    this.turn++
    if (mark) {
      await this.driver.restore(mark.recording)
      this.driver.setFiles(mark.files)
    }
    await this.enter(beatIndex)
    if (beat.chosen !== null) await this.answer(beat.chosen)
  }

  /** True if the cluster is not where the beat left it: the learner plays freely. */
  async isAstray(): Promise<boolean> {
    return this.held !== null && !isSamePlace(await this.driver.save(), this.held.recording)
  }

  /** Back to where the beat stood; free play is given up. */
  async comeBack(): Promise<void> {
    const { held } = this
    if (!held) return
    if (await this.isAstray()) await this.driver.restore(held.recording)
    this.driver.setFiles(held.files)
  }

  private async enter(index: number): Promise<void> {
    const turn = ++this.turn
    const beat = this.beatAt(index)
    const place = await this.place()
    if (turn !== this.turn) return
    this.held = place
    this.beginnings = { ...this.beginnings, [beat.id]: place }
    const visited = [...new Set([...this.current.visited, beat.id])]
    const phase = beat.prediction ? 'predicting' : 'doing'
    this.set({ beatIndex: index, visited, beat: { ...FRESH, phase }, isOver: false })
    if (beat.look) this.driver.look(beat.look)
    if (phase === 'doing') await this.doAll(turn, 'do', 0)
  }

  /** Does a list of acts from one on; then what follows that list. */
  private async doAll(turn: number, list: ActList, from: number): Promise<void> {
    const acts = actsOf(this.beat, list)
    const isSilent = list === 'fault'
    if (isSilent) this.driver.hush(true)
    try {
      for (let i = from; i < acts.length; i++) {
        const act = acts[i]
        const failure = act && (await perform(act, this.surroundings()))
        if (turn !== this.turn) return
        if (!failure) continue
        this.nextAct = i
        this.setBeat({ phase: 'stalled', stall: { list, act: i, ...failure } })
        return
      }
    } finally {
      if (isSilent) this.driver.hush(false)
    }
    if (list === 'do') return this.done(turn)
    if (list === 'fault') return this.rest(turn, 'working')
    return this.awaitSolved(turn)
  }

  private surroundings() {
    return {
      driver: this.driver,
      sincePosition: this.mark?.recording.position ?? 0,
      placeOf: (beatId: string) => this.beginnings[beatId],
    }
  }

  /** The doing is done: the prediction is held against the cluster, the fault injected, the task set. */
  private async done(turn: number): Promise<void> {
    const { prediction, break: broken, task, id } = this.beat
    if (prediction) {
      const conditions = prediction.choices.map(({ when }) => when)
      const since = this.mark?.recording.position ?? 0
      const calls = callsIn(conditions)
      const asked = [...conditions, ...calls.map((reachable) => ({ reachable }))]
      const verdicts = await this.driver.check(asked, since)
      if (turn !== this.turn) return
      const answered = verdicts.slice(conditions.length)
      const outcome = prediction.choices
        .filter((_, index) => verdicts[index]?.isMet)
        .map((choice) => choice.id)
      const { chosen } = this.current.beat
      const isRight = chosen !== null && outcome.includes(chosen)
      this.set({
        answers: { ...this.current.answers, [id]: { chosen, isRight } },
        beat: {
          ...this.current.beat,
          outcome,
          calls: calls.map((call, index) => ({
            call,
            isAnswered: answered[index]?.isMet === true,
          })),
        },
      })
    }
    if (broken) return this.doAll(turn, 'fault', 0)
    if (task) return this.rest(turn, 'working')
    return this.finish(turn)
  }

  /** After the solution: the checks come true, or the solution was none. */
  private async awaitSolved(turn: number): Promise<void> {
    const task = taskOf(this.beat)
    if (!task) return this.finish(turn)
    await this.driver.runUntil({
      condition: { all: task.checks.map(({ when }) => when) },
      sincePosition: this.mark?.recording.position ?? 0,
      withinMicros: solutionMicros(task.withinSeconds),
      // What the solution is has been said; its success is waited for.
      pace: 'hurried',
    })
    if (turn !== this.turn) return
    this.setBeat({ phase: 'working' })
    await this.check()
  }

  /** The beat's work is done. */
  private async finish(turn: number): Promise<void> {
    await this.rest(turn, 'over')
    if (turn !== this.turn) return
    const { beat, beatIndex, solved } = this.current
    const { id } = this.beat
    const how = beat.isSolutionShown ? 'shown' : 'alone'
    this.set({
      solved: taskOf(this.beat) ? { ...solved, [id]: solved[id] ?? how } : solved,
      isOver: beatIndex === this.lesson.beats.length - 1,
    })
  }

  /** The script pauses: here the learner comes back to. */
  private async rest(turn: number, phase: 'working' | 'over'): Promise<void> {
    const place = await this.place()
    if (turn !== this.turn) return
    this.held = place
    this.setBeat({ phase })
  }

  /** Brings the present beat to its end as its author would, and enters the next. False if it can not be. */
  private async passBeat(): Promise<boolean> {
    const { beatIndex } = this.current
    if (this.current.beat.phase === 'predicting') await this.answer(null)
    if (this.current.beat.phase === 'stalled') await this.goOn()
    if (this.current.beat.phase === 'working') await this.solve()
    await this.goOn()
    return this.current.beatIndex > beatIndex
  }

  private async place(): Promise<Place> {
    const files: { [name: string]: string } = {}
    for (const name of Object.keys(this.lesson.files ?? {})) {
      const text = this.driver.fileText(name)
      if (text !== undefined) files[name] = text
    }
    return { recording: await this.driver.save(), files: files satisfies LessonFiles }
  }

  /** Where the present beat began. */
  private get mark(): Place | undefined {
    return this.beginnings[this.beat.id]
  }

  private beatAt(index: number): Beat {
    const beat = this.lesson.beats[index]
    if (!beat) throw new Error(`lesson ${this.lesson.id} has no beat ${index}`)
    return beat
  }

  private setBeat(part: Partial<BeatState>): void {
    this.set({ beat: { ...this.current.beat, ...part } })
  }

  private set(part: Partial<LessonState>): void {
    this.current = { ...this.current, ...part }
    for (const listener of this.listeners) listener()
  }
}

/** What the learner shall bring about in a beat, if anything. */
export function taskOf(beat: Beat): Task | undefined {
  return beat.task ?? beat.break
}

function actsOf(beat: Beat, list: ActList): readonly Act[] {
  switch (list) {
    case 'do':
      return beat.do ?? []
    case 'fault':
      return beat.break?.fault ?? []
    case 'solution':
      return taskOf(beat)?.solution ?? []
  }
}
