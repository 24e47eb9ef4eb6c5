import type { FieldSchema, TypeSchema } from '../schema/dsl.ts'

/** What the schema says of a field that is merged strategically. */
export interface MergeMeta {
  /** The schema of the field's value, or of its items if it is a list. */
  readonly schema: TypeSchema | undefined
  readonly strategy: 'merge' | 'replace' | ''
  /** Patches must name all keys that are to stay. */
  readonly retainsKeys: boolean
  /** '' for lists of plain values. */
  readonly mergeKey: string
}

const UNKNOWN: MergeMeta = { schema: undefined, strategy: '', retainsKeys: false, mergeKey: '' }

/** Looks a field up in the schema of the struct or map around it. Upstream: `strategicpatch/meta.go`, v0.36. */
export function mergeMetaOf(schema: TypeSchema | undefined, field: string): MergeMeta {
  if (schema === undefined) return UNKNOWN
  if (schema.type === 'map') return { ...UNKNOWN, schema: schema.values }
  if (schema.type !== 'object' || !Object.hasOwn(schema.fields, field)) return UNKNOWN
  return metaOfField(schema.fields[field])
}

function metaOfField(field: FieldSchema | undefined): MergeMeta {
  if (field === undefined) return UNKNOWN
  const strategies = field.patchStrategy ?? []
  const strategy = strategies.find((candidate) => candidate !== 'retainKeys') ?? ''
  return {
    schema: field.schema.type === 'array' ? field.schema.items : field.schema,
    strategy,
    retainsKeys: strategies.includes('retainKeys'),
    mergeKey: field.patchMergeKey ?? '',
  }
}
