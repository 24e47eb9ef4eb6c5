import type {
  LabelSelector,
  LabelSelectorRequirement,
  ObjectMeta,
  OwnerReference,
  StringMap,
} from '../../../protocol/objects/meta.ts'
import { labelValueErrors, qualifiedNameErrors } from '../label-syntax.ts'
import { labelName, type NameRule } from './basics.ts'
import {
  type FieldError,
  forbidden,
  invalidValue,
  invalidValues,
  requiredValue,
  tooLong,
} from './field-error.ts'

/** Metadata and labels. Upstream: `apimachinery/pkg/api/validation` and `pkg/apis/meta/v1/validation`, v0.36. */

const ANNOTATIONS_BYTES_MAX = 256 * 1024
const IMMUTABLE = 'field is immutable'
/** Finalizers without a domain that Kubernetes itself knows. */
const STANDARD_FINALIZERS = new Set(['kubernetes', 'orphan', 'foregroundDeletion'])

/** What a request may leave out; stored metadata is complete. */
export type GivenMeta = Partial<ObjectMeta>

export function validateObjectMeta(
  meta: GivenMeta,
  isNamespaced: boolean,
  nameRule: NameRule,
  path = 'metadata',
): FieldError[] {
  const errors: FieldError[] = []
  const { name = '', generateName = '', namespace = '', generation = 0 } = meta
  if (generateName !== '') {
    errors.push(
      ...invalidValues(`${path}.generateName`, generateName, nameRule(generateName, true)),
    )
  }
  if (name === '') {
    errors.push(requiredValue(`${path}.name`, 'name or generateName is required'))
  } else {
    errors.push(...invalidValues(`${path}.name`, name, nameRule(name, false)))
  }
  if (isNamespaced) {
    if (namespace === '') errors.push(requiredValue(`${path}.namespace`))
    else errors.push(...invalidValues(`${path}.namespace`, namespace, labelName(namespace, false)))
  } else if (namespace !== '') {
    errors.push(forbidden(`${path}.namespace`, 'not allowed on this type'))
  }
  validateNonNegative(generation, `${path}.generation`, errors)
  validateLabels(meta.labels, `${path}.labels`, errors)
  validateAnnotations(meta.annotations, `${path}.annotations`, errors)
  validateOwnerReferences(meta.ownerReferences, `${path}.ownerReferences`, errors)
  validateFinalizers(meta.finalizers, `${path}.finalizers`, errors)
  return errors
}

export function validateObjectMetaUpdate(
  next: GivenMeta,
  current: GivenMeta,
  path = 'metadata',
): FieldError[] {
  const errors: FieldError[] = []
  if (current.deletionTimestamp) validateNoNewFinalizers(next, current, path, errors)
  if (!next.resourceVersion) {
    errors.push(invalidValue(`${path}.resourceVersion`, '', 'must be specified for an update'))
  }
  const generation = next.generation ?? 0
  if (generation < (current.generation ?? 0)) {
    errors.push(invalidValue(`${path}.generation`, generation, 'must not be decremented'))
  }
  for (const field of IMMUTABLE_FIELDS) {
    const value = next[field] ?? EMPTY[field]
    if (value === (current[field] ?? EMPTY[field])) continue
    errors.push(invalidValue(`${path}.${field}`, value, IMMUTABLE))
  }
  validateLabels(next.labels, `${path}.labels`, errors)
  validateAnnotations(next.annotations, `${path}.annotations`, errors)
  validateOwnerReferences(next.ownerReferences, `${path}.ownerReferences`, errors)
  return errors
}

const IMMUTABLE_FIELDS = [
  'name',
  'namespace',
  'uid',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
] as const

/** What a missing field is, in the text of an error. */
const EMPTY = {
  name: '',
  namespace: '',
  uid: '',
  creationTimestamp: null,
  deletionTimestamp: null,
  deletionGracePeriodSeconds: null,
} as const

function validateNoNewFinalizers(
  next: GivenMeta,
  current: GivenMeta,
  path: string,
  errors: FieldError[],
): void {
  const known = new Set(current.finalizers)
  const added = (next.finalizers ?? []).filter((finalizer) => !known.has(finalizer))
  if (added.length === 0) return
  const shown = added.map((finalizer) => JSON.stringify(finalizer)).join(', ')
  const detail = `no new finalizers can be added if the object is being deleted, found new finalizers []string{${shown}}`
  errors.push(forbidden(`${path}.finalizers`, detail))
}

export function validateNonNegative(value: number, path: string, errors: FieldError[]): void {
  if (value >= 0) return
  errors.push(invalidValue(path, value, 'must be greater than or equal to 0'))
}

export function validateLabels(
  labels: StringMap | undefined,
  path: string,
  errors: FieldError[],
): void {
  for (const key in labels) {
    const value = labels[key] ?? ''
    errors.push(...invalidValues(path, key, qualifiedNameErrors(key)))
    errors.push(...invalidValues(path, value, labelValueErrors(value)))
  }
}

