import type {
  PodSpec,
  Toleration,
  TopologySpreadConstraint,
} from '../../../protocol/objects/pod.ts'
import { memoized } from '../kinds/rewrite.ts'
import { labelValueErrors } from '../label-syntax.ts'
import { validateAffinity } from './affinity.ts'
import { dnsLabelErrors, dnsSubdomainErrors, rangeErrors } from './basics.ts'
import { validateChoice, validateContainers, validateInitContainers } from './container.ts'
import {
  duplicateValue,
  type FieldError,
  invalidValue,
  invalidValues,
  notSupported,
  requiredValue,
} from './field-error.ts'
import { ipErrors } from './ip.ts'
import { validateTaintEffect } from './node.ts'
import { validateLabelKey, validateLabelSelector, validateLabels } from './object-meta.ts'
import { validateVolumes } from './volume.ts'

/** What pods and pod templates are to be. Upstream: `pkg/apis/core/validation.ValidatePodSpec`, v1.36. */

const RESTART_POLICIES = ['Always', 'OnFailure', 'Never']
const DNS_POLICIES = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None']
const INT32_MAX = 2_147_483_647
const UNSATISFIABLE_ACTIONS = ['DoNotSchedule', 'ScheduleAnyway']
const TOLERATION_OPERATORS = ['Equal', 'Exists']
const INCLUSION_POLICIES = ['Honor', 'Ignore']
const PREEMPTION_POLICIES = ['Never', 'PreemptLowerPriority']
const NAMESERVERS_MAX = 3
const SEARCHES_MAX = 32

/** Remembered per spec, for pods of one template share theirs. */
export function validatePodSpec(spec: PodSpec, path: string): readonly FieldError[] {
  return path === 'spec' ? ofPod(spec) : ofTemplate(spec)
}

const ofPod = memoized((spec: PodSpec) => validateSpec(spec, 'spec'))
const ofTemplate = memoized((spec: PodSpec) => validateSpec(spec, 'spec.template.spec'))

function validateSpec(spec: PodSpec, path: string): readonly FieldError[] {
  const errors: FieldError[] = []
  const volumeNames = validateVolumes(spec.volumes, `${path}.volumes`, errors)
  const around = { volumeNames, names: new Set<string>() }
  validateContainers(spec.containers, around, `${path}.containers`, errors)
  validateInitContainers(spec.initContainers, around, `${path}.initContainers`, errors)
  validateHostNetwork(spec, path, errors)
  validateChoice(spec.restartPolicy, RESTART_POLICIES, `${path}.restartPolicy`, errors)
  validateChoice(spec.dnsPolicy, DNS_POLICIES, `${path}.dnsPolicy`, errors)
  validateLabels(spec.nodeSelector, `${path}.nodeSelector`, errors)
  validateAffinity(spec.affinity, `${path}.affinity`, errors)
  validateDnsConfig(spec, `${path}.dnsConfig`, errors)
  for (const [index, { conditionType }] of (spec.readinessGates ?? []).entries()) {
    validateLabelKey(conditionType, `${path}.readinessGates[${index}].conditionType`, errors)
  }
  validateSchedulingGates(spec, `${path}.schedulingGates`, errors)
  validateSpreading(spec.topologySpreadConstraints, `${path}.topologySpreadConstraints`, errors)
  validateNames(spec, path, errors)
  for (const [index, toleration] of (spec.tolerations ?? []).entries()) {
    validateToleration(toleration, `${path}.tolerations[${index}]`, errors)
  }
  for (const { ip, hostnames } of spec.hostAliases ?? []) {
    errors.push(...invalidValues(`${path}.hostAliases.ip`, ip, ipErrors(ip)))
    for (const hostname of hostnames ?? []) {
      const details = dnsSubdomainErrors(hostname)
      errors.push(...invalidValues(`${path}.hostAliases.hostnames`, hostname, details))
    }
  }
  validatePriority(spec, path, errors)
  return errors
}

