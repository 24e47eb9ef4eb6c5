import type { Json, JsonObject } from '../../../../protocol/objects/meta.ts'
import type { ObjectSchema, TypeSchema } from '../../schema/dsl.ts'

/**
 * Sets of fields, as managedFields record who owns what.
 * Upstream: `sigs.k8s.io/structured-merge-diff/v6/fieldpath`.
 */

/** A node of the tree of paths; keys are path elements as `fieldsV1` writes them: `f:spec`, `k:{"name":"c"}`, `v:"x"`. */
export interface FieldSet {
  readonly isMember: boolean
  readonly children: ReadonlyMap<string, FieldSet>
}

const NO_CHILDREN: ReadonlyMap<string, FieldSet> = new Map()
export const EMPTY_SET: FieldSet = { isMember: false, children: NO_CHILDREN }
export const MEMBER: FieldSet = { isMember: true, children: NO_CHILDREN }

/** A set from its parts; parts that hold nothing are left out. */
export function setOf(isMember: boolean, parts: Iterable<readonly [string, FieldSet]>): FieldSet {
  const children = new Map<string, FieldSet>()
  for (const [element, part] of parts) if (!isEmptySet(part)) children.set(element, part)
  if (children.size === 0) return isMember ? MEMBER : EMPTY_SET
  return { isMember, children }
}

export function isEmptySet(set: FieldSet): boolean {
  return !set.isMember && set.children.size === 0
}

export function withMember(set: FieldSet): FieldSet {
  return set.isMember ? set : { isMember: true, children: set.children }
}

/** What only the parts of a set make of it, once it is told which of each two to keep. */
function combined(
  a: FieldSet,
  b: FieldSet,
  keeps: (inA: boolean, inB: boolean) => boolean,
): FieldSet {
  const elements = new Set([...a.children.keys(), ...b.children.keys()])
  const parts = [...elements].map((element): [string, FieldSet] => {
    const left = a.children.get(element) ?? EMPTY_SET
    const right = b.children.get(element) ?? EMPTY_SET
    return [element, combined(left, right, keeps)]
  })
  return setOf(keeps(a.isMember, b.isMember), parts)
}

export function union(a: FieldSet, b: FieldSet): FieldSet {
  return combined(a, b, (inA, inB) => inA || inB)
}

export function difference(a: FieldSet, b: FieldSet): FieldSet {
  return combined(a, b, (inA, inB) => inA && !inB)
}

export function intersection(a: FieldSet, b: FieldSet): FieldSet {
  return combined(a, b, (inA, inB) => inA && inB)
}

/** Adds the structs' own fields above every member: with all in them gone, they are to go, too. */
export function withNamedFields(set: FieldSet, schema: TypeSchema | undefined): FieldSet {
  const parts = [...set.children].map(([element, child]): [string, FieldSet] => {
    const inner = withNamedFields(child, schemaOfElement(schema, element))
    const isNamed =
      schema?.type === 'object' &&
      element.startsWith('f:') &&
      Object.hasOwn(schema.fields, element.slice(2)) &&
      child.children.size > 0
    return [element, isNamed ? withMember(inner) : inner]
  })
  return setOf(set.isMember, parts)
}

/** The schema of what a path element leads to. */
export function schemaOfElement(
  schema: TypeSchema | undefined,
  element: string,
): TypeSchema | undefined {
  if (schema?.type === 'object') return schemaOfField(schema, element.slice(2))
  if (schema?.type === 'map') return schema.values
  return schema?.type === 'array' ? schema.items : undefined
}

function schemaOfField(schema: ObjectSchema, field: string): TypeSchema | undefined {
  return Object.hasOwn(schema.fields, field) ? schema.fields[field]?.schema : undefined
}

/** Every member's path as errors show it: `.spec.containers[name="c"].image`. */
export function pathsOf(set: FieldSet, prefix = ''): readonly string[] {
  const own = set.isMember && prefix !== '' ? [prefix] : []
  const sorted = [...set.children].toSorted(([a], [b]) => compareElements(a, b))
  const members = sorted.filter(([, child]) => child.isMember)
  return [
    ...own,
    ...members.map(([element]) => prefix + shownElement(element)),
    ...sorted.flatMap(([element, child]) =>
      pathsOf({ ...child, isMember: false }, prefix + shownElement(element)),
    ),
  ]
}

/** Fields come before keys, these before values. */
function compareElements(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}

function shownElement(element: string): string {
  const text = element.slice(2)
  if (element.startsWith('f:')) return `.${text}`
  if (element.startsWith('v:')) return `[=${text}]`
  const keys = Object.entries(JSON.parse(text) as JsonObject)
  return `[${keys.map(([key, value]) => `${key}=${JSON.stringify(value)}`).join(',')}]`
}

/** The set as `fieldsV1` writes it. */
export function toFieldsV1(set: FieldSet): JsonObject {
  const fields: { [element: string]: Json } = {}
  if (set.isMember && set.children.size > 0) fields['.'] = {}
  const sorted = [...set.children].toSorted(([a], [b]) => compareElements(a, b))
  for (const [element, child] of sorted) fields[element] = toFieldsV1(child)
  return fields
}

export function fromFieldsV1(fields: JsonObject | undefined): FieldSet {
  return { ...fromNode(fields ?? {}), isMember: false }
}

function fromNode(fields: JsonObject): FieldSet {
  const parts = Object.entries(fields)
    .filter(([element]) => element !== '.')
    .map(([element, child]): [string, FieldSet] => [element, fromNode((child ?? {}) as JsonObject)])
  return setOf(parts.length === 0 || Object.hasOwn(fields, '.'), parts)
}
