import { isEqualJson } from '../equal-json.ts'
import type { ObjectSchema, TypeSchema } from '../schema/dsl.ts'
import type { Patched } from './json-patch.ts'
import { type MergeMeta, mergeMetaOf } from './strategic-schema.ts'
import {
  areAllIn,
  DELETE_FROM_LIST,
  DIRECTIVE,
  goMap,
  isList,
  isStruct,
  keyOf,
  keyText,
  type MutableStruct,
  ordered,
  RETAIN_KEYS,
  SET_ORDER,
  StrategicPatchError,
  type Struct,
  typeOf,
} from './strategic-values.ts'

/**
 * Strategic merge patch: a merge patch that knows which lists are maps.
 * Upstream: `k8s.io/apimachinery/pkg/util/strategicpatch`, v0.36.
 */

/** What a strategic merge patch makes of a document. */
export function applyStrategicMergePatch(
  document: unknown,
  patch: unknown,
  schema: ObjectSchema,
): Patched {
  if (!isStruct(document) || !isStruct(patch)) return { error: 'Invalid JSON document' }
  try {
    return { result: mergeMaps(document, patch, schema, APPLYING) }
  } catch (error) {
    if (error instanceof StrategicPatchError) return { error: error.message }
    throw error
  }
}

/** Whether a patch is applied to a document, or merged with another patch. */
export interface MergeMode {
  readonly isApplying: boolean
}
const APPLYING: MergeMode = { isApplying: true }

/** Upstream: `mergeMap`. */
export function mergeMaps(
  original: Struct,
  patch: Struct,
  schema: TypeSchema | undefined,
  mode: MergeMode,
): Struct {
  if (Object.hasOwn(patch, DIRECTIVE)) return directed(patch)
  const draft = new Draft(original)
  if (!hasDirective(patch)) {
    for (const key in patch) mergeField(draft, key, patch[key], { schema, mode })
    return draft.result
  }
  const handled = new Set<string>()
  retainKeys(draft, patch, mode, handled)
  mergeOrderedLists(draft, patch, { schema, mode, handled })
  for (const key in patch)
    if (!handled.has(key)) mergeField(draft, key, patch[key], { schema, mode })
  return draft.result
}

function hasDirective(patch: Struct): boolean {
  for (const key in patch) if (key.startsWith('$')) return true
  return false
}

/** A struct in the making, copied no sooner than something differs: what a patch leaves alone stays the same value. */
class Draft {
  private readonly original: Struct
  private copy: MutableStruct | undefined

  constructor(original: Struct) {
    this.original = original
  }

  get result(): Struct {
    return this.copy ?? this.original
  }

  get(key: string): unknown {
    return this.result[key]
  }

  set(key: string, value: unknown): void {
    if (value === undefined) this.delete(key)
    else if (value !== this.get(key)) this.changed()[key] = value
  }

  delete(key: string): void {
    if (Object.hasOwn(this.result, key)) delete this.changed()[key]
  }

  private changed(): MutableStruct {
    this.copy ??= { ...this.original }
    return this.copy
  }
}

function directed(patch: Struct): Struct {
  const { [DIRECTIVE]: directive, ...rest } = patch
  if (directive === 'replace') return rest
  if (directive === 'delete') return {}
  throw new StrategicPatchError(`unknown patch type: ${goMap(directive)} in map: ${goMap(patch)}`)
}

function retainKeys(draft: Draft, patch: Struct, mode: MergeMode, handled: Set<string>): void {
  const retained = patch[RETAIN_KEYS]
  if (retained === undefined) return
  handled.add(RETAIN_KEYS)
  if (!mode.isApplying) {
    const known = draft.get(RETAIN_KEYS)
    if (known !== undefined && !isEqualJson(known, retained)) {
      throw new StrategicPatchError('invalid patch format of $retainKeys')
    }
    draft.set(RETAIN_KEYS, retained)
    return
  }
  const keys = new Set(isList(retained) ? retained : [])
  for (const [key, value] of Object.entries(patch)) {
    const isPlain =
      key !== RETAIN_KEYS && !key.startsWith(SET_ORDER) && !key.startsWith(DELETE_FROM_LIST)
    if (value !== null && isPlain && !keys.has(key)) {
      throw new StrategicPatchError('invalid patch format of $retainKeys')
    }
  }
  for (const key of Object.keys(draft.result)) if (!keys.has(key)) draft.delete(key)
}

