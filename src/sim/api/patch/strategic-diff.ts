import { isEqualJson } from '../equal-json.ts'
import type { ObjectSchema, TypeSchema } from '../schema/dsl.ts'
import type { Patched } from './json-patch.ts'
import { mergeMaps } from './strategic-merge.ts'
import { type MergeMeta, mergeMetaOf } from './strategic-schema.ts'
import {
  DELETE_FROM_LIST,
  DIRECTIVE,
  inOrderOf,
  isList,
  isStruct,
  keyOf,
  keyText,
  type MutableStruct,
  RETAIN_KEYS,
  SET_ORDER,
  StrategicPatchError,
  type Struct,
  typeOf,
} from './strategic-values.ts'

/** Making strategic merge patches. Upstream: `k8s.io/apimachinery/pkg/util/strategicpatch`, v0.36. */

/** The patch that makes `modified` of `original`. */
export function twoWayStrategicPatch(
  original: Struct,
  modified: Struct,
  schema: ObjectSchema,
): Patched {
  return answer(() => diffMaps(original, modified, schema, BOTH))
}

/**
 * The patch that `kubectl apply` sends: all that `modified` says and `current` does not, and without what `original`,
 * the manifest applied last, said and `modified` no longer does. Upstream: `CreateThreeWayMergePatch`.
 */
export function threeWayStrategicPatch(
  { original, modified, current }: { original: Struct; modified: Struct; current: Struct },
  schema: ObjectSchema,
): Patched {
  return answer(() => {
    const delta = diffMaps(current, modified, schema, ADDITIONS)
    const deletions = diffMaps(original, modified, schema, DELETIONS)
    return mergeMaps(deletions, delta, schema, { isApplying: false })
  })
}

function answer(make: () => Struct): Patched {
  try {
    return { result: make() }
  } catch (error) {
    if (error instanceof StrategicPatchError) return { error: error.message }
    throw error
  }
}

/** Which differences count. */
interface DiffMode {
  readonly additions: boolean
  readonly deletions: boolean
  readonly retainsKeys: boolean
}
const BOTH: DiffMode = { additions: true, deletions: true, retainsKeys: false }
const ADDITIONS: DiffMode = { additions: true, deletions: false, retainsKeys: false }
const DELETIONS: DiffMode = { additions: false, deletions: true, retainsKeys: false }

/** Upstream: `diffMaps`. */
function diffMaps(
  original: Struct,
  modified: Struct,
  schema: TypeSchema | undefined,
  mode: DiffMode,
): Struct {
  const patch: MutableStruct = {}
  const retained: string[] = []
  for (const [key, value] of Object.entries(modified)) {
    if (mode.retainsKeys && value !== null) retained.push(key)
    if (!Object.hasOwn(original, key)) {
      if (mode.additions) patch[key] = value
      continue
    }
    diffField(patch, key, [original[key], value], schema, mode)
  }
  for (const key of Object.keys(original)) {
    if (mode.deletions && !Object.hasOwn(modified, key)) patch[key] = null
  }
  const hasMore = Object.keys(original).some((key) => !Object.hasOwn(modified, key))
  if (retained.length > 0 && (Object.keys(patch).length > 0 || hasMore)) {
    patch[RETAIN_KEYS] = retained.toSorted()
  }
  return patch
}

function diffField(
  patch: MutableStruct,
  key: string,
  [before, after]: readonly [unknown, unknown],
  schema: TypeSchema | undefined,
  mode: DiffMode,
): void {
  if (typeOf(before) !== typeOf(after)) {
    if (mode.additions) patch[key] = after
    return
  }
  const meta = mergeMetaOf(schema, key)
  if (isStruct(before) && isStruct(after)) {
    if (meta.strategy === 'replace') {
      if (mode.additions) patch[key] = after
      return
    }
    const fieldMode = { ...mode, retainsKeys: meta.retainsKeys }
    const change = diffMaps(before, after, meta.schema, fieldMode)
    if (Object.keys(change).length > 0) patch[key] = change
  } else if (isList(before) && isList(after) && meta.strategy === 'merge') {
    diffMergedList(patch, key, [before, after], meta, { ...mode, retainsKeys: meta.retainsKeys })
  } else if (mode.additions && !isEqualJson(before, after)) patch[key] = after
}

