import type { Service, ServicePort } from '../../../protocol/objects/network.ts'
import { serviceSchema } from '../schema/network.ts'
import {
  validateService,
  validateServiceStatusUpdate,
  validateServiceUpdate,
} from '../validation/service.ts'
import { mapItems, withChanged, withDefaults, withFields, withoutField } from './rewrite.ts'
import { isSame } from './same.ts'
import type { KindStrategy } from './strategy.ts'

type ServiceSpec = Service['spec']

const CLIENT_IP_TIMEOUT_SECONDS = 10_800

/**
 * Upstream: `kubernetes/pkg/registry/core/service/strategy.go` and `pkg/apis/core/v1/defaults.go`, v1.36.
 * Cluster IPs, IP families and node ports are not defaulted but allocated, by the API server's storage.
 */
export const serviceStrategy: KindStrategy<'Service'> = {
  kind: 'Service',
  singular: 'service',
  shortNames: ['svc'],
  categories: ['all'],
  subresources: ['status'],
  schema: serviceSchema,
  allowsUnconditionalUpdate: true,
  allowsCreateOnUpdate: true,

  setDefaults(service) {
    return withDefaults(withChanged(service, 'spec', defaultSpec), { status: {} })
  },

  prepareForCreate(service) {
    return { ...service, spec: withClusterIps(service.spec), status: {} }
  },

  prepareForUpdate(next, current) {
    const patched = withAllocated(next.spec, current.spec)
    const spec = withoutForeignFields(withClusterIps(patched, current.spec), current.spec)
    return withFields(next, { spec, status: current.status })
  },

  prepareForStatusUpdate(next, current) {
    return withFields(next, { spec: current.spec })
  },

  validateCreate: validateService,
  validateUpdate: validateServiceUpdate,
  validateStatusUpdate: validateServiceStatusUpdate,

  selectableFields: {
    'spec.clusterIP': ({ spec }) => spec.clusterIP ?? '',
    'spec.type': ({ spec }) => spec.type ?? '',
  },
}

function defaultSpec(given: ServiceSpec): ServiceSpec {
  let spec = withDefaults(given, { sessionAffinity: 'None', type: 'ClusterIP' })
  spec = withAffinityConfig(spec)
  spec = withChanged(spec, 'ports', (ports) => mapItems(ports, defaultPort))
  const isOpen = spec.type === 'NodePort' || spec.type === 'LoadBalancer'
  const hasExternalIps = spec.type === 'ClusterIP' && (spec.externalIPs?.length ?? 0) > 0
  if (isOpen || hasExternalIps) spec = withDefaults(spec, { externalTrafficPolicy: 'Cluster' })
  if (isOpen || spec.type === 'ClusterIP') {
    spec = withDefaults(spec, { internalTrafficPolicy: 'Cluster' })
  }
  if (spec.type !== 'LoadBalancer') return spec
  return withDefaults(spec, { allocateLoadBalancerNodePorts: true })
}

function withAffinityConfig(spec: ServiceSpec): ServiceSpec {
  if (spec.sessionAffinity === 'None') return withoutField(spec, 'sessionAffinityConfig')
  if (spec.sessionAffinity !== 'ClientIP') return spec
  const config = spec.sessionAffinityConfig as
    | { readonly clientIP?: { readonly timeoutSeconds?: number } }
    | undefined
  if (config?.clientIP?.timeoutSeconds !== undefined) return spec
  const sessionAffinityConfig = { clientIP: { timeoutSeconds: CLIENT_IP_TIMEOUT_SECONDS } }
  return { ...spec, sessionAffinityConfig }
}

function defaultPort(given: ServicePort): ServicePort {
  const port = withDefaults(given, { protocol: 'TCP' })
  const isGiven = port.targetPort !== undefined && port.targetPort !== 0 && port.targetPort !== ''
  return isGiven ? port : { ...port, targetPort: port.port }
}

