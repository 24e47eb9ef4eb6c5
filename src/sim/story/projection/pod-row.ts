import type { Container, ContainerStatus, Pod } from '../../../protocol/objects/pod.ts'
import type { ContainerRow, PodLook, PodRow } from '../../../protocol/views.ts'
import { isPodReady } from '../../api/pod-status.ts'
import { isSidecar, summarizePod } from '../../api/pod-summary.ts'

/** Waiting reasons that mean "this will not start as it is". */
const FAILING_TO_START = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'CreateContainerConfigError',
  'CreateContainerError',
  'RunContainerError',
  'StartError',
])

/** A pod as the API tells it; `isNodeUnknown` if the API server no longer hears of its node. */
export function podRow(pod: Pod, isNodeUnknown: boolean): PodRow {
  const containers = containerRows(pod)
  const controller = pod.metadata.ownerReferences?.find((owner) => owner.controller)
  const isTerminating = pod.metadata.deletionTimestamp !== undefined
  const summary = summarizePod(pod)
  return {
    namespace: pod.metadata.namespace ?? '',
    name: pod.metadata.name,
    uid: pod.metadata.uid,
    phase: pod.status.phase ?? 'Pending',
    look: lookOf(pod, containers, isNodeUnknown),
    status: summary.status,
    nodeName: pod.spec.nodeName ?? '',
    podIp: pod.status.podIP ?? '',
    isReady: isPodReady(pod),
    isTerminating,
    restarts: summary.restarts,
    containers,
    owner: controller ? `${controller.kind}/${controller.name}` : '',
  }
}

function lookOf(pod: Pod, containers: readonly ContainerRow[], isNodeUnknown: boolean): PodLook {
  const phase = pod.status.phase ?? 'Pending'
  if (pod.metadata.deletionTimestamp !== undefined) return 'terminating'
  if (phase === 'Succeeded') return 'succeeded'
  if (phase === 'Failed') return 'failed'
  if (phase === 'Unknown' || isNodeUnknown) return 'unknown'
  if (containers.some(isCrashLooping)) return 'crash-looping'
  if (containers.some((container) => FAILING_TO_START.has(container.reason))) return 'failed'
  if (phase === 'Running') return isPodReady(pod) ? 'ready' : 'running'
  return pod.spec.nodeName ? 'creating' : 'pending'
}

function isCrashLooping(container: ContainerRow): boolean {
  if (container.reason === 'CrashLoopBackOff') return true
  return (
    container.state === 'terminated' && container.type !== 'init' && container.reason === 'Error'
  )
}

function containerRows(pod: Pod): readonly ContainerRow[] {
  const { spec, status } = pod
  const initStatuses = byName(status.initContainerStatuses)
  const statuses = byName(status.containerStatuses)
  return [
    ...(spec.initContainers ?? []).map((container) =>
      containerRow(
        container,
        isSidecar(container) ? 'sidecar' : 'init',
        initStatuses.get(container.name),
      ),
    ),
    ...spec.containers.map((container) =>
      containerRow(container, 'app', statuses.get(container.name)),
    ),
  ]
}

function byName(statuses: readonly ContainerStatus[] | undefined): Map<string, ContainerStatus> {
  return new Map((statuses ?? []).map((status) => [status.name, status]))
}

function containerRow(
  container: Container,
  type: ContainerRow['type'],
  status: ContainerStatus | undefined,
): ContainerRow {
  const { waiting, running, terminated } = status?.state ?? {}
  return {
    name: container.name,
    type,
    state: running ? 'running' : terminated ? 'terminated' : 'waiting',
    reason: waiting?.reason ?? terminated?.reason ?? '',
    isReady: status?.ready ?? false,
    restarts: status?.restartCount ?? 0,
    image: container.image ?? '',
  }
}
