import type { Condition } from '../../../protocol/objects/meta.ts'
import type { Deployment, ReplicaSet } from '../../../protocol/objects/workload.ts'
import { timeOf, timestampAt } from '../../api/time.ts'
import { type Micros, SECOND } from '../../kernel/types.ts'
import {
  DESIRED_REPLICAS,
  intAnnotation,
  maxUnavailableOf,
  replicasOf,
  specTotal,
} from './rollout-limits.ts'

/** A deployment's status and conditions. Upstream: pkg/controller/deployment/{sync,progress}.go and util, v1.36. */

type DeploymentStatus = Deployment['status']

/** The condition of a type, if the status has it. */
export function conditionOf(status: DeploymentStatus, type: string): Condition | undefined {
  return status.conditions?.find((condition) => condition.type === type)
}

/** A condition that begins now. */
export function newCondition(
  about: { readonly type: string; readonly status: Condition['status']; readonly reason: string },
  message: string,
  now: Micros,
): Condition {
  const at = timestampAt(now)
  const { type, status, reason } = about
  return { type, status, lastUpdateTime: at, lastTransitionTime: at, reason, message }
}

/** Puts a condition last, unless one of the same status and reason stands already. Upstream: SetDeploymentCondition. */
export function withCondition(status: DeploymentStatus, condition: Condition): DeploymentStatus {
  const current = conditionOf(status, condition.type)
  if (current?.status === condition.status && current.reason === condition.reason) return status
  const lastTransitionTime =
    current?.status === condition.status ? current.lastTransitionTime : condition.lastTransitionTime
  const others = (status.conditions ?? []).filter(({ type }) => type !== condition.type)
  return { ...status, conditions: [...others, { ...condition, lastTransitionTime }] }
}

function withoutCondition(status: DeploymentStatus, type: string): DeploymentStatus {
  const conditions = (status.conditions ?? []).filter((condition) => condition.type !== type)
  if (conditions.length === (status.conditions?.length ?? 0)) return status
  return { ...status, conditions }
}

/** Counts are left out of the object when they are zero. */
function nonZero(count: number): number | undefined {
  return count === 0 ? undefined : count
}

function sum(
  sets: readonly ReplicaSet[],
  field: 'replicas' | 'readyReplicas' | 'availableReplicas',
) {
  return sets.reduce((total, set) => total + (set.status?.[field] ?? 0), 0)
}

/** Undefined while a set that was synced does not tell (1.35 and before). */
function terminatingOf(sets: readonly ReplicaSet[]): number | undefined {
  let total = 0
  for (const { status } of sets) {
    if (status?.terminatingReplicas !== undefined) total += status.terminatingReplicas
    else if ((status?.observedGeneration ?? 0) > 0) return undefined
  }
  return total
}

/** Counts and the Available condition; other conditions stay. Upstream: calculateStatus. */
export function calculateStatus(
  deployment: Deployment,
  sets: readonly ReplicaSet[],
  newest: ReplicaSet | undefined,
  now: Micros,
): DeploymentStatus {
  const available = sum(sets, 'availableReplicas')
  const status: DeploymentStatus = {
    observedGeneration: deployment.metadata.generation,
    replicas: nonZero(sum(sets, 'replicas')),
    updatedReplicas: nonZero(newest?.status?.replicas ?? 0),
    readyReplicas: nonZero(sum(sets, 'readyReplicas')),
    availableReplicas: nonZero(available),
    unavailableReplicas: nonZero(Math.max(0, specTotal(sets) - available)),
    terminatingReplicas: terminatingOf(sets),
    collisionCount: deployment.status?.collisionCount,
    conditions: deployment.status?.conditions,
  }
  const isAvailable = available >= replicasOf(deployment) - maxUnavailableOf(deployment)
  const condition = isAvailable
    ? newCondition(
        { type: 'Available', status: 'True', reason: 'MinimumReplicasAvailable' },
        'Deployment has minimum availability.',
        now,
      )
    : newCondition(
        { type: 'Available', status: 'False', reason: 'MinimumReplicasUnavailable' },
        'Deployment does not have minimum availability.',
        now,
      )
  return withCondition(status, condition)
}

/** Whether rollouts of the deployment can time out. */
export function hasProgressDeadline({ spec }: Deployment): boolean {
  const { progressDeadlineSeconds } = spec
  return progressDeadlineSeconds !== undefined && progressDeadlineSeconds !== 2 ** 31 - 1
}

/** Whether all pods are of the present template and available. */
export function isComplete(deployment: Deployment, status: DeploymentStatus): boolean {
  const wanted = replicasOf(deployment)
  return (
    (status.updatedReplicas ?? 0) === wanted &&
    (status.replicas ?? 0) === wanted &&
    (status.availableReplicas ?? 0) === wanted &&
    (status.observedGeneration ?? 0) >= (deployment.metadata.generation ?? 0)
  )
}

