import type { StringMap } from '../../../protocol/objects/meta.ts'
import type { PodTemplateSpec } from '../../../protocol/objects/pod.ts'
import type { Deployment, ReplicaSet } from '../../../protocol/objects/workload.ts'
import { isEqualJson } from '../../api/equal-json.ts'
import {
  DESIRED_REPLICAS,
  intAnnotation,
  MAX_REPLICAS,
  maxSurgeOf,
  REVISION,
  REVISION_HISTORY,
  replicasOf,
} from './rollout-limits.ts'

/** A deployment's ReplicaSets, told apart and numbered. Upstream: pkg/controller/deployment/util, v1.36. */

/** Label that keeps the pods of one template's ReplicaSet apart from another's. */
export const HASH_LABEL = 'pod-template-hash'
/** Longest revision history kept in an annotation, in characters. */
const HISTORY_MAX = 2000
/** Annotations of the deployment that mean nothing on a ReplicaSet. */
const NOT_COPIED: ReadonlySet<string> = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  REVISION,
  REVISION_HISTORY,
  DESIRED_REPLICAS,
  MAX_REPLICAS,
  'deprecated.deployment.rollback.to',
])

/** Oldest first. */
export function byCreation(a: ReplicaSet, b: ReplicaSet): number {
  return compare(a.metadata.creationTimestamp, b.metadata.creationTimestamp) || byName(a, b)
}

function byName(a: ReplicaSet, b: ReplicaSet): number {
  return compare(a.metadata.name, b.metadata.name)
}

function compare(a: string | undefined, b: string | undefined): number {
  const [left, right] = [a ?? '', b ?? '']
  return left < right ? -1 : left > right ? 1 : 0
}

/** Largest first; of equals the newer first. */
export function bySizeNewer(a: ReplicaSet, b: ReplicaSet): number {
  return replicasOf(b) - replicasOf(a) || byCreation(b, a)
}

/** Largest first; of equals the older first. */
export function bySizeOlder(a: ReplicaSet, b: ReplicaSet): number {
  return replicasOf(b) - replicasOf(a) || byCreation(a, b)
}

/** Lowest revision first. */
export function byRevision(a: ReplicaSet, b: ReplicaSet): number {
  return (intAnnotation(a, REVISION) ?? 0) - (intAnnotation(b, REVISION) ?? 0) || byCreation(a, b)
}

/** Those that want pods. */
export function activeSets(sets: readonly ReplicaSet[]): ReplicaSet[] {
  return sets.filter((set) => replicasOf(set) > 0)
}

/** The oldest set made from the deployment's present template. Upstream: FindNewReplicaSet. */
export function findNewest(
  deployment: Deployment,
  sets: readonly ReplicaSet[],
): ReplicaSet | undefined {
  const { template } = deployment.spec
  return sets.toSorted(byCreation).find((set) => areSameTemplate(set.spec.template, template))
}

/** Whether two templates make the same pods; the hash label itself does not count. */
export function areSameTemplate(a: PodTemplateSpec, b: PodTemplateSpec): boolean {
  if (!isEqualJson(a.spec, b.spec)) return false
  return isEqualJson(bare(a.metadata), bare(b.metadata))
}

function bare(metadata: PodTemplateSpec['metadata']): PodTemplateSpec['metadata'] {
  const { creationTimestamp: _none, ...rest } = metadata ?? {}
  const labels = Object.fromEntries(
    Object.entries(rest.labels ?? {}).filter(([key]) => key !== HASH_LABEL),
  )
  return { ...rest, labels }
}

/** The set that alone has pods, or if none has, the newest: the one that a plain scaling goes to. */
export function findActiveOrLatest(
  newest: ReplicaSet | undefined,
  old: readonly ReplicaSet[],
): ReplicaSet | undefined {
  if (!newest && old.length === 0) return undefined
  const active = activeSets(newest ? [...old, newest] : old)
  if (active.length === 0) return newest ?? old.toSorted((a, b) => byCreation(b, a))[0]
  return active.length === 1 ? active[0] : undefined
}

