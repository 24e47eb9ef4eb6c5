import type { ContainerStatus, Pod } from '../../../protocol/objects/pod.ts'
import { isPodReady } from '../../api/pod-status.ts'
import { STAGE, type Trouble } from './tables.ts'

/** What keeps a pod from getting on, with what the story says of it. */
export interface PodTrouble {
  readonly trouble: Trouble
  /** Part of the catalog key: `story:trouble.image`. */
  readonly key: 'unschedulable' | 'image' | 'config' | 'crash' | 'backOff' | 'failed'
  readonly reason: string
  readonly message: string
  /** How long the kubelet waits before it tries again, as it says it: `1m20s`; '' if it does not. */
  readonly pause: string
  readonly container: string
  readonly round: number
}

const IMAGE_REASONS = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
])
const CONFIG_REASONS = new Set([
  'CreateContainerConfigError',
  'CreateContainerError',
  'RunContainerError',
])

/** How far the API says the pod is; what it can not tell (learned, reachable) is found elsewhere. */
export function stageOf(pod: Pod): number {
  const { status, spec } = pod
  if (status.phase === 'Succeeded') return STAGE.finished
  if (isPodReady(pod)) return STAGE.ready
  const statuses = status.containerStatuses ?? []
  const areStarted =
    statuses.length === spec.containers.length &&
    statuses.every(({ state }) => state?.running || state?.terminated)
  if (areStarted) return STAGE.started
  return spec.nodeName ? STAGE.bound : STAGE.created
}

/** The first thing that is wrong with a pod. */
export function troubleOf(pod: Pod): PodTrouble | undefined {
  const { status } = pod
  const scheduled = status.conditions?.find((it) => it.type === 'PodScheduled')
  if (scheduled?.status === 'False' && scheduled.reason === 'Unschedulable')
    return {
      trouble: 'unschedulable',
      key: 'unschedulable',
      reason: 'FailedScheduling',
      message: scheduled.message ?? '',
      pause: '',
      container: '',
      round: 0,
    }
  for (const container of status.initContainerStatuses ?? []) {
    const found = containerTrouble(container)
    if (found) return found
  }
  for (const container of status.containerStatuses ?? []) {
    const found = containerTrouble(container)
    if (found) return found
  }
  if (status.phase !== 'Failed') return undefined
  return {
    trouble: 'failed',
    key: 'failed',
    reason: status.reason ?? 'Failed',
    message: status.message ?? '',
    pause: '',
    container: '',
    round: 0,
  }
}

function containerTrouble(status: ContainerStatus): PodTrouble | undefined {
  const { waiting, terminated } = status.state ?? {}
  const reason = waiting?.reason ?? ''
  const message = waiting?.message ?? ''
  const pause = /back-off (\S+) restarting/.exec(message)?.[1] ?? ''
  const at = { container: status.name, round: status.restartCount, pause }
  if (IMAGE_REASONS.has(reason)) return { ...at, trouble: 'image', key: 'image', reason, message }
  if (CONFIG_REASONS.has(reason))
    return { ...at, trouble: 'config', key: 'config', reason, message }
  if (reason === 'CrashLoopBackOff') {
    const last = status.lastState?.terminated
    const end = last ? `${last.reason ?? 'Error'} (${last.exitCode})` : ''
    return { ...at, trouble: 'crash', key: 'backOff', reason, message: end }
  }
  if (terminated && terminated.exitCode !== 0)
    return {
      ...at,
      trouble: 'crash',
      key: 'crash',
      reason: terminated.reason ?? 'Error',
      message: String(terminated.exitCode),
    }
  return undefined
}