export function validateAnnotations(
  annotations: StringMap | undefined,
  path: string,
  errors: FieldError[],
): void {
  let length = 0
  for (const key in annotations) {
    length += key.length + (annotations[key]?.length ?? 0)
    errors.push(...invalidValues(path, key, qualifiedNameErrors(key.toLowerCase())))
  }
  if (length > ANNOTATIONS_BYTES_MAX) errors.push(tooLong(path, ANNOTATIONS_BYTES_MAX))
}

function validateOwnerReferences(
  references: readonly OwnerReference[] | undefined,
  path: string,
  errors: FieldError[],
): void {
  let controller: OwnerReference | undefined
  for (const reference of references ?? []) {
    validateOwnerReference(reference, path, errors)
    if (reference.controller !== true) continue
    if (controller !== undefined) {
      const both = `${controller.kind}/${controller.name} and ${reference.kind}/${reference.name}`
      const detail = `Only one reference can have Controller set to true. Found "true" in references for ${both}`
      errors.push(invalidValue(path, references?.map(asGo), detail))
    }
    controller ??= reference
  }
}

function validateOwnerReference(
  reference: OwnerReference,
  path: string,
  errors: FieldError[],
): void {
  const version = reference.apiVersion.slice(reference.apiVersion.indexOf('/') + 1)
  if (version === '') {
    errors.push(
      invalidValue(`${path}.apiVersion`, reference.apiVersion, 'version must not be empty'),
    )
  }
  for (const field of ['kind', 'name', 'uid'] as const) {
    if (reference[field] !== '') continue
    errors.push(invalidValue(`${path}.${field}`, '', 'must not be empty'))
  }
  if (reference.apiVersion === 'v1' && reference.kind === 'Event') {
    const detail = '/v1, Kind=Event is disallowed from being an owner'
    errors.push(invalidValue(path, asGo(reference), detail))
  }
}

/** The reference with its fields in the order of the Go struct, as errors show it. */
function asGo(reference: OwnerReference): OwnerReference {
  const { apiVersion, kind, name, uid, controller, blockOwnerDeletion } = reference
  return { apiVersion, kind, name, uid, controller, blockOwnerDeletion }
}

function validateFinalizers(
  finalizers: readonly string[] | undefined,
  path: string,
  errors: FieldError[],
): void {
  if (finalizers === undefined || finalizers.length === 0) return
  for (const finalizer of finalizers) {
    errors.push(...invalidValues(path, finalizer, qualifiedNameErrors(finalizer)))
  }
  if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion')) {
    const detail = 'finalizer orphan and foregroundDeletion cannot be both set'
    errors.push(invalidValue(path, finalizers, detail))
  }
}

/** What core kinds ask of finalizers on top. Upstream: `pkg/apis/core/validation.ValidateFinalizerName`. */
export function validateStandardFinalizers(meta: GivenMeta, errors: FieldError[]): void {
  for (const [index, finalizer] of (meta.finalizers ?? []).entries()) {
    if (finalizer.includes('/') || STANDARD_FINALIZERS.has(finalizer)) continue
    const detail = 'name is neither a standard finalizer name nor is it fully qualified'
    errors.push(invalidValue(`metadata.finalizers[${index}]`, finalizer, detail))
  }
}

const EXPRESSION_RULES = {
  In: 'values',
  NotIn: 'values',
  Exists: 'none',
  DoesNotExist: 'none',
} as const

export function validateLabelSelector(
  selector: LabelSelector | undefined,
  path: string,
  errors: FieldError[],
): void {
  if (selector === undefined) return
  validateLabels(selector.matchLabels, `${path}.matchLabels`, errors)
  for (const [index, expression] of (selector.matchExpressions ?? []).entries()) {
    validateExpression(expression, `${path}.matchExpressions[${index}]`, errors)
  }
}

function validateExpression(
  { key, operator, values = [] }: LabelSelectorRequirement,
  path: string,
  errors: FieldError[],
): void {
  const isKnown = Object.hasOwn(EXPRESSION_RULES, operator)
  const rule = isKnown ? EXPRESSION_RULES[operator as keyof typeof EXPRESSION_RULES] : undefined
  if (rule === undefined) {
    errors.push(invalidValue(`${path}.operator`, operator, 'not a valid selector operator'))
  } else if (rule === 'values' && values.length === 0) {
    const detail = "must be specified when `operator` is 'In' or 'NotIn'"
    errors.push(requiredValue(`${path}.values`, detail))
  } else if (rule === 'none' && values.length > 0) {
    const detail = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"
    errors.push(forbidden(`${path}.values`, detail))
  }
  validateLabelKey(key, `${path}.key`, errors)
  for (const [index, value] of values.entries()) {
    errors.push(...invalidValues(`${path}.values[${index}]`, value, labelValueErrors(value)))
  }
}

/** `ValidateLabelName`. */
export function validateLabelKey(key: string, path: string, errors: FieldError[]): void {
  errors.push(...invalidValues(path, key, qualifiedNameErrors(key)))
}

/** A field that an update may not change. */
export function validateImmutable(
  next: unknown,
  current: unknown,
  path: string,
  errors: FieldError[],
): void {
  if (next !== current) errors.push(invalidValue(path, next, IMMUTABLE))
}