/** The highest revision among the sets; 0 if none has one. */
export function maxRevisionOf(sets: readonly ReplicaSet[]): number {
  return sets.reduce((max, set) => Math.max(max, intAnnotation(set, REVISION) ?? 0), 0)
}

/** The second highest revision: what an undo goes back to. */
export function lastRevisionOf(sets: readonly ReplicaSet[]): number {
  let [max, second] = [0, 0]
  for (const set of sets) {
    const revision = intAnnotation(set, REVISION) ?? 0
    if (revision >= max) [max, second] = [revision, max]
    else if (revision > second) second = revision
  }
  return second
}

/** `desired-replicas` and `max-replicas` as the deployment has them now; the same map if nothing changes. */
export function withReplicaAnnotations(
  annotations: StringMap | undefined,
  deployment: Deployment,
): StringMap {
  const desired = String(replicasOf(deployment))
  const max = String(replicasOf(deployment) + maxSurgeOf(deployment))
  const same = annotations?.[DESIRED_REPLICAS] === desired && annotations[MAX_REPLICAS] === max
  if (same) return annotations
  return { ...annotations, [DESIRED_REPLICAS]: desired, [MAX_REPLICAS]: max }
}

/**
 * Annotations of the new ReplicaSet: the deployment's own, its revision, the revisions it had before,
 * and the sizes when it is made. The same map if nothing changes. Upstream: SetNewReplicaSetAnnotations.
 */
export function newestAnnotations(
  deployment: Deployment,
  newest: ReplicaSet,
  options: { readonly revision: number; readonly exists: boolean },
): StringMap {
  const before = newest.metadata.annotations ?? {}
  let annotations = before
  for (const [key, value] of Object.entries(deployment.metadata.annotations ?? {})) {
    if (NOT_COPIED.has(key) || annotations[key] === value) continue
    annotations = { ...annotations, [key]: value }
  }
  const old = before[REVISION]
  const oldRevision = old === undefined || old === '' ? 0 : intAnnotation(newest, REVISION)
  if (oldRevision === undefined) return annotations
  if (oldRevision < options.revision) {
    annotations = { ...annotations, [REVISION]: String(options.revision) }
    if (old !== undefined) {
      annotations = {
        ...annotations,
        [REVISION_HISTORY]: historyWith(annotations[REVISION_HISTORY] ?? '', old),
      }
    }
  }
  return options.exists ? annotations : withReplicaAnnotations(annotations, deployment)
}

/** The oldest revisions make room when the list grows too long. */
function historyWith(history: string, revision: string): string {
  if (history === '') return revision
  const revisions = history.split(',')
  let length = history.length + revision.length + 1
  let start = 0
  while (length > HISTORY_MAX && start < revisions.length) {
    length -= (revisions[start] ?? '').length + 1
    start++
  }
  return length <= HISTORY_MAX ? [...revisions.slice(start), revision].join(',') : history
}

/** Old sets to delete, so that no more than the history limit remain. Upstream: cleanupDeployment. */
export function setsToCleanUp(deployment: Deployment, old: readonly ReplicaSet[]): ReplicaSet[] {
  const limit = deployment.spec.revisionHistoryLimit
  if (limit === undefined || limit === 2 ** 31 - 1) return []
  const cleanable = old.filter((set) => set.metadata.deletionTimestamp === undefined)
  const surplus = cleanable.length - limit
  if (surplus <= 0) return []
  return cleanable.toSorted(byRevision).slice(0, surplus).filter(isSpent)
}

/** Has no pods, and its controller has seen that it should have none. */
function isSpent({ spec, status, metadata }: ReplicaSet): boolean {
  return (
    (status?.replicas ?? 0) === 0 &&
    (spec.replicas ?? 1) === 0 &&
    (metadata.generation ?? 0) <= (status?.observedGeneration ?? 0)
  )
}
