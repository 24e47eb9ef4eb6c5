import { isEqualJson } from '../equal-json.ts'
/**
 * JSON patch (RFC 6902), with the words and the laxness of the library behind Kubernetes.
 * Upstream: `github.com/evanphx/json-patch` v4.
 */

/** What a patch makes of a document, or why it cannot. */
export type Patched = { readonly result: unknown } | { readonly error: string }

interface Operation {
  readonly op?: unknown
  readonly path?: unknown
  readonly from?: unknown
  readonly value?: unknown
}

const MISSING = 'missing value'
const INVALID_INDEX = 'invalid index referenced'
const TEST_FAILED = 'test failed'

/** Thrown within this file only: it is the way out of nested operations, and becomes an answer. */
class PatchError extends Error {}

/** Applies the operations one by one; the document given is not touched. */
export function applyJsonPatch(document: unknown, patch: unknown): Patched {
  if (!Array.isArray(patch)) {
    const type = patch === null ? 'null' : typeof patch
    return { error: `json: cannot unmarshal ${type} into Go value of type jsonpatch.Patch` }
  }
  try {
    let result = document
    for (const operation of patch as readonly Operation[]) result = applied(result, operation)
    return { result }
  } catch (error) {
    if (error instanceof PatchError) return { error: error.message }
    throw error
  }
}

function applied(document: unknown, operation: Operation): unknown {
  const { op, value = null } = operation
  switch (op) {
    case 'add':
      return add(document, pathOf(operation, 'add'), value)
    case 'remove':
      return remove(document, pathOf(operation, 'remove'))
    case 'replace':
      return replace(document, pathOf(operation, 'replace'), value)
    case 'move':
      return move(document, fromOf(operation, 'move'), pathOf(operation, 'move'))
    case 'copy':
      return copy(document, fromOf(operation, 'copy'), pathOf(operation, 'copy'))
    case 'test':
      return test(document, pathOf(operation, 'test'), operation)
    default:
      throw new PatchError(`Unexpected kind: ${typeof op === 'string' ? op : 'unknown'}`)
  }
}

function pathOf({ path }: Operation, op: string): string {
  if (typeof path === 'string') return path
  throw new PatchError(
    `${op} operation failed to decode path: operation missing path field: ${MISSING}`,
  )
}

function fromOf({ from }: Operation, op: string): string {
  if (typeof from === 'string') return from
  throw new PatchError(
    `${op} operation failed to decode from: operation, missing from field: ${MISSING}`,
  )
}

type Container = { readonly [key: string]: unknown } | readonly unknown[]

/** Where a path ends: the containers on the way, and the last key. */
interface Place {
  readonly parents: readonly Container[]
  readonly keys: readonly string[]
  readonly container: Container
  readonly key: string
}

function find(document: unknown, path: string): Place | undefined {
  const parts = path.split('/').slice(1)
  const key = parts.pop()
  if (key === undefined || !isContainer(document)) return undefined
  const keys = parts.map(unescaped)
  const parents: Container[] = []
  let container: Container = document
  for (const part of keys) {
    parents.push(container)
    const next = child(container, part)
    if (!isContainer(next)) return undefined
    container = next
  }
  return { parents, keys, container, key: unescaped(key) }
}

/** The document with another container at the place. */
function withContainer({ parents, keys }: Place, container: Container): unknown {
  let result: Container = container
  for (let index = parents.length - 1; index >= 0; index--) {
    result = withChild(parents[index] as Container, keys[index] as string, result)
  }
  return result
}

function withChild(container: Container, key: string, value: unknown): Container {
  if (!isList(container)) return { ...container, [key]: value }
  return container.with(Number(key), value)
}

/** What is on the way; nothing is told about what is not. */
function child(container: Container, key: string): unknown {
  if (!isList(container)) return Object.hasOwn(container, key) ? container[key] : undefined
  const index = integerOf(key)
  return index === undefined || index < 0 ? undefined : container[index]
}

function add(document: unknown, path: string, value: unknown): unknown {
  const place = find(document, path)
  if (place === undefined) {
    throw new PatchError(`add operation does not apply: doc is missing path: "${path}": ${MISSING}`)
  }
  return withContainer(place, added(place, value, `error in add for path: '${path}'`))
}

