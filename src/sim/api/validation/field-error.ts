import type { Status } from '../../../protocol/objects/meta.ts'

/**
 * What is wrong with one field of an object, and the exact words for it.
 * Upstream: `k8s.io/apimachinery/pkg/util/validation/field`, v0.36.
 */

type FieldErrorType =
  | 'FieldValueNotFound'
  | 'FieldValueRequired'
  | 'FieldValueDuplicate'
  | 'FieldValueInvalid'
  | 'FieldValueNotSupported'
  | 'FieldValueForbidden'
  | 'FieldValueTooLong'
  | 'FieldValueTooMany'
  | 'FieldValueTypeInvalid'
  | 'InternalError'

export interface FieldError {
  readonly type: FieldErrorType
  /** Path of the field: `spec.containers[0].name`. */
  readonly field: string
  /** What was found there, where the text shows it. */
  readonly badValue?: unknown
  readonly detail: string
}

const TYPE_TEXTS: { readonly [T in FieldErrorType]: string } = {
  FieldValueNotFound: 'Not found',
  FieldValueRequired: 'Required value',
  FieldValueDuplicate: 'Duplicate value',
  FieldValueInvalid: 'Invalid value',
  FieldValueNotSupported: 'Unsupported value',
  FieldValueForbidden: 'Forbidden',
  FieldValueTooLong: 'Too long',
  FieldValueTooMany: 'Too many',
  FieldValueTypeInvalid: 'Invalid value',
  InternalError: 'Internal error',
}

const WITHOUT_VALUE: ReadonlySet<FieldErrorType> = new Set([
  'FieldValueRequired',
  'FieldValueForbidden',
  'FieldValueTooLong',
  'InternalError',
])

export function notFoundValue(field: string, badValue: unknown): FieldError {
  return { type: 'FieldValueNotFound', field, badValue, detail: '' }
}

export function requiredValue(field: string, detail = ''): FieldError {
  return { type: 'FieldValueRequired', field, badValue: '', detail }
}

export function duplicateValue(field: string, badValue: unknown, detail = ''): FieldError {
  return { type: 'FieldValueDuplicate', field, badValue, detail }
}

export function invalidValue(field: string, badValue: unknown, detail: string): FieldError {
  return { type: 'FieldValueInvalid', field, badValue, detail }
}

/** One error for each reason why a value is invalid. */
export function invalidValues(
  field: string,
  badValue: unknown,
  details: readonly string[],
): readonly FieldError[] {
  return details.length === 0
    ? NONE
    : details.map((detail) => invalidValue(field, badValue, detail))
}

/** `supported` is shown in the given order: upstream sorts most lists, and some not. */
export function notSupported(
  field: string,
  badValue: unknown,
  supported: readonly string[],
): FieldError {
  const shown = supported.map((value) => JSON.stringify(value)).join(', ')
  const detail = supported.length > 0 ? `supported values: ${shown}` : ''
  return { type: 'FieldValueNotSupported', field, badValue, detail }
}

export function forbidden(field: string, detail: string): FieldError {
  return { type: 'FieldValueForbidden', field, badValue: '', detail }
}

export function tooLong(field: string, bytesMax: number): FieldError {
  const detail = `may not be more than ${bytesMax} bytes`
  return { type: 'FieldValueTooLong', field, badValue: '', detail }
}

export function tooMany(field: string, actual: number, countMax: number): FieldError {
  const items = countMax === 1 ? 'item' : 'items'
  const detail = `must have at most ${countMax} ${items}`
  return { type: 'FieldValueTooMany', field, badValue: actual, detail }
}

/** No errors: one empty list for all who find nothing, as most do. */
const NONE: readonly FieldError[] = []

/** The error without its field: `Invalid value: "x": must be ...`. */
function errorBody(error: FieldError): string {
  const type = TYPE_TEXTS[error.type]
  const head = WITHOUT_VALUE.has(error.type) ? type : `${type}: ${shownValue(error.badValue)}`
  return error.detail === '' ? head : `${head}: ${error.detail}`
}

/** The whole text of an error: `metadata.name: Required value: name or generateName is required`. */
export function errorText(error: FieldError): string {
  return `${error.field === '' ? '<nil>' : error.field}: ${errorBody(error)}`
}

/** Several errors in one text, each once. Upstream: `field.ErrorList.ToAggregate`. */
function aggregateText(errors: readonly FieldError[]): string {
  const texts = [...new Set(errors.map(errorText))]
  return texts.length === 1 ? (texts[0] ?? '') : `[${texts.join(', ')}]`
}

/** Characters that Go's JSON escapes so that it can stand in HTML. */
const ESCAPES: { readonly [character: string]: string } = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
}

function shownValue(value: unknown): string {
  if (value === undefined || value === null) return 'null'
  const text = JSON.stringify(value)
  if (typeof value === 'string') return text
  return text.replace(/[<>&\u2028\u2029]/g, (character) => ESCAPES[character] ?? character)
}

/** The 422 of an object that breaks the rules. Upstream: `apierrors.NewInvalid`. */
export function invalidStatus(
  kind: string,
  group: string,
  name: string,
  errors: readonly FieldError[],
): Status {
  const qualified = group === '' ? kind : `${kind}.${group}`
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: `${qualified} ${JSON.stringify(name)} is invalid: ${aggregateText(errors)}`,
    reason: 'Invalid',
    details: {
      ...(name !== '' && { name }),
      ...(group !== '' && { group }),
      ...(kind !== '' && { kind }),
      causes: errors.map((error) => ({
        reason: error.type,
        message: errorBody(error),
        field: error.field,
      })),
    },
    code: 422,
  }
}
