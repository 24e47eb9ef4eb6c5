import type { Service, ServicePort } from '../../../protocol/objects/network.ts'
import { isSame } from '../kinds/same.ts'
import { dns1035Name, dnsLabelErrors, dnsSubdomainErrors, portNumberErrors } from './basics.ts'
import { validateChoice } from './container.ts'
import {
  duplicateValue,
  type FieldError,
  forbidden,
  invalidValue,
  invalidValues,
  requiredValue,
} from './field-error.ts'
import { cidrErrors, ipErrors, nonSpecialIpErrors } from './ip.ts'
import {
  validateLabelKey,
  validateLabels,
  validateObjectMeta,
  validateObjectMetaUpdate,
  validateStandardFinalizers,
} from './object-meta.ts'
import { validatePortOrName } from './probe.ts'

/** Services. Upstream: `pkg/apis/core/validation.ValidateService`, v1.36. */

const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort']
const AFFINITIES = ['ClientIP', 'None']
const PROTOCOLS = ['SCTP', 'TCP', 'UDP']
const TRAFFIC_POLICIES = ['Cluster', 'Local']
const KUBELET_PORT = 10_250
const AFFINITY_SECONDS_MAX = 86_400
const NO_IP = 'None'
const CLUSTER_IPS_MAX = 2

type ServiceSpec = Service['spec']

export function validateService(service: Service): readonly FieldError[] {
  const errors = validateObjectMeta(service.metadata, true, dns1035Name)
  validateStandardFinalizers(service.metadata, errors)
  validateSpec(service.spec, errors)
  return errors
}

export function validateServiceUpdate(next: Service, current: Service): readonly FieldError[] {
  const errors = validateObjectMetaUpdate(next.metadata, current.metadata)
  validateClusterIpChange(next.spec, current.spec, errors)
  return [...errors, ...validateService(next)]
}

export function validateServiceStatusUpdate(
  next: Service,
  current: Service,
): readonly FieldError[] {
  const errors = validateObjectMetaUpdate(next.metadata, current.metadata)
  for (const [index, { ip }] of (next.status.loadBalancer?.ingress ?? []).entries()) {
    if (!ip) continue
    const path = `status.loadBalancer.ingress[${index}].ip`
    errors.push(...invalidValues(path, ip, ipErrors(ip)))
  }
  return errors
}

function isHeadless(spec: ServiceSpec): boolean {
  return spec.clusterIPs?.[0] === NO_IP || (!spec.clusterIPs && spec.clusterIP === NO_IP)
}

function validateSpec(spec: ServiceSpec, errors: FieldError[]): void {
  const { type = '' } = spec
  const ports = spec.ports ?? []
  if (ports.length === 0 && !isHeadless(spec) && type !== 'ExternalName') {
    errors.push(requiredValue('spec.ports'))
  }
  validateByType(spec, errors)
  const names = new Set<string>()
  for (const [index, port] of ports.entries()) {
    validatePort(port, { path: `spec.ports[${index}]`, names, isNamed: ports.length > 1 }, errors)
  }
  validateLabels(spec.selector, 'spec.selector', errors)
  validateAffinity(spec, errors)
  validateClusterIps(spec, errors)
  for (const [index, ip] of (spec.externalIPs ?? []).entries()) {
    const path = `spec.externalIPs[${index}]`
    const details = ipErrors(ip)
    errors.push(...invalidValues(path, ip, details.length > 0 ? details : nonSpecialIpErrors(ip)))
  }
  validateChoice(type, TYPES, 'spec.type', errors)
  validateUniquePorts(spec, errors)
  validateTraffic(spec, errors)
}

