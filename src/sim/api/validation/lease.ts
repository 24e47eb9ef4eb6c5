import type { Lease } from '../../../protocol/objects/cluster.ts'
import { subdomainName } from './basics.ts'
import { type FieldError, invalidValue } from './field-error.ts'
import { validateNonNegative, validateObjectMeta, validateObjectMetaUpdate } from './object-meta.ts'

/** Upstream: `pkg/apis/coordination/validation`, v1.36. */
export function validateLease(lease: Lease): readonly FieldError[] {
  const errors = validateObjectMeta(lease.metadata, true, subdomainName)
  validateLeaseSpec(lease.spec, errors)
  return errors
}

export function validateLeaseUpdate(next: Lease, current: Lease): readonly FieldError[] {
  const errors = validateObjectMetaUpdate(next.metadata, current.metadata)
  validateLeaseSpec(next.spec, errors)
  return errors
}

function validateLeaseSpec(spec: Lease['spec'], errors: FieldError[]): void {
  const { leaseDurationSeconds, leaseTransitions, holderIdentity } = spec
  if (leaseDurationSeconds !== undefined && leaseDurationSeconds <= 0) {
    const detail = 'must be greater than 0'
    errors.push(invalidValue('spec.leaseDurationSeconds', leaseDurationSeconds, detail))
  }
  validateNonNegative(leaseTransitions ?? 0, 'spec.leaseTransitions', errors)
  if (holderIdentity === '') {
    errors.push(invalidValue('spec.holderIdentity', '', 'must not be empty'))
  }
}