/** Keeps `clusterIP` and `clusterIPs` in step, whichever the client has set. Upstream: `normalizeClusterIPs`. */
function withClusterIps(spec: ServiceSpec, current?: ServiceSpec): ServiceSpec {
  const { clusterIP, clusterIPs } = spec
  if (current === undefined) {
    if (!clusterIP || (clusterIPs?.length ?? 0) > 0) return spec
    return { ...spec, clusterIPs: [clusterIP] }
  }
  // A client that knows only `clusterIP` cleared or changed that one.
  if (current.clusterIP && !clusterIP && isSame(clusterIPs, current.clusterIPs)) {
    return withoutField(spec, 'clusterIPs')
  }
  if (clusterIP !== current.clusterIP && isSame(clusterIPs, current.clusterIPs)) {
    return clusterIP === undefined ? spec : { ...spec, clusterIPs: [clusterIP] }
  }
  return spec
}

function needsClusterIp({ type }: ServiceSpec): boolean {
  return type !== 'ExternalName'
}

function needsNodePort({ type, allocateLoadBalancerNodePorts }: ServiceSpec): boolean {
  if (type === 'NodePort') return true
  return type === 'LoadBalancer' && allocateLoadBalancerNodePorts !== false
}

/** Fills in what was allocated before where the client left it out. Upstream: `patchAllocatedValues`. */
function withAllocated(spec: ServiceSpec, current: ServiceSpec): ServiceSpec {
  let next = spec
  if (needsClusterIp(next) && needsClusterIp(current)) {
    // "None" is the client's own choice: leaving it out means to give it up.
    const kept = current.clusterIP === 'None' ? undefined : current.clusterIP
    if (!next.clusterIP && kept) next = { ...next, clusterIP: kept }
    if ((next.clusterIPs?.length ?? 0) === 0 && next.clusterIP === current.clusterIP) {
      if (current.clusterIPs) next = { ...next, clusterIPs: current.clusterIPs }
    }
  }
  if (needsNodePort(next) && needsNodePort(current)) {
    next = withChanged(next, 'ports', (ports) => withNodePorts(ports, current.ports ?? []))
  }
  if (needsHealthCheck(next) && needsHealthCheck(current) && !next.healthCheckNodePort) {
    const { healthCheckNodePort } = current
    if (healthCheckNodePort !== undefined) next = { ...next, healthCheckNodePort }
  }
  return next
}

function needsHealthCheck({ type, externalTrafficPolicy }: ServiceSpec): boolean {
  return type === 'LoadBalancer' && externalTrafficPolicy === 'Local'
}

function withNodePorts(
  ports: readonly ServicePort[],
  current: readonly ServicePort[],
): readonly ServicePort[] {
  const taken = new Set(ports.map((port) => `${port.protocol}/${port.nodePort ?? 0}`))
  return mapItems(ports, (port) => {
    if (port.nodePort) return port
    const old = current.find(
      (candidate) =>
        candidate.port === port.port &&
        candidate.protocol === port.protocol &&
        !taken.has(`${candidate.protocol}/${candidate.nodePort ?? 0}`),
    )
    return old?.nodePort ? { ...port, nodePort: old.nodePort } : port
  })
}

/** Drops what the former type needed and the new one does not. Upstream: `dropTypeDependentFields`. */
function withoutForeignFields(spec: ServiceSpec, current: ServiceSpec): ServiceSpec {
  let next = spec
  if (needsClusterIp(current) && !needsClusterIp(next)) {
    if (isSame(next.clusterIPs, current.clusterIPs)) {
      next = withoutField(withoutField(next, 'clusterIP'), 'clusterIPs')
    }
    if (isSame(next.ipFamilies, current.ipFamilies)) next = withoutField(next, 'ipFamilies')
    if (next.ipFamilyPolicy === current.ipFamilyPolicy) next = withoutField(next, 'ipFamilyPolicy')
  }
  if (needsNodePort(current) && !needsNodePort(next) && isSame(next.ports, current.ports)) {
    next = withChanged(next, 'ports', (ports) =>
      mapItems(ports, (port) => withoutField(port, 'nodePort')),
    )
  }
  if (needsHealthCheck(current) && !needsHealthCheck(next)) {
    if (next.healthCheckNodePort === current.healthCheckNodePort) {
      next = withoutField(next, 'healthCheckNodePort')
    }
  }
  if (current.type === 'LoadBalancer' && next.type !== 'LoadBalancer') {
    next = withoutField(next, 'allocateLoadBalancerNodePorts')
    if (next.loadBalancerClass === current.loadBalancerClass) {
      next = withoutField(next, 'loadBalancerClass')
    }
  }
  return next
}
