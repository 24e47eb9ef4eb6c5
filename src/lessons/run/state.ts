import type { Verdict } from '../../protocol/conditions.ts'
import type { ManifestProblem, Recording } from '../../protocol/messages.ts'
import type { CallResult } from './calls.ts'
import type { LessonFiles } from './driver.ts'

/** Where a beat stands, as its learner sees it. */
export type BeatPhase =
  /** The question is asked; nothing has been done yet. */
  | 'predicting'
  | 'doing'
  /** An act was refused, or a wait was in vain (most often: the learner took over). `goOn` tries it again. */
  | 'stalled'
  /** The task or the break waits for the learner. */
  | 'working'
  /** What was seen is told; `goOn` leads to the next beat. */
  | 'over'

/** Why a beat stands still. */
export interface Stall {
  /** Of `do`, `fault` or `solution`. */
  readonly list: ActList
  /** Which act of the list, from 0. */
  readonly act: number
  readonly reason: 'refused' | 'not-met'
  readonly problems: readonly ManifestProblem[]
}
export type ActList = 'do' | 'fault' | 'solution'

export interface BeatState {
  readonly phase: BeatPhase
  readonly stall: Stall | null
  /** What the learner predicted; null: went on without. */
  readonly chosen: string | null
  /** Ids of the choices that held after the doing; of a good lesson exactly one. Null before. */
  readonly outcome: readonly string[] | null
  /** Who answered then, where the question was about services. */
  readonly calls?: readonly CallResult[]
  /** Of the task's checks, in their order, as last asked. */
  readonly verdicts: readonly Verdict[]
  readonly hintsShown: number
  /** The task's checks were met by the reference solution, not by the learner. */
  readonly isSolutionShown: boolean
}

/** All that a page draws of a lesson that is being taken. A new object for every change. */
export interface LessonState {
  readonly beatIndex: number
  readonly beat: BeatState
  /** Beats that were begun, by id: those can be gone back to. */
  readonly visited: readonly string[]
  /** Predictions given, by beat id. */
  readonly answers: { readonly [beatId: string]: Answer }
  /** Tasks and breaks that are solved, by beat id. */
  readonly solved: { readonly [beatId: string]: 'alone' | 'shown' }
  /** The last beat is over. */
  readonly isOver: boolean
}

export interface Answer {
  readonly chosen: string | null
  readonly isRight: boolean
}

/** A place in a run that can be come back to. */
export interface Place {
  readonly recording: Recording
  readonly files: LessonFiles
}

/** A lesson that is being taken, as data: kept in the browser, taken up again after a reload. */
export interface LessonSnapshot {
  readonly lessonId: string
  readonly state: LessonState
  /** Where the beat stood last; null before the lesson began. */
  readonly held: Place | null
  /** Where each begun beat began, by its id. */
  readonly beginnings: { readonly [beatId: string]: Place }
}
