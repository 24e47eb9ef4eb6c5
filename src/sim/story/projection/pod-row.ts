import type { Container, ContainerStatus, Pod } from '../../../protocol/objects/pod.ts'
import type { ContainerRow, PodLook, PodRow } from '../../../protocol/views.ts'

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
  const isReady = hasCondition(pod, 'Ready')
  return {
    namespace: pod.metadata.namespace ?? '',
    name: pod.metadata.name,
    uid: pod.metadata.uid,
    phase: pod.status.phase ?? 'Pending',
    look: lookOf(pod, containers, isNodeUnknown),
    status: statusText(pod),
    nodeName: pod.spec.nodeName ?? '',
    podIp: pod.status.podIP ?? '',
    isReady,
    isTerminating,
    restarts: containers.reduce((sum, container) => sum + container.restarts, 0),
    containers,
    owner: controller ? `${controller.kind}/${controller.name}` : '',
  }
}

/** True if a condition of this type stands at True. */
export function hasCondition(pod: Pod, type: string): boolean {
  return pod.status.conditions?.some((it) => it.type === type && it.status === 'True') ?? false
}

function lookOf(pod: Pod, containers: readonly ContainerRow[], isNodeUnknown: boolean): PodLook {
  const phase = pod.status.phase ?? 'Pending'
  if (pod.metadata.deletionTimestamp !== undefined) return 'terminating'
  if (phase === 'Succeeded') return 'succeeded'
  if (phase === 'Failed') return 'failed'
  if (phase === 'Unknown' || isNodeUnknown) return 'unknown'
  if (containers.some(isCrashLooping)) return 'crash-looping'
  if (containers.some((container) => FAILING_TO_START.has(container.reason))) return 'failed'
  if (phase === 'Running') return hasCondition(pod, 'Ready') ? 'ready' : 'running'
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
        container.restartPolicy === 'Always' ? 'sidecar' : 'init',
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

/** Upstream: printPod in kubernetes/pkg/printers/internalversion, v1.36: the STATUS column. */
function statusText(pod: Pod): string {
  const { status, metadata } = pod
  const initializing = initText(pod)
  let text = initializing ?? (status.reason || status.phase || 'Pending')
  if (isGated(pod)) text = 'SchedulingGated'
  if (initializing === undefined) text = mainText(pod, text)
  if (metadata.deletionTimestamp === undefined) return text
  if (status.reason === 'NodeLost') return 'Unknown'
  return status.phase === 'Succeeded' || status.phase === 'Failed' ? text : 'Terminating'
}

function isGated(pod: Pod): boolean {
  return (
    pod.status.conditions?.some(
      (it) => it.type === 'PodScheduled' && it.reason === 'SchedulingGated',
    ) ?? false
  )
}

/** `Init:1/2`, `Init:CrashLoopBackOff`, … while init containers have the word; else undefined. */
function initText(pod: Pod): string | undefined {
  const specs = new Map((pod.spec.initContainers ?? []).map((it) => [it.name, it]))
  const statuses = pod.status.initContainerStatuses ?? []
  for (const [i, status] of statuses.entries()) {
    const { terminated, waiting } = status.state ?? {}
    if (terminated?.exitCode === 0) continue
    if (specs.get(status.name)?.restartPolicy === 'Always' && status.started) continue
    if (terminated) return `Init:${terminated.reason || exitText(terminated)}`
    if (waiting?.reason && waiting.reason !== 'PodInitializing') return `Init:${waiting.reason}`
    return `Init:${i}/${specs.size}`
  }
  return undefined
}

function mainText(pod: Pod, start: string): string {
  let text = start
  let isAnyRunning = false
  for (const status of (pod.status.containerStatuses ?? []).toReversed()) {
    const { waiting, terminated, running } = status.state ?? {}
    if (waiting?.reason) text = waiting.reason
    else if (terminated) text = terminated.reason || exitText(terminated)
    else if (running && status.ready) isAnyRunning = true
  }
  if (text !== 'Completed' || !isAnyRunning) return text
  return hasCondition(pod, 'Ready') ? 'Running' : 'NotReady'
}

function exitText(state: { readonly exitCode: number; readonly signal?: number }): string {
  return state.signal ? `Signal:${state.signal}` : `ExitCode:${state.exitCode}`
}
