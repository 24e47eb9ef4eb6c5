import type {
  ComponentCondition,
  Condition,
  ElapsedCondition,
} from '../../../protocol/conditions.ts'
import { componentRow } from '../projection/component-row.ts'
import { actorsOf } from '../stage.ts'
import { commandQuestion, eventsQuestion, outputQuestion, requestsQuestion } from './happenings.ts'
import type { Asked, Misfit, Question } from './leaf.ts'
import { objectsQuestion } from './objects.ts'
import { reachableQuestion } from './reachable.ts'

const NESTED_MAX = 10
const SECOND_MICROS = 1_000_000

/** Makes a condition ready to be asked of a running cluster, or says what is wrong with it. */
export function questionOf(condition: Condition, asked: Asked, depth = 0): Question | Misfit {
  if (depth > NESTED_MAX) return { problem: `conditions are nested deeper than ${NESTED_MAX}` }
  if ('objects' in condition) return objectsQuestion(condition, asked)
  if ('events' in condition) return eventsQuestion(condition, asked)
  if ('requests' in condition) return requestsQuestion(condition, asked)
  if ('component' in condition) return componentQuestion(condition, asked)
  if ('elapsedSeconds' in condition) return elapsedQuestion(condition, asked)
  if ('reachable' in condition) return reachableQuestion(condition, asked)
  if ('output' in condition) return outputQuestion(condition, asked)
  if ('command' in condition) return commandQuestion(asked)
  if ('all' in condition)
    return combined(condition.all, asked, depth, (parts) => parts.every(isMet))
  if ('any' in condition) return combined(condition.any, asked, depth, (parts) => parts.some(isMet))
  if ('not' in condition)
    return combined([condition.not], asked, depth, (parts) => !parts.every(isMet))
  return { problem: `no condition of this name: ${Object.keys(condition).join(', ')}` }
}

function combined(
  conditions: readonly Condition[],
  asked: Asked,
  depth: number,
  combine: (parts: readonly Question[]) => boolean,
): Question | Misfit {
  const parts: Question[] = []
  for (const condition of conditions) {
    const part = questionOf(condition, asked, depth + 1)
    if ('problem' in part) return part
    parts.push(part)
  }
  return {
    ask: () => ({ isMet: combine(parts) }),
    mayChange: (record) => parts.some((part) => part.mayChange(record)),
  }
}

function isMet(question: Question): boolean {
  return question.ask().isMet
}

function componentQuestion(
  { component, state }: ComponentCondition,
  asked: Asked,
): Question | Misfit {
  const actor = actorsOf(asked).find(({ name }) => name === component)
  if (!actor) return { problem: `there is no component ${component}` }
  return {
    ask: () => ({ isMet: componentRow(asked.kernel, actor).state === state }),
    // A process is halted, or its daemon lies down for itself.
    mayChange: ({ changes }) =>
      changes.some(({ table: { name } }) => name === 'kernel/halted' || name.endsWith('/stopped')),
  }
}

function elapsedQuestion(
  { elapsedSeconds: { min = 0, max = Number.POSITIVE_INFINITY } }: ElapsedCondition,
  { kernel, sinceMicros }: Asked,
): Question {
  return {
    ask() {
      const seconds = (kernel.now - sinceMicros) / SECOND_MICROS
      return { isMet: seconds >= min && seconds <= max, found: Math.floor(seconds) }
    },
    mayChange: () => true,
  }
}
