import { actsOf } from '../../lessons/format/check-meaning.ts'
import type { Lesson } from '../../lessons/format/lesson.ts'
import type { LessonPath } from '../../lessons/format/problem.ts'
import { taskOf } from '../../lessons/run/lesson-run.ts'
import type { Condition } from '../../protocol/conditions.ts'

interface PlacedCondition {
  readonly condition: Condition
  readonly path: LessonPath
}

/** Every condition of a lesson with its place. */
export function conditionsOf(lesson: Lesson): readonly PlacedCondition[] {
  const waits = actsOf(lesson).flatMap(({ act, path }) =>
    'until' in act ? [{ condition: act.until, path: [...path, 'until'] }] : [],
  )
  const asked = lesson.beats.flatMap((beat, index) => {
    const choices = (beat.prediction?.choices ?? []).map(({ when }, choice) => ({
      condition: when,
      path: ['beats', index, 'prediction', 'choices', choice, 'when'],
    }))
    const kind = beat.task ? 'task' : 'break'
    const checks = (taskOf(beat)?.checks ?? []).map(({ when }, check) => ({
      condition: when,
      path: ['beats', index, kind, 'checks', check, 'when'],
    }))
    return [...choices, ...checks]
  })
  return [...waits, ...asked]
}
