import type { Kind } from '../../../protocol/objects/index.ts'
import type { Json, JsonObject } from '../../../protocol/objects/meta.ts'
import { apiVersionOf } from '../resources.ts'
import type { FieldSchema, ObjectSchema, TypeSchema } from '../schema/dsl.ts'
import { kindStrategies } from './index.ts'

type Definitions = { [name: string]: JsonObject }

/** Fields that only the system sets: offered by no completion. */
const SYSTEM_FIELDS = new Set(['status', 'managedFields', 'selfLink'])

/** The JSON schema (draft 2020-12) of a kind's manifest, for the editor's completion, hover and squiggles. */
export function jsonSchemaFor(kind: Kind): JsonObject {
  const definitions: Definitions = {}
  const { schema } = kindStrategies[kind]
  const root = structSchema(schema, definitions)
  const properties = {
    ...(root.properties as JsonObject),
    apiVersion: { const: apiVersionOf(kind), description: 'Group and version of the API.' },
    kind: { const: kind, description: 'Kind of the object.' },
  }
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: kind,
    ...root,
    properties,
    required: ['apiVersion', 'kind', 'metadata', ...((root.required as Json[] | undefined) ?? [])],
    $defs: definitions,
  }
}

function structSchema({ fields }: ObjectSchema, definitions: Definitions): JsonObject {
  const properties: { [field: string]: JsonObject } = {}
  const required: string[] = []
  for (const [name, field] of Object.entries(fields)) {
    properties[name] = propertySchema(name, field, definitions)
    if (field.presence === 'required') required.push(name)
  }
  return {
    type: 'object',
    additionalProperties: false,
    properties,
    ...(required.length > 0 && { required }),
  }
}

function propertySchema(name: string, field: FieldSchema, definitions: Definitions): JsonObject {
  const description = field.doc
  // What the server fills in may stand in a manifest that was read back, and is of no use to describe.
  if (SYSTEM_FIELDS.has(name)) return { description }
  return { ...typeSchema(field.schema, definitions), description }
}

function typeSchema(schema: TypeSchema, definitions: Definitions): JsonObject {
  switch (schema.type) {
    case 'any':
      return {}
    case 'object':
      return { $ref: `#/$defs/${defined(schema, definitions)}` }
    case 'array':
      return { type: ['array', 'null'], items: typeSchema(schema.items, definitions) }
    case 'map':
      return {
        type: ['object', 'null'],
        additionalProperties: typeSchema(schema.values, definitions),
      }
    case 'quantity':
      return { type: ['string', 'number', 'null'] }
    case 'int-or-string':
      return { type: ['integer', 'string', 'null'] }
    case 'bytes':
      return { type: ['string', 'null'] }
    case 'string': {
      const { choices = [], format } = schema
      if (choices.length > 0) return { type: 'string', enum: choices }
      return { type: ['string', 'null'], ...(format === 'date-time' && { format }) }
    }
    default:
      return { type: [schema.type, 'null'] }
  }
}

/** The name under which a struct is defined: Go's own. */
function defined(schema: ObjectSchema, definitions: Definitions): string {
  const { name } = schema
  if (!Object.hasOwn(definitions, name)) {
    // Set before its fields, in case they lead back to it.
    definitions[name] = {}
    definitions[name] = structSchema(schema, definitions)
  }
  return name
}
