import type { Kind, ObjectOf } from '../../protocol/objects/index.ts'
import type { Status } from '../../protocol/objects/meta.ts'
import { base64ErrorAt } from './base64.ts'
import { kindOf } from './kinds/index.ts'
import type { KindStrategy } from './kinds/strategy.ts'
import { parseQuantity } from './quantity.ts'
import { apiVersionOf } from './resources.ts'
import type { FieldSchema, ObjectSchema, ScalarSchema, TypeSchema } from './schema/dsl.ts'
import { badRequestStatus } from './status.ts'
import { timeError } from './time-error.ts'

/**
 * Reading a request's body into an object, as Go's typed decoding does: unknown fields, wrong types, null and zero
 * values. Upstream: `sigs.k8s.io/json` and `k8s.io/apimachinery/pkg/runtime/serializer`, v1.36.
 * Simplified: a field given twice is not noticed, for the body is parsed before it comes here.
 */

export type FieldValidation = 'Strict' | 'Warn' | 'Ignore'

export type Decoded<K extends Kind> =
  | { readonly object: ObjectOf<K>; readonly warnings: readonly string[] }
  | { readonly refusal: Status }

/** Reads a body as an object of this kind; the result shares with the body whatever need not change. */
export function decodeObject<K extends Kind>(
  body: unknown,
  strategy: KindStrategy<K>,
  fieldValidation: FieldValidation,
): Decoded<K> {
  const { kind } = strategy
  const apiVersion = apiVersionOf(kind)
  if (!isStruct(body)) {
    const reason = `couldn't get version/kind; json parse error: json: cannot unmarshal ${jsonTypeOf(body)} into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }`
    return { refusal: badRequestStatus(reason) }
  }
  const refusal = mismatch(body, kind, apiVersion)
  if (refusal !== undefined) return { refusal: badRequestStatus(refusal) }

  const run: Run = { path: [], unknown: [], error: undefined }
  const decoded = decodeStruct(body, strategy.schema, run)
  const problem =
    run.error ??
    (fieldValidation === 'Strict' && run.unknown.length > 0
      ? `strict decoding error: ${run.unknown.join(', ')}`
      : undefined)
  if (problem !== undefined) {
    const version = apiVersion.slice(apiVersion.indexOf('/') + 1)
    const message = `${kind} in version "${version}" cannot be handled as a ${kind}: ${problem}`
    return { refusal: badRequestStatus(message) }
  }
  const isNamed = decoded.apiVersion === apiVersion && decoded.kind === kind
  const named = isNamed ? decoded : { ...decoded, apiVersion, kind }
  const complete = withParts(named, strategy.schema)
  const warnings = fieldValidation === 'Warn' ? run.unknown : []
  // The schema has made it so: every field is one of the kind's, and of its type.
  return { object: complete as unknown as ObjectOf<K>, warnings }
}

type Struct = { readonly [field: string]: unknown }

/** What one decoding has come across. */
interface Run {
  /** Where it is: `.spec`, `.containers`, `[0]`. */
  readonly path: string[]
  /** `unknown field "spec.bogus"` */
  readonly unknown: string[]
  /** The first error; as Go's decoder, the rest is read nevertheless. */
  error: string | undefined
}

/** Metadata and spec are there, however little the client has said. */
function withParts(object: Struct, { fields }: ObjectSchema): Struct {
  const parts: { [field: string]: unknown } = {}
  if (!isStruct(object.metadata)) parts.metadata = {}
  if (fields.spec !== undefined && !isStruct(object.spec)) parts.spec = zeroOf(fields.spec.schema)
  return Object.keys(parts).length === 0 ? object : { ...object, ...parts }
}

/** Why a body of another kind cannot be one of ours. A body may leave both out. */
function mismatch(body: Struct, kind: Kind, apiVersion: string): string | undefined {
  const givenKind = textOr(body.kind, kind)
  const givenVersion = textOr(body.apiVersion, apiVersion)
  if (givenKind === kind && givenVersion === apiVersion) return undefined
  const version = givenVersion.slice(givenVersion.indexOf('/') + 1)
  const head = `${givenKind} in version "${version}" cannot be handled as a ${kind}`
  if (kindOf(givenVersion, givenKind) === undefined) {
    return `${head}: no kind "${givenKind}" is registered for version "${givenVersion}" in scheme "pkg/api/legacyscheme/scheme.go:30"`
  }
  const isCore = !apiVersion.includes('/')
  const internal = isCore ? 'core' : (apiVersion.split(/[./]/)[0] ?? '')
  return `${head}: converting (v1.${givenKind}) to (${internal}.${kind}): unknown conversion`
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' && value !== '' ? value : otherwise
}

