import type { Condition, Verdict } from '../../../protocol/conditions.ts'
import type { Stage } from '../stage.ts'
import type { Asked, Misfit, Question } from './leaf.ts'
import { questionOf } from './question.ts'

/** Whether conditions hold at the present position, counted from a beginning. */
export function checkConditions(
  stage: Stage,
  conditions: readonly Condition[],
  sincePosition: number,
): readonly Verdict[] {
  const asked = askedSince(stage, sincePosition)
  return conditions.map((condition) => {
    if ('problem' in asked) return { isMet: false, ...asked }
    const question = questionOf(condition, asked)
    return 'problem' in question ? { isMet: false, ...question } : question.ask()
  })
}

/** A condition made ready for a run that goes on, or what is wrong with it. */
export function prepareCondition(
  stage: Stage,
  condition: Condition,
  sincePosition: number,
): Question | Misfit {
  const asked = askedSince(stage, sincePosition)
  return 'problem' in asked ? asked : questionOf(condition, asked)
}

function askedSince({ kernel, workers }: Stage, sincePosition: number): Asked | Misfit {
  const { history } = kernel
  if (sincePosition < history.base)
    return { problem: `what happened since position ${sincePosition} is not remembered any more` }
  return { kernel, workers, sincePosition, sinceMicros: history.timeAt(sincePosition) }
}
