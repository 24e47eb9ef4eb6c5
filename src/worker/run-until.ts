import type { Command } from '../protocol/messages.ts'
import { prepareCondition } from '../sim/story/conditions/check.ts'
import type { Goal } from './goals.ts'
import type { Session } from './session.ts'

type Wait = Extract<Goal, { readonly type: 'run-until' }>

/** The goal of a wait for a condition, or what is wrong with the condition. */
export function waitOf(
  { cluster, stage }: Session,
  command: Extract<Command, { readonly type: 'run-until' }>,
): Wait | { readonly problem: string } {
  const { condition, sincePosition, withinMicros, requestId, pace } = command
  const question = prepareCondition(stage, condition, sincePosition)
  if ('problem' in question) return question
  const isMet = () => question.ask().isMet
  return {
    type: 'run-until',
    requestId,
    pace,
    isMet,
    // The condition is asked only where an event may have changed its answer.
    stop: (record) => question.mayChange(record) && isMet(),
    untilMicros: cluster.kernel.now + withinMicros,
  }
}
