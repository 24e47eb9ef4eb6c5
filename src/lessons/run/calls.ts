import type { Condition, ReachableCondition } from '../../protocol/conditions.ts'

/** A connection to a service, as a condition asks for it. */
export type Call = ReachableCondition['reachable']

/** A call, and whether anybody answered when the question was decided. */
export interface CallResult {
  readonly call: Call
  readonly isAnswered: boolean
}

/** The calls that conditions speak of, each once: what a question about customers is decided by. Pure. */
export function callsIn(conditions: readonly Condition[]): readonly Call[] {
  const found = new Map<string, Call>()
  for (const call of conditions.flatMap(callsOf)) {
    const { service, port, from, dns = false } = call
    const key = JSON.stringify([service, port, from, dns])
    if (!found.has(key)) found.set(key, call)
  }
  return [...found.values()]
}

function callsOf(condition: Condition): readonly Call[] {
  if ('reachable' in condition) return [condition.reachable]
  if ('all' in condition) return condition.all.flatMap(callsOf)
  if ('any' in condition) return condition.any.flatMap(callsOf)
  if ('not' in condition) return callsOf(condition.not)
  return []
}
