import { resourceRequirements } from './container.ts'
import {
  choice,
  flag,
  int32,
  int64,
  integers,
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
  text,
  time,
} from './dsl.ts'

/** `v1.PodStatus` (`k8s.io/api/core/v1`, v1.36). */

const podCondition = object('PodCondition', {
  type: required(text('Type of the condition.')),
  observedGeneration: int64('Generation that the condition was set for.'),
  status: required(choice('ConditionStatus', ['True', 'False', 'Unknown'], 'Status.')),
  lastProbeTime: time('When it was last probed.'),
  lastTransitionTime: time('When the status last changed.'),
  reason: text('Reason in CamelCase.'),
  message: text('Details for people.'),
})

const containerState = object('ContainerState', {
  waiting: pointer(
    nested(
      object('ContainerStateWaiting', { reason: text('Reason.'), message: text('Details.') }),
      'Not running yet.',
    ),
  ),
  running: pointer(
    nested(object('ContainerStateRunning', { startedAt: time('Since when.') }), 'Running.'),
  ),
  terminated: pointer(
    nested(
      object('ContainerStateTerminated', {
        exitCode: required(int32('Exit code.')),
        signal: int32('Signal that ended it.'),
        reason: text('Reason.'),
        message: text('Last words.'),
        startedAt: time('Start.'),
        finishedAt: time('End.'),
        containerID: text('ID of the container.'),
      }),
      'Ended.',
    ),
  ),
})

const resourceHealth = object('ResourceHealth', {
  resourceID: required(text('Resource.')),
  health: text('Healthy, Unhealthy or Unknown.'),
  message: pointer(text('Details.')),
})

const containerStatus = object('ContainerStatus', {
  name: required(text('Name of the container.')),
  state: nested(containerState, 'What it is doing now.'),
  lastState: nested(containerState, 'How its last run ended.'),
  ready: required(flag('Whether it passes its readiness probe.')),
  restartCount: required(int32('How often it was started again.')),
  image: required(text('Image that it runs.')),
  imageID: required(text('ID of the image.')),
  containerID: text('ID of the container.'),
  started: pointer(flag('Whether it has passed its startup probe.')),
  allocatedResources: quantities('What the node has set aside.'),
  resources: pointer(nested(resourceRequirements, 'What is in force.')),
  volumeMounts: merged(
    object('VolumeMountStatus', {
      name: required(text('Volume.')),
      mountPath: required(text('Path.')),
      readOnly: flag('Whether it is read-only.'),
      recursiveReadOnly: pointer(text('Whether it is so all the way.')),
      volumeStatus: nested(
        object('VolumeStatus', {
          image: pointer(
            nested(object('ImageVolumeStatus', { imageRef: required(text('Image.')) }), 'Image.'),
          ),
        }),
        'Of image volumes.',
      ),
    }),
    'mountPath',
    'Mounts in force.',
  ),
  user: pointer(
    nested(
      object('ContainerUser', {
        linux: pointer(
          nested(
            object('LinuxContainerUser', {
              uid: required(int64('UID.')),
              gid: required(int64('GID.')),
              supplementalGroups: integers('Groups.'),
            }),
            'On Linux.',
          ),
        ),
      }),
      'Identity of the first process.',
    ),
  ),
  allocatedResourcesStatus: merged(
    object('ResourceStatus', {
      name: required(text('Resource.')),
      resources: keyed(resourceHealth, ['resourceID'], 'Health.'),
    }),
    'name',
    'Health of devices.',
  ),
  stopSignal: pointer(text('Signal that stops it.')),
})

const podIp = object('PodIP', { ip: required(text('Address.')) })
const hostIp = object('HostIP', { ip: required(text('Address.')) })

export const podStatus = object('PodStatus', {
  observedGeneration: int64('Generation that the kubelet has acted on.'),
  phase: choice(
    'PodPhase',
    ['Pending', 'Running', 'Succeeded', 'Failed', 'Unknown'],
    'Where the pod is in its life.',
  ),
  conditions: merged(
    podCondition,
    'type',
    'PodScheduled, Initialized, ContainersReady, Ready, ...',
  ),
  message: text('Details on the phase.'),
  reason: text('Reason of the phase, such as Evicted.'),
  nominatedNodeName: text('Node that room is being made on.'),
  hostIP: text('Address of the node.'),
  hostIPs: merging(objects(hostIp, 'Addresses of the node.'), 'ip'),
  podIP: text('Address of the pod.'),
  podIPs: merged(podIp, 'ip', 'Addresses of the pod.'),
  startTime: pointer(time('When the kubelet took the pod up.')),
  initContainerStatuses: objects(containerStatus, 'One per init container.'),
  containerStatuses: objects(containerStatus, 'One per container.'),
  qosClass: choice('PodQOSClass', ['Guaranteed', 'Burstable', 'BestEffort'], 'Quality of service.'),
  ephemeralContainerStatuses: objects(containerStatus, 'One per ephemeral container.'),
  resize: text('Deprecated: status of a resize.'),
  resourceClaimStatuses: retainingKeys(
    merged(
      object('PodResourceClaimStatus', {
        name: required(text('Name in the pod.')),
        resourceClaimName: pointer(text('The claim.')),
      }),
      'name',
      'Claims made for the pod.',
    ),
  ),
  extendedResourceClaimStatus: pointer(
    nested(
      object('PodExtendedResourceClaimStatus', {
        requestMappings: objects(
          object('ContainerExtendedResourceRequest', {
            containerName: required(text('Container.')),
            resourceName: required(text('Resource.')),
            requestName: required(text('Request.')),
          }),
          'Which request stands for which resource.',
        ),
        resourceClaimName: required(text('The claim.')),
      }),
      'Claim made for extended resources.',
    ),
  ),
  allocatedResources: quantities('What the node has set aside for the pod.'),
  resources: pointer(nested(resourceRequirements, 'What is in force for the pod.')),
})