function validateByType(spec: ServiceSpec, errors: FieldError[]): void {
  const { type = '' } = spec
  if (type === 'LoadBalancer' || type === 'NodePort') {
    if (type === 'LoadBalancer') {
      for (const [index, { port }] of (spec.ports ?? []).entries()) {
        if (port !== KUBELET_PORT) continue
        const detail = `may not expose port ${KUBELET_PORT} externally since it is used by kubelet`
        errors.push(invalidValue(`spec.ports[${index}]`, port, detail))
      }
    }
    if (isHeadless(spec)) {
      const detail = `may not be set to 'None' for ${type} services`
      errors.push(invalidValue('spec.clusterIPs[0]', NO_IP, detail))
    }
  } else if (type === 'ExternalName') {
    const detail = 'may not be set for ExternalName services'
    for (const field of ['clusterIPs', 'ipFamilies'] as const) {
      if ((spec[field] ?? []).length > 0) errors.push(forbidden(`spec.${field}`, detail))
    }
    if (spec.ipFamilyPolicy) errors.push(forbidden('spec.ipFamilyPolicy', detail))
    const name = (spec.externalName ?? '').replace(/\.$/, '')
    if (name === '') errors.push(requiredValue('spec.externalName'))
    else errors.push(...invalidValues('spec.externalName', name, dnsSubdomainErrors(name)))
  }
}

interface PortPlace {
  readonly path: string
  readonly names: Set<string>
  /** With several ports each needs a name. */
  readonly isNamed: boolean
}

function validatePort(
  port: ServicePort,
  { path, names, isNamed }: PortPlace,
  errors: FieldError[],
): void {
  const { name = '' } = port
  if (name === '') {
    if (isNamed) errors.push(requiredValue(`${path}.name`))
  } else {
    errors.push(...invalidValues(`${path}.name`, name, dnsLabelErrors(name)))
    if (names.has(name)) errors.push(duplicateValue(`${path}.name`, name))
    names.add(name)
  }
  errors.push(...invalidValues(`${path}.port`, port.port, portNumberErrors(port.port)))
  validateChoice(port.protocol, PROTOCOLS, `${path}.protocol`, errors)
  validatePortOrName(port.targetPort ?? 0, `${path}.targetPort`, errors)
  if (port.appProtocol !== undefined) {
    validateLabelKey(port.appProtocol, `${path}.appProtocol`, errors)
  }
}

function validateAffinity(spec: ServiceSpec, errors: FieldError[]): void {
  const { sessionAffinity } = spec
  validateChoice(sessionAffinity, AFFINITIES, 'spec.sessionAffinity', errors)
  const path = 'spec.sessionAffinityConfig'
  const config = spec.sessionAffinityConfig as
    | { readonly clientIP?: { readonly timeoutSeconds?: number } }
    | undefined
  if (sessionAffinity === 'ClientIP') {
    const seconds = config?.clientIP?.timeoutSeconds
    if (seconds === undefined) {
      const detail = 'when session affinity type is ClientIP'
      errors.push(requiredValue(`${path}.clientIP.timeoutSeconds`, detail))
    } else if (seconds <= 0 || seconds > AFFINITY_SECONDS_MAX) {
      const detail = `must be greater than 0 and less than ${AFFINITY_SECONDS_MAX}`
      errors.push(invalidValue(`${path}.clientIP.timeoutSeconds`, seconds, detail))
    }
  } else if (sessionAffinity === 'None' && config) {
    errors.push(forbidden(path, 'must not be set when session affinity is None'))
  }
}

function validateClusterIps(spec: ServiceSpec, errors: FieldError[]): void {
  if (spec.type === 'ExternalName') return
  const { clusterIP = '', clusterIPs = [] } = spec
  const path = 'spec.clusterIPs'
  if (clusterIPs.length === 0) {
    if (clusterIP !== '') errors.push(requiredValue(path))
    return
  }
  if (clusterIPs[0] !== clusterIP) {
    errors.push(invalidValue(path, clusterIPs, 'first value must match `clusterIP`'))
  }
  for (const [index, ip] of clusterIPs.entries()) {
    if (ip === NO_IP && index === 0) {
      if (clusterIPs.length > 1) {
        errors.push(invalidValue(path, clusterIPs, "may not set more than one value when 'None'"))
      }
    } else errors.push(...invalidValues(`${path}[${index}]`, ip, ipErrors(ip)))
  }
  if (clusterIPs.length > CLUSTER_IPS_MAX) {
    const detail = `may only hold up to ${CLUSTER_IPS_MAX} values`
    errors.push(invalidValue(path, clusterIPs, detail))
  }
}

