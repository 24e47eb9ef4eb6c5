/** A beat of a lesson cut into what an audience reads at once. Pure. */
import type { Beat } from '../../lessons/format/lesson.ts'
import type { LessonState } from '../../lessons/run/state.ts'

/** In the order in which they are shown; a beat has some of them, and more as it goes on. */
export const PARTS = [
  'text',
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
  const { phase, outcome } = state.beat
  const hasQuestion = beat.prediction !== undefined
  const hasTask = (beat.task ?? beat.break) !== undefined
  const isOver = phase === 'over'
  const isShown: { readonly [P in Part]: boolean } = {
    text: true,
    question: hasQuestion && phase === 'predicting',
    watching: hasQuestion && phase === 'doing',
    stalled: phase === 'stalled',
    outcome: hasQuestion && outcome !== null,
    task: hasTask && (phase === 'working' || isOver),
    solution: hasTask && phase === 'working',
    after: isOver && beat.after !== undefined,
    end: isOver && state.isOver,
  }
  return PARTS.filter((part) => isShown[part])
}

/**
 * The part to show to who looked at `wanted`: that one, or what it has become (a question becomes the
 * watching, the watching becomes the answer).
 */
export function presentPart(parts: readonly Part[], wanted: Part): Part {
  const from = PARTS.indexOf(wanted)
  return parts.find((part) => PARTS.indexOf(part) >= from) ?? parts.at(-1) ?? 'text'
}
