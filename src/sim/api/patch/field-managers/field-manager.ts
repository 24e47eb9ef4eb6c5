import type { JsonObject, ManagedFieldsEntry } from '../../../../protocol/objects/meta.ts'
import type { ObjectSchema } from '../../schema/dsl.ts'
import {
  difference,
  EMPTY_SET,
  type FieldSet,
  fromFieldsV1,
  intersection,
  isEmptySet,
  MEMBER,
  pathsOf,
  setOf,
  toFieldsV1,
  union,
  withNamedFields,
} from './field-set.ts'
import {
  changedFields,
  compare,
  fieldsOf,
  merge,
  type Struct,
  without,
  type ZeroValues,
} from './typed-value.ts'

/**
 * Who owns which fields: server-side apply, and the book-keeping of all other writes.
 * Upstream: `k8s.io/apimachinery/pkg/util/managedfields` and `structured-merge-diff/v6/merge`, v0.36.
 * Simplified: one version of each kind, and no taking over of what client-side apply owned.
 */

/** Who writes, and how. */
interface FieldManager {
  readonly manager: string
  readonly operation: 'Apply' | 'Update'
  readonly apiVersion: string
  readonly subresource?: string
  /** When, for the entry that changes. */
  readonly time?: string
}

/** An object apart from its metadata.managedFields, and these. */
export interface Managed {
  readonly object: Struct
  readonly managedFields: readonly ManagedFieldsEntry[]
}

interface ApplyConflict {
  readonly manager: string
  /** `.spec.replicas` */
  readonly field: string
  /** `conflict with "helm" using apps/v1` */
  readonly message: string
}

/** An apply that would change what others own; the 409 tells all of it. */
export interface ApplyConflicts {
  readonly message: string
  readonly conflicts: readonly ApplyConflict[]
}

interface Owner {
  readonly entry: Omit<ManagedFieldsEntry, 'fieldsV1' | 'fieldsType'>
  readonly fields: FieldSet
}

const AS_WRITTEN: ZeroValues = 'as Go writes them'

/** Owners by who they are. */
type Owners = ReadonlyMap<string, Owner>

/** Metadata that nobody owns. */
const UNOWNED = setOf(false, [
  ['f:apiVersion', MEMBER],
  ['f:kind', MEMBER],
  [
    'f:metadata',
    setOf(
      true,
      [
        'name',
        'namespace',
        'creationTimestamp',
        'selfLink',
        'uid',
        'clusterName',
        'generation',
        'managedFields',
        'resourceVersion',
      ].map((field) => [`f:${field}`, MEMBER] as const),
    ),
  ],
])

/** How a write is noted. */
interface WriteOptions {
  readonly by: FieldManager
  readonly schema: ObjectSchema
  readonly zeros?: ZeroValues
}

/** Lays a configuration over the live object, and takes away what this manager applied before and no longer does. */
export function applyConfiguration(
  live: Managed,
  config: Struct,
  { by, isForced, schema, zeros = AS_WRITTEN }: WriteOptions & { readonly isForced: boolean },
): Managed | ApplyConflicts {
  const owners = ownersOf(live.managedFields)
  const key = keyOf(by)
  const last = owners.get(key)?.fields ?? EMPTY_SET
  const fields = difference(fieldsOf(config, schema), UNOWNED)
  const next = new Map(owners).set(key, { entry: by, fields })
  const merged = merge(live.object, config, schema)
  const object = pruned(merged, last, next, schema)
  const changed = compare(live.object, object, schema, zeros)
  const conflicts = conflictsOf(next, key, changedFields(changed))
  if (conflicts.size > 0 && !isForced) return conflictMessage(next, conflicts)
  const settled = withoutLost(next, key, conflicts, changed.removed)
  const managedFields = entriesOf(settled, by, owners)
  return { object: object as Struct, managedFields }
}

/**
 * Notes that a manager has replaced the live object by another; for a new object the live one is `{}` without entries.
 * The real server does so for what the client has sent, defaulted, and before admission changes it.
 */
export function recordUpdate(
  live: Managed,
  object: Struct,
  { by, schema, zeros = AS_WRITTEN }: WriteOptions,
): Managed {
  const owners = ownersOf(live.managedFields)
  const key = keyOf(by)
  const changed = compare(live.object, object, schema, zeros)
  const changes = changedFields(changed)
  const before = owners.get(key)?.fields ?? EMPTY_SET
  const fields = difference(union(difference(before, changed.removed), changes), UNOWNED)
  const conflicts = conflictsOf(owners, key, changes)
  const settled = withoutLost(owners, key, conflicts, changed.removed)
  const next = new Map(settled).set(key, { entry: by, fields })
  return { object, managedFields: entriesOf(next, by, owners) }
}

function keyOf({ manager, operation, apiVersion, subresource }: Owner['entry']): string {
  return JSON.stringify([manager, operation, apiVersion, subresource ?? ''])
}