function added({ container, key }: Place, value: unknown, context: string): Container {
  if (!isList(container)) return { ...container, [key]: value }
  if (key === '-') return [...container, value]
  const index = integerOf(key)
  if (index === undefined) {
    throw new PatchError(
      `${context}: value was not a proper array index: '${key}': ${syntaxError(key)}`,
    )
  }
  const at = checkedIndex(index, container.length + 1, context)
  return container.toSpliced(at, 0, value)
}

function remove(document: unknown, path: string): unknown {
  const place = find(document, path)
  if (place === undefined) {
    throw new PatchError(
      `remove operation does not apply: doc is missing path: "${path}": ${MISSING}`,
    )
  }
  return withContainer(place, removed(place, `error in remove for path: '${path}'`))
}

function removed({ container, key }: Place, context: string): Container {
  if (!isList(container)) {
    if (!Object.hasOwn(container, key)) {
      throw new PatchError(`${context}: Unable to remove nonexistent key: ${key}: ${MISSING}`)
    }
    const { [key]: _, ...rest } = container
    return rest
  }
  const index = integerOf(key)
  if (index === undefined) throw new PatchError(`${context}: ${syntaxError(key)}`)
  return container.toSpliced(checkedIndex(index, container.length, context), 1)
}

function replace(document: unknown, path: string, value: unknown): unknown {
  const place = find(document, path)
  if (place === undefined) {
    throw new PatchError(
      `replace operation does not apply: doc is missing path: ${path}: ${MISSING}`,
    )
  }
  const { container, key } = place
  if (!isList(container)) return withContainer(place, { ...container, [key]: value })
  const index = integerOf(key)
  if (index === undefined || index < 0 || index >= container.length) {
    throw new PatchError(
      `replace operation does not apply: doc is missing key: ${path}: ${MISSING}`,
    )
  }
  return withContainer(place, container.with(index, value))
}

function move(document: unknown, from: string, path: string): unknown {
  const source = find(document, from)
  if (source === undefined) {
    throw new PatchError(
      `move operation does not apply: doc is missing from path: ${from}: ${MISSING}`,
    )
  }
  const context = `error in move for path: '${source.key}'`
  const value = valueAt(source, context)
  const without = withContainer(source, removed(source, context))
  const target = find(without, path)
  if (target === undefined) {
    throw new PatchError(
      `move operation does not apply: doc is missing destination path: ${path}: ${MISSING}`,
    )
  }
  return withContainer(target, added(target, value, `error in move for path: '${path}'`))
}

function copy(document: unknown, from: string, path: string): unknown {
  const source = find(document, from)
  if (source === undefined) {
    throw new PatchError(
      `copy operation does not apply: doc is missing from path: ${from}: ${MISSING}`,
    )
  }
  const value = valueAt(source, `error in copy for from: '${from}'`)
  const target = find(document, path)
  if (target === undefined) {
    throw new PatchError(
      `copy operation does not apply: doc is missing destination path: ${path}: ${MISSING}`,
    )
  }
  const context = 'error while adding value during copy'
  return withContainer(target, added(target, value ?? null, context))
}

function test(document: unknown, path: string, operation: Operation): unknown {
  const place = find(document, path)
  if (place === undefined) {
    throw new PatchError(`test operation does not apply: is missing path: ${path}: ${MISSING}`)
  }
  const value = valueAt(place, `error in test for path: '${path}'`) ?? null
  const wanted = operation.value ?? null
  const isEqual =
    value === null || operation.value === undefined ? value === wanted : isEqualJson(value, wanted)
  if (isEqual) return document
  throw new PatchError(`testing value ${path} failed: ${TEST_FAILED}`)
}

function valueAt({ container, key }: Place, context: string): unknown {
  if (!isList(container)) return Object.hasOwn(container, key) ? container[key] : undefined
  const index = integerOf(key)
  if (index === undefined) throw new PatchError(`${context}: ${syntaxError(key)}`)
  return container[checkedIndex(index, container.length, context)]
}

/** An index from the end is negative; the library allows that. */
function checkedIndex(index: number, length: number, context: string): number {
  if (index < length && index >= -length) return index < 0 ? index + length : index
  throw new PatchError(`${context}: Unable to access invalid index: ${index}: ${INVALID_INDEX}`)
}

function integerOf(text: string): number | undefined {
  return /^[+-]?[0-9]+$/.test(text) ? Number(text) : undefined
}

function syntaxError(text: string): string {
  return `strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`
}

function unescaped(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~')
}

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null
}

function isList(value: Container): value is readonly unknown[] {
  return Array.isArray(value)
}
