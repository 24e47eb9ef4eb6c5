import type {
  Container,
  ContainerStatus,
  PodPhase,
  PodSpec,
} from '../../../protocol/objects/pod.ts'

/** A sidecar: an init container that runs on beside the others. */
export function isSidecar(container: Container): boolean {
  return container.restartPolicy === 'Always'
}

/** What the phase depends on besides the statuses. */
export interface PhaseCircumstances {
  /** Nothing will be started again: the pod is being ended. */
  readonly isTerminal: boolean
  /** All init containers were done once. */
  readonly hasInitialized: boolean
}

/**
 * The phase that containers' statuses amount to.
 * Upstream: kubernetes/pkg/kubelet getPhase, v1.36.
 */
export function podPhase(
  spec: PodSpec,
  statuses: readonly ContainerStatus[],
  { isTerminal, hasInitialized }: PhaseCircumstances,
): PodPhase {
  const init = initProgress(spec, statuses)
  if (init.failed > 0 && spec.restartPolicy === 'Never') return 'Failed'
  const counts = countStates(spec, statuses)
  const isInitPending = init.pending > 0 || (counts.pendingSidecars > 0 && !hasInitialized)
  if (isInitPending || counts.waiting > 0 || counts.unknown > 0) return 'Pending'
  if (counts.running > 0) return 'Running'
  if (counts.stopped === 0) return 'Pending'
  const haveAllSucceeded = counts.stopped === counts.succeeded
  if (isTerminal) return haveAllSucceeded ? 'Succeeded' : 'Failed'
  if (spec.restartPolicy === undefined || spec.restartPolicy === 'Always') return 'Running'
  if (haveAllSucceeded) return 'Succeeded'
  return spec.restartPolicy === 'Never' ? 'Failed' : 'Running'
}

function initProgress(spec: PodSpec, statuses: readonly ContainerStatus[]) {
  let pending = 0
  let failed = 0
  for (const container of spec.initContainers ?? []) {
    if (isSidecar(container)) continue
    const status = statuses.find(({ name }) => name === container.name)
    const ended =
      status?.state?.terminated ??
      (status?.state?.waiting ? status.lastState?.terminated : undefined)
    if (!ended) pending++
    else if (ended.exitCode !== 0) failed++
  }
  return { pending, failed }
}

function countStates(spec: PodSpec, statuses: readonly ContainerStatus[]) {
  const counts = {
    running: 0,
    waiting: 0,
    stopped: 0,
    succeeded: 0,
    unknown: 0,
    pendingSidecars: 0,
  }
  for (const container of spec.initContainers ?? []) {
    if (!isSidecar(container)) continue
    const status = statuses.find(({ name }) => name === container.name)
    if (!status) counts.unknown++
    else if (status.state?.running) {
      counts.running++
      if (!status.started) counts.pendingSidecars++
    } else if (status.state?.waiting && !status.lastState?.terminated) {
      counts.waiting++
      counts.pendingSidecars++
    }
  }
  for (const container of spec.containers) {
    const status = statuses.find(({ name }) => name === container.name)
    const state = status?.state
    if (state?.running) counts.running++
    else if (state?.terminated) {
      counts.stopped++
      if (state.terminated.exitCode === 0) counts.succeeded++
    } else if (state?.waiting) {
      if (status?.lastState?.terminated) counts.stopped++
      else counts.waiting++
    } else counts.unknown++
  }
  return counts
}
