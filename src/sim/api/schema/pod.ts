import { affinity } from './affinity.ts'
import { container, ephemeralContainer, resourceRequirements } from './container.ts'
import {
  atomicStringMap,
  choice,
  flag,
  int32,
  int64,
  keyed,
  merged,
  merging,
  nested,
  object,
  objects,
  pointer,
  quantities,
  required,
  retainingKeys,
  strings,
  text,
  time,
} from './dsl.ts'
import { kindSchema, labelSelector, localObjectReference, objectMeta } from './meta.ts'
import { podStatus } from './pod-status.ts'
import { podSecurityContext } from './security.ts'
import { volume } from './volume.ts'

/** `v1.PodSpec` and what is in it (`k8s.io/api/core/v1`, v1.36). */

const toleration = object('Toleration', {
  key: text('Taint key; none with Exists tolerates everything.'),
  operator: choice('TolerationOperator', ['Equal', 'Exists', 'Lt', 'Gt'], 'Equal by default.'),
  value: text('Taint value.'),
  effect: choice(
    'TaintEffect',
    ['NoSchedule', 'PreferNoSchedule', 'NoExecute'],
    'Effect; none means all.',
  ),
  tolerationSeconds: pointer(int64('For NoExecute: how long; none means for ever.')),
})

const inclusionPolicies = ['Honor', 'Ignore']

const topologySpreadConstraint = object('TopologySpreadConstraint', {
  maxSkew: required(int32('How uneven the pods may be spread.')),
  topologyKey: required(text('Node label that says what counts as the same place.')),
  whenUnsatisfiable: required(
    choice('UnsatisfiableConstraintAction', ['DoNotSchedule', 'ScheduleAnyway'], 'What then.'),
  ),
  labelSelector: pointer(nested(labelSelector, 'Pods that count.')),
  minDomains: pointer(int32('Least number of places.')),
  nodeAffinityPolicy: pointer(
    choice('NodeInclusionPolicy', inclusionPolicies, 'Whether node affinity limits the places.'),
  ),
  nodeTaintsPolicy: pointer(
    choice('NodeInclusionPolicy', inclusionPolicies, 'Whether taints limit the places.'),
  ),
  matchLabelKeys: strings('Pod label keys whose values are added to the selector.'),
})

const podDnsConfig = object('PodDNSConfig', {
  nameservers: strings('More name servers.'),
  searches: strings('More search domains.'),
  options: objects(
    object('PodDNSConfigOption', { name: text('Name.'), value: pointer(text('Value.')) }),
    'More resolver options.',
  ),
})

const hostFields = {
  hostNetwork: flag("Uses the node's network."),
  hostPID: flag("Uses the node's process ids."),
  hostIPC: flag("Uses the node's IPC."),
  hostUsers: pointer(flag("Uses the node's user namespace; true by default.")),
  hostname: text('Host name of the pod.'),
  hostnameOverride: pointer(text('Host name as the pod itself sees it.')),
  subdomain: text('The pod is known as hostname.subdomain.namespace.svc.'),
  setHostnameAsFQDN: pointer(flag('Uses the full name as host name.')),
  hostAliases: merged(
    object('HostAlias', {
      ip: required(text('Address.')),
      hostnames: strings('Its names.'),
    }),
    'ip',
    "More lines of the pod's hosts file.",
  ),
}

const schedulingFields = {
  nodeSelector: atomicStringMap('Labels that the node must have.'),
  nodeName: text('The node that the pod runs on; set by the scheduler.'),
  affinity: pointer(nested(affinity, 'Where the pod wants to be.')),
  schedulerName: text('Scheduler; default-scheduler by default.'),
  tolerations: objects(toleration, 'Taints that the pod puts up with.'),
  priorityClassName: text('PriorityClass.'),
  priority: pointer(int32('Set from the PriorityClass.')),
  preemptionPolicy: pointer(
    choice(
      'PreemptionPolicy',
      ['PreemptLowerPriority', 'Never'],
      'Whether it may displace others.',
    ),
  ),
  overhead: quantities('Resources of the sandbox itself.'),
  topologySpreadConstraints: merging(
    keyed(
      topologySpreadConstraint,
      ['topologyKey', 'whenUnsatisfiable'],
      'How the pods are spread over places.',
    ),
    'topologyKey',
  ),
  schedulingGates: merged(
    object('PodSchedulingGate', { name: required(text('Name of the gate.')) }),
    'name',
    'The pod is not scheduled while there are any.',
  ),
  schedulingGroup: pointer(
    nested(
      object('PodSchedulingGroup', { podGroupName: pointer(text('PodGroup of the pod.')) }),
      'The group that the pod is scheduled with.',
    ),
  ),
}

