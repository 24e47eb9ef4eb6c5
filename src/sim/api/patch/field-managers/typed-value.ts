import { isEqualJson } from '../../equal-json.ts'
import type { ArraySchema, TypeSchema } from '../../schema/dsl.ts'
import {
  EMPTY_SET,
  type FieldSet,
  MEMBER,
  schemaOfElement,
  setOf,
  union,
  withMember,
} from './field-set.ts'

/**
 * Values with their schema: which fields they have, how they differ, what they are without some fields.
 * Upstream: `sigs.k8s.io/structured-merge-diff/v6/typed`.
 */

export type Struct = { readonly [key: string]: unknown }

function isStruct(value: unknown): value is Struct {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A value that is looked into: a struct or map field by field, or a list whose items can be told apart. */
type Form = 'leaf' | 'map' | 'list'

/** How a value is looked at; the value decides only where the schema says nothing. */
function formOf(schema: TypeSchema | undefined): Form {
  if (schema?.type === 'object' || schema?.type === 'map') return schema.atomic ? 'leaf' : 'map'
  if (schema?.type === 'array') return schema.list === 'atomic' ? 'leaf' : 'list'
  return 'leaf'
}

/** The fields of a map, or the items of a list, by path element. */
function partsOf(value: unknown, schema: TypeSchema | undefined): Map<string, unknown> {
  const parts = new Map<string, unknown>()
  if (Array.isArray(value) && schema?.type === 'array') {
    for (const item of value) parts.set(elementOf(item, schema), item)
  } else if (isStruct(value)) {
    for (const [key, field] of Object.entries(value)) {
      if (field !== undefined) parts.set(`f:${key}`, field)
    }
  }
  return parts
}

function elementOf(item: unknown, schema: ArraySchema): string {
  if (schema.list === 'set') return `v:${JSON.stringify(item)}`
  const { items, keys } = schema
  const values: { [key: string]: unknown } = {}
  for (const key of keys.toSorted()) {
    const given = isStruct(item) ? item[key] : undefined
    const fallback = items.type === 'object' ? items.fields[key]?.defaultValue : undefined
    const value = given ?? fallback
    if (value !== undefined) values[key] = value
  }
  return `k:${JSON.stringify(values)}`
}

/** Whether an element is a field that its struct names, and not a key that anyone can make up. */
function isNamed(schema: TypeSchema | undefined, element: string): boolean {
  return schema?.type === 'object' && Object.hasOwn(schema.fields, element.slice(2))
}

/** All fields that a value has. Upstream: `ToFieldSet`. */
export function fieldsOf(value: unknown, schema: TypeSchema | undefined): FieldSet {
  if (formOf(schema) === 'leaf') return MEMBER
  const parts = [...partsOf(value, schema)].map(([element, part]): [string, FieldSet] => {
    const fields = fieldsOf(part, schemaOfElement(schema, element))
    const isHollow = part === null || (isStruct(part) && Object.keys(part).length === 0)
    return [element, isHollow || !isNamed(schema, element) ? withMember(fields) : fields]
  })
  return setOf(false, parts)
}

/** How one value differs from another. */
export interface Comparison {
  readonly added: FieldSet
  readonly modified: FieldSet
  readonly removed: FieldSet
}

const SAME: Comparison = { added: EMPTY_SET, modified: EMPTY_SET, removed: EMPTY_SET }

/**
 * Whether values are compared as Go writes them: with those structs and lists, empty, that it never leaves out.
 * Our objects leave them out; plain JSON is compared as it is.
 */
export type ZeroValues = 'as Go writes them' | 'as they are'

/** Upstream: `Compare`. A value that is not there is undefined. */
export function compare(
  before: unknown,
  after: unknown,
  schema: TypeSchema | undefined,
  zeros: ZeroValues,
): Comparison {
  if (before === after) return SAME
  const isLeaf = formOf(schema) === 'leaf' || (isHollow(before) && isHollow(after))
  if (isLeaf) {
    if (before === undefined) return { ...SAME, added: MEMBER }
    if (after === undefined) return { ...SAME, removed: MEMBER }
    return isEqualJson(before, after) ? SAME : { ...SAME, modified: MEMBER }
  }
  const left = partsOf(before, schema)
  const right = partsOf(after, schema)
  if (zeros === 'as Go writes them') {
    if (isStruct(before)) addZeros(left, schema)
    if (isStruct(after)) addZeros(right, schema)
  }
  const elements = new Set([...left.keys(), ...right.keys()])
  const parts = [...elements].map((element) => {
    const inner = schemaOfElement(schema, element)
    const part = compare(left.get(element), right.get(element), inner, zeros)
    return [element, part] as const
  })
  const pick = (field: keyof Comparison, isMember: boolean): FieldSet =>
    setOf(
      isMember,
      parts.map(([element, part]) => [element, part[field]] as const),
    )
  return {
    added: pick('added', before === undefined),
    modified: pick('modified', false),
    removed: pick('removed', after === undefined),
  }
}

/** Adds the parts of a struct that Go writes even if they are empty. */
function addZeros(parts: Map<string, unknown>, schema: TypeSchema | undefined): void {
  if (schema?.type !== 'object') return
  for (const [name, field] of Object.entries(schema.fields)) {
    const element = `f:${name}`
    if (parts.has(element)) continue
    const isStructValue = field.schema.type === 'object' && field.presence !== 'pointer'
    if (isStructValue && !field.isNullable) parts.set(element, {})
    else if (field.presence === 'required') parts.set(element, null)
  }
}

/** Nothing to look into: missing, null, or without parts. */
function isHollow(value: unknown): boolean {
  if (value === undefined || value === null) return true
  return typeof value === 'object' && Object.keys(value).length === 0
}

/** `config` laid over `live`. Upstream: `Merge`. */
export function merge(live: unknown, config: unknown, schema: TypeSchema | undefined): unknown {
  if (config === undefined) return live
  if (live === undefined || formOf(schema) === 'leaf' || (isHollow(live) && isHollow(config))) {
    return config
  }
  if (schema?.type === 'array') return mergeLists(live, config, schema)
  if (!isStruct(live) || !isStruct(config)) return config ?? live
  const result: { [key: string]: unknown } = { ...live }
  for (const [key, value] of Object.entries(config)) {
    result[key] = merge(live[key], value, schemaOfElement(schema, `f:${key}`))
  }
  return result
}

/** Shared items in the order of `config`, those of `live` alone where they stood. Upstream: `visitListItems`. */
function mergeLists(live: unknown, config: unknown, schema: ArraySchema): readonly unknown[] {
  const left = partsOf(live, schema)
  const right = partsOf(config, schema)
  const liveElements = [...left.keys()]
  const configElements = [...right.keys()]
  const shared = configElements.filter((element) => left.has(element))
  const done = new Set<string>()
  const result: unknown[] = []
  const take = (element: string): void => {
    result.push(merge(left.get(element), right.get(element), schema.items))
  }
  let l = 0
  let r = 0
  let next = 0
  while (l < liveElements.length || r < configElements.length) {
    const ours = liveElements[l]
    const theirs = configElements[r]
    if (ours !== undefined && theirs !== undefined) {
      if (ours === theirs) {
        done.add(ours)
        take(ours)
        l++
        r++
        next++
        continue
      }
      const wanted = shared[next]
      if (right.has(ours) && wanted !== undefined && wanted !== ours) {
        l++
        continue
      }
    }
    if (ours !== undefined) {
      if (!right.has(ours)) {
        take(ours)
        l++
        continue
      }
      if (done.has(ours)) l++
    }
    if (theirs !== undefined) {
      done.add(theirs)
      take(theirs)
      r++
      if (shared[next] === theirs) next++
    }
  }
  return result
}

/** The value without some fields; what is emptied by that is null. Upstream: `RemoveItems`. */
export function without(value: unknown, fields: FieldSet, schema: TypeSchema | undefined): unknown {
  const form = formOf(schema)
  if (form === 'leaf') return typeof value === 'object' ? null : value
  const isKept = (element: string): boolean => fields.children.get(element)?.isMember !== true
  const reduced = (element: string, part: unknown): unknown => {
    const inner = fields.children.get(element)
    return inner === undefined ? part : without(part, inner, schemaOfElement(schema, element))
  }
  if (Array.isArray(value) && schema?.type === 'array') {
    const items = value
      .map((item) => [elementOf(item, schema), item] as const)
      .filter(([element]) => isKept(element))
      .map(([element, item]) => reduced(element, item))
    return items.length > 0 ? items : null
  }
  if (!isStruct(value)) return null
  const entries = Object.entries(value)
    .filter(([key]) => isKept(`f:${key}`))
    .map(([key, field]) => [key, reduced(`f:${key}`, field)] as const)
  return entries.length > 0 ? Object.fromEntries(entries) : null
}

/** All that an update has set. */
export function changedFields({ added, modified }: Comparison): FieldSet {
  return union(added, modified)
}