/** Lists for which the patch gives the order are merged first. Upstream: `mergePatchIntoOriginal`. */
function mergeOrderedLists(
  draft: Draft,
  patch: Struct,
  how: {
    readonly schema: TypeSchema | undefined
    readonly mode: MergeMode
    readonly handled: Set<string>
  },
): void {
  const { schema, mode, handled } = how
  for (const directive of Object.keys(patch)) {
    if (!directive.startsWith(SET_ORDER)) continue
    const order = patch[directive]
    if (!isList(order)) {
      throw new StrategicPatchError('invalid patch format of $setElementOrder list')
    }
    if (!mode.isApplying) copyOrder(draft, directive, order)
    const field = directive.slice(SET_ORDER.length)
    handled.add(directive).add(field)
    const meta = mergeMetaOf(schema, field)
    const current = draft.get(field)
    const change = patch[field]
    const merged = mergedList(current, change, meta, { mode, order })
    if (merged === undefined) continue
    const { mergeKey } = meta
    const serverOrder = isList(current) ? serverOrderAfter(current, change, mergeKey) : []
    draft.set(field, ordered(merged, { patchOrder: order, serverOrder, mergeKey }))
  }
}

/**
 * The server's list as upstream looks at it once the change is merged: it deletes and appends within the same memory,
 * so that new items can stand where deleted ones made room.
 */
function serverOrderAfter(
  current: readonly unknown[],
  change: unknown,
  mergeKey: string,
): readonly unknown[] {
  if (!isList(change) || mergeKey === '') return current
  const items = [...current]
  let length = items.length
  const find = (key: string): number => {
    const index = items.findIndex((item) => keyText(item, mergeKey) === key)
    return index < length ? index : -1
  }
  for (const item of change) {
    if (!isStruct(item) || item[DIRECTIVE] !== 'delete') continue
    const key = keyText(item, mergeKey)
    for (let index = find(key); index >= 0; index = find(key)) {
      items.copyWithin(index, index + 1, length)
      length--
    }
  }
  for (const item of change) {
    if (!isStruct(item) || item[DIRECTIVE] !== undefined) continue
    if (length < items.length && find(keyText(item, mergeKey)) < 0) items[length++] = item
  }
  return items
}

function copyOrder(draft: Draft, directive: string, order: readonly unknown[]): void {
  const known = draft.get(directive)
  if (known !== undefined && !isEqualJson(known, order)) {
    throw new StrategicPatchError('invalid patch format of $setElementOrder list')
  }
  draft.set(directive, order)
}

function mergedList(
  current: unknown,
  change: unknown,
  meta: MergeMeta,
  { mode, order }: { readonly mode: MergeMode; readonly order: readonly unknown[] },
): readonly unknown[] | undefined {
  if (change === null) return undefined
  if (!isList(change)) return isList(current) ? current : undefined
  if (!isList(current)) return mode.isApplying ? listWithoutDirectives(change) : change
  if (meta.strategy !== 'merge') return change
  return mergeLists(current, change, meta, { mode, order })
}

function mergeField(
  draft: Draft,
  givenKey: string,
  value: unknown,
  { schema, mode }: { readonly schema: TypeSchema | undefined; readonly mode: MergeMode },
): void {
  const isDeletion = givenKey.startsWith(DELETE_FROM_LIST)
  if (isDeletion && !mode.isApplying) {
    draft.set(givenKey, value)
    return
  }
  const key = isDeletion ? givenKey.slice(DELETE_FROM_LIST.length) : givenKey
  if (value === null) {
    draft.delete(key)
    if (!mode.isApplying) draft.set(key, null)
    return
  }
  const current = draft.get(key)
  if (isDeletion) {
    if (isList(current) && isList(value)) {
      draft.set(
        key,
        current.filter((item) => !value.some((gone) => isEqualJson(gone, item))),
      )
    }
    return
  }
  if (typeOf(current) !== typeOf(value)) {
    draft.set(key, mode.isApplying ? withoutDirectives(value) : value)
  } else if (isStruct(current) && isStruct(value)) {
    const meta = mergeMetaOf(schema, key)
    draft.set(
      key,
      meta.strategy === 'replace' ? value : mergeMaps(current, value, meta.schema, mode),
    )
  } else if (isList(current) && isList(value)) {
    const meta = mergeMetaOf(schema, key)
    draft.set(key, meta.strategy === 'merge' ? mergeLists(current, value, meta, { mode }) : value)
  } else draft.set(key, value)
}