/** Upstream: `handleSliceDiff` and `diffLists`. */
function diffMergedList(
  patch: MutableStruct,
  key: string,
  [before, after]: readonly [readonly unknown[], readonly unknown[]],
  meta: MergeMeta,
  mode: DiffMode,
): void {
  if (before.length === 0) {
    if (after.length > 0 && mode.additions) patch[key] = after
    return
  }
  if (isStruct(before[0])) {
    const { changes, deletions } = diffItems(before, after, meta, mode)
    const list = [...inOrderOf(changes, after, meta.mergeKey), ...deletions]
    const isReordered = !isSameOrder(before, after, meta.mergeKey)
    if (list.length > 0) patch[key] = list
    if (list.length > 0 || (mode.additions && isReordered)) {
      const order = after.map((item) => ({ [meta.mergeKey]: keyOf(item, meta.mergeKey) }))
      if (order.length > 0) patch[SET_ORDER + key] = order
    }
    return
  }
  const added = mode.additions ? after.filter((item) => !before.includes(item)) : []
  const gone = mode.deletions ? before.filter((item) => !after.includes(item)) : []
  if (added.length > 0) patch[key] = [...new Set(added)]
  if (gone.length > 0) patch[DELETE_FROM_LIST + key] = [...new Set(gone)].toSorted()
  const hasOrder = gone.length > 0 || (mode.additions && !isEqualJson(before, after))
  if (hasOrder && after.length > 0) patch[SET_ORDER + key] = after
}

/** Walks both lists in order of their keys. Upstream: `diffListsOfMaps`. */
function diffItems(
  before: readonly unknown[],
  after: readonly unknown[],
  { mergeKey, schema }: MergeMeta,
  mode: DiffMode,
): { readonly changes: readonly unknown[]; readonly deletions: readonly unknown[] } {
  const originals = sortedByKey(before, mergeKey)
  const modifieds = sortedByKey(after, mergeKey)
  const changes: unknown[] = []
  const deletions: unknown[] = []
  let left = 0
  let right = 0
  while (left < originals.length || right < modifieds.length) {
    const original = originals[left]
    const modified = modifieds[right]
    const order = orderOf(original?.key, modified?.key)
    if (order === 0 && original !== undefined && modified !== undefined) {
      const change = diffMaps(original.item, modified.item, schema, mode)
      if (Object.keys(change).length > 0) {
        changes.push({ ...change, [mergeKey]: modified.item[mergeKey] })
      }
      left++
      right++
    } else if (order > 0 && modified !== undefined) {
      if (mode.additions) changes.push(modified.item)
      right++
    } else if (original !== undefined) {
      if (mode.deletions) {
        deletions.push({ [mergeKey]: original.item[mergeKey], [DIRECTIVE]: 'delete' })
      }
      left++
    }
  }
  return { changes, deletions }
}

interface KeyedItem {
  readonly key: string
  readonly item: Struct
}

function sortedByKey(list: readonly unknown[], mergeKey: string): readonly KeyedItem[] {
  // Of items with the same key the later comes first: upstream's comparison is "less or equal".
  return list
    .map((item) => ({ key: keyText(item, mergeKey), item: item as Struct }))
    .toReversed()
    .toSorted((a, b) => orderOf(a.key, b.key))
}

/** Order of two keys, where one that is missing is greater. */
function orderOf(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0
  if (a === undefined) return 1
  return b === undefined || a < b ? -1 : 1
}

function isSameOrder(
  before: readonly unknown[],
  after: readonly unknown[],
  mergeKey: string,
): boolean {
  if (before.length !== after.length) return false
  return before.every((item, index) => keyText(item, mergeKey) === keyText(after[index], mergeKey))
}
