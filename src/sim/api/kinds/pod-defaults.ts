import type {
  Container,
  EnvVar,
  Pod,
  PodSpec,
  PodTemplateSpec,
  Probe,
  ProbeHandler,
  ResourceRequirements,
  Volume,
} from '../../../protocol/objects/pod.ts'
import { canonicalQuantity } from './canonical-quantity.ts'
import { parseImageName } from './image-name.ts'
import { mapItems, memoizedChange, withChanged, withDefaults, withFields } from './rewrite.ts'
import { defaultVolume } from './volume-defaults.ts'

/** Defaults of pods and pod templates. Upstream: `kubernetes/pkg/apis/core/v1/defaults.go`, v1.36. */

/** Defaults of a pod. Pods of one template share its spec, so this is remembered per spec. */
export function defaultPod(pod: Pod): Pod {
  return withDefaults(withChanged(pod, 'spec', defaultSpecOfPod), { status: {} })
}

/** Defaults of a pod inside another object: a few are left to the pod itself. */
export function defaultPodTemplate(template: PodTemplateSpec): PodTemplateSpec {
  const spec = defaultPodSpec(template.spec ?? NO_SPEC)
  return spec === template.spec ? template : { ...template, spec }
}

/** What a template without a spec starts from: validation then asks for containers. */
const NO_SPEC: PodSpec = { containers: [] }

const defaultSpecOfPod = memoizedChange((given: PodSpec): PodSpec => {
  const spec = defaultPodSpec(given)
  const ofPod = (container: Container): Container =>
    withHostPorts(withRequestsFromLimits(container), spec.hostNetwork === true)
  const result = withContainers(spec, ofPod)
  return withDefaults(withChanged(result, 'resources', withPodRequests), {
    enableServiceLinks: true,
  })
})

const defaultPodSpec = memoizedChange((given: PodSpec): PodSpec => {
  // The API shows the account under its old name, too.
  const account = given.serviceAccountName ?? given.serviceAccount
  const spec = withDefaults(given, {
    dnsPolicy: 'ClusterFirst',
    restartPolicy: 'Always',
    securityContext: {},
    terminationGracePeriodSeconds: 30,
    schedulerName: 'default-scheduler',
    ...(account !== undefined && { serviceAccountName: account, serviceAccount: account }),
  })
  const withVolumes = withChanged(spec, 'volumes', (volumes) =>
    mapItems<Volume>(volumes, defaultVolume),
  )
  return withContainers(withChanged(withVolumes, 'overhead', roundedQuantities), defaultContainer)
})

function withContainers(spec: PodSpec, change: (container: Container) => Container): PodSpec {
  const regular = withChanged(spec, 'containers', (items) => mapItems(items, change))
  return withChanged(regular, 'initContainers', (items) => mapItems(items, change))
}

const defaultContainer = memoizedChange((given: Container): Container => {
  const tag = parseImageName(given.image ?? '')?.tag
  let container = withDefaults(given, {
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    imagePullPolicy: tag === 'latest' ? 'Always' : 'IfNotPresent',
    resources: {},
  })
  container = withChanged(container, 'ports', (ports) =>
    mapItems(ports, (port) => withDefaults(port, { protocol: 'TCP' })),
  )
  container = withChanged(container, 'env', (env) => mapItems(env, defaultEnv))
  container = withChanged(container, 'resources', roundedResources)
  container = withChanged(container, 'livenessProbe', defaultProbe)
  container = withChanged(container, 'readinessProbe', defaultProbe)
  container = withChanged(container, 'startupProbe', defaultProbe)
  return withChanged(container, 'lifecycle', (lifecycle) =>
    withChanged(withChanged(lifecycle, 'postStart', defaultHandler), 'preStop', defaultHandler),
  )
})

function defaultEnv(variable: EnvVar): EnvVar {
  return withChanged(variable, 'valueFrom', (source) => {
    const field = withChanged(source, 'fieldRef', (ref) => withDefaults(ref, { apiVersion: 'v1' }))
    return withChanged(field, 'resourceFieldRef', (ref) => withDefaults(ref, { divisor: '0' }))
  })
}

function defaultProbe(given: Probe): Probe {
  const probe = withDefaults(given, {
    timeoutSeconds: 1,
    periodSeconds: 10,
    successThreshold: 1,
    failureThreshold: 3,
  })
  return withChanged(defaultHandler(probe), 'grpc', (grpc) => withDefaults(grpc, { service: '' }))
}

function defaultHandler<T extends ProbeHandler>(handler: T): T {
  const httpGet = handler.httpGet
  if (httpGet === undefined || httpGet === null) return handler
  const defaulted = withDefaults(httpGet, { path: '/', scheme: 'HTTP' })
  return defaulted === httpGet ? handler : { ...handler, httpGet: defaulted }
}

type Quantities = NonNullable<ResourceRequirements['requests']>

function roundedResources(resources: ResourceRequirements): ResourceRequirements {
  const requests = withChanged(resources, 'requests', roundedQuantities)
  return withChanged(requests, 'limits', roundedQuantities)
}

/** Quantities in their canonical form, rounded up to thousandths, as they are stored. */
function roundedQuantities(quantities: Quantities): Quantities {
  let result: { [resource: string]: string } | undefined
  for (const [resource, quantity] of Object.entries(quantities)) {
    const rounded = canonicalQuantity(quantity)
    if (rounded === quantity) continue
    result ??= { ...quantities }
    result[resource] = rounded
  }
  return result ?? quantities
}

function withRequestsFromLimits(container: Container): Container {
  return withChanged(container, 'resources', requestsFromLimits)
}

function requestsFromLimits(resources: ResourceRequirements): ResourceRequirements {
  const { limits, requests } = resources
  if (limits === undefined) return resources
  const missing = Object.keys(limits).some((resource) => requests?.[resource] === undefined)
  return missing ? { ...resources, requests: { ...limits, ...requests } } : resources
}

/**
 * Simplified: requests of the whole pod default to its limits; upstream takes the sum of the containers' requests
 * where there are any.
 */
function withPodRequests(resources: ResourceRequirements): ResourceRequirements {
  return requestsFromLimits(roundedResources(resources))
}

function withHostPorts(container: Container, isOnHostNetwork: boolean): Container {
  if (!isOnHostNetwork) return container
  return withChanged(container, 'ports', (ports) =>
    mapItems(ports, (port) =>
      port.hostPort ? port : withFields(port, { hostPort: port.containerPort }),
    ),
  )
}
