import type { Secret } from '../../../protocol/objects/cluster.ts'
import { encodeBase64 } from '../base64.ts'
import { secretSchema } from '../schema/cluster.ts'
import { validateSecret, validateSecretUpdate } from '../validation/secret.ts'
import { withDefaults, withFields, withoutField } from './rewrite.ts'
import type { KindStrategy } from './strategy.ts'

/** Upstream: `kubernetes/pkg/registry/core/secret/strategy.go`, v1.36. */
export const secretStrategy: KindStrategy<'Secret'> = {
  kind: 'Secret',
  singular: 'secret',
  shortNames: [],
  categories: [],
  subresources: [],
  schema: secretSchema,
  allowsUnconditionalUpdate: true,
  allowsCreateOnUpdate: false,

  setDefaults(secret) {
    const typed = secret.type === '' ? withoutField(secret, 'type') : secret
    return withDefaults(withStringData(typed), { type: 'Opaque' })
  },

  prepareForCreate: (secret) => secret,

  prepareForUpdate(next, current) {
    // Simplified: upstream does so for the types that it knows to be immutable only, and `type` always is.
    return next.type === undefined || next.type === ''
      ? withFields(next, { type: current.type })
      : next
  },

  prepareForStatusUpdate: (next) => next,
  validateCreate: validateSecret,
  validateUpdate: validateSecretUpdate,
  validateStatusUpdate: validateSecretUpdate,

  selectableFields: {
    type: ({ type }) => type ?? '',
  },
}

/** Moves plain text into `data`, where it wins. */
function withStringData(secret: Secret): Secret {
  const { stringData } = secret
  if (stringData === undefined) return secret
  const encoded = Object.entries(stringData).map(([key, text]) => [key, encodeBase64(text)])
  const data = { ...secret.data, ...Object.fromEntries(encoded) }
  return withoutField({ ...secret, data }, 'stringData')
}
