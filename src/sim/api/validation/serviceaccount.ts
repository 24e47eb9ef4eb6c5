import type { ServiceAccount } from '../../../protocol/objects/cluster.ts'
import { subdomainName } from './basics.ts'
import type { FieldError } from './field-error.ts'
import {
  validateObjectMeta,
  validateObjectMetaUpdate,
  validateStandardFinalizers,
} from './object-meta.ts'

/** Upstream: `pkg/apis/core/validation.ValidateServiceAccount`, v1.36. */
export function validateServiceAccount(account: ServiceAccount): readonly FieldError[] {
  const errors = validateObjectMeta(account.metadata, true, subdomainName)
  validateStandardFinalizers(account.metadata, errors)
  return errors
}

export function validateServiceAccountUpdate(
  next: ServiceAccount,
  current: ServiceAccount,
): readonly FieldError[] {
  const errors = validateObjectMetaUpdate(next.metadata, current.metadata)
  return [...errors, ...validateServiceAccount(next)]
}
