/** Values and lists as strategic merge patches see them. Upstream: `strategicpatch/patch.go`, v0.36. */

export type Struct = { readonly [key: string]: unknown }
export type MutableStruct = { [key: string]: unknown }

export const DIRECTIVE = '$patch'
export const RETAIN_KEYS = '$retainKeys'
export const SET_ORDER = '$setElementOrder/'
export const DELETE_FROM_LIST = '$deleteFromPrimitiveList/'

/** Why a patch cannot be made or applied. Thrown within this folder only; its doors turn it into an answer. */
export class StrategicPatchError extends Error {}

export function isStruct(value: unknown): value is Struct {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value)
}

/** The kinds of JSON that count as different types. */
export function typeOf(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  return Array.isArray(value) ? 'list' : typeof value
}

/** The value that tells an item of a list from the others. */
export function keyOf(item: unknown, mergeKey: string): unknown {
  if (mergeKey === '') return item
  if (isStruct(item) && Object.hasOwn(item, mergeKey)) return item[mergeKey]
  throw new StrategicPatchError(
    `map: ${goMap(item)} does not contain declared merge key: ${mergeKey}`,
  )
}

/** Keys are compared by how Go prints them. */
export function keyText(item: unknown, mergeKey: string): string {
  return goMap(keyOf(item, mergeKey))
}

/** A value as Go prints it with `%v`. */
export function goMap(value: unknown): string {
  if (isList(value)) return `[${value.map(goMap).join(' ')}]`
  if (value === null || value === undefined) return '<nil>'
  if (!isStruct(value)) return String(value)
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `map[${entries.map(([key, item]) => `${key}:${goMap(item)}`).join(' ')}]`
}

/** Position of an item in a list by its key; -1 if it is not there. */
function positionIn(
  positions: ReadonlyMap<string, number>,
  item: unknown,
  mergeKey: string,
): number {
  return positions.get(keyText(item, mergeKey)) ?? -1
}

function positionsOf(list: readonly unknown[], mergeKey: string): ReadonlyMap<string, number> {
  const positions = new Map<string, number>()
  for (const [index, item] of list.entries()) {
    const key = keyText(item, mergeKey)
    if (!positions.has(key)) positions.set(key, index)
  }
  return positions
}

/** Items in the order of another list, those to be deleted last. Upstream: `normalizeSliceOrder`. */
export function inOrderOf(
  items: readonly unknown[],
  order: readonly unknown[],
  mergeKey: string,
): readonly unknown[] {
  const isDeletion = (item: unknown): boolean => isStruct(item) && item[DIRECTIVE] === 'delete'
  const positions = positionsOf(order, mergeKey)
  const kept = items.filter((item) => !isDeletion(item))
  const sorted = kept.toSorted(
    (a, b) => positionIn(positions, a, mergeKey) - positionIn(positions, b, mergeKey),
  )
  return [...sorted, ...items.filter(isDeletion)]
}

/** Whether each item has its place in a list, and no two share one. */
export function areAllIn(
  items: readonly unknown[],
  order: readonly unknown[],
  mergeKey: string,
): boolean {
  const positions = positionsOf(order, mergeKey)
  if (positions.size < items.length) return false
  const taken = new Set<number>()
  for (const item of items) {
    const position = positionIn(positions, item, mergeKey)
    if (position < 0) return false
    taken.add(position)
  }
  return taken.size === items.length
}

/** Whether the items are just those of the order, one for each, in order: then there is nothing to be done. */
function isInOrder(
  items: readonly unknown[],
  order: readonly unknown[],
  mergeKey: string,
): boolean {
  if (items.length !== order.length) return false
  const seen = new Set<string>()
  for (let i = 0; i < items.length; i++) {
    const item = items[i]
    const key = keyText(item, mergeKey)
    if (key !== keyText(order[i], mergeKey)) return false
    if (isStruct(item) && item[DIRECTIVE] === 'delete') return false
    seen.add(key)
  }
  return seen.size === items.length
}

/** Which lists decide the order of a merged one. */
export interface ListOrder {
  readonly patchOrder: readonly unknown[]
  readonly serverOrder: readonly unknown[]
  readonly mergeKey: string
}

/**
 * Brings a merged list into order: the patch's own items as the patch has them, what only the server has where it
 * stood before. Upstream: `normalizeElementOrder` and `mergeSortedSlice`.
 */
export function ordered(merged: readonly unknown[], order: ListOrder): readonly unknown[] {
  const { patchOrder, serverOrder, mergeKey } = order
  if (isInOrder(merged, patchOrder, mergeKey)) return merged
  const named = positionsOf(patchOrder, mergeKey)
  const isNamed = (item: unknown): boolean => named.has(keyText(item, mergeKey))
  const ofPatch = inOrderOf(merged.filter(isNamed), patchOrder, mergeKey)
  const serverOnly = inOrderOf(
    merged.filter((item) => !isNamed(item)),
    serverOrder,
    mergeKey,
  )
  const positions = positionsOf(serverOrder, mergeKey)
  const result: unknown[] = []
  let left = 0
  let right = 0
  while (left < serverOnly.length && right < ofPatch.length) {
    const server = positionIn(positions, serverOnly[left], mergeKey)
    const patch = positionIn(positions, ofPatch[right], mergeKey)
    const isServerFirst = server >= 0 && patch >= 0 && server < patch
    result.push(isServerFirst ? serverOnly[left++] : ofPatch[right++])
  }
  return [...result, ...serverOnly.slice(left), ...ofPatch.slice(right)]
}
