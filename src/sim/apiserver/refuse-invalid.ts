import type { Status } from '../../protocol/objects/meta.ts'
import type { Resource } from '../api/resources.ts'
import { type FieldError, invalidStatus } from '../api/validation/field-error.ts'

/** The 422 for an object of a resource. */
export function refuseInvalid(
  { kind, group }: Resource,
  name: string,
  errors: readonly FieldError[],
): Status {
  return invalidStatus(kind, group, name, errors)
}
