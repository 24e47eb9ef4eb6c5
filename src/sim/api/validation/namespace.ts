import type { Namespace } from '../../../protocol/objects/cluster.ts'
import { qualifiedNameErrors } from '../label-syntax.ts'
import { labelName } from './basics.ts'
import { type FieldError, invalidValue, invalidValues } from './field-error.ts'
import {
  validateObjectMeta,
  validateObjectMetaUpdate,
  validateStandardFinalizers,
} from './object-meta.ts'

/** Upstream: `pkg/apis/core/validation.ValidateNamespace` and its kin, v1.36. */
export function validateNamespace(namespace: Namespace): readonly FieldError[] {
  const errors = validateObjectMeta(namespace.metadata, false, labelName)
  validateStandardFinalizers(namespace.metadata, errors)
  for (const finalizer of namespace.spec.finalizers ?? []) {
    errors.push(...invalidValues('spec.finalizers', finalizer, qualifiedNameErrors(finalizer)))
    if (finalizer !== 'kubernetes' && !finalizer.includes('/')) {
      const detail = 'name is neither a standard finalizer name nor is it fully qualified'
      errors.push(invalidValue('spec.finalizers', finalizer, detail))
    }
  }
  return errors
}

export function validateNamespaceUpdate(
  next: Namespace,
  current: Namespace,
): readonly FieldError[] {
  return validateObjectMetaUpdate(next.metadata, current.metadata)
}
