import type {
  Affinity,
  NodeSelectorTerm,
  PodAffinity,
  PodAffinityTerm,
} from '../../../protocol/objects/pod.ts'
import { labelValueErrors } from '../label-syntax.ts'
import { dnsLabelErrors, dnsSubdomainErrors } from './basics.ts'
import {
  type FieldError,
  forbidden,
  invalidValue,
  invalidValues,
  requiredValue,
} from './field-error.ts'
import { validateLabelKey, validateLabelSelector } from './object-meta.ts'

/** Affinities. Upstream: `pkg/apis/core/validation.validateAffinity`, v1.36. */

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution'
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution'
const WEIGHT_MAX = 100

type Requirement = NonNullable<NodeSelectorTerm['matchExpressions']>[number]

export function validateAffinity(
  affinity: Affinity | undefined,
  path: string,
  errors: FieldError[],
): void {
  if (!affinity) return
  const { nodeAffinity, podAffinity, podAntiAffinity } = affinity
  if (nodeAffinity) validateNodeAffinity(nodeAffinity, `${path}.nodeAffinity`, errors)
  if (podAffinity) validatePodAffinity(podAffinity, `${path}.podAffinity`, errors)
  if (podAntiAffinity) validatePodAffinity(podAntiAffinity, `${path}.podAntiAffinity`, errors)
}

function validateNodeAffinity(
  affinity: NonNullable<Affinity['nodeAffinity']>,
  path: string,
  errors: FieldError[],
): void {
  const required = affinity[REQUIRED]
  if (required) {
    const terms = required.nodeSelectorTerms ?? []
    const at = `${path}.${REQUIRED}.nodeSelectorTerms`
    if (terms.length === 0) {
      errors.push(requiredValue(at, 'must have at least one node selector term'))
    }
    for (const [index, term] of terms.entries()) {
      validateTerm(term, true, `${at}[${index}]`, errors)
    }
  }
  for (const [index, { weight, preference }] of (affinity[PREFERRED] ?? []).entries()) {
    const at = `${path}.${PREFERRED}[${index}]`
    validateWeight(weight, `${at}.weight`, errors)
    validateTerm(preference, false, `${at}.preference`, errors)
  }
}

function validateWeight(weight: number, path: string, errors: FieldError[]): void {
  if (weight > 0 && weight <= WEIGHT_MAX) return
  errors.push(invalidValue(path, weight, 'must be in the range 1-100'))
}

/** `ValidateNodeSelectorTerm`; the values of required terms must be possible as labels. */
function validateTerm(
  { matchExpressions, matchFields }: NodeSelectorTerm,
  areValuesChecked: boolean,
  path: string,
  errors: FieldError[],
): void {
  for (const [index, requirement] of (matchExpressions ?? []).entries()) {
    const at = `${path}.matchExpressions[${index}]`
    validateRequirement(requirement, at, errors)
    if (!areValuesChecked) continue
    for (const [valueIndex, value] of (requirement.values ?? []).entries()) {
      const details = labelValueErrors(value)
      errors.push(...invalidValues(`${at}.values[${valueIndex}]`, value, details))
    }
  }
  for (const [index, requirement] of (matchFields ?? []).entries()) {
    validateFieldRequirement(requirement, `${path}.matchFields[${index}]`, errors)
  }
}

function validateRequirement(
  { key, operator, values = [] }: Requirement,
  path: string,
  errors: FieldError[],
): void {
  switch (operator) {
    case 'In':
    case 'NotIn':
      if (values.length > 0) break
      errors.push(
        requiredValue(`${path}.values`, "must be specified when `operator` is 'In' or 'NotIn'"),
      )
      break
    case 'Exists':
    case 'DoesNotExist':
      if (values.length === 0) break
      errors.push(
        forbidden(
          `${path}.values`,
          "may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
        ),
      )
      break
    case 'Gt':
    case 'Lt':
      if (values.length === 1) break
      errors.push(
        requiredValue(
          `${path}.values`,
          "must be specified single value when `operator` is 'Lt' or 'Gt'",
        ),
      )
      break
    default:
      errors.push(invalidValue(`${path}.operator`, operator, 'not a valid selector operator'))
  }
  validateLabelKey(key, `${path}.key`, errors)
}

function validateFieldRequirement(
  { key, operator, values = [] }: Requirement,
  path: string,
  errors: FieldError[],
): void {
  if (operator !== 'In' && operator !== 'NotIn') {
    errors.push(invalidValue(`${path}.operator`, operator, 'not a valid selector operator'))
  } else if (values.length !== 1) {
    const detail =
      "must be only one value when `operator` is 'In' or 'NotIn' for node field selector"
    errors.push(requiredValue(`${path}.values`, detail))
  }
  if (key !== 'metadata.name') {
    errors.push(invalidValue(`${path}.key`, key, 'not a valid field selector key'))
    return
  }
  for (const [index, value] of values.entries()) {
    errors.push(...invalidValues(`${path}.values[${index}]`, value, dnsSubdomainErrors(value)))
  }
}

function validatePodAffinity(affinity: PodAffinity, path: string, errors: FieldError[]): void {
  for (const [index, term] of (affinity[REQUIRED] ?? []).entries()) {
    validatePodTerm(term, `${path}.${REQUIRED}[${index}]`, errors)
  }
  for (const [index, { weight, podAffinityTerm }] of (affinity[PREFERRED] ?? []).entries()) {
    const at = `${path}.${PREFERRED}[${index}]`
    validateWeight(weight, `${at}.weight`, errors)
    validatePodTerm(podAffinityTerm, `${at}.podAffinityTerm`, errors)
  }
}

function validatePodTerm(term: PodAffinityTerm, path: string, errors: FieldError[]): void {
  const { topologyKey = '' } = term
  validateLabelSelector(term.labelSelector, `${path}.labelSelector`, errors)
  validateLabelSelector(term.namespaceSelector, `${path}.namespaceSelector`, errors)
  for (const namespace of term.namespaces ?? []) {
    errors.push(...invalidValues(`${path}.namespace`, namespace, dnsLabelErrors(namespace)))
  }
  if (topologyKey === '') {
    errors.push(requiredValue(`${path}.topologyKey`, 'can not be empty'))
  }
  validateLabelKey(topologyKey, `${path}.topologyKey`, errors)
}