/** Whether anything moved since the stored status. */
export function isProgressing(deployment: Deployment, next: DeploymentStatus): boolean {
  const before = deployment.status ?? {}
  const old = (status: DeploymentStatus) => (status.replicas ?? 0) - (status.updatedReplicas ?? 0)
  return (
    (next.updatedReplicas ?? 0) > (before.updatedReplicas ?? 0) ||
    old(next) < old(before) ||
    (next.readyReplicas ?? 0) > (before.readyReplicas ?? 0) ||
    (next.availableReplicas ?? 0) > (before.availableReplicas ?? 0)
  )
}

function isTimedOut(deployment: Deployment, next: DeploymentStatus, now: Micros): boolean {
  const condition = conditionOf(next, 'Progressing')
  if (!condition || condition.reason === 'NewReplicaSetAvailable') return false
  if (condition.reason === 'ProgressDeadlineExceeded') return true
  return deadlineOf(deployment, condition) < now
}

function deadlineOf(deployment: Deployment, condition: Condition): Micros {
  const seconds = deployment.spec.progressDeadlineSeconds ?? 0
  return timeOf(condition.lastUpdateTime) + seconds * SECOND
}

/** The new set is as large as wanted and all of it is available. */
export function isSaturated(deployment: Deployment, newest: ReplicaSet | undefined): boolean {
  if (!newest) return false
  const wanted = replicasOf(deployment)
  return (
    replicasOf(newest) === wanted &&
    intAnnotation(newest, DESIRED_REPLICAS) === wanted &&
    (newest.status?.availableReplicas ?? 0) === wanted
  )
}

/** Status with the progress of a rollout. Upstream: syncRolloutStatus. */
export function rolloutStatus(
  deployment: Deployment,
  sets: readonly ReplicaSet[],
  newest: ReplicaSet | undefined,
  now: Micros,
): DeploymentStatus {
  let next = calculateStatus(deployment, sets, newest, now)
  if (!hasProgressDeadline(deployment)) next = withoutCondition(next, 'Progressing')
  const current = deployment.status && conditionOf(deployment.status, 'Progressing')
  const isDone =
    (next.replicas ?? 0) === (next.updatedReplicas ?? 0) &&
    current?.reason === 'NewReplicaSetAvailable'
  if (hasProgressDeadline(deployment) && !isDone) {
    next = withProgress(deployment, next, newest, now)
  }
  const failure = replicaFailureOf(sets, newest)
  return failure ? withCondition(next, failure) : withoutCondition(next, 'ReplicaFailure')
}

function withProgress(
  deployment: Deployment,
  next: DeploymentStatus,
  newest: ReplicaSet | undefined,
  now: Micros,
): DeploymentStatus {
  const current = deployment.status && conditionOf(deployment.status, 'Progressing')
  const subject = newest
    ? `ReplicaSet "${newest.metadata.name}"`
    : `Deployment "${deployment.metadata.name}"`
  const progress = (status: Condition['status'], reason: string, message: string) =>
    newCondition({ type: 'Progressing', status, reason }, message, now)
  if (isComplete(deployment, next)) {
    const message = `${subject} has successfully progressed.`
    return withCondition(next, progress('True', 'NewReplicaSetAvailable', message))
  }
  if (isProgressing(deployment, next)) {
    const condition = progress('True', 'ReplicaSetUpdated', `${subject} is progressing.`)
    // Taken out first, so that its update time moves on with every progress.
    return withCondition(withoutCondition(next, 'Progressing'), {
      ...condition,
      lastTransitionTime:
        current?.status === 'True' ? current.lastTransitionTime : condition.lastTransitionTime,
    })
  }
  if (!isTimedOut(deployment, next, now)) return next
  const message = `${subject} has timed out progressing.`
  return withCondition(next, progress('False', 'ProgressDeadlineExceeded', message))
}

/** A set that can not make its pods is the deployment's failure too; the new set's comes first. */
function replicaFailureOf(
  sets: readonly ReplicaSet[],
  newest: ReplicaSet | undefined,
): Condition | undefined {
  const ordered = newest ? [newest, ...sets] : sets
  for (const { status } of ordered) {
    const failure = status?.conditions?.find(({ type }) => type === 'ReplicaFailure')
    if (!failure) continue
    return { ...failure, lastUpdateTime: failure.lastTransitionTime }
  }
  return undefined
}

/** When to look whether the deadline has passed; undefined if there is nothing to wait for. Upstream: requeueStuckDeployment. */
export function checkDeadlineAfter(
  deployment: Deployment,
  next: DeploymentStatus,
  now: Micros,
): Micros | undefined {
  const current = deployment.status && conditionOf(deployment.status, 'Progressing')
  if (!hasProgressDeadline(deployment) || !current) return undefined
  if (isComplete(deployment, next) || current.reason === 'ProgressDeadlineExceeded')
    return undefined
  return Math.max(0, deadlineOf(deployment, current) - now) + SECOND
}