/** Upstream: `mergeSlice`. A list whose every item has its place in `order` is left for that to arrange. */
function mergeLists(
  original: readonly unknown[],
  patch: readonly unknown[],
  meta: MergeMeta,
  { mode, order }: { readonly mode: MergeMode; readonly order?: readonly unknown[] },
): readonly unknown[] {
  if (original.length === 0 && patch.length === 0) return original
  const isOfStructs = isStruct(original[0] ?? patch[0])
  if (!isOfStructs) {
    const merged = [...new Set([...original, ...patch])]
    return ordered(merged, { patchOrder: patch, serverOrder: original, mergeKey: '' })
  }
  const { mergeKey } = meta
  if (mergeKey === '') {
    throw new StrategicPatchError('cannot merge lists without merge key')
  }
  const { kept, changes } = withoutSpecialItems(original, patch, mergeKey)
  const merged = [...kept]
  for (const change of changes) {
    const key = keyText(change, mergeKey)
    const index = merged.findIndex((item) => isStruct(item) && keyText(item, mergeKey) === key)
    if (index < 0) merged.push(mode.isApplying ? withoutDirectives(change) : change)
    else merged[index] = mergeMaps(merged[index] as Struct, change, meta.schema, mode)
  }
  if (order !== undefined && areAllIn(merged, order, mergeKey)) return merged
  return ordered(merged, { patchOrder: changes, serverOrder: kept, mergeKey })
}

/** Carries out the items that say what to do with the list. Upstream: `mergeSliceWithSpecialElements`. */
function withoutSpecialItems(
  original: readonly unknown[],
  patch: readonly unknown[],
  mergeKey: string,
): { readonly kept: readonly unknown[]; readonly changes: readonly Struct[] } {
  let kept = original
  let isReplaced = false
  const changes: Struct[] = []
  for (const item of patch) {
    if (!isStruct(item)) continue
    const directive = item[DIRECTIVE]
    if (directive === undefined) changes.push(item)
    else if (directive === 'replace') isReplaced = true
    else if (directive === 'delete') {
      const gone = goMap(keyOf(item, mergeKey))
      kept = kept.filter((candidate) => keyText(candidate, mergeKey) !== gone)
    } else {
      throw new StrategicPatchError(
        directive === 'merge'
          ? 'merging lists cannot yet be specified in the patch'
          : `unknown patch type: ${goMap(directive)} in map: ${goMap(item)}`,
      )
    }
  }
  return { kept: isReplaced ? [] : kept, changes }
}

/**
 * What is new to a document holds no nulls, and nothing that the patch marks for replacement or deletion: the same value
 * where there is nothing of the kind. As upstream, `$retainKeys` is left in; reading the result as an object drops it.
 */
function withoutDirectives(value: unknown): unknown {
  if (isList(value)) return listWithoutDirectives(value)
  if (!isStruct(value)) return value
  if (Object.hasOwn(value, DIRECTIVE)) return undefined
  let isChanged = false
  const result: MutableStruct = {}
  for (const key in value) {
    const field = value[key]
    const plain = field === null ? undefined : withoutDirectives(field)
    if (plain !== undefined) result[key] = plain
    if (plain !== field) isChanged = true
  }
  return isChanged ? result : value
}

function listWithoutDirectives(list: readonly unknown[]): readonly unknown[] {
  const plain = list.map(withoutDirectives)
  if (plain.every((item, index) => item !== undefined && item === list[index])) return list
  return plain.filter((item) => item !== undefined)
}
