import { leaseSchema } from '../schema/cluster.ts'
import { validateLease, validateLeaseUpdate } from '../validation/lease.ts'
import { withDefaults } from './rewrite.ts'
import type { KindStrategy } from './strategy.ts'

/** Upstream: `kubernetes/pkg/registry/coordination/lease/strategy.go`, v1.36. */
export const leaseStrategy: KindStrategy<'Lease'> = {
  kind: 'Lease',
  singular: 'lease',
  shortNames: [],
  categories: [],
  subresources: [],
  schema: leaseSchema,
  allowsUnconditionalUpdate: false,
  allowsCreateOnUpdate: true,
  setDefaults: (lease) => withDefaults(lease, { spec: {} }),
  prepareForCreate: (lease) => lease,
  prepareForUpdate: (next) => next,
  prepareForStatusUpdate: (next) => next,
  validateCreate: validateLease,
  validateUpdate: validateLeaseUpdate,
  validateStatusUpdate: validateLeaseUpdate,
  selectableFields: {},
}
