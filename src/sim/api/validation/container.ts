import type { Container, ContainerPort, VolumeMount } from '../../../protocol/objects/pod.ts'
import { dnsLabelErrors, portNameErrors, portNumberErrors, rangeErrors } from './basics.ts'
import { validateEnv, validateEnvFrom } from './env.ts'
import {
  duplicateValue,
  type FieldError,
  forbidden,
  invalidValue,
  invalidValues,
  notFoundValue,
  notSupported,
  requiredValue,
} from './field-error.ts'
import { type ProbeKind, validateHandler, validateProbe } from './probe.ts'
import { validateResources } from './resources.ts'
import { validateDescendingPath } from './volume.ts'

/** Containers. Upstream: `pkg/apis/core/validation.validateContainers`, v1.36. */

const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never']
const MESSAGE_POLICIES = ['FallbackToLogsOnError', 'File']
const PROTOCOLS = ['SCTP', 'TCP', 'UDP']
const PROBES: readonly ProbeKind[] = ['livenessProbe', 'readinessProbe', 'startupProbe']
const RESTART_POLICIES = ['Always', 'Never', 'OnFailure']
const ID_MAX = 2_147_483_647

/** What containers can refer to, and must not collide with. */
export interface ContainerSurroundings {
  readonly volumeNames: ReadonlySet<string>
  /** Names of containers that were seen before; grows. */
  readonly names: Set<string>
}

export function validateContainers(
  containers: readonly Container[] | undefined,
  around: ContainerSurroundings,
  path: string,
  errors: FieldError[],
): void {
  if (containers === undefined || containers.length === 0) {
    errors.push(requiredValue(path))
    return
  }
  for (const [index, container] of containers.entries()) {
    const at = `${path}[${index}]`
    validateContainer(container, around, at, errors)
    validateName(container, around.names, at, errors)
    validateRunning(container, at, errors)
  }
  validateHostPorts(containers, path, errors)
}

export function validateInitContainers(
  containers: readonly Container[] | undefined,
  around: ContainerSurroundings,
  path: string,
  errors: FieldError[],
): void {
  for (const [index, container] of (containers ?? []).entries()) {
    const at = `${path}[${index}]`
    validateContainer(container, around, at, errors)
    validateName(container, around.names, at, errors)
    validateHostPorts([container], path, errors)
    if (container.restartPolicy === 'Always') validateRunning(container, at, errors)
    else {
      const detail = 'may not be set for init containers without restartPolicy=Always'
      for (const field of ['lifecycle', ...PROBES] as const) {
        if (container[field] !== undefined) errors.push(forbidden(`${at}.${field}`, detail))
      }
    }
  }
}

function validateName(
  container: Container,
  names: Set<string>,
  path: string,
  errors: FieldError[],
): void {
  if (names.has(container.name)) errors.push(duplicateValue(`${path}.name`, container.name))
  names.add(container.name)
}

/** What only containers that stay have: hooks and probes. */
function validateRunning(container: Container, path: string, errors: FieldError[]): void {
  const { lifecycle } = container
  if (lifecycle?.postStart) {
    validateHandler(lifecycle.postStart, `${path}.lifecycle.postStart`, errors)
  }
  if (lifecycle?.preStop) validateHandler(lifecycle.preStop, `${path}.lifecycle.preStop`, errors)
  for (const kind of PROBES) {
    const probe = container[kind]
    if (probe) validateProbe(probe, kind, `${path}.${kind}`, errors)
  }
}

function validateContainer(
  container: Container,
  around: ContainerSurroundings,
  path: string,
  errors: FieldError[],
): void {
  const { name, image = '' } = container
  if (name === '') errors.push(requiredValue(`${path}.name`))
  else errors.push(...invalidValues(`${path}.name`, name, dnsLabelErrors(name)))
  if (image === '') errors.push(requiredValue(`${path}.image`))
  validateChoice(
    container.terminationMessagePolicy,
    MESSAGE_POLICIES,
    `${path}.terminationMessagePolicy`,
    errors,
  )
  validatePorts(container.ports, `${path}.ports`, errors)
  validateEnv(container.env, `${path}.env`, errors)
  validateEnvFrom(container.envFrom, `${path}.envFrom`, errors)
  validateMounts(container.volumeMounts, around.volumeNames, `${path}.volumeMounts`, errors)
  validateChoice(container.imagePullPolicy, PULL_POLICIES, `${path}.imagePullPolicy`, errors)
  validateResources(container.resources ?? {}, `${path}.resources`, errors)
  validateSecurityContext(container.securityContext, `${path}.securityContext`, errors)
  if (container.restartPolicy !== undefined) {
    validateChoice(container.restartPolicy, RESTART_POLICIES, `${path}.restartPolicy`, errors)
  }
}

