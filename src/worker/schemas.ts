import type { Reply } from '../protocol/messages.ts'
import type { Kind } from '../protocol/objects/index.ts'
import { jsonSchemaFor } from '../sim/api/kinds/json-schema.ts'
import { apiVersionOf, RESOURCES } from '../sim/api/resources.ts'

/** JSON schemas of all kinds, for the editor. */
export function schemasReply(): Reply & { readonly type: 'schemas' } {
  const kinds = Object.keys(RESOURCES) as Kind[]
  return {
    type: 'schemas',
    schemas: kinds.map((kind) => ({
      apiVersion: apiVersionOf(kind),
      kind,
      schema: jsonSchemaFor(kind),
    })),
  }
}
