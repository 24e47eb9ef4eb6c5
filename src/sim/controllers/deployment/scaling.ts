import type { Deployment, ReplicaSet } from '../../../protocol/objects/workload.ts'
import {
  activeSets,
  byCreation,
  bySizeNewer,
  bySizeOlder,
  findActiveOrLatest,
  withReplicaAnnotations,
} from './revisions.ts'
import {
  isRollingUpdate,
  maxSurgeOf,
  minAvailableOf,
  newReplicasFor,
  proportionOf,
  replicasOf,
  specTotal,
} from './rollout-limits.ts'
import { isSaturated } from './status.ts'

/** Sizes that a deployment gives its ReplicaSets. Upstream: pkg/controller/deployment/{sync,rolling,recreate}.go, v1.36. */

/** A ReplicaSet to be written with a new size, new size annotations, or both. */
export interface Scaling {
  readonly from: ReplicaSet
  readonly to: ReplicaSet
}

/** The sets of a deployment. */
export interface Sets {
  readonly newest: ReplicaSet | undefined
  readonly old: readonly ReplicaSet[]
}

/** Old ones first. */
export function allSets({ newest, old }: Sets): readonly ReplicaSet[] {
  return newest ? [...old, newest] : old
}

/** The write that gives a set its size; none if it has size and annotations already. */
function scaling(deployment: Deployment, from: ReplicaSet, replicas: number): Scaling[] {
  const { metadata, spec } = from
  const annotations = withReplicaAnnotations(metadata.annotations, deployment)
  if (replicasOf(from) === replicas && annotations === metadata.annotations) return []
  return [
    { from, to: { ...from, metadata: { ...metadata, annotations }, spec: { ...spec, replicas } } },
  ]
}

/** As `scaling`, but a set that has its size is left alone. */
function resize(deployment: Deployment, set: ReplicaSet, replicas: number): Scaling[] {
  return replicasOf(set) === replicas ? [] : scaling(deployment, set, replicas)
}

/** Whether more than annotations are written. */
export function changesSize({ from, to }: Scaling): boolean {
  return replicasOf(from) !== replicasOf(to)
}

/** Spreads a changed size over the sets that have pods; nothing is rolled. Upstream: scale. */
export function scaleAll(deployment: Deployment, sets: Sets): readonly Scaling[] {
  const wanted = replicasOf(deployment)
  const { newest } = sets
  const old = sets.old.toSorted((a, b) => byCreation(b, a))
  const single = findActiveOrLatest(newest, old)
  if (single) return resize(deployment, single, wanted)
  if (isSaturated(deployment, newest)) {
    return activeSets(old).flatMap((set) => resize(deployment, set, 0))
  }
  return isRollingUpdate(deployment) ? scaleProportionally(deployment, { newest, old }) : []
}

function scaleProportionally(deployment: Deployment, sets: Sets): readonly Scaling[] {
  const wanted = replicasOf(deployment)
  const active = activeSets(allSets(sets))
  const allowed = wanted > 0 ? wanted + maxSurgeOf(deployment) : 0
  const toAdd = allowed - specTotal(active)
  const order = toAdd < 0 ? bySizeOlder : bySizeNewer
  const ordered = toAdd === 0 ? active : active.toSorted(order)
  let added = 0
  const sizes = ordered.map((set) => {
    const share = proportionOf(set, deployment, { toAdd, added })
    added += share
    return replicasOf(set) + share
  })
  return ordered.flatMap((set, index) => {
    // What rounding left over goes to the largest.
    const leftover = index === 0 ? toAdd - added : 0
    return scaling(deployment, set, Math.max(0, (sizes[index] ?? 0) + leftover))
  })
}

/** Lets the new set grow, or shrink to what is wanted. Upstream: reconcileNewReplicaSet. */
export function growNewest(deployment: Deployment, sets: Sets): readonly Scaling[] {
  const { newest } = sets
  if (!newest) return []
  const wanted = replicasOf(deployment)
  const current = replicasOf(newest)
  if (current >= wanted) return resize(deployment, newest, wanted)
  return resize(deployment, newest, newReplicasFor(deployment, allSets(sets), newest))
}

/** Lets old sets shrink: first what is broken, then as far as enough pods stay available. Upstream: reconcileOldReplicaSets. */
export function shrinkOld(
  deployment: Deployment,
  sets: Sets,
): { readonly scalings: readonly Scaling[]; readonly isScaledDown: boolean } {
  const { newest, old } = sets
  const all = allSets(sets)
  const minAvailable = minAvailableOf(deployment)
  const newUnavailable = newest ? replicasOf(newest) - availableOf(newest) : 0
  const most = specTotal(all) - minAvailable - newUnavailable
  if (specTotal(old) === 0 || most <= 0) return { scalings: [], isScaledDown: false }
  const { scalings, isStale } = cleanUpBroken(deployment, old, most)
  if (isStale) return { scalings, isScaledDown: false }
  const cleaned = old.map((set) => scalings.find(({ from }) => from === set)?.to ?? set)
  const available = all.reduce((sum, set) => sum + availableOf(set), 0)
  const both = [...scalings, ...takeDown(deployment, cleaned, available - minAvailable)]
  return { scalings: both, isScaledDown: both.length > 0 }
}

function availableOf({ status }: ReplicaSet): number {
  return status?.availableReplicas ?? 0
}

/** Stops at a set that tells of more available pods than it should have: its status is of another size. */
function cleanUpBroken(
  deployment: Deployment,
  old: readonly ReplicaSet[],
  most: number,
): { readonly scalings: readonly Scaling[]; readonly isStale: boolean } {
  const scalings: Scaling[] = []
  let left = most
  for (const set of old.toSorted(byCreation)) {
    if (left <= 0) break
    const broken = replicasOf(set) - availableOf(set)
    if (replicasOf(set) === 0 || broken === 0) continue
    if (broken < 0) return { scalings, isStale: true }
    const count = Math.min(left, broken)
    left -= count
    scalings.push(...resize(deployment, set, replicasOf(set) - count))
  }
  return { scalings, isStale: false }
}

function takeDown(
  deployment: Deployment,
  old: readonly ReplicaSet[],
  surplus: number,
): readonly Scaling[] {
  const scalings: Scaling[] = []
  let left = surplus
  for (const set of old.toSorted(byCreation)) {
    if (left <= 0) break
    const count = Math.min(left, replicasOf(set))
    if (count === 0) continue
    left -= count
    scalings.push(...resize(deployment, set, replicasOf(set) - count))
  }
  return scalings
}

/** Recreate: everything old goes first. Upstream: scaleDownOldReplicaSetsForRecreate. */
export function dropOld(deployment: Deployment, old: readonly ReplicaSet[]): readonly Scaling[] {
  return activeSets(old).flatMap((set) => resize(deployment, set, 0))
}
