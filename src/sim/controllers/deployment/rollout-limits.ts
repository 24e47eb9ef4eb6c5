import type { IntOrString } from '../../../protocol/objects/meta.ts'
import type { Deployment, ReplicaSet } from '../../../protocol/objects/workload.ts'
import { scaledIntOrPercent } from '../../api/int-or-string.ts'

/** How many pods a rollout may have too many and too few. Upstream: pkg/controller/deployment/util, v1.36. */

/** Annotations that the controller keeps on ReplicaSets (the revision also on the deployment). */
export const REVISION = 'deployment.kubernetes.io/revision'
export const REVISION_HISTORY = 'deployment.kubernetes.io/revision-history'
export const DESIRED_REPLICAS = 'deployment.kubernetes.io/desired-replicas'
export const MAX_REPLICAS = 'deployment.kubernetes.io/max-replicas'

const INTEGER = /^[+-]?\d+$/

/** `maxSurge` and `maxUnavailable` in pods; both zero would never move, so one pod may then be missing. */
export function resolveFenceposts(
  maxSurge: IntOrString | undefined,
  maxUnavailable: IntOrString | undefined,
  desired: number,
): { readonly surge: number; readonly unavailable: number } | { readonly error: string } {
  const surge = scaledIntOrPercent(maxSurge ?? 0, desired, 'up')
  if (typeof surge !== 'number') return surge
  const unavailable = scaledIntOrPercent(maxUnavailable ?? 0, desired, 'down')
  if (typeof unavailable !== 'number') return unavailable
  return { surge, unavailable: surge === 0 && unavailable === 0 ? 1 : unavailable }
}

/** Pods wanted; 1 if it is not said. */
export function replicasOf(set: Deployment | ReplicaSet): number {
  return set.spec.replicas ?? 1
}

/** Whether old pods make way one by one; otherwise all go first. */
export function isRollingUpdate(deployment: Deployment): boolean {
  return deployment.spec.strategy?.type !== 'Recreate'
}

function fencepostsOf(deployment: Deployment): { surge: number; unavailable: number } {
  const { maxSurge, maxUnavailable } = deployment.spec.strategy?.rollingUpdate ?? {}
  const resolved = resolveFenceposts(maxSurge, maxUnavailable, replicasOf(deployment))
  return 'error' in resolved ? { surge: 0, unavailable: 0 } : resolved
}

/** Pods that may exist beyond the wanted number while rolling. */
export function maxSurgeOf(deployment: Deployment): number {
  return isRollingUpdate(deployment) ? fencepostsOf(deployment).surge : 0
}

/** Pods that may be missing while rolling. */
export function maxUnavailableOf(deployment: Deployment): number {
  const wanted = replicasOf(deployment)
  if (!isRollingUpdate(deployment) || wanted === 0) return 0
  return Math.min(wanted, fencepostsOf(deployment).unavailable)
}

/** Pods that must stay available while rolling. */
export function minAvailableOf(deployment: Deployment): number {
  return isRollingUpdate(deployment) ? replicasOf(deployment) - maxUnavailableOf(deployment) : 0
}

/** Pods that these sets want in all. */
export function specTotal(sets: readonly ReplicaSet[]): number {
  return sets.reduce((sum, set) => sum + replicasOf(set), 0)
}

/** What the new ReplicaSet may grow to now. Upstream: NewRSNewReplicas. */
export function newReplicasFor(
  deployment: Deployment,
  all: readonly ReplicaSet[],
  newest: ReplicaSet,
): number {
  const wanted = replicasOf(deployment)
  if (!isRollingUpdate(deployment)) return wanted
  const { maxSurge } = deployment.spec.strategy?.rollingUpdate ?? {}
  const surge = scaledIntOrPercent(maxSurge ?? 0, wanted, 'up')
  const current = replicasOf(newest)
  const room = wanted + (typeof surge === 'number' ? surge : 0) - specTotal(all)
  if (room <= 0) return current
  return current + Math.min(room, wanted - current)
}

/** This set's share of a scaling in the middle of a rollout, in pods to add (or take). Upstream: GetReplicaSetProportion. */
export function proportionOf(
  set: ReplicaSet,
  deployment: Deployment,
  counts: { readonly toAdd: number; readonly added: number },
): number {
  const { toAdd, added } = counts
  if (replicasOf(set) === 0 || toAdd === 0 || toAdd === added) return 0
  const fraction = fractionOf(set, deployment)
  return toAdd > 0 ? Math.min(fraction, toAdd - added) : Math.max(fraction, toAdd - added)
}

function fractionOf(set: ReplicaSet, deployment: Deployment): number {
  const size = replicasOf(set)
  const wanted = replicasOf(deployment)
  if (wanted === 0) return -size
  const before = intAnnotation(set, MAX_REPLICAS) || (deployment.status.replicas ?? 0)
  if (before === 0) return 0
  const scaled = (size * (wanted + maxSurgeOf(deployment))) / before
  return Math.trunc(scaled < 0 ? scaled - 0.5 : scaled + 0.5) - size
}

/** A number kept in an annotation; undefined if it is missing or no number. */
export function intAnnotation(set: ReplicaSet, name: string): number | undefined {
  const text = set.metadata.annotations?.[name]
  return text !== undefined && INTEGER.test(text) ? Number(text) : undefined
}
