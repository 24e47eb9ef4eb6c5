import type { Container, Pod, PodSpec, Toleration } from '../../../protocol/objects/pod.ts'
import { isSame } from '../kinds/same.ts'
import { rangeErrors, subdomainName } from './basics.ts'
import {
  type FieldError,
  forbidden,
  invalidValue,
  invalidValues,
  requiredValue,
} from './field-error.ts'
import {
  validateObjectMeta,
  validateObjectMetaUpdate,
  validateStandardFinalizers,
} from './object-meta.ts'
import { validatePodSpec } from './pod-spec.ts'

/** Pods. Upstream: `pkg/apis/core/validation.ValidatePodCreate` and `ValidatePodUpdate`, v1.36. */

const INT32_MAX = 2_147_483_647

const UPDATABLE =
  '`spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)'

export function validatePodCreate(pod: Pod): readonly FieldError[] {
  const errors = validateObjectMeta(pod.metadata, true, subdomainName)
  validateStandardFinalizers(pod.metadata, errors)
  errors.push(...validatePodSpec(pod.spec, 'spec'))
  validateImages(pod.spec.containers, 'spec.containers', errors)
  validateImages(pod.spec.initContainers, 'spec.initContainers', errors)
  if (pod.spec.nodeName && (pod.spec.schedulingGates ?? []).length > 0) {
    const detail = 'cannot be set until all schedulingGates have been cleared'
    errors.push(forbidden('spec.nodeName', detail))
  }
  return errors
}

function validateImages(
  containers: readonly Container[] | undefined,
  path: string,
  errors: FieldError[],
): void {
  for (const [index, { image = '' }] of (containers ?? []).entries()) {
    if (image === image.trim()) continue
    const detail = 'must not have leading or trailing whitespace'
    errors.push(invalidValue(`${path}[${index}].image`, image, detail))
  }
}

export function validatePodUpdate(next: Pod, current: Pod): readonly FieldError[] {
  const errors = validateObjectMetaUpdate(next.metadata, current.metadata)
  if (next.spec === current.spec) return errors
  errors.push(...validatePodSpec(next.spec, 'spec'))
  const before = errors.length
  for (const field of ['containers', 'initContainers'] as const) {
    const after = next.spec[field] ?? []
    if (after.length !== (current.spec[field] ?? []).length) {
      errors.push(forbidden(`spec.${field}`, 'pod updates may not add or remove containers'))
    } else {
      for (const [index, { image = '' }] of after.entries()) {
        if (image === '') errors.push(requiredValue(`spec.${field}[${index}].image`))
      }
      validateImages(after, `spec.${field}`, errors)
    }
    // Upstream stops at a changed list of containers.
    if (errors.slice(before).some((error) => error.field === `spec.${field}`)) return errors
  }
  validateDeadline(next.spec, current.spec, errors)
  validateAddedTolerations(next.spec.tolerations, current.spec.tolerations, errors)
  validateRemovedGates(next.spec, current.spec, errors)
  const munged = withUpdatable(next.spec, current.spec)
  if (!isSame(munged, current.spec)) {
    const detail = `pod updates may not change fields other than ${UPDATABLE}\n${difference(current.spec, munged)}`
    errors.push(forbidden('spec', detail))
  }
  return errors
}

function validateDeadline(next: PodSpec, current: PodSpec, errors: FieldError[]): void {
  const path = 'spec.activeDeadlineSeconds'
  const { activeDeadlineSeconds: after } = next
  const { activeDeadlineSeconds: before } = current
  if (after === undefined) {
    if (before === undefined) return
    const detail = 'must not update from a positive integer to nil value'
    errors.push(invalidValue(path, null, detail))
    return
  }
  const details = rangeErrors(after, 0, INT32_MAX)
  errors.push(...invalidValues(path, after, details))
  if (details.length === 0 && before !== undefined && before < after) {
    errors.push(invalidValue(path, after, 'must be less than or equal to previous value'))
  }
}

function validateAddedTolerations(
  next: readonly Toleration[] = [],
  current: readonly Toleration[] = [],
  errors: FieldError[],
): void {
  const seconds = { tolerationSeconds: undefined }
  const isKept = (old: Toleration): boolean =>
    next.some((candidate) => isSame({ ...candidate, ...seconds }, { ...old, ...seconds }))
  if (current.every(isKept)) return
  const detail = 'existing toleration can not be modified except its tolerationSeconds'
  errors.push(forbidden('spec.tolerations', detail))
}

function validateRemovedGates(next: PodSpec, current: PodSpec, errors: FieldError[]): void {
  const known = new Set((current.schedulingGates ?? []).map((gate) => gate.name))
  for (const { name } of next.schedulingGates ?? []) {
    if (known.has(name)) continue
    const detail = `only deletion is allowed, but found new scheduling gate '${name}'`
    errors.push(forbidden('spec.schedulingGates', detail))
  }
}

/** The new spec with all that may change set back: what then differs may not. */
function withUpdatable(next: PodSpec, current: PodSpec): PodSpec {
  const withImages = (
    containers: readonly Container[] | undefined,
    old: readonly Container[] | undefined,
  ): readonly Container[] =>
    (containers ?? []).map((container, index) => ({ ...container, image: old?.[index]?.image }))
  const isGraceFixed =
    (current.terminationGracePeriodSeconds ?? 0) < 0 && next.terminationGracePeriodSeconds === 1
  return {
    ...next,
    containers: withImages(next.containers, current.containers),
    initContainers: withImages(next.initContainers, current.initContainers),
    activeDeadlineSeconds: current.activeDeadlineSeconds,
    tolerations: current.tolerations,
    schedulingGates: current.schedulingGates,
    ...(isGraceFixed && {
      terminationGracePeriodSeconds: current.terminationGracePeriodSeconds,
    }),
  }
}

/**
 * What differs, in the manner of upstream's diff.
 * Simplified: whole fields of the spec as JSON, where upstream prints Go values and goes deeper.
 */
function difference(current: PodSpec, next: PodSpec): string {
  const before: { readonly [field: string]: unknown } = { ...current }
  const after: { readonly [field: string]: unknown } = { ...next }
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const lines = ['  core.PodSpec{']
  for (const field of fields) {
    if (isSame(before[field], after[field])) continue
    const name = field.charAt(0).toUpperCase() + field.slice(1)
    lines.push(`- \t${name}: ${JSON.stringify(before[field] ?? null)},`)
    lines.push(`+ \t${name}: ${JSON.stringify(after[field] ?? null)},`)
  }
  return `${[...lines, '  }'].join('\n')}\n`
}

export function validatePodStatusUpdate(next: Pod, current: Pod): readonly FieldError[] {
  const errors = validateObjectMetaUpdate(next.metadata, current.metadata)
  if (next.spec.nodeName !== current.spec.nodeName) {
    errors.push(forbidden('status.nodeName', 'may not be changed directly'))
  }
  return errors
}
