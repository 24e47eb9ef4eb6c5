import type { FieldTest } from '../../../protocol/conditions.ts'
import { type FieldPath, fieldAt, parseFieldPath } from './field-path.ts'
import { compilePattern, type PatternTest } from './pattern.ts'

type Scalar = string | number | boolean

/** Whether an object's field is as asked. */
export type ObjectTest = (object: unknown) => boolean

/** Makes a test of a field path and what must be there, or says what is wrong with them. */
export function compileFieldTest(
  path: string,
  test: FieldTest,
): ObjectTest | { readonly problem: string } {
  const steps = parseFieldPath(path)
  if (!steps)
    return {
      problem: `"${path}" is no field path: write it as in status.conditions[type=Ready].status`,
    }
  if (typeof test !== 'object') return (object) => isSame(fieldAt(object, steps), test)
  const pattern = test.matches === undefined ? undefined : compilePattern(test.matches)
  if (pattern && typeof pattern !== 'function') return pattern
  return (object) => holds(fieldAt(object, steps), test, pattern)
}

/** Reads one field as text, for telling values apart; undefined if it is not there. */
export function fieldText(object: unknown, path: FieldPath): string | undefined {
  const value = fieldAt(object, path)
  return value === undefined ? undefined : textOf(value)
}

function holds(
  value: unknown,
  test: Exclude<FieldTest, Scalar>,
  pattern: PatternTest | undefined,
): boolean {
  if (test.exists !== undefined && (value !== undefined) !== test.exists) return false
  if (test.in && !test.in.some((choice) => isSame(value, choice))) return false
  if (pattern && (value === undefined || !pattern(textOf(value)))) return false
  if (test.min === undefined && test.max === undefined) return true
  const number = value === undefined ? Number.NaN : Number(textOf(value))
  return (
    number >= (test.min ?? Number.NEGATIVE_INFINITY) &&
    number <= (test.max ?? Number.POSITIVE_INFINITY)
  )
}

/** YAML reads `True` as a boolean, where Kubernetes' conditions have the word: both are meant. */
function isSame(value: unknown, wanted: Scalar): boolean {
  if (value === undefined) return false
  if (typeof wanted === 'boolean') return textOf(value).toLowerCase() === String(wanted)
  return textOf(value) === String(wanted)
}

function textOf(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