/** Values that are known to read as they are: specs of pods are shared by all pods of a template. */
const clean = new WeakMap<object, ObjectSchema>()
const REMEMBERED = new Set(['PodSpec', 'PodTemplateSpec'])

function decodeStruct(given: Struct, schema: ObjectSchema, run: Run): Struct {
  if (clean.get(given) === schema) return given
  const before = run.unknown.length
  let result: { [field: string]: unknown } | undefined
  for (const name in given) {
    const field = Object.hasOwn(schema.fields, name) ? schema.fields[name] : undefined
    const value = given[name]
    let decoded: unknown
    if (field === undefined) {
      if (value !== undefined) run.unknown.push(`unknown field "${pathTo(run, name)}"`)
    } else decoded = decodeField(value, field, { run, name, owner: schema.name })
    if (decoded === value) continue
    result ??= { ...given }
    if (decoded === undefined) delete result[name]
    else result[name] = decoded
  }
  const complete = withZeros(result ?? given, schema)
  const isClean = run.error === undefined && run.unknown.length === before
  if (isClean && REMEMBERED.has(schema.name)) clean.set(complete, schema)
  return complete
}

/** Where a value is read: for the texts of errors. */
interface Place {
  readonly run: Run
  readonly name: string
  /** Go's name of the innermost struct around it. */
  readonly owner: string
}

function decodeField(value: unknown, field: FieldSchema, place: Place): unknown {
  if (value === null || value === undefined) return undefined
  const { run, name } = place
  run.path.push(`.${name}`)
  const decoded = decodeValue(value, field.schema, place)
  run.path.pop()
  return field.presence === 'omitempty' && isZero(decoded, field.schema) ? undefined : decoded
}

/** Required fields are there even if the client left them out. */
function withZeros(given: Struct, schema: ObjectSchema): Struct {
  let result: { [field: string]: unknown } | undefined
  for (const [name, zero] of zerosOf(schema)) {
    if (given[name] !== undefined && given[name] !== null) continue
    result ??= { ...given }
    result[name] = zero
  }
  return result ?? given
}

const zerosBySchema = new WeakMap<ObjectSchema, readonly (readonly [string, unknown])[]>()

function zerosOf(schema: ObjectSchema): readonly (readonly [string, unknown])[] {
  const known = zerosBySchema.get(schema)
  if (known !== undefined) return known
  const zeros: [string, unknown][] = []
  for (const [name, field] of Object.entries(schema.fields)) {
    if (field.presence !== 'required' || field.isNullable) continue
    const zero = zeroOf(field.schema)
    if (zero !== undefined) zeros.push([name, zero])
  }
  zerosBySchema.set(schema, zeros)
  return zeros
}

function zeroOf(schema: TypeSchema): unknown {
  switch (schema.type) {
    case 'string':
      return schema.format === undefined ? '' : undefined
    case 'integer':
    case 'int-or-string':
      return 0
    case 'boolean':
      return false
    case 'object':
      return withZeros({}, schema)
    case 'array':
      return []
    default:
      return undefined
  }
}

function isZero(value: unknown, schema: TypeSchema): boolean {
  if (value === '' || value === 0 || value === false) return schema.type !== 'int-or-string'
  if (Array.isArray(value)) return value.length === 0
  return schema.type === 'map' && isStruct(value) && Object.keys(value).length === 0
}

function decodeValue(value: unknown, schema: TypeSchema, place: Place): unknown {
  switch (schema.type) {
    case 'any':
      return value
    case 'object':
      return isStruct(value)
        ? decodeStruct(value, schema, place.run)
        : wrongType(value, schema, place)
    case 'array':
      return Array.isArray(value)
        ? decodeItems(value, schema.items, place)
        : wrongType(value, schema, place)
    case 'map':
      return isStruct(value)
        ? decodeEntries(value, schema.values, place)
        : wrongType(value, schema, place)
    default:
      return decodeScalar(value, schema, place)
  }
}

