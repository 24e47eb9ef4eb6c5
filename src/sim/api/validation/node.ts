import type { Node, Taint } from '../../../protocol/objects/cluster.ts'
import { isSame } from '../kinds/same.ts'
import { labelValueErrors } from '../label-syntax.ts'
import { subdomainName } from './basics.ts'
import {
  duplicateValue,
  type FieldError,
  forbidden,
  invalidValue,
  invalidValues,
  notSupported,
  requiredValue,
} from './field-error.ts'
import { cidrErrors } from './ip.ts'
import {
  validateLabelKey,
  validateObjectMeta,
  validateObjectMetaUpdate,
  validateStandardFinalizers,
} from './object-meta.ts'

const TAINT_EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute']

/** One range per IP family. */
const POD_CIDRS_MAX = 2

/** Upstream: `pkg/apis/core/validation.ValidateNode`, v1.36. */
export function validateNode(node: Node): readonly FieldError[] {
  const errors = validateObjectMeta(node.metadata, false, subdomainName)
  validateStandardFinalizers(node.metadata, errors)
  validateTaints(node.spec.taints, errors)
  const podCidrs = podCidrsOf(node)
  validateCidrs(podCidrs, errors)
  if (podCidrs.length > POD_CIDRS_MAX) {
    const detail = 'may specify no more than one CIDR for each IP family'
    errors.push(invalidValue('spec.podCIDRs', podCidrs, detail))
  }
  return errors
}

/** Simplified: upstream also compares status fields that no client of this edition changes. */
export function validateNodeUpdate(next: Node, current: Node): readonly FieldError[] {
  const errors = validateObjectMetaUpdate(next.metadata, current.metadata)
  const before = podCidrsOf(current)
  const after = podCidrsOf(next)
  validateCidrs(after, errors)
  if (before.length > 0 && !isSame(before, after)) {
    const detail = 'node updates may not change podCIDR except from "" to valid'
    errors.push(forbidden('spec.podCIDRs', detail))
  }
  const { providerID: oldId = '' } = current.spec
  const { providerID: newId = '' } = next.spec
  if (oldId !== '' && oldId !== newId) {
    const detail = 'node updates may not change providerID except from "" to valid'
    errors.push(forbidden('spec.providerID', detail))
  }
  validateTaints(next.spec.taints, errors)
  if (!isSame(fixedFields(next, current), fixedFields(current, current))) {
    // The path is empty, which upstream prints so.
    errors.push(forbidden('[]', ONLY_CHANGES))
  }
  return errors
}

const ONLY_CHANGES =
  'node updates may only change labels, taints, or capacity (or configSource, if the DynamicKubeletConfig feature gate is enabled)'

/** What of the spec stays as it is, once it is set. */
function fixedFields(node: Node, current: Node): object {
  const { taints, unschedulable, podCIDR, podCIDRs, providerID, ...rest } = node.spec
  return {
    ...rest,
    ...(podCidrsOf(current).length > 0 && { podCIDRs: podCidrsOf(node) }),
    ...(current.spec.providerID && { providerID }),
  }
}

function validateCidrs(cidrs: readonly string[], errors: FieldError[]): void {
  for (const [index, cidr] of cidrs.entries()) {
    errors.push(...invalidValues(`spec.podCIDRs[${index}]`, cidr, cidrErrors(cidr)))
  }
}

/** Both fields are one inside the API server: the older gives the first range. */
function podCidrsOf({ spec }: Node): readonly string[] {
  const { podCIDR = '', podCIDRs = [] } = spec
  if (podCIDR === '' || podCIDRs[0] === podCIDR) return [...new Set(podCIDRs)]
  return [podCIDR]
}

function validateTaints(taints: readonly Taint[] | undefined, errors: FieldError[]): void {
  const seen = new Set<string>()
  for (const [index, taint] of (taints ?? []).entries()) {
    const path = `metadata.taints[${index}]`
    validateLabelKey(taint.key, `${path}.key`, errors)
    const value = taint.value ?? ''
    const details = labelValueErrors(value)
    if (details.length > 0) {
      errors.push(...invalidValues(`${path}.value`, value, [details.join(';')]))
    }
    validateTaintEffect(taint.effect, false, `${path}.effect`, errors)
    const identity = `${taint.key}:${taint.effect}`
    if (seen.has(identity)) {
      const detail = 'taints must be unique by key and effect pair'
      const shown = {
        Key: taint.key,
        Value: value,
        Effect: taint.effect,
        TimeAdded: taint.timeAdded ?? null,
      }
      errors.push(duplicateValue(path, shown, detail))
    }
    seen.add(identity)
  }
}

/** `validateTaintEffect`, for taints and tolerations. */
export function validateTaintEffect(
  effect: string,
  mayBeEmpty: boolean,
  path: string,
  errors: FieldError[],
): void {
  if (TAINT_EFFECTS.includes(effect) || (mayBeEmpty && effect === '')) return
  errors.push(effect === '' ? requiredValue(path) : notSupported(path, effect, TAINT_EFFECTS))
}
