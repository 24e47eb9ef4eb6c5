import type { ServiceAccount } from '../../../protocol/objects/cluster.ts'
import { serviceAccountSchema } from '../schema/cluster.ts'
import {
  validateServiceAccount,
  validateServiceAccountUpdate,
} from '../validation/serviceaccount.ts'
import { mapItems, withChanged } from './rewrite.ts'
import type { KindStrategy } from './strategy.ts'

/** Upstream: `kubernetes/pkg/registry/core/serviceaccount/strategy.go`, v1.36. */
export const serviceAccountStrategy: KindStrategy<'ServiceAccount'> = {
  kind: 'ServiceAccount',
  singular: 'serviceaccount',
  shortNames: ['sa'],
  categories: [],
  subresources: ['token'],
  schema: serviceAccountSchema,
  allowsUnconditionalUpdate: true,
  allowsCreateOnUpdate: false,
  setDefaults: (account) => account,
  prepareForCreate: withPlainSecrets,
  prepareForUpdate: withPlainSecrets,
  prepareForStatusUpdate: (next) => next,
  validateCreate: validateServiceAccount,
  validateUpdate: validateServiceAccountUpdate,
  validateStatusUpdate: validateServiceAccountUpdate,
  selectableFields: {},
}

/** Of the references to secrets only the names count. */
function withPlainSecrets(account: ServiceAccount): ServiceAccount {
  return withChanged(account, 'secrets', (secrets) =>
    mapItems(secrets, (secret) => {
      const isPlain = Object.keys(secret).every((field) => field === 'name')
      return isPlain ? secret : { name: secret.name }
    }),
  )
}