function decodeItems(items: readonly unknown[], schema: TypeSchema, place: Place): unknown {
  const { path } = place.run
  let result: unknown[] | undefined
  for (const [index, item] of items.entries()) {
    path.push(`[${index}]`)
    const decoded = item === null ? zeroOf(schema) : decodeValue(item, schema, place)
    path.pop()
    if (decoded === item) continue
    result ??= items.slice()
    result[index] = decoded
  }
  return result ?? items
}

function decodeEntries(entries: Struct, schema: TypeSchema, place: Place): unknown {
  let result: { [key: string]: unknown } | undefined
  for (const key in entries) {
    const value = entries[key]
    const decoded = value === null ? (zeroOf(schema) ?? '') : decodeValue(value, schema, place)
    if (decoded === value) continue
    result ??= { ...entries }
    result[key] = decoded
  }
  return result ?? entries
}

function decodeScalar(value: unknown, schema: ScalarSchema, place: Place): unknown {
  const { run } = place
  switch (schema.type) {
    case 'string':
      if (schema.format !== undefined) return decodeTime(value, schema, run)
      return typeof value === 'string' ? value : wrongType(value, schema, place)
    case 'boolean':
      return typeof value === 'boolean' ? value : wrongType(value, schema, place)
    case 'integer':
      return fits(value, schema) ? value : wrongType(value, schema, place)
    case 'int-or-string':
      if (typeof value === 'string' || fits(value, schema)) return value
      return failed(run, `json: cannot unmarshal ${jsonTypeOf(value)} into Go value of type int32`)
    case 'bytes':
      if (typeof value !== 'string') return wrongType(value, schema, place)
      return decodeBytes(value, run)
    case 'quantity':
      return decodeQuantity(value, run)
  }
}

function fits(value: unknown, schema: ScalarSchema): boolean {
  if (typeof value !== 'number' || !Number.isInteger(value)) return false
  return schema.goType === 'int64' || (value | 0) === value
}

function decodeTime(value: unknown, schema: ScalarSchema, run: Run): unknown {
  if (typeof value !== 'string') {
    return failed(run, `json: cannot unmarshal ${jsonTypeOf(value)} into Go value of type string`)
  }
  const error = timeError(value, schema.format === 'micro-time')
  return error === undefined ? value : failed(run, error)
}

function decodeBytes(value: string, run: Run): unknown {
  const at = base64ErrorAt(value)
  return at === undefined ? value : failed(run, `illegal base64 data at input byte ${at}`)
}

/** Quantities may be given as numbers; they are stored as texts. */
function decodeQuantity(value: unknown, run: Run): unknown {
  const text = typeof value === 'number' ? String(value) : value
  const parsed = parseQuantity(typeof text === 'string' ? text : JSON.stringify(value))
  return 'error' in parsed ? failed(run, parsed.error) : text
}

function failed(run: Run, error: string): undefined {
  run.error ??= error
  return undefined
}

function wrongType(value: unknown, schema: TypeSchema, { run, owner }: Place): undefined {
  const fields = run.path.filter((part) => part.startsWith('.')).join('')
  const type = goTypeOf(schema)
  return failed(
    run,
    `json: cannot unmarshal ${jsonTypeOf(value)} into Go struct field ${owner}${fields} of type ${type}`,
  )
}

function goTypeOf(schema: TypeSchema): string {
  switch (schema.type) {
    case 'any':
      return 'v1.FieldsV1'
    case 'object':
      return `v1.${schema.name}`
    case 'array':
      return `[]${goTypeOf(schema.items)}`
    case 'map':
      if (schema.values.type === 'quantity') return 'v1.ResourceList'
      return `map[string]${goTypeOf(schema.values)}`
    default:
      return schema.goType
  }
}

function jsonTypeOf(value: unknown): string {
  if (typeof value === 'number') {
    return Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? 'number' : `number ${value}`
  }
  if (typeof value === 'boolean') return 'bool'
  if (Array.isArray(value)) return 'array'
  return typeof value === 'string' ? 'string' : 'object'
}

function pathTo(run: Run, name: string): string {
  return `${run.path.join('')}.${name}`.replace(/^\./, '')
}

function isStruct(value: unknown): value is Struct {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
