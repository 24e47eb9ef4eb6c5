import type { Pod } from '../../protocol/objects/pod.ts'
import { conditionOf } from '../api/conditions.ts'
import { isPodActive, isPodReady } from '../api/pod-status.ts'
import { isSidecar } from '../api/pod-summary.ts'
import { timeOf } from '../api/time.ts'
import type { Micros } from '../kernel/types.ts'

/**
 * Which pods a ReplicaSet gives up first when it has too many. Upstream: `getPodsToDelete` of
 * `pkg/controller/replicaset` and `ActivePodsWithRanks` of `pkg/controller`, v1.36.
 */

const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost'
const PHASE_ORDER: ReadonlyMap<string | undefined, number> = new Map([
  ['Pending', 0],
  ['Unknown', 1],
  ['Running', 2],
])
const NANOSECONDS_PER_MICRO = 1_000

/**
 * How ages are told apart. `exact` is Kubernetes with the feature gate LogarithmicScaleDown off, as
 * it was before 1.22.
 */
type AgeOrder = 'logarithmic' | 'exact'

/** A pod with all that its place depends on, worked out once. */
interface RankedPod {
  readonly pod: Pod
  readonly isAssigned: boolean
  readonly phase: number
  readonly isReady: boolean
  readonly deletionCost: number
  /** Related pods on its node, itself among them. */
  readonly rank: number
  /** Undefined for a pod that is not ready, or never said since when. */
  readonly readySince: Micros | undefined
  readonly restarts: number
  readonly sidecarRestarts: number
  readonly createdAt: Micros | undefined
}

/**
 * The `surplus` pods to delete, most dispensable first. `related` are all pods of the ReplicaSets
 * of the same owner.
 */
export function podsToDelete(
  pods: readonly Pod[],
  related: readonly Pod[],
  surplus: number,
  now: Micros,
): Pod[] {
  // Without a choice there is no order: they go as they come.
  const ordered = surplus < pods.length ? orderForDeletion(pods, related, now) : [...pods]
  return ordered.slice(0, surplus)
}

/** All pods, most dispensable first. */
export function orderForDeletion(
  pods: readonly Pod[],
  related: readonly Pod[],
  now: Micros,
  ages: AgeOrder = 'logarithmic',
): Pod[] {
  const ranks = nodeRanks(related)
  const ranked = pods.map((pod) => rankedPod(pod, ranks.get(pod.spec.nodeName ?? '') ?? 0))
  return ranked.toSorted((a, b) => compare(a, b, { now, ages })).map(({ pod }) => pod)
}

/** Active pods by node. */
export function nodeRanks(related: readonly Pod[]): ReadonlyMap<string, number> {
  const ranks = new Map<string, number>()
  for (const pod of related) {
    if (!isPodActive(pod)) continue
    const node = pod.spec.nodeName ?? ''
    ranks.set(node, (ranks.get(node) ?? 0) + 1)
  }
  return ranks
}

function rankedPod(pod: Pod, rank: number): RankedPod {
  const isReady = isPodReady(pod)
  const since = isReady ? conditionOf(pod, 'Ready')?.lastTransitionTime : undefined
  const { restarts, sidecarRestarts } = maxRestarts(pod)
  const cost = Number(pod.metadata.annotations?.[DELETION_COST] ?? 0)
  return {
    pod,
    isAssigned: (pod.spec.nodeName ?? '') !== '',
    phase: PHASE_ORDER.get(pod.status?.phase) ?? 0,
    isReady,
    deletionCost: Number.isInteger(cost) ? cost : 0,
    rank,
    readySince: since ? timeOf(since) : undefined,
    restarts,
    sidecarRestarts,
    createdAt: pod.metadata.creationTimestamp ? timeOf(pod.metadata.creationTimestamp) : undefined,
  }
}

interface Clock {
  readonly now: Micros
  readonly ages: AgeOrder
}

/** Negative if `a` goes before `b`. The first difference decides. */
function compare(a: RankedPod, b: RankedPod, clock: Clock): number {
  const areReady = a.isReady && b.isReady
  return (
    Number(a.isAssigned) - Number(b.isAssigned) ||
    a.phase - b.phase ||
    Number(a.isReady) - Number(b.isReady) ||
    a.deletionCost - b.deletionCost ||
    b.rank - a.rank ||
    (areReady ? (compareAges(a.readySince, b.readySince, clock) ?? compareUids(a, b)) : 0) ||
    b.restarts - a.restarts ||
    b.sidecarRestarts - a.sidecarRestarts ||
    (compareAges(a.createdAt, b.createdAt, clock) ?? compareUids(a, b))
  )
}

/** Younger ones go first. Undefined where the ages differ, but are of the same power of two. */
function compareAges(
  since: Micros | undefined,
  otherSince: Micros | undefined,
  { now, ages }: Clock,
): number | undefined {
  if (since === otherSince) return 0
  if (since === undefined) return -1
  if (otherSince === undefined) return 1
  if (ages === 'exact') return otherSince - since
  return magnitude(now - since) - magnitude(now - otherSince) || undefined
}

/** As good as at random, so that not all pods of one moment and place go together. */
function compareUids(a: RankedPod, b: RankedPod): number {
  return a.pod.metadata.uid < b.pod.metadata.uid ? -1 : 1
}

function magnitude(age: Micros): number {
  return age > 0 ? Math.trunc(Math.log2(age * NANOSECONDS_PER_MICRO)) : -1
}

function maxRestarts(pod: Pod): { restarts: number; sidecarRestarts: number } {
  const sidecars = new Set(
    (pod.spec.initContainers ?? []).filter(isSidecar).map(({ name }) => name),
  )
  let restarts = 0
  let sidecarRestarts = 0
  for (const { restartCount } of pod.status?.containerStatuses ?? []) {
    restarts = Math.max(restarts, restartCount)
  }
  for (const { name, restartCount } of pod.status?.initContainerStatuses ?? []) {
    if (sidecars.has(name)) sidecarRestarts = Math.max(sidecarRestarts, restartCount)
  }
  return { restarts, sidecarRestarts }
}
