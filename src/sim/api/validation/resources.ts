import type { Quantity } from '../../../protocol/objects/meta.ts'
import type { ResourceRequirements } from '../../../protocol/objects/pod.ts'
import { qualifiedNameErrors } from '../label-syntax.ts'
import { compareQuantities, quantityMilliValue, quantityOf } from '../quantity.ts'
import {
  type FieldError,
  forbidden,
  invalidValue,
  invalidValues,
  requiredValue,
} from './field-error.ts'

/** Requests and limits. Upstream: `pkg/apis/core/validation.ValidateContainerResourceRequirements`, v1.36. */

const CONTAINER_RESOURCES = new Set(['cpu', 'memory', 'ephemeral-storage'])
const HUGE_PAGES = 'hugepages-'
const NATIVE_DOMAIN = 'kubernetes.io/'

export function validateResources(
  { requests = {}, limits = {} }: ResourceRequirements,
  path: string,
  errors: FieldError[],
): void {
  for (const [resource, quantity] of Object.entries(limits)) {
    validateAmount(resource, quantity, `${path}.limits[${resource}]`, errors)
  }
  for (const [resource, quantity] of Object.entries(requests)) {
    validateAmount(resource, quantity, `${path}.requests[${resource}]`, errors)
    const limit = limits[resource]
    if (limit !== undefined) validateRequest(resource, quantity, limit, path, errors)
    else if (!mayBeOvercommitted(resource)) {
      const detail = 'Limit must be set for non overcommitable resources'
      errors.push(requiredValue(`${path}.limits`, detail))
    }
  }
  const names = [...Object.keys(limits), ...Object.keys(requests)]
  const hasHugePages = names.some((name) => name.startsWith(HUGE_PAGES))
  if (hasHugePages && !names.includes('cpu') && !names.includes('memory')) {
    errors.push(forbidden(path, 'HugePages require cpu or memory'))
  }
}

function validateRequest(
  resource: string,
  request: Quantity,
  limit: Quantity,
  path: string,
  errors: FieldError[],
): void {
  const order = compareQuantities(quantityOf(request), quantityOf(limit))
  if (order !== 0 && !mayBeOvercommitted(resource)) {
    const detail = `must be equal to ${resource} limit of ${limit}`
    errors.push(invalidValue(`${path}.requests`, request, detail))
  } else if (order > 0) {
    const detail = `must be less than or equal to ${resource} limit of ${limit}`
    errors.push(invalidValue(`${path}.requests`, request, detail))
  }
}

function validateAmount(
  resource: string,
  quantity: Quantity,
  path: string,
  errors: FieldError[],
): void {
  validateContainerResource(resource, path, errors)
  const parsed = quantityOf(quantity)
  if (parsed.unscaled < 0n) {
    errors.push(invalidValue(path, quantity, 'must be greater than or equal to 0'))
  }
  if (isWhole(resource) && quantityMilliValue(parsed) % 1000n !== 0n) {
    errors.push(invalidValue(path, quantity, 'must be an integer'))
  }
}

function validateContainerResource(resource: string, path: string, errors: FieldError[]): void {
  const details = qualifiedNameErrors(resource)
  if (details.length > 0) errors.push(...invalidValues(path, resource, details))
  if (!resource.includes('/')) {
    if (!CONTAINER_RESOURCES.has(resource) && !resource.startsWith(HUGE_PAGES)) {
      errors.push(invalidValue(path, resource, 'must be a standard resource for containers'))
    }
  } else if (!resource.includes(NATIVE_DOMAIN) && !isExtended(resource)) {
    errors.push(invalidValue(path, resource, "doesn't follow extended resource name standard"))
  }
}

/** `IsExtendedResourceName`. */
function isExtended(resource: string): boolean {
  if (resource.includes(NATIVE_DOMAIN) || resource.startsWith('requests.')) return false
  return qualifiedNameErrors(`requests.${resource}`).length === 0
}

function isWhole(resource: string): boolean {
  return resource.includes('/') && isExtended(resource)
}

/** `IsOvercommitAllowed`. */
function mayBeOvercommitted(resource: string): boolean {
  const isNative = !resource.includes('/') || resource.includes(NATIVE_DOMAIN)
  return isNative && !resource.startsWith(HUGE_PAGES)
}