const podSpec = object('PodSpec', {
  volumes: retainingKeys(merged(volume, 'name', 'Volumes that containers can mount.')),
  initContainers: merged(
    container,
    'name',
    'Run one after another, to their end, before the others start.',
  ),
  containers: required(merged(container, 'name', 'Containers of the pod; at least one.')),
  ephemeralContainers: merged(ephemeralContainer, 'name', 'Added to a running pod for debugging.'),
  restartPolicy: choice(
    'RestartPolicy',
    ['Always', 'OnFailure', 'Never'],
    'When containers are started again; Always by default.',
  ),
  terminationGracePeriodSeconds: pointer(
    int64('Seconds from the first signal to the kill; 30 by default.'),
  ),
  activeDeadlineSeconds: pointer(int64('Seconds after which the pod is failed.')),
  dnsPolicy: choice(
    'DNSPolicy',
    ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'],
    'ClusterFirst by default.',
  ),
  dnsConfig: pointer(nested(podDnsConfig, 'DNS settings on top of dnsPolicy.')),
  serviceAccountName: text('ServiceAccount that the pod runs as.'),
  serviceAccount: text('Deprecated: use serviceAccountName.'),
  automountServiceAccountToken: pointer(flag('Whether a token is mounted.')),
  shareProcessNamespace: pointer(flag('Containers see each other’s processes.')),
  securityContext: pointer(nested(podSecurityContext, 'Security options of the whole pod.')),
  imagePullSecrets: merged(localObjectReference, 'name', 'Secrets with registry credentials.'),
  readinessGates: objects(
    object('PodReadinessGate', { conditionType: required(text('Condition.')) }),
    'More conditions that must be True for the pod to be ready.',
  ),
  runtimeClassName: pointer(text('RuntimeClass.')),
  enableServiceLinks: pointer(flag('Variables for every Service; true by default.')),
  os: pointer(
    nested(
      object('PodOS', { name: required(choice('OSName', ['linux', 'windows'], 'Name.')) }),
      'Operating system of the containers.',
    ),
  ),
  resourceClaims: retainingKeys(
    merged(
      object('PodResourceClaim', {
        name: required(text('Name in the pod.')),
        resourceClaimName: pointer(text('An existing claim.')),
        resourceClaimTemplateName: pointer(text('A template to make one from.')),
      }),
      'name',
      'ResourceClaims that must be there before the pod starts.',
    ),
  ),
  resources: pointer(nested(resourceRequirements, 'Requests and limits of the pod as a whole.')),
  ...hostFields,
  ...schedulingFields,
})

export const podTemplateSpec = object('PodTemplateSpec', {
  metadata: nested(objectMeta, 'Labels and annotations of the pods.'),
  spec: nested(podSpec, 'What the pods are to be.'),
})

/** `v1.Taint`. */
export const taint = object('Taint', {
  key: required(text('Key of the taint.')),
  value: text('Value of the taint.'),
  effect: required(
    choice(
      'TaintEffect',
      ['NoSchedule', 'PreferNoSchedule', 'NoExecute'],
      'What happens to pods that do not tolerate it.',
    ),
  ),
  timeAdded: pointer(time('When it was added.')),
})

export const podSchema = kindSchema('Pod', {
  spec: nested(podSpec, 'What the pod is to be.'),
  status: nested(podStatus, 'What the pod is; set by the system.'),
})
