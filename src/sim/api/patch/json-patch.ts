import type { Json } from '../../../protocol/objects/meta.ts'

export interface JsonPatchOperation {
  readonly op: string
  readonly path: string
  readonly from?: string
  readonly value?: Json
}

/** Applies RFC 6902 operations. */
export function applyJsonPatch(
  document: Json,
  operations: readonly JsonPatchOperation[],
): { readonly result: Json } | { readonly error: string } {
  const result = structuredCopy(document)
  for (const { op, path, value } of operations) {
    const steps = path
      .split('/')
      .slice(1)
      .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    const last = steps.pop() ?? ''
    let parent: unknown = result
    for (const step of steps) parent = (parent as { [key: string]: unknown } | undefined)?.[step]
    if (typeof parent !== 'object' || parent === null)
      return {
        error: `${op} operation does not apply: doc is missing path: ${JSON.stringify(path)}: missing value`,
      }
    const container = parent as { [key: string]: unknown }
    if (op === 'remove') delete container[last]
    else container[last] = value
  }
  return { result }
}
function structuredCopy(document: Json): Json {
  return JSON.parse(JSON.stringify(document)) as Json
}
