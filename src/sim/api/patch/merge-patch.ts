import type { Patched } from './json-patch.ts'

/** JSON merge patch (RFC 7386). Upstream: `github.com/evanphx/json-patch` v4, `MergePatch`. */

type Struct = { readonly [key: string]: unknown }

export function applyMergePatch(document: unknown, patch: unknown): Patched {
  if (document === null || document === undefined) return { error: 'Invalid JSON Document' }
  if (Array.isArray(patch)) return { result: pruned(patch) }
  if (!isStruct(patch)) return { error: 'Invalid JSON Patch' }
  return { result: isStruct(document) ? merged(document, patch) : pruned(patch) }
}

function merged(document: Struct, patch: Struct): Struct {
  const result: { [key: string]: unknown } = { ...document }
  for (const [key, value] of Object.entries(patch)) {
    if (value === null || value === undefined) delete result[key]
    else {
      const current = result[key]
      if (isStruct(current)) result[key] = isStruct(value) ? merged(current, value) : value
      else result[key] = pruned(value)
    }
  }
  return result
}

/** A new value holds no nulls: there they mean that a field is to be missing. */
function pruned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pruned)
  if (!isStruct(value)) return value
  const fields = Object.entries(value).filter(([, field]) => field !== null)
  return Object.fromEntries(fields.map(([key, field]) => [key, pruned(field)]))
}

function isStruct(value: unknown): value is Struct {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
