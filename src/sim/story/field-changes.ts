import type { KubeObject } from '../../protocol/objects/index.ts'
import type { FieldChange, ObjectDiff } from '../../protocol/views.ts'
import { refOf } from './object-ref.ts'

/** Fields that tell of every write and so of none. */
const BOOKKEEPING = new Set(['metadata.managedFields', 'metadata.resourceVersion'])
/** Fields by which Kubernetes' lists know their items, in the order in which they are tried. */
const ITEM_KEYS = ['type', 'name', 'uid', 'key', 'containerPort', 'port', 'ip'] as const
const CHANGES_MAX = 60

/** How an object differs from what it was; undefined if only its bookkeeping does. */
export function objectDiff(
  before: KubeObject | undefined,
  after: KubeObject | undefined,
): ObjectDiff | undefined {
  const object = after ?? before
  if (!object) return undefined
  if (!after) return { object: refOf(object), change: 'deleted', fields: [] }
  const fields = before ? fieldChanges(before, after) : fieldChanges(SKELETON, birthOf(after))
  if (before && fields.length === 0) return undefined
  return { object: refOf(object), change: before ? 'changed' : 'created', fields }
}

const SKELETON = { metadata: {}, spec: {}, data: {} }

/** Of a new object, what its maker said; not the status that it will get. */
function birthOf(object: KubeObject): unknown {
  const { labels, ownerReferences } = object.metadata
  const { spec, data } = object as { readonly spec?: object; readonly data?: object }
  return { metadata: { labels, ownerReferences }, spec: spec ?? {}, data: data ?? {} }
}

/** Differences of two JSON values, leaf by leaf; list items are matched as Kubernetes keys them. */
export function fieldChanges(before: unknown, after: unknown): readonly FieldChange[] {
  const changes: FieldChange[] = []
  compare(before, after, '', changes)
  return changes
}

function compare(before: unknown, after: unknown, path: string, out: FieldChange[]): void {
  if (before === after || BOOKKEEPING.has(path) || out.length >= CHANGES_MAX) return
  if (isList(before) && isList(after)) return compareLists(before, after, path, out)
  if (isRecord(before) && isRecord(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)]))
      compare(before[key], after[key], path === '' ? key : joined(path, key), out)
    return
  }
  if (before === undefined) out.push({ path, after })
  else if (after === undefined) out.push({ path, before })
  else out.push({ path, before, after })
}

/** The field by which a list knows its items; undefined where only their order does. */
export function itemKeyOf(items: readonly unknown[]): string | undefined {
  return ITEM_KEYS.find((name) => isKeyedBy(items, name))
}

function compareLists(
  before: readonly unknown[],
  after: readonly unknown[],
  path: string,
  out: FieldChange[],
): void {
  const key = ITEM_KEYS.find((name) => isKeyedBy(before, name) && isKeyedBy(after, name))
  if (key === undefined) {
    for (let i = 0; i < Math.max(before.length, after.length); i++)
      compare(before[i], after[i], `${path}[${i}]`, out)
    return
  }
  const old = byKey(before, key)
  const next = byKey(after, key)
  for (const name of new Set([...old.keys(), ...next.keys()]))
    compare(old.get(name), next.get(name), `${path}[${key}=${name}]`, out)
}

function isKeyedBy(items: readonly unknown[], key: string): boolean {
  const names = items.map((item) => (isRecord(item) ? item[key] : undefined))
  return names.every((name) => name !== undefined) && new Set(names).size === names.length
}

function byKey(items: readonly unknown[], key: string): Map<string, unknown> {
  return new Map(items.map((item) => [String((item as Record<string, unknown>)[key]), item]))
}

/** Keys with dots stand in brackets, as in JSONPath: `metadata.annotations['a.b/c']`. */
function joined(path: string, key: string): string {
  return key.includes('.') || key.includes('/') ? `${path}['${key}']` : `${path}.${key}`
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value)
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
