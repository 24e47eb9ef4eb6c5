/**
 * A small language for writing down the field types of Kubernetes' API, one table per struct.
 * One table drives decoding (unknown fields, type errors), both kinds of patch that know lists, and the editor's help.
 */

/** How a value without inner structure is written in JSON, and what Go calls its type in error messages. */
export interface ScalarSchema {
  readonly type: 'string' | 'integer' | 'boolean' | 'quantity' | 'int-or-string' | 'bytes'
  readonly goType: string
  readonly format?: 'date-time' | 'micro-time'
  /** Known values: help for the editor. Validation, not decoding, refuses others. */
  readonly choices?: readonly string[]
}

/** A Go struct. */
export interface ObjectSchema {
  readonly type: 'object'
  /** Name of the Go struct, without its package. */
  readonly name: string
  readonly fields: { readonly [field: string]: FieldSchema }
  /** Server-side apply owns it as one value (`x-kubernetes-map-type: atomic`). */
  readonly atomic: boolean
}

interface MapSchema {
  readonly type: 'map'
  readonly values: TypeSchema
  readonly atomic: boolean
}

export interface ArraySchema {
  readonly type: 'array'
  readonly items: TypeSchema
  /** `x-kubernetes-list-type`. */
  readonly list: 'atomic' | 'set' | 'map'
  /** `x-kubernetes-list-map-keys`, for maps. */
  readonly keys: readonly string[]
}

/** Any JSON, as in `fieldsV1`. */
interface AnySchema {
  readonly type: 'any'
}

export type TypeSchema = ScalarSchema | ObjectSchema | MapSchema | ArraySchema | AnySchema

type PatchStrategy = 'merge' | 'replace' | 'retainKeys'

/** One field of a struct. */
export interface FieldSchema {
  readonly schema: TypeSchema
  /** One sentence or two for the editor's hover. */
  readonly doc: string
  /**
   * Whether Go writes the field when it is zero: `required` always does, `pointer` when it was given,
   * `omitempty` never does.
   */
  readonly presence: 'required' | 'pointer' | 'omitempty'
  /** For `required`: written as null when absent, and not as a zero value. */
  readonly isNullable?: true
  readonly patchStrategy?: readonly PatchStrategy[]
  readonly patchMergeKey?: string
  /** What the OpenAPI schema says is taken when the field is absent (used by apply for list keys). */
  readonly defaultValue?: string
}

function field(schema: TypeSchema, doc: string): FieldSchema {
  return { schema, doc, presence: 'omitempty' }
}

const STRING: ScalarSchema = { type: 'string', goType: 'string' }
const INT32: ScalarSchema = { type: 'integer', goType: 'int32' }
const INT64: ScalarSchema = { type: 'integer', goType: 'int64' }
const BOOLEAN: ScalarSchema = { type: 'boolean', goType: 'bool' }
const QUANTITY: ScalarSchema = { type: 'quantity', goType: 'resource.Quantity' }
const INT_OR_STRING: ScalarSchema = { type: 'int-or-string', goType: 'intstr.IntOrString' }
const BYTES: ScalarSchema = { type: 'bytes', goType: '[]uint8' }
const TIME: ScalarSchema = { type: 'string', goType: 'v1.Time', format: 'date-time' }
const MICRO_TIME: ScalarSchema = { type: 'string', goType: 'v1.MicroTime', format: 'micro-time' }

export function object(name: string, fields: ObjectSchema['fields']): ObjectSchema {
  return { type: 'object', name, fields, atomic: false }
}

/** A struct that server-side apply owns as a whole. */
export function atomicObject(name: string, fields: ObjectSchema['fields']): ObjectSchema {
  return { type: 'object', name, fields, atomic: true }
}

export const text = (doc: string): FieldSchema => field(STRING, doc)
export const int32 = (doc: string): FieldSchema => field(INT32, doc)
export const int64 = (doc: string): FieldSchema => field(INT64, doc)
export const flag = (doc: string): FieldSchema => field(BOOLEAN, doc)
export const quantity = (doc: string): FieldSchema => field(QUANTITY, doc)
export const intOrString = (doc: string): FieldSchema => field(INT_OR_STRING, doc)
export const time = (doc: string): FieldSchema => field(TIME, doc)
export const microTime = (doc: string): FieldSchema => field(MICRO_TIME, doc)
export const nested = (schema: ObjectSchema, doc: string): FieldSchema => field(schema, doc)
export const anything = (doc: string): FieldSchema => field({ type: 'any' }, doc)

/** A string type of its own (`v1.RestartPolicy`) with the values it may take. */
export function choice(name: string, choices: readonly string[], doc: string): FieldSchema {
  return field({ type: 'string', goType: `v1.${name}`, choices }, doc)
}

function mapOf(values: TypeSchema, doc: string): FieldSchema {
  return field({ type: 'map', values, atomic: false }, doc)
}
export const stringMap = (doc: string): FieldSchema => mapOf(STRING, doc)
export const bytesMap = (doc: string): FieldSchema => mapOf(BYTES, doc)
/** A `v1.ResourceList`. */
export const quantities = (doc: string): FieldSchema => mapOf(QUANTITY, doc)
export function atomicStringMap(doc: string): FieldSchema {
  return field({ type: 'map', values: STRING, atomic: true }, doc)
}

function list(items: TypeSchema, doc: string): FieldSchema {
  return field({ type: 'array', items, list: 'atomic', keys: [] }, doc)
}
export const strings = (doc: string): FieldSchema => list(STRING, doc)
export const integers = (doc: string): FieldSchema => list(INT64, doc)
export const objects = (items: ObjectSchema, doc: string): FieldSchema => list(items, doc)

/** A list of strings without order: server-side apply owns each, a strategic merge adds. */
export function stringSet(doc: string): FieldSchema {
  return field({ type: 'array', items: STRING, list: 'set', keys: [] }, doc)
}

/** A list that is a map by some fields of its items, for server-side apply. */
export function keyed(items: ObjectSchema, keys: readonly string[], doc: string): FieldSchema {
  return field({ type: 'array', items, list: 'map', keys }, doc)
}

/** A list whose items both apply and strategic merge patches tell apart by one field. */
export function merged(items: ObjectSchema, key: string, doc: string): FieldSchema {
  return merging(keyed(items, [key], doc), key)
}

/** Marks a list as merged by strategic merge patches: by `key`, or as a set without one. */
export function merging(of: FieldSchema, key?: string): FieldSchema {
  return { ...of, patchStrategy: ['merge'], ...(key !== undefined && { patchMergeKey: key }) }
}

/** Marks a field as one whose keys must be told in the patch (`retainKeys`): a union, such as a volume's source. */
export function retainingKeys(of: FieldSchema): FieldSchema {
  return { ...of, patchStrategy: [...(of.patchStrategy ?? []), 'retainKeys'] }
}

export function required(of: FieldSchema): FieldSchema {
  return { ...of, presence: 'required' }
}

/** Marks a Go pointer that is written as null when absent. */
export function requiredPointer(of: FieldSchema): FieldSchema {
  return { ...of, presence: 'required', isNullable: true }
}

/** Marks a Go pointer: its zero value is kept when given. */
export function pointer(of: FieldSchema): FieldSchema {
  return { ...of, presence: 'pointer' }
}

export function defaulted(of: FieldSchema, defaultValue: string): FieldSchema {
  return { ...of, defaultValue }
}
