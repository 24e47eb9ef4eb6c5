import {
  anything,
  bytesMap,
  choice,
  flag,
  int32,
  int64,
  merged,
  merging,
  microTime,
  nested,
  object,
  objects,
  pointer,
  quantities,
  required,
  stringMap,
  stringSet,
  strings,
  text,
  time,
} from './dsl.ts'
import { condition, kindSchema, localObjectReference, objectReference } from './meta.ts'
import { taint } from './pod.ts'

/** The other kinds of this edition: Namespace, Node, ConfigMap, Secret, ServiceAccount, Event, Lease (v1.36). */

export const namespaceSchema = kindSchema('Namespace', {
  spec: nested(
    object('NamespaceSpec', {
      finalizers: strings('Must be empty before the namespace is gone.'),
    }),
    'What the namespace is to be.',
  ),
  status: nested(
    object('NamespaceStatus', {
      phase: choice('NamespacePhase', ['Active', 'Terminating'], 'Where it is in its life.'),
      conditions: merged(
        condition('NamespaceCondition', ['lastTransitionTime']),
        'type',
        'How its deletion goes.',
      ),
    }),
    'What the namespace is; set by the system.',
  ),
})

const nodeSystemInfo = object('NodeSystemInfo', {
  machineID: required(text('Machine id.')),
  systemUUID: required(text('System UUID.')),
  bootID: required(text('Boot id.')),
  kernelVersion: required(text('Kernel.')),
  osImage: required(text('Operating system.')),
  containerRuntimeVersion: required(text('Container runtime.')),
  kubeletVersion: required(text('kubelet.')),
  kubeProxyVersion: required(text('Deprecated.')),
  operatingSystem: required(text('linux or windows.')),
  architecture: required(text('amd64, arm64, ...')),
  swap: pointer(
    nested(object('NodeSwapStatus', { capacity: pointer(int64('Bytes.')) }), 'Swap space.'),
  ),
})

const nodeConfigSource = pointer(anything('Deprecated: dynamic kubelet configuration.'))

const nodeStatus = object('NodeStatus', {
  capacity: quantities('All that the node has.'),
  allocatable: quantities('What is left for pods.'),
  phase: text('Deprecated.'),
  conditions: merged(
    condition('NodeCondition', ['lastHeartbeatTime', 'lastTransitionTime']),
    'type',
    'Ready, MemoryPressure, DiskPressure, PIDPressure, ...',
  ),
  addresses: merged(
    object('NodeAddress', {
      type: required(text('Hostname, InternalIP, ExternalIP, ...')),
      address: required(text('The address.')),
    }),
    'type',
    'How the node is reached.',
  ),
  daemonEndpoints: nested(
    object('NodeDaemonEndpoints', {
      kubeletEndpoint: nested(
        object('DaemonEndpoint', { Port: required(int32('Port.')) }),
        'Of the kubelet.',
      ),
    }),
    'Ports of daemons.',
  ),
  nodeInfo: nested(nodeSystemInfo, 'Versions and ids.'),
  images: objects(
    object('ContainerImage', { names: strings('Names.'), sizeBytes: int64('Bytes.') }),
    'Images on the node.',
  ),
  volumesInUse: strings('Mounted volumes.'),
  volumesAttached: objects(
    object('AttachedVolume', {
      name: required(text('Volume.')),
      devicePath: required(text('Device.')),
    }),
    'Attached volumes.',
  ),
  config: pointer(anything('Deprecated: state of the dynamic kubelet configuration.')),
  runtimeHandlers: objects(
    object('NodeRuntimeHandler', {
      name: text('Name.'),
      features: pointer(
        nested(
          object('NodeRuntimeHandlerFeatures', {
            recursiveReadOnlyMounts: pointer(flag('Read-only all the way.')),
            userNamespaces: pointer(flag('User namespaces.')),
          }),
          'What it can do.',
        ),
      ),
    }),
    'Runtime handlers.',
  ),
  features: pointer(
    nested(
      object('NodeFeatures', { supplementalGroupsPolicy: pointer(flag('Supported.')) }),
      'What the runtime can do.',
    ),
  ),
  declaredFeatures: strings('Features of the node.'),
})

export const nodeSchema = kindSchema('Node', {
  spec: nested(
    object('NodeSpec', {
      podCIDR: text('Addresses for the pods of the node.'),
      podCIDRs: merging(stringSet('Addresses for the pods of the node, one range per family.')),
      providerID: text('Id of the machine at the cloud provider.'),
      unschedulable: flag('No new pods: set by kubectl cordon.'),
      taints: objects(taint, 'Keep away pods that do not tolerate them.'),
      configSource: nodeConfigSource,
      externalID: text('Deprecated.'),
    }),
    'What the node is to be.',
  ),
  status: nested(nodeStatus, 'What the node is; set by the system.'),
})

const immutable = pointer(flag('No changes are allowed any more.'))

export const configMapSchema = kindSchema('ConfigMap', {
  immutable,
  data: stringMap('Keys and values.'),
  binaryData: bytesMap('Keys and values, base64.'),
})

export const secretSchema = kindSchema('Secret', {
  immutable,
  data: bytesMap('Keys and values, base64.'),
  stringData: stringMap('Keys and values as plain text; moved to data by the server.'),
  type: text('What the Secret is for; Opaque by default.'),
})

export const serviceAccountSchema = kindSchema('ServiceAccount', {
  secrets: merged(objectReference, 'name', 'Secrets that its pods may use.'),
  imagePullSecrets: objects(localObjectReference, 'Secrets with registry credentials.'),
  automountServiceAccountToken: pointer(flag('Whether pods get a token.')),
})

export const eventSchema = kindSchema('Event', {
  involvedObject: required(nested(objectReference, 'What the event is about.')),
  reason: text('Reason in CamelCase.'),
  message: text('What happened, for people.'),
  source: nested(
    object('EventSource', { component: text('Component.'), host: text('Node.') }),
    'Who reports.',
  ),
  firstTimestamp: time('When it was first seen.'),
  lastTimestamp: time('When it was last seen.'),
  count: int32('How often it was seen.'),
  type: text('Normal or Warning.'),
  eventTime: microTime('When it was first seen, exactly.'),
  series: pointer(
    nested(
      object('EventSeries', {
        count: int32('How often.'),
        lastObservedTime: microTime('Last time.'),
      }),
      'The series that it belongs to.',
    ),
  ),
  action: text('What was done or failed.'),
  related: pointer(nested(objectReference, 'Another object.')),
  reportingComponent: required(text('Controller that reports.')),
  reportingInstance: required(text('Instance of the controller.')),
})

export const leaseSchema = kindSchema('Lease', {
  spec: nested(
    object('LeaseSpec', {
      holderIdentity: pointer(text('Who holds the lease.')),
      leaseDurationSeconds: pointer(int32('Seconds that others wait after renewTime.')),
      acquireTime: pointer(microTime('When it was acquired.')),
      renewTime: pointer(microTime('When it was last renewed.')),
      leaseTransitions: pointer(int32('How often it changed hands.')),
      strategy: pointer(
        choice('CoordinatedLeaseStrategy', ['OldestEmulationVersion'], 'Strategy.'),
      ),
      preferredHolder: pointer(text('Who should hold it.')),
    }),
    'What the lease is.',
  ),
})