/** On the node's network, a container's port is the node's. */
function validateHostNetwork(spec: PodSpec, path: string, errors: FieldError[]): void {
  if (spec.hostNetwork !== true) return
  for (const [index, { ports }] of spec.containers.entries()) {
    for (const [portIndex, { hostPort = 0, containerPort }] of (ports ?? []).entries()) {
      // In templates the host port is left to the pod's own defaults.
      if (hostPort === containerPort || hostPort === 0) continue
      const at = `${path}.containers[${index}].ports[${portIndex}].containerPort`
      const detail = 'must match `hostPort` when `hostNetwork` is true'
      errors.push(invalidValue(at, containerPort, detail))
    }
  }
}

function validateNames(spec: PodSpec, path: string, errors: FieldError[]): void {
  const { serviceAccountName = '', nodeName = '', hostname = '', subdomain = '' } = spec
  const check = (field: string, value: string, details: readonly string[]): void => {
    if (value !== '') errors.push(...invalidValues(`${path}.${field}`, value, details))
  }
  check('serviceAccountName', serviceAccountName, dnsSubdomainErrors(serviceAccountName))
  check('nodeName', nodeName, dnsSubdomainErrors(nodeName))
  const { activeDeadlineSeconds } = spec
  if (activeDeadlineSeconds !== undefined) {
    const details = rangeErrors(activeDeadlineSeconds, 1, INT32_MAX)
    errors.push(...invalidValues(`${path}.activeDeadlineSeconds`, activeDeadlineSeconds, details))
  }
  check('hostname', hostname, dnsLabelErrors(hostname))
  check('subdomain', subdomain, dnsLabelErrors(subdomain))
}

function validatePriority(spec: PodSpec, path: string, errors: FieldError[]): void {
  const { priorityClassName = '', preemptionPolicy } = spec
  if (priorityClassName !== '') {
    const details = dnsSubdomainErrors(priorityClassName)
    errors.push(...invalidValues(`${path}.priorityClassName`, priorityClassName, details))
  }
  if (preemptionPolicy !== undefined) {
    validateChoice(preemptionPolicy, PREEMPTION_POLICIES, `${path}.preemptionPolicy`, errors)
  }
}

function validateDnsConfig(spec: PodSpec, path: string, errors: FieldError[]): void {
  const config = (spec as { readonly dnsConfig?: DnsConfig }).dnsConfig
  const nameservers = config?.nameservers ?? []
  if (spec.dnsPolicy === 'None') {
    if (config === undefined) {
      errors.push(requiredValue(path, "must provide `dnsConfig` when `dnsPolicy` is 'None'"))
      return
    }
    if (nameservers.length === 0) {
      const detail = "must provide at least one DNS nameserver when `dnsPolicy` is 'None'"
      errors.push(requiredValue(`${path}.nameservers`, detail))
      return
    }
  }
  if (config === undefined) return
  if (nameservers.length > NAMESERVERS_MAX) {
    const detail = `must not have more than ${NAMESERVERS_MAX} nameservers`
    errors.push(invalidValue(`${path}.nameservers`, nameservers, detail))
  }
  for (const [index, address] of nameservers.entries()) {
    errors.push(...invalidValues(`${path}.nameservers[${index}]`, address, ipErrors(address)))
  }
  const searches = config.searches ?? []
  if (searches.length > SEARCHES_MAX) {
    const detail = `must not have more than ${SEARCHES_MAX} search paths`
    errors.push(invalidValue(`${path}.searches`, searches, detail))
  }
  for (const [index, search] of searches.entries()) {
    if (search === '.') continue
    const domain = search.replace(/\.$/, '').replaceAll('_', '-')
    errors.push(...invalidValues(`${path}.searches[${index}]`, search, dnsSubdomainErrors(domain)))
  }
  for (const [index, { name = '' }] of (config.options ?? []).entries()) {
    if (name === '') errors.push(requiredValue(`${path}.options[${index}]`, 'must not be empty'))
  }
}

