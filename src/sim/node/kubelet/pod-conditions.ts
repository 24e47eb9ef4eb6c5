import type { Condition } from '../../../protocol/objects/meta.ts'
import type { ContainerStatus, PodPhase, PodSpec } from '../../../protocol/objects/pod.ts'
import { isSidecar } from './pod-phase.ts'

/** A condition before it has times. */
export interface Verdict {
  readonly type: string
  readonly status: 'True' | 'False'
  readonly reason?: string
  readonly message?: string
}

/**
 * Upstream of all three: kubernetes/pkg/kubelet/status generate.go, v1.36.
 * `statuses` are those of all containers.
 */
export function containersReadyCondition(
  spec: PodSpec,
  statuses: readonly ContainerStatus[],
  phase: PodPhase,
): Verdict {
  return { type: 'ContainersReady', ...containersVerdict(spec, statuses, phase) }
}

/** Ready: all containers are, and the readiness gates say so too. */
export function readyCondition(
  spec: PodSpec,
  statuses: readonly ContainerStatus[],
  phase: PodPhase,
  conditions: readonly Condition[],
): Verdict {
  const containers = containersVerdict(spec, statuses, phase)
  if (containers.status !== 'True') return { type: 'Ready', ...containers }
  const unready: string[] = []
  for (const { conditionType } of spec.readinessGates ?? []) {
    const condition = conditions.find(({ type }) => type === conditionType)
    if (!condition)
      unready.push(
        `corresponding condition of pod readiness gate "${conditionType}" does not exist.`,
      )
    else if (condition.status !== 'True')
      unready.push(
        `the status of pod readiness gate "${conditionType}" is not "True", but ${condition.status}`,
      )
  }
  if (unready.length === 0) return { type: 'Ready', status: 'True' }
  const message = unready.join(', ')
  return { type: 'Ready', status: 'False', reason: 'ReadinessGatesNotReady', message }
}

/** Initialized: all init containers have ended well (sidecars: have started). */
export function initializedCondition(
  spec: PodSpec,
  statuses: readonly ContainerStatus[],
  phase: PodPhase,
): Verdict {
  const type = 'Initialized'
  const init = spec.initContainers ?? []
  if (statuses.length === 0 && init.length > 0)
    return { type, status: 'False', reason: 'UnknownContainerStatuses' }
  const unknown: string[] = []
  const incomplete: string[] = []
  for (const container of init) {
    const status = statuses.find(({ name }) => name === container.name)
    if (!status) unknown.push(container.name)
    else if (isSidecar(container) ? !status.started : !status.ready) incomplete.push(container.name)
  }
  if (phase === 'Succeeded' && unknown.length === 0)
    return { type, status: 'True', reason: 'PodCompleted' }
  if (hasRegularContainerStarted(spec, statuses)) return { type, status: 'True' }
  const message = namesIn(unknown, incomplete, 'incomplete')
  if (message === '') return { type, status: 'True' }
  return { type, status: 'False', reason: 'ContainersNotInitialized', message }
}

/** Whether an app container ever ran: then the pod was initialized, whatever its sidecars do now. */
export function hasRegularContainerStarted(
  spec: PodSpec,
  statuses: readonly ContainerStatus[],
): boolean {
  return spec.containers.some(({ name }) => {
    const status = statuses.find((each) => each.name === name)
    return status?.state?.running !== undefined || status?.state?.terminated !== undefined
  })
}

function containersVerdict(
  spec: PodSpec,
  statuses: readonly ContainerStatus[],
  phase: PodPhase,
): Omit<Verdict, 'type'> {
  if (statuses.length === 0) return { status: 'False', reason: 'UnknownContainerStatuses' }
  const unknown: string[] = []
  const unready: string[] = []
  const serving = [...(spec.initContainers ?? []).filter(isSidecar), ...spec.containers]
  for (const { name } of serving) {
    const status = statuses.find((each) => each.name === name)
    if (!status) unknown.push(name)
    else if (!status.ready) unready.push(name)
  }
  if (unknown.length === 0 && phase === 'Succeeded')
    return { status: 'False', reason: 'PodCompleted' }
  if (unknown.length === 0 && phase === 'Failed') return { status: 'False', reason: 'PodFailed' }
  const message = namesIn(unknown, unready, 'unready')
  if (message === '') return { status: 'True' }
  return { status: 'False', reason: 'ContainersNotReady', message }
}

/** `status` is that of the `names`; '' if there is no name of either kind. */
function namesIn(unknown: readonly string[], names: readonly string[], status: string): string {
  if (unknown.length === 0 && names.length === 0) return ''
  return [listed('unknown', unknown), listed(status, names)].filter(Boolean).join(', ')
}

function listed(status: string, names: readonly string[]): string {
  return names.length === 0 ? '' : `containers with ${status} status: [${names.join(' ')}]`
}
