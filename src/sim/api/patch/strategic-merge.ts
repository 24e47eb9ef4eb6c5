import type { Json, JsonObject } from '../../../protocol/objects/meta.ts'
import type { FieldSchema, ObjectSchema, TypeSchema } from '../schema/dsl.ts'

/** Applies strategic merge patches: like JSON merge patches, but lists with a merge key are merged item by item. */

type Result = { readonly result: Json } | { readonly error: string }
type Mutable = { [field: string]: Json | undefined }

const DIRECTIVE = '$patch'
const RETAIN_KEYS = '$retainKeys'
const SET_ORDER = '$setElementOrder/'
const DELETE_PRIMITIVES = '$deleteFromPrimitiveList/'

/** Upstream: `strategicpatch.StrategicMergePatch`, k8s.io/apimachinery v0.36. */
export function applyStrategicMergePatch(
  document: JsonObject,
  patch: JsonObject,
  schema: ObjectSchema,
): Result {
  try {
    return { result: mergeMap(document, patch, schema) }
  } catch (error) {
    if (error instanceof PatchError) return { error: error.message }
    throw error
  }
}

class PatchError extends Error {}

function mergeMap(
  original: JsonObject,
  patch: JsonObject,
  schema: TypeSchema | undefined,
): JsonObject {
  const directive = patch[DIRECTIVE]
  if (directive === 'replace') return without(patch, DIRECTIVE)
  if (directive === 'delete') return {}
  if (directive !== undefined && directive !== 'merge')
    throw new PatchError(`unknown patch type: ${String(directive)} in map: ${goMap(patch)}`)
  const merged: Mutable = { ...original }
  const retained = patch[RETAIN_KEYS]
  if (Array.isArray(retained)) {
    for (const key of Object.keys(merged)) if (!retained.includes(key)) delete merged[key]
  }
  for (const [key, value] of Object.entries(patch)) {
    if (key === DIRECTIVE || key === RETAIN_KEYS || value === undefined) continue
    if (key.startsWith(DELETE_PRIMITIVES))
      deletePrimitives(merged, key.slice(DELETE_PRIMITIVES.length), value)
    else if (key.startsWith(SET_ORDER)) continue
    else mergeField(merged, key, value, fieldOf(schema, key))
  }
  for (const [key, order] of Object.entries(patch)) {
    if (key.startsWith(SET_ORDER) && Array.isArray(order))
      reorder(merged, key.slice(SET_ORDER.length), order, original, schema)
  }
  return merged
}

function mergeField(
  merged: Mutable,
  key: string,
  value: Json,
  field: FieldSchema | undefined,
): void {
  const current = merged[key]
  if (value === null) {
    delete merged[key]
    return
  }
  if (isObject(value) && (isObject(current) || current === undefined || current === null)) {
    merged[key] = mergeMap(isObject(current) ? current : {}, value, field?.schema)
    if (current === undefined && value[DIRECTIVE] === 'delete') delete merged[key]
    return
  }
  if (Array.isArray(value) && field?.patchStrategy?.includes('merge')) {
    merged[key] = mergeList(Array.isArray(current) ? current : [], value, field)
    return
  }
  merged[key] = value
}

function mergeList(original: readonly Json[], patch: readonly Json[], field: FieldSchema): Json[] {
  const key = field.patchMergeKey
  if (key === undefined) return [...new Set([...original, ...patch])]
  const directives = patch.filter(
    (item) => isObject(item) && item[DIRECTIVE] !== undefined && item[DIRECTIVE] !== 'merge',
  ) as JsonObject[]
  if (directives.some((item) => item[DIRECTIVE] === 'replace'))
    return patch.filter((item) => isObject(item) && item[DIRECTIVE] === undefined)
  const merged = [...original]
  for (const item of patch) {
    if (!isObject(item)) continue
    const value = item[key]
    if (
      item[DIRECTIVE] !== undefined &&
      item[DIRECTIVE] !== 'delete' &&
      item[DIRECTIVE] !== 'merge'
    ) {
      throw new PatchError(`unknown patch type: ${String(item[DIRECTIVE])} in map: ${goMap(item)}`)
    }
    if (value === undefined)
      throw new PatchError(`map: ${goMap(item)} does not contain declared merge key: ${key}`)
    const at = merged.findIndex((other) => isObject(other) && other[key] === value)
    if (item[DIRECTIVE] === 'delete') {
      if (at >= 0) merged.splice(at, 1)
      continue
    }
    const items = field.schema.type === 'array' ? field.schema.items : undefined
    const before = at >= 0 ? (merged[at] as JsonObject) : {}
    const after = mergeMap(before, item, items)
    if (at >= 0) merged[at] = after
    else merged.push(after)
  }
  return merged
}