function ownersOf(entries: readonly ManagedFieldsEntry[]): Owners {
  return new Map(
    entries.map(({ fieldsV1, fieldsType: _, ...entry }) => [
      keyOf(entry),
      { entry, fields: fromFieldsV1(fieldsV1) },
    ]),
  )
}

/** Upstream: `prune`: what the last apply owned goes, unless it is still owned by someone. */
function pruned(merged: unknown, last: FieldSet, owners: Owners, schema: ObjectSchema): unknown {
  if (isEmptySet(last)) return merged
  const named = (fields: FieldSet): FieldSet => withNamedFields(fields, schema)
  const fieldsOfValue = (value: unknown): FieldSet => named(fieldsOf(value ?? {}, schema))
  const all = fieldsOfValue(merged)
  let result = without(merged, named(last), schema)
  let owned: FieldSet = EMPTY_SET
  for (const { fields } of owners.values()) owned = union(owned, fields)
  const kept = union(fieldsOfValue(result), named(owned))
  result = without(merged, difference(all, kept), schema)
  const gone = intersection(difference(all, fieldsOfValue(result)), named(last))
  return without(merged, gone, schema)
}

/** What others own of the changed fields. */
function conflictsOf(
  owners: Owners,
  key: string,
  changes: FieldSet,
): ReadonlyMap<string, FieldSet> {
  const conflicts = new Map<string, FieldSet>()
  for (const [owner, { fields }] of owners) {
    if (owner === key) continue
    const conflict = intersection(fields, changes)
    if (!isEmptySet(conflict)) conflicts.set(owner, conflict)
  }
  return conflicts
}

/** Owners lose what was changed by another, and what is gone. */
function withoutLost(
  owners: Owners,
  key: string,
  conflicts: ReadonlyMap<string, FieldSet>,
  removed: FieldSet,
): Owners {
  const next = new Map<string, Owner>()
  for (const [owner, { entry, fields }] of owners) {
    const lost = union(conflicts.get(owner) ?? EMPTY_SET, removed)
    next.set(owner, { entry, fields: owner === key ? fields : difference(fields, lost) })
  }
  return next
}

/** The entries as metadata holds them: who owns nothing is not there; only the writer's time changes. */
function entriesOf(
  owners: Owners,
  by: FieldManager,
  before: Owners,
): readonly ManagedFieldsEntry[] {
  const entries: ManagedFieldsEntry[] = []
  for (const [key, { entry, fields }] of owners) {
    if (isEmptySet(fields)) continue
    const fieldsV1: JsonObject = toFieldsV1(fields)
    const old = before.get(key)
    const isUnchanged =
      old !== undefined && JSON.stringify(toFieldsV1(old.fields)) === JSON.stringify(fieldsV1)
    const { manager, operation, apiVersion, subresource } = entry
    const time = isUnchanged ? old.entry.time : key === keyOf(by) ? by.time : entry.time
    entries.push({
      manager,
      operation,
      apiVersion,
      ...(time !== undefined && { time }),
      fieldsType: 'FieldsV1',
      fieldsV1,
      ...(subresource !== undefined && { subresource }),
    })
  }
  return entries.toSorted((a, b) => (sortKeyOf(a) < sortKeyOf(b) ? -1 : 1))
}

/** Applies come first, then by time, then by name. */
function sortKeyOf({ operation, time = '', manager = '' }: ManagedFieldsEntry): string {
  return `${operation} ${operation === 'Apply' ? '' : time} ${manager}`
}

function conflictMessage(owners: Owners, found: ReadonlyMap<string, FieldSet>): ApplyConflicts {
  const conflicts: ApplyConflict[] = []
  const messages: string[] = []
  const shown = [...found]
    .map(([key, fields]) => [shownManager(owners.get(key)?.entry ?? {}), fields] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
  for (const [manager, fields] of shown) {
    const paths = pathsOf(fields)
    messages.push(`conflicts with ${manager}:\n- ${paths.join('\n- ')}`)
    for (const field of paths) {
      conflicts.push({ manager, field, message: `conflict with ${manager}` })
    }
  }
  const [first] = conflicts
  if (conflicts.length === 1 && first !== undefined) {
    const message = `Apply failed with 1 conflict: ${first.message}: ${first.field}`
    return { message, conflicts }
  }
  const message = `Apply failed with ${conflicts.length} conflicts: ${messages.join('\n')}`
  return { message, conflicts }
}

function shownManager({
  manager,
  operation,
  apiVersion,
  time,
  subresource,
}: Owner['entry']): string {
  const part = subresource ? ` with subresource ${JSON.stringify(subresource)}` : ''
  const using = operation === 'Update' ? ` using ${apiVersion}` : ''
  const at = operation === 'Update' && time !== undefined ? ` at ${time}` : ''
  return `${JSON.stringify(manager)}${part}${using}${at}`
}
