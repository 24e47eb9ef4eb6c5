import type { KubeObject } from '../../../protocol/objects/index.ts'
import type { JsonObject } from '../../../protocol/objects/meta.ts'
import { errorText, type FieldError } from '../../../sim/api/validation/field-error.ts'
import { compareAnswers } from '../compare-answers.ts'
import type { SuiteAdapter } from '../suite-adapter.ts'
import { defaulted, skipOutOfScope, strategyOf } from './kinds-in-scope.ts'
import { as136, type ComparedError, comparable } from './validation-changes.ts'

/** Validation of new objects, recorded from 1.20 with 1.36's texts where they are known. */
export const validationSuite: SuiteAdapter = {
  suite: 'validation',

  run({ object }) {
    const strategy = strategyOf(object)
    const prepared = strategy.prepareForCreate(defaulted(object))
    const errors = strategy.validateCreate(prepared)
    return answer(errors.filter((error) => !isOfNameLabel(error, prepared)))
  },

  skip: ({ input }) => skipOutOfScope(input.object),
  compare: compareErrorLists,
}

/** Validation of changed objects. */
export const validationUpdateSuite: SuiteAdapter = {
  suite: 'validation-update',

  run(input) {
    const strategy = strategyOf(input.new)
    const stored = { uid: 'u', resourceVersion: '1' }
    const current = strategy.prepareForCreate(withMeta(defaulted(input.old), stored))
    const next = withMeta(defaulted(input.new), stored)
    const prepared = strategy.prepareForUpdate(next, current)
    return answer(strategy.validateUpdate(prepared, current))
  },

  skip: ({ input }) => skipOutOfScope(input.new),
  compare: compareErrorLists,
}

/** 1.21: a namespace has its name as a label, too, which a name that is no label value makes invalid. */
function isOfNameLabel({ field, badValue }: FieldError, object: KubeObject): boolean {
  if (object.kind !== 'Namespace' || field !== 'metadata.labels') return false
  return badValue === object.metadata.name
}

function withMeta<T extends { metadata: object }>(object: T, fields: object): T {
  return { ...object, metadata: { ...object.metadata, ...fields } }
}

function answer(errors: readonly FieldError[]): { errors: readonly unknown[] } {
  return { errors: errors.map((error) => ({ type: error.type, fullText: errorText(error) })) }
}

function compareErrorLists(got: unknown, want: JsonObject): string | undefined {
  const { errors } = got as { errors: readonly ComparedError[] }
  return compareErrors({ errors: comparable(errors) }, { errors: as136(want) })
}

/** Errors in any order: those that Go reads from a map have none. */
export function compareErrors(
  got: { readonly errors: readonly unknown[] },
  want: { readonly errors?: unknown },
): string | undefined {
  const sorted = (errors: unknown): string[] =>
    ((errors ?? []) as readonly unknown[]).map(asText).toSorted()
  const ours = sorted(got.errors)
  const theirs = sorted(want.errors)
  // The lists are shown as what one has and the other lacks.
  return compareAnswers(without(ours, theirs), without(theirs, ours))
}

/** An error as a text that does not depend on the order of its fields. */
function asText(error: unknown): string {
  if (typeof error === 'string') return error
  const fields = Object.entries(error as object).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return fields.map(([field, value]) => `${field}=${value}`).join(' ')
}

function without(list: readonly string[], other: readonly string[]): string[] {
  const rest = [...other]
  return list.filter((item) => {
    const index = rest.indexOf(item)
    if (index < 0) return true
    rest.splice(index, 1)
    return false
  })
}