/** Puts a merged list in the order that the patch's author saw; items only the server has keep their place among their neighbours. */
function reorder(
  merged: Mutable,
  name: string,
  order: readonly Json[],
  original: JsonObject,
  schema: TypeSchema | undefined,
): void {
  const list = merged[name]
  if (!Array.isArray(list)) return
  const key = fieldOf(schema, name)?.patchMergeKey
  const idOf = (item: Json): Json | undefined =>
    key !== undefined && isObject(item) ? item[key] : item
  const rank = new Map(order.map((item, index) => [idOf(item), index]))
  const server = Array.isArray(original[name]) ? (original[name] as readonly Json[]) : []
  const serverRank = new Map(server.map((item, index) => [idOf(item), index]))
  const told = list
    .filter((item) => rank.has(idOf(item)))
    .sort((a, b) => (rank.get(idOf(a)) ?? 0) - (rank.get(idOf(b)) ?? 0))
  const others = list.filter((item) => !rank.has(idOf(item)))
  const result: Json[] = []
  let i = 0
  let j = 0
  while (i < told.length || j < others.length) {
    const mine = told[i]
    const other = others[j]
    if (other === undefined) result.push(told[i++] as Json)
    else if (mine === undefined) result.push(others[j++] as Json)
    else {
      const myPlace = serverRank.get(idOf(mine))
      const otherPlace = serverRank.get(idOf(other))
      if (myPlace === undefined || otherPlace === undefined || myPlace < otherPlace)
        result.push(told[i++] as Json)
      else result.push(others[j++] as Json)
    }
  }
  merged[name] = result
}

function deletePrimitives(merged: Mutable, name: string, values: Json): void {
  const list = merged[name]
  if (Array.isArray(list) && Array.isArray(values))
    merged[name] = list.filter((item) => !values.includes(item))
}

function fieldOf(schema: TypeSchema | undefined, name: string): FieldSchema | undefined {
  if (schema?.type === 'object') return schema.fields[name]
  return schema?.type === 'map'
    ? { schema: schema.values, doc: '', presence: 'omitempty' }
    : undefined
}

function without(object: JsonObject, key: string): JsonObject {
  const { [key]: _, ...rest } = object
  return rest
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A map as Go's `%v` prints it, in error texts. */
function goMap(object: JsonObject): string {
  return `map[${Object.keys(object)
    .sort()
    .map((key) => `${key}:${String(object[key])}`)
    .join(' ')}]`
}

/** What `kubectl apply` needs to compute a patch. */
export interface ThreeWay {
  readonly original: JsonObject
  readonly modified: JsonObject
  readonly current: JsonObject
  readonly schema: ObjectSchema
}

/** The patch that brings `current` to `modified`, and takes away what `original` had and `modified` has not. */
export function threeWayMergePatch({ original, modified, current }: ThreeWay): JsonObject {
  return mapPatch(original, modified, current)
}

function mapPatch(original: JsonObject, modified: JsonObject, current: JsonObject): JsonObject {
  const patch: Mutable = {}
  for (const [key, value] of Object.entries(modified)) {
    const now = current[key]
    if (isObject(value) && isObject(now)) {
      const before = original[key]
      const inner = mapPatch(isObject(before) ? before : {}, value, now)
      if (Object.keys(inner).length > 0) patch[key] = inner
    } else if (JSON.stringify(value) !== JSON.stringify(now)) patch[key] = value
  }
  for (const key of Object.keys(original))
    if (!(key in modified) && key in current) patch[key] = null
  return patch
}
