import type { Json, JsonObject } from '../../../protocol/objects/meta.ts'

/** Applies a JSON merge patch (RFC 7386): objects are merged, null deletes, everything else replaces. */
export function applyMergePatch(document: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch
  const merged: { [field: string]: Json | undefined } = isObject(document) ? { ...document } : {}
  for (const [field, value] of Object.entries(patch)) {
    if (value === null) delete merged[field]
    else if (value !== undefined) merged[field] = applyMergePatch(merged[field], value)
  }
  return merged
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
