import type { Container, ContainerStatus, Pod } from '../../protocol/objects/pod.ts'
import type { Micros } from '../kernel/types.ts'
import { conditionOf } from './conditions.ts'
import { timeOf } from './time.ts'

/**
 * What `kubectl get pods` says of a pod in a line. Upstream: `printPod` of
 * `pkg/printers/internalversion`, v1.36.
 */
export interface PodSummary {
  readonly readyContainers: number
  readonly totalContainers: number
  /**
   * The STATUS column: the phase, or what says more: `CrashLoopBackOff`, `Init:1/2`, `Terminating`.
   */
  readonly status: string
  readonly restarts: number
  /** When a container last ended before being started anew. */
  readonly lastRestartAt?: Micros
}

/** What one round over containers has found. */
interface Findings {
  readonly readyContainers: number
  readonly restarts: number
  readonly lastRestartAt: Micros | undefined
  /** The status as the containers tell it, if they do. */
  readonly status: string | undefined
}

/** Sums up a pod. */
export function summarizePod(pod: Pod): PodSummary {
  const sidecars = new Set(
    (pod.spec.initContainers ?? []).filter(isSidecar).map(({ name }) => name),
  )
  const totalContainers = pod.spec.containers.length + sidecars.size
  const init = initFindings(pod, sidecars)
  const isInitializing = init.status !== undefined
  if (isInitializing && conditionOf(pod, 'Initialized')?.status !== 'True') {
    const { readyContainers, restarts, lastRestartAt } = init
    const status = endStatus(pod, init.status ?? '')
    return { readyContainers, totalContainers, status, restarts, lastRestartAt }
  }

  const main = mainFindings(pod, init.status ?? startStatus(pod))
  const sidecarStatuses = (pod.status?.initContainerStatuses ?? []).filter(({ name }) =>
    sidecars.has(name),
  )
  return {
    readyContainers: init.readyContainers + main.readyContainers,
    totalContainers,
    status: endStatus(pod, main.status ?? ''),
    restarts: main.restarts + restartsOf(sidecarStatuses),
    lastRestartAt: latest(main.lastRestartAt, lastRestartOf(sidecarStatuses)),
  }
}

/** An init container that stays up beside the others. */
export function isSidecar(container: Container): boolean {
  return container.restartPolicy === 'Always'
}

function startStatus(pod: Pod): string {
  const gated = pod.status?.conditions?.some(
    ({ type, reason }) => type === 'PodScheduled' && reason === 'SchedulingGated',
  )
  if (gated) return 'SchedulingGated'
  return pod.status?.reason || (pod.status?.phase ?? '')
}

/** A pod on its way out is so whatever its containers do, unless they have already ended. */
function endStatus(pod: Pod, status: string): string {
  if (pod.metadata.deletionTimestamp === undefined) return status
  if (pod.status?.reason === 'NodeLost') return 'Unknown'
  const isOver = pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed'
  return isOver ? status : 'Terminating'
}

/** Goes through the init containers up to the first that still has to finish. */
function initFindings(pod: Pod, sidecars: ReadonlySet<string>): Findings {
  const statuses = pod.status?.initContainerStatuses ?? []
  const seen: ContainerStatus[] = []
  let readyContainers = 0
  let status: string | undefined
  for (const [index, container] of statuses.entries()) {
    seen.push(container)
    if (container.state?.terminated?.exitCode === 0) continue
    if (sidecars.has(container.name) && container.started === true) {
      if (container.ready) readyContainers++
      continue
    }
    status = `Init:${initStatus(pod, container, index)}`
    break
  }
  return { readyContainers, restarts: restartsOf(seen), lastRestartAt: lastRestartOf(seen), status }
}

function initStatus(pod: Pod, container: ContainerStatus, index: number): string {
  const { terminated, waiting } = container.state ?? {}
  if (terminated !== undefined) return terminationText(terminated)
  if (waiting?.reason && waiting.reason !== 'PodInitializing') return waiting.reason
  return `${index}/${pod.spec.initContainers?.length ?? 0}`
}

/**
 * Goes through the containers from the last, so that the first with something to say has the word.
 */
function mainFindings(pod: Pod, start: string): Findings {
  const statuses = pod.status?.containerStatuses ?? []
  let readyContainers = 0
  let status = start
  for (const container of statuses.toReversed()) {
    const { terminated, waiting, running } = container.state ?? {}
    if (waiting?.reason) status = waiting.reason
    else if (terminated !== undefined) status = terminationText(terminated)
    else if (container.ready && running !== undefined) readyContainers++
  }
  if (status === 'Completed' && readyContainers > 0) {
    status = conditionOf(pod, 'Ready')?.status === 'True' ? 'Running' : 'NotReady'
  }
  const restarts = restartsOf(statuses)
  return { readyContainers, restarts, lastRestartAt: lastRestartOf(statuses), status }
}

function terminationText(terminated: {
  readonly reason?: string
  readonly signal?: number
  readonly exitCode: number
}): string {
  if (terminated.reason) return terminated.reason
  return terminated.signal ? `Signal:${terminated.signal}` : `ExitCode:${terminated.exitCode}`
}

function restartsOf(statuses: readonly ContainerStatus[]): number {
  return statuses.reduce((sum, { restartCount }) => sum + restartCount, 0)
}

function lastRestartOf(statuses: readonly ContainerStatus[]): Micros | undefined {
  let last: Micros | undefined
  for (const { lastState } of statuses) {
    const finishedAt = lastState?.terminated?.finishedAt
    if (finishedAt) last = latest(last, timeOf(finishedAt))
  }
  return last
}

function latest(a: Micros | undefined, b: Micros | undefined): Micros | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return Math.max(a, b)
}