function validateUniquePorts(spec: ServiceSpec, errors: FieldError[]): void {
  const ports = spec.ports ?? []
  const nodePorts = new Set<string>()
  const servicePorts = new Set<string>()
  for (const [index, { nodePort = 0 }] of ports.entries()) {
    if (nodePort === 0 || spec.type !== 'ClusterIP') continue
    const detail = "may not be used when `type` is 'ClusterIP'"
    errors.push(forbidden(`spec.ports[${index}].nodePort`, detail))
  }
  for (const [index, { nodePort = 0, protocol }] of ports.entries()) {
    if (nodePort === 0) continue
    const identity = `${protocol}/${nodePort}`
    if (nodePorts.has(identity)) {
      errors.push(duplicateValue(`spec.ports[${index}].nodePort`, nodePort))
    }
    nodePorts.add(identity)
  }
  for (const [index, { protocol = '', port }] of ports.entries()) {
    const identity = `${protocol}/${port}`
    if (servicePorts.has(identity)) {
      const shown = {
        Name: '',
        Protocol: protocol,
        AppProtocol: null,
        Port: port,
        TargetPort: 0,
        NodePort: 0,
      }
      errors.push(duplicateValue(`spec.ports[${index}]`, shown))
    }
    servicePorts.add(identity)
  }
}

function validateTraffic(spec: ServiceSpec, errors: FieldError[]): void {
  const ranges = (spec.loadBalancerSourceRanges ?? []) as readonly string[]
  if (ranges.length > 0) {
    const path = 'spec.LoadBalancerSourceRanges'
    if (spec.type !== 'LoadBalancer') {
      errors.push(forbidden(path, "may only be used when `type` is 'LoadBalancer'"))
    }
    for (const [index, range] of ranges.entries()) {
      const value = range.trim()
      errors.push(...invalidValues(`${path}[${index}]`, value, cidrErrors(value)))
    }
  }
  validateExternalTraffic(spec, errors)
  const { internalTrafficPolicy } = spec
  if (spec.type !== 'ExternalName' && internalTrafficPolicy !== undefined) {
    const path = 'spec.internalTrafficPolicy'
    validateChoice(internalTrafficPolicy, TRAFFIC_POLICIES, path, errors)
  }
}

function validateExternalTraffic(spec: ServiceSpec, errors: FieldError[]): void {
  const { type, externalTrafficPolicy = '', healthCheckNodePort = 0 } = spec
  const isOpen =
    type === 'NodePort' ||
    type === 'LoadBalancer' ||
    (type === 'ClusterIP' && (spec.externalIPs ?? []).length > 0)
  if (isOpen) {
    const path = 'spec.externalTrafficPolicy'
    validateChoice(externalTrafficPolicy, TRAFFIC_POLICIES, path, errors)
  } else if (externalTrafficPolicy !== '') {
    const detail = 'may only be set for externally-accessible services'
    errors.push(invalidValue('spec.externalTrafficPolicy', externalTrafficPolicy, detail))
  }
  if (healthCheckNodePort === 0) return
  const path = 'spec.healthCheckNodePort'
  if (type === 'LoadBalancer' && externalTrafficPolicy === 'Local') {
    const details = portNumberErrors(healthCheckNodePort)
    errors.push(...invalidValues(path, healthCheckNodePort, details))
  } else {
    const detail =
      "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'"
    errors.push(invalidValue(path, healthCheckNodePort, detail))
  }
}

/** `ValidateUpgradeDowngradeClusterIPs`: addresses are kept for life. */
function validateClusterIpChange(
  next: ServiceSpec,
  current: ServiceSpec,
  errors: FieldError[],
): void {
  if (next.type === 'ExternalName' || current.type === 'ExternalName') return
  const before = current.clusterIPs ?? []
  const after = next.clusterIPs ?? []
  if (before.length === 0 || isSame(before, after)) return
  const path = 'spec.clusterIPs[0]'
  if (after.length === 0) {
    errors.push(invalidValue(path, null, 'primary clusterIP can not be unset'))
  } else if (before[0] !== after[0]) {
    errors.push(invalidValue(path, after, 'may not change once set'))
  }
}
