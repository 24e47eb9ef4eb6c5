/** A beat of a lesson cut into what an audience reads at once. Pure. */
import type { Beat } from '../../lessons/format/lesson.ts'
import type { LessonState } from '../../lessons/run/state.ts'

/** In the order in which they are shown; a beat has some of them, and more as it goes on. */
export const PARTS = [
  'text',
  'file',
  'question',
  'watching',
  'stalled',
  'outcome',
  'task',
  'solution',
  'after',
  'end',
] as const

export type Part = (typeof PARTS)[number]

/** What of a beat can be shown now. */
export function partsOf(beat: Beat, state: LessonState): readonly Part[] {
  const { phase, outcome, isSolutionShown } = state.beat
  const hasQuestion = beat.prediction !== undefined
  const hasTask = (beat.task ?? beat.break) !== undefined
  const isOver = phase === 'over'
  const isShown: { readonly [P in Part]: boolean } = {
    text: true,
    // What is being done is watched; what it was told by is read before or after.
    file: fileOf(beat) !== null && phase !== 'doing' && phase !== 'stalled',
    question: hasQuestion && phase === 'predicting',
    watching: hasQuestion && phase === 'doing',
    stalled: phase === 'stalled',
    outcome: hasQuestion && outcome !== null,
    task: hasTask && (phase === 'working' || isOver),
    solution: hasTask && (phase === 'working' || (phase === 'doing' && isSolutionShown)),
    after: isOver && beat.after !== undefined,
    end: isOver && state.isOver,
  }
  return PARTS.filter((part) => isShown[part])
}

/** The manifest that a beat is about. */
export interface BeatFile {
  /** Null: the one that is open. */
  readonly name: string | null
  /** Null: as it stands in the editor. */
  readonly text: string | null
}

/** The file that the beat puts into the editor or points at; null if it is about none. */
export function fileOf({ do: acts = [], look, task }: Beat): BeatFile | null {
  for (const act of acts) {
    if ('edit' in act) return { name: act.edit, text: act.text ?? null }
  }
  // In a task the file is where the hall may work, no news to read.
  return look?.panel === 'editor' && !task ? { name: null, text: null } : null
}

/**
 * The part to show to who looked at `wanted`: that one, or what it has become (a question becomes the
 * watching, the watching becomes the answer).
 */
export function presentPart(parts: readonly Part[], wanted: Part): Part {
  const from = PARTS.indexOf(wanted)
  return parts.find((part) => PARTS.indexOf(part) >= from) ?? parts.at(-1) ?? 'text'
}
