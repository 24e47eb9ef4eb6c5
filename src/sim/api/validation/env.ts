import type { EnvFromSource, EnvVar } from '../../../protocol/objects/pod.ts'
import { configKeyErrors, dnsSubdomainErrors, envNameErrors } from './basics.ts'
import {
  type FieldError,
  invalidValue,
  invalidValues,
  notSupported,
  requiredValue,
} from './field-error.ts'

/** Environment variables. Upstream: `pkg/apis/core/validation.ValidateEnv`, v1.36. */

/** Fields of a pod that variables can show, as errors list them. */
const ENV_FIELDS = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
]
const VOLUME_FIELDS = [
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
]
/** Known to the API, but not for variables nor files. */
const OTHER_FIELDS = ['spec.restartPolicy', 'spec.schedulerName', 'status.phase']

const RESOURCE_FIELDS = [
  'limits.cpu',
  'limits.ephemeral-storage',
  'limits.memory',
  'requests.cpu',
  'requests.ephemeral-storage',
  'requests.memory',
]
const CPU_DIVISORS = new Set(['0', '1m', '1'])
const BYTE_UNITS = '1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei'
const BYTE_DIVISORS = new Set(['0', ...BYTE_UNITS.split(', ')])

export function validateEnv(
  variables: readonly EnvVar[] | undefined,
  path: string,
  errors: FieldError[],
): void {
  for (const [index, variable] of (variables ?? []).entries()) {
    const at = `${path}[${index}]`
    if (variable.name === '') errors.push(requiredValue(`${at}.name`))
    else errors.push(...invalidValues(`${at}.name`, variable.name, envNameErrors(variable.name)))
    validateValueFrom(variable, `${at}.valueFrom`, errors)
  }
}

function validateValueFrom(variable: EnvVar, path: string, errors: FieldError[]): void {
  const source = variable.valueFrom
  if (source === undefined || source === null) return
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, ...others } = source
  let count = Object.keys(others).length
  if (fieldRef) {
    count++
    validateFieldRef(fieldRef, ENV_FIELDS, `${path}.fieldRef`, errors)
  }
  if (resourceFieldRef) {
    count++
    validateResourceFieldRef(resourceFieldRef, `${path}.resourceFieldRef`, errors)
  }
  for (const [field, ref] of Object.entries({ configMapKeyRef, secretKeyRef })) {
    if (!ref) continue
    count++
    const { name = '', key = '' } = ref
    errors.push(...invalidValues(`${path}.${field}.name`, name, dnsSubdomainErrors(name)))
    if (key === '') errors.push(requiredValue(`${path}.${field}.key`))
    else errors.push(...invalidValues(`${path}.${field}.key`, key, configKeyErrors(key)))
  }
  const detail = sourceCountError(count, variable.value ?? '')
  if (detail !== undefined) errors.push(invalidValue(path, '', detail))
}

function sourceCountError(count: number, value: string): string | undefined {
  if (count === 0) {
    return 'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`'
  }
  if (value !== '') return 'may not be specified when `value` is not empty'
  return count > 1 ? 'may not have more than one field specified at a time' : undefined
}

/** `validateObjectFieldSelector`. */
function validateFieldRef(
  { apiVersion = '', fieldPath = '' }: { apiVersion?: string; fieldPath?: string },
  supported: readonly string[],
  path: string,
  errors: FieldError[],
): void {
  if (apiVersion === '') {
    errors.push(requiredValue(`${path}.apiVersion`))
    return
  }
  if (fieldPath === '') {
    errors.push(requiredValue(`${path}.fieldPath`))
    return
  }
  const subscript = /^(metadata\.(?:labels|annotations))\['(.*)'\]$/.exec(fieldPath)
  if (subscript !== null) return
  const isKnown = [...ENV_FIELDS, ...VOLUME_FIELDS, ...OTHER_FIELDS].includes(fieldPath)
  if (apiVersion !== 'v1' || !isKnown) {
    const reason =
      apiVersion === 'v1'
        ? `field label not supported: ${fieldPath}`
        : `unsupported pod version: ${apiVersion}`
    const detail = `error converting fieldPath: ${reason}`
    errors.push(invalidValue(`${path}.fieldPath`, fieldPath, detail))
  } else if (!supported.includes(fieldPath)) {
    errors.push(notSupported(`${path}.fieldPath`, fieldPath, supported))
  }
}

/** A field of the pod that a file shows. */
export function validateVolumeFieldRef(
  ref: { apiVersion?: string; fieldPath?: string },
  path: string,
  errors: FieldError[],
): void {
  validateFieldRef(ref, VOLUME_FIELDS, path, errors)
}

/** `validateContainerResourceFieldSelector`. */
export function validateResourceFieldRef(
  { resource = '', divisor = '0' }: { resource?: string; divisor?: string },
  path: string,
  errors: FieldError[],
): void {
  if (resource === '') {
    errors.push(requiredValue(`${path}.resource`))
    return
  }
  if (!RESOURCE_FIELDS.includes(resource)) {
    const isHugePages = /^(limits|requests)\.hugepages-/.test(resource)
    if (!isHugePages) errors.push(notSupported(`${path}.resource`, resource, RESOURCE_FIELDS))
    return
  }
  const name = resource.slice(resource.indexOf('.') + 1)
  const isCpu = name === 'cpu'
  if ((isCpu ? CPU_DIVISORS : BYTE_DIVISORS).has(divisor)) return
  const units = isCpu ? '1m and 1' : BYTE_UNITS
  const what = name === 'ephemeral-storage' ? 'local ephemeral storage' : name
  const detail = `only divisor's values ${units} are supported with the ${what} resource`
  errors.push(invalidValue(`${path}.divisor`, divisor, detail))
}

export function validateEnvFrom(
  sources: readonly EnvFromSource[] | undefined,
  path: string,
  errors: FieldError[],
): void {
  for (const [index, source] of (sources ?? []).entries()) {
    const at = `${path}[${index}]`
    const { prefix = '', configMapRef, secretRef } = source
    if (prefix !== '') {
      errors.push(...invalidValues(`${at}.prefix`, prefix, envNameErrors(prefix)))
    }
    for (const [field, ref] of Object.entries({ configMapRef, secretRef })) {
      if (!ref) continue
      const { name = '' } = ref
      if (name === '') errors.push(requiredValue(`${at}.${field}.name`))
      else errors.push(...invalidValues(`${at}.${field}.name`, name, dnsSubdomainErrors(name)))
    }
    if (configMapRef && secretRef) {
      const detail = 'may not have more than one field specified at a time'
      errors.push(invalidValue(`${path}`, '', detail))
    } else if (!configMapRef && !secretRef) {
      const detail = 'must specify one of: `configMapRef` or `secretRef`'
      errors.push(invalidValue(`${path}`, '', detail))
    }
  }
}
