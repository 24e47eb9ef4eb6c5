import type { Condition, Timestamp } from '../../../protocol/objects/meta.ts'
import type { ContainerStatus, PodPhase, PodStatus } from '../../../protocol/objects/pod.ts'
import { timestampAt } from '../../api/time.ts'
import type { Micros } from '../../kernel/types.ts'
import type { PodRuntimeStatus } from '../cri.ts'
import { workerIp } from '../worker-spec.ts'
import { containerStatuses } from './container-statuses.ts'
import type { KubeletState, PodWorker } from './kubelet-state.ts'
import {
  containersReadyCondition,
  hasRegularContainerStarted,
  initializedCondition,
  readyCondition,
  type Verdict,
} from './pod-conditions.ts'
import { podPhase } from './pod-phase.ts'

/**
 * What the kubelet reports of a pod, from what the runtime has of it.
 * Upstream: kubernetes/pkg/kubelet generateAPIPodStatus and status manager, v1.36.
 */
export function apiStatus(
  state: KubeletState,
  worker: PodWorker,
  now: Micros,
  isTerminal: boolean,
): PodStatus {
  const { pod } = worker
  const runtime = state.runtimeOf(worker.uid)
  const before = state.statuses.get(worker.uid)?.status ?? pod.status
  const init = containerStatuses(state, worker, 'init')
  const app = containerStatuses(state, worker, 'app')
  const all = init.length === 0 ? app : [...init, ...app]
  const phase = phaseOf(worker, before, all, isTerminal)
  const conditions = conditionsOf(worker, all, phase, runtime, before, now)
  const { verdict } = worker
  const ip = workerIp(state.spec)
  const podIp = runtime.sandbox?.ip || before.podIP
  const generation = pod.metadata.generation
  // Field by field, for speed: this is made at every sync of every pod.
  const status: Partial<Writable<PodStatus>> = {}
  // These others own, or they outlive a sync.
  if (before.qosClass !== undefined) status.qosClass = before.qosClass
  if (before.nominatedNodeName !== undefined) status.nominatedNodeName = before.nominatedNodeName
  if (generation !== undefined) status.observedGeneration = generation
  status.phase = phase
  status.conditions = conditions
  if (verdict) {
    status.reason = verdict.reason
    status.message = verdict.message
  }
  status.hostIP = ip
  status.hostIPs = before.hostIPs ?? [{ ip }]
  if (podIp) {
    status.podIP = podIp
    status.podIPs = before.podIP === podIp ? before.podIPs : [{ ip: podIp }]
  }
  status.startTime = before.startTime ?? timestampAt(worker.startTime)
  if (init.length > 0) status.initContainerStatuses = init
  status.containerStatuses = app
  return status as PodStatus
}

type Writable<T> = { -readonly [Field in keyof T]: T[Field] }

/** A phase that is final stays. */
function phaseOf(
  worker: PodWorker,
  before: PodStatus,
  statuses: readonly ContainerStatus[],
  isTerminal: boolean,
): PodPhase {
  if (worker.verdict) return 'Failed'
  if (before.phase === 'Succeeded' || before.phase === 'Failed') return before.phase
  const { spec } = worker.pod
  const hasInitialized = worker.hasInitialized || hasRegularContainerStarted(spec, statuses)
  const phase = podPhase(spec, statuses, { isTerminal, hasInitialized })
  // A pod that is ended before anything of it ran has failed.
  return isTerminal && phase !== 'Succeeded' ? 'Failed' : phase
}

function conditionsOf(
  { pod }: PodWorker,
  statuses: readonly ContainerStatus[],
  phase: PodPhase,
  runtime: PodRuntimeStatus,
  before: PodStatus,
  now: Micros,
): readonly Condition[] {
  const { spec } = pod
  const old = before.conditions ?? []
  const isSandboxUp = runtime.sandbox?.state === 'ready'
  const verdicts: readonly Verdict[] = [
    { type: 'PodReadyToStartContainers', status: isSandboxUp ? 'True' : 'False' },
    initializedCondition(spec, statuses, phase),
    readyCondition(spec, statuses, phase, old),
    containersReadyCondition(spec, statuses, phase),
    { type: 'PodScheduled', status: 'True' },
  ]
  const generation = pod.metadata.generation
  const at = timestampAt(now)
  let known = 0
  const own = verdicts.map((verdict) => {
    const before = old.find(({ type }) => type === verdict.type)
    if (before) known++
    return timed(verdict, before, generation, at)
  })
  if (known === old.length) return own
  const others = old.filter(({ type }) => !verdicts.some((verdict) => verdict.type === type))
  return [...own, ...others]
}

/** Gives a condition its times: a transition is a change of status. The old object is kept if nothing changed. */
function timed(
  verdict: Verdict,
  before: Condition | undefined,
  observedGeneration: number | undefined,
  at: Timestamp,
): Condition {
  const isSame =
    before?.status === verdict.status &&
    before.reason === verdict.reason &&
    before.message === verdict.message &&
    before.observedGeneration === observedGeneration
  if (before && isSame) return before
  const lastTransitionTime = before?.status === verdict.status ? before.lastTransitionTime : at
  const { type, status, reason, message } = verdict
  const condition: Writable<Condition> =
    observedGeneration === undefined
      ? { lastProbeTime: null, lastTransitionTime, type, status }
      : { observedGeneration, lastProbeTime: null, lastTransitionTime, type, status }
  if (reason !== undefined) condition.reason = reason
  if (message !== undefined) condition.message = message
  return condition
}