interface DnsConfig {
  readonly nameservers?: readonly string[]
  readonly searches?: readonly string[]
  readonly options?: readonly { readonly name?: string }[]
}

function validateSchedulingGates(spec: PodSpec, path: string, errors: FieldError[]): void {
  const seen = new Set<string>()
  for (const [index, { name }] of (spec.schedulingGates ?? []).entries()) {
    validateLabelKey(name, `${path}[${index}].name`, errors)
    if (seen.has(name)) errors.push(duplicateValue(`${path}[${index}].name`, name))
    seen.add(name)
  }
}

function validateSpreading(
  constraints: readonly TopologySpreadConstraint[] | undefined,
  path: string,
  errors: FieldError[],
): void {
  const seen = new Set<string>()
  for (const [index, constraint] of (constraints ?? []).entries()) {
    const at = `${path}[${index}]`
    const { maxSkew, topologyKey, whenUnsatisfiable, minDomains } = constraint
    if (maxSkew <= 0) {
      errors.push(invalidValue(`${at}.maxSkew`, maxSkew, 'must be greater than zero'))
    }
    if (topologyKey === '') errors.push(requiredValue(`${at}.topologyKey`, 'can not be empty'))
    else validateLabelKey(topologyKey, `${at}.topologyKey`, errors)
    if (!UNSATISFIABLE_ACTIONS.includes(whenUnsatisfiable)) {
      const field = `${at}.whenUnsatisfiable`
      errors.push(notSupported(field, whenUnsatisfiable, UNSATISFIABLE_ACTIONS))
    }
    const identity = `{${topologyKey}, ${whenUnsatisfiable}}`
    if (seen.has(identity)) {
      errors.push(duplicateValue(`${at}.{topologyKey, whenUnsatisfiable}`, identity))
    }
    seen.add(identity)
    if (minDomains !== undefined && minDomains <= 0) {
      errors.push(invalidValue(`${at}.minDomains`, minDomains, 'must be greater than zero'))
    }
    for (const field of ['nodeAffinityPolicy', 'nodeTaintsPolicy'] as const) {
      const policy = constraint[field]
      if (policy !== undefined && !INCLUSION_POLICIES.includes(policy)) {
        errors.push(notSupported(`${at}.${field}`, policy, INCLUSION_POLICIES))
      }
    }
    validateLabelSelector(constraint.labelSelector, `${at}.labelSelector`, errors)
  }
}

function validateToleration(toleration: Toleration, path: string, errors: FieldError[]): void {
  const { key = '', operator = '', value = '', effect = '', tolerationSeconds } = toleration
  if (key !== '') validateLabelKey(key, `${path}.key`, errors)
  else if (operator !== 'Exists') {
    const detail =
      'operator must be Exists when `key` is empty, which means "match all values and all keys"'
    errors.push(invalidValue(`${path}.operator`, operator, detail))
  }
  if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
    const detail = "effect must be 'NoExecute' when `tolerationSeconds` is set"
    errors.push(invalidValue(`${path}.effect`, effect, detail))
  }
  if (operator === 'Equal' || operator === '') {
    const details = labelValueErrors(value)
    if (details.length > 0) {
      errors.push(invalidValue(`${path}.operator`, value, details.join(';')))
    }
  } else if (operator === 'Exists') {
    if (value !== '') {
      const seconds = tolerationSeconds ?? null
      const shown = {
        Key: key,
        Operator: operator,
        Value: value,
        Effect: effect,
        TolerationSeconds: seconds,
      }
      const detail = "value must be empty when `operator` is 'Exists'"
      errors.push(invalidValue(`${path}.operator`, shown, detail))
    }
  } else errors.push(notSupported(`${path}.operator`, operator, TOLERATION_OPERATORS))
  if (effect !== '') validateTaintEffect(effect, true, `${path}.effect`, errors)
}
