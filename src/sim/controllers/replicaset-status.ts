import type { Condition } from '../../protocol/objects/meta.ts'
import type { Pod } from '../../protocol/objects/pod.ts'
import type { ReplicaSet } from '../../protocol/objects/workload.ts'
import { conditionOf } from '../api/conditions.ts'
import { hasAllLabels } from '../api/label-selector.ts'
import { isPodAvailable, isPodReady } from '../api/pod-status.ts'
import { timeOf, timestampAt } from '../api/time.ts'
import { type Micros, SECOND } from '../kernel/types.ts'

/** The pods of a ReplicaSet: those that count, and those that are on their way out. */
export interface SetPods {
  readonly active: readonly Pod[]
  readonly terminating: readonly Pod[]
}

/** Why pods could not be made or removed. */
interface ManageFailure {
  readonly reason: 'FailedCreate' | 'FailedDelete'
  readonly message: string
}

/** What is true of the pods now. Upstream: pkg/controller/replicaset/replica_set_utils.go calculateStatus, v1.36. */
export function replicaSetStatus(
  set: ReplicaSet,
  pods: SetPods,
  now: Micros,
  failure?: ManageFailure,
): ReplicaSet['status'] {
  const { minReadySeconds = 0, template } = set.spec
  const wanted = template.metadata?.labels ?? {}
  let [labeled, ready, available] = [0, 0, 0]
  for (const pod of pods.active) {
    if (pod.metadata.labels === wanted || hasAllLabels(pod.metadata.labels, wanted)) labeled++
    if (!isPodReady(pod)) continue
    ready++
    if (isPodAvailable(pod, minReadySeconds, now)) available++
  }
  return {
    replicas: pods.active.length,
    fullyLabeledReplicas: labeled || undefined,
    readyReplicas: ready || undefined,
    availableReplicas: available || undefined,
    terminatingReplicas: pods.terminating.length,
    observedGeneration: set.metadata.generation,
    conditions: conditionsWith(set, failure, now),
  }
}

/** A failure stands from its first time on until a sync succeeds. */
function conditionsWith(
  set: ReplicaSet,
  failure: ManageFailure | undefined,
  now: Micros,
): readonly Condition[] | undefined {
  const conditions = set.status?.conditions ?? []
  const others = conditions.filter(({ type }) => type !== 'ReplicaFailure')
  if (!failure) return others.length > 0 ? others : undefined
  if (others.length < conditions.length) return conditions
  const { reason, message } = failure
  const at = timestampAt(now)
  return [
    ...others,
    { type: 'ReplicaFailure', status: 'True', lastTransitionTime: at, reason, message },
  ]
}

/** When the next ready pod will have been ready long enough to count as available. Upstream: FindMinNextPodAvailabilityCheck. */
export function nextAvailabilityCheck(
  set: ReplicaSet,
  pods: SetPods,
  now: Micros,
): Micros | undefined {
  const { minReadySeconds = 0 } = set.spec
  if (minReadySeconds === 0) return undefined
  let next: Micros | undefined
  for (const pod of pods.active) {
    if (!isPodReady(pod) || isPodAvailable(pod, minReadySeconds, now)) continue
    const since = timeOf(conditionOf(pod, 'Ready')?.lastTransitionTime)
    const wait = since + minReadySeconds * SECOND - now
    if (next === undefined || wait < next) next = wait
  }
  return next
}
