/** Walking a kind's JSON schema along a path of a manifest. Pure; serves completion and hover. */
import type { KindSchema } from '../../../../protocol/messages.ts'
import type { JsonObject } from '../../../../protocol/objects/meta.ts'

/** A key of a map, or a place in a list. */
export type PathSegment = string | number

/** One property that may stand at a place. */
export interface SchemaField {
  readonly name: string
  readonly schema: JsonObject
  readonly isRequired: boolean
}

/** The schema of a document by what it says of itself; without `apiVersion` the kind alone decides. */
export function schemaOfKind(
  schemas: readonly KindSchema[],
  kind: unknown,
  apiVersion: unknown,
): KindSchema | undefined {
  const sameKind = schemas.filter((schema) => schema.kind === kind)
  return sameKind.find((schema) => schema.apiVersion === apiVersion) ?? sameKind[0]
}

/** The schema at a path below `root`, with references followed; undefined off the map. */
export function schemaAt(root: JsonObject, path: readonly PathSegment[]): JsonObject | undefined {
  let schema: JsonObject | undefined = resolve(root, root)
  for (const segment of path) {
    if (!schema) return undefined
    schema = resolve(root, childOf(schema, segment))
  }
  return schema
}

/** The properties that may stand in a map of this schema. */
export function fieldsOf(root: JsonObject, schema: JsonObject): readonly SchemaField[] {
  const required = Array.isArray(schema.required) ? schema.required : []
  const properties = isObject(schema.properties) ? schema.properties : {}
  return Object.entries(properties).flatMap(([name, property]) => {
    const resolved = resolve(root, property)
    return resolved ? [{ name, schema: resolved, isRequired: required.includes(name) }] : []
  })
}

/** The values that a scalar of this schema may take, as they are written in YAML. */
export function valuesOf(schema: JsonObject): readonly string[] {
  if (Array.isArray(schema.enum)) return schema.enum.map(String)
  if (schema.const !== undefined) return [String(schema.const)]
  return typeOf(schema) === 'boolean' ? ['true', 'false'] : []
}

/** `string`, `array of object`, `integer or string`: for the hover's heading. */
export function typeName(root: JsonObject, schema: JsonObject): string {
  if (typeOf(schema) === 'array') {
    const items = resolve(root, schema.items)
    return items ? `array of ${typeName(root, items)}` : 'array'
  }
  const type = Array.isArray(schema.type) ? schema.type.join(' or ') : typeOf(schema)
  return type === '' ? 'any' : type
}

/** The JSON type that decides how a field is written. */
export function typeOf(schema: JsonObject): string {
  if (typeof schema.type === 'string') return schema.type
  if (Array.isArray(schema.type)) return String(schema.type[0] ?? '')
  return isObject(schema.properties) ? 'object' : ''
}

/** What a schema says about its field. */
export function descriptionOf(schema: JsonObject): string {
  return typeof schema.description === 'string' ? schema.description : ''
}

function childOf(schema: JsonObject, segment: PathSegment): unknown {
  if (typeof segment === 'number') return schema.items
  const properties = isObject(schema.properties) ? schema.properties : {}
  return properties[segment] ?? schema.additionalProperties
}

/** Follows `$ref`; what stands beside it (a field's own description) wins over what it points to. */
function resolve(root: JsonObject, schema: unknown): JsonObject | undefined {
  if (!isObject(schema)) return undefined
  if (typeof schema.$ref !== 'string') return schema
  const { $ref, ...own } = schema
  let target: unknown = root
  for (const part of $ref.replace(/^#\/?/, '').split('/')) {
    target = isObject(target) ? target[part] : undefined
  }
  const resolved = resolve(root, target)
  return resolved && { ...resolved, ...own }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