export function validateChoice(
  value: string | undefined,
  supported: readonly string[],
  path: string,
  errors: FieldError[],
): void {
  if (value === undefined || value === '') errors.push(requiredValue(path))
  else if (!supported.includes(value)) errors.push(notSupported(path, value, supported))
}

function validatePorts(
  ports: readonly ContainerPort[] | undefined,
  path: string,
  errors: FieldError[],
): void {
  const names = new Set<string>()
  for (const [index, port] of (ports ?? []).entries()) {
    const at = `${path}[${index}]`
    const { name = '', containerPort, hostPort = 0 } = port
    if (name !== '') {
      const details = portNameErrors(name)
      errors.push(...invalidValues(`${at}.name`, name, details))
      if (details.length === 0 && names.has(name)) errors.push(duplicateValue(`${at}.name`, name))
      names.add(name)
    }
    if (!containerPort) errors.push(requiredValue(`${at}.containerPort`))
    else {
      const details = portNumberErrors(containerPort)
      errors.push(...invalidValues(`${at}.containerPort`, containerPort, details))
    }
    if (hostPort !== 0) {
      errors.push(...invalidValues(`${at}.hostPort`, hostPort, portNumberErrors(hostPort)))
    }
    validateChoice(port.protocol, PROTOCOLS, `${at}.protocol`, errors)
  }
}

/** Two ports cannot be the same one of the node. */
function validateHostPorts(
  containers: readonly Container[],
  path: string,
  errors: FieldError[],
): void {
  const taken = new Set<string>()
  for (const [index, { ports }] of containers.entries()) {
    for (const [portIndex, port] of (ports ?? []).entries()) {
      if (!port.hostPort) continue
      const identity = `${port.protocol}/${port.hostIP ?? ''}/${port.hostPort}`
      if (taken.has(identity)) {
        errors.push(duplicateValue(`${path}[${index}].ports[${portIndex}].hostPort`, identity))
      }
      taken.add(identity)
    }
  }
}

function validateMounts(
  mounts: readonly VolumeMount[] | undefined,
  volumeNames: ReadonlySet<string>,
  path: string,
  errors: FieldError[],
): void {
  const paths = new Set<string>()
  for (const [index, mount] of (mounts ?? []).entries()) {
    const at = `${path}[${index}]`
    const { name, mountPath, subPath = '' } = mount
    if (name === '') errors.push(requiredValue(`${at}.name`))
    if (!volumeNames.has(name)) errors.push(notFoundValue(`${at}.name`, name))
    if (!mountPath) errors.push(requiredValue(`${at}.mountPath`))
    if (paths.has(mountPath)) {
      errors.push(invalidValue(`${at}.mountPath`, mountPath, 'must be unique'))
    }
    paths.add(mountPath)
    if (subPath !== '') validateDescendingPath(subPath, `${at}.subPath`, errors)
  }
}

/** Simplified: of the security context only ids and privileges are looked at, and privileges are allowed. */
function validateSecurityContext(
  context: Container['securityContext'],
  path: string,
  errors: FieldError[],
): void {
  if (context === undefined) return
  for (const field of ['runAsUser', 'runAsGroup']) {
    const id = context[field]
    if (typeof id !== 'number') continue
    errors.push(...invalidValues(`${path}.${field}`, id, rangeErrors(id, 0, ID_MAX)))
  }
  if (context.privileged === true && context.allowPrivilegeEscalation === false) {
    const detail = 'cannot set `allowPrivilegeEscalation` to false and `privileged` to true'
    errors.push(invalidValue(path, context, detail))
  }
}
