import type { LifecycleHandler, Probe } from '../../../protocol/objects/pod.ts'
import { headerNameErrors, portNameErrors, portNumberErrors } from './basics.ts'
import {
  type FieldError,
  forbidden,
  invalidValue,
  invalidValues,
  notSupported,
  requiredValue,
} from './field-error.ts'
import { validateNonNegative } from './object-meta.ts'

/** Probes and hooks. Upstream: `pkg/apis/core/validation.validateProbe` and its kin, v1.36. */

export type ProbeKind = 'livenessProbe' | 'readinessProbe' | 'startupProbe'

const SCHEMES = ['HTTP', 'HTTPS']

export function validateProbe(
  probe: Probe,
  kind: ProbeKind,
  path: string,
  errors: FieldError[],
): void {
  validateHandler(probe, path, errors)
  for (const field of COUNTS) validateNonNegative(probe[field] ?? 0, `${path}.${field}`, errors)
  const grace = probe.terminationGracePeriodSeconds
  const gracePath = `${path}.terminationGracePeriodSeconds`
  if (grace !== undefined && grace <= 0) {
    errors.push(invalidValue(gracePath, grace, 'must be greater than 0'))
  }
  if (kind === 'readinessProbe') {
    if (grace === undefined) return
    errors.push(invalidValue(gracePath, grace, 'must not be set for readinessProbes'))
  } else if (probe.successThreshold !== 1) {
    errors.push(invalidValue(`${path}.successThreshold`, probe.successThreshold ?? 0, 'must be 1'))
  }
}

const COUNTS = [
  'initialDelaySeconds',
  'timeoutSeconds',
  'periodSeconds',
  'successThreshold',
  'failureThreshold',
] as const

/** A probe's or a hook's action: exactly one. */
export function validateHandler(
  handler: Probe & LifecycleHandler,
  path: string,
  errors: FieldError[],
): void {
  let count = 0
  const isSecond = (field: string): boolean => {
    count++
    if (count === 1) return false
    errors.push(forbidden(`${path}.${field}`, 'may not specify more than 1 handler type'))
    return true
  }
  if (handler.exec && !isSecond('exec') && (handler.exec.command ?? []).length === 0) {
    errors.push(requiredValue(`${path}.exec.command`))
  }
  if (handler.httpGet && !isSecond('httpGet')) {
    validateHttpGet(handler.httpGet, `${path}.httpGet`, errors)
  }
  if (handler.tcpSocket && !isSecond('tcpSocket')) {
    validatePortOrName(handler.tcpSocket.port, `${path}.tcpSocket.port`, errors)
  }
  if (handler.grpc && !isSecond('grpc')) {
    validatePortOrName(handler.grpc.port, `${path}.grpc.port`, errors)
  }
  if (handler.sleep && !isSecond('sleep')) {
    // Simplified: upstream also asks that it be shorter than the pod's grace period.
    validateNonNegative(handler.sleep.seconds, `${path}.sleep`, errors)
  }
  if (count === 0) errors.push(requiredValue(path, 'must specify a handler type'))
}

function validateHttpGet(
  action: NonNullable<Probe['httpGet']>,
  path: string,
  errors: FieldError[],
): void {
  const { scheme = '' } = action
  if (!action.path) errors.push(requiredValue(`${path}.path`))
  validatePortOrName(action.port, `${path}.port`, errors)
  if (!SCHEMES.includes(scheme)) errors.push(notSupported(`${path}.scheme`, scheme, SCHEMES))
  for (const { name } of action.httpHeaders ?? []) {
    errors.push(...invalidValues(`${path}.httpHeaders`, name, headerNameErrors(name)))
  }
}

/** `ValidatePortNumOrName`. */
export function validatePortOrName(
  port: number | string,
  path: string,
  errors: FieldError[],
): void {
  const details = typeof port === 'number' ? portNumberErrors(port) : portNameErrors(port)
  errors.push(...invalidValues(path, port, details))
}
