import type { IntOrString, JsonObject } from '../../../protocol/objects/meta.ts'
import type { Deployment, ReplicaSet } from '../../../protocol/objects/workload.ts'
import { isEqualJson } from '../../../sim/api/equal-json.ts'
import { timestampAt } from '../../../sim/api/time.ts'
import {
  activeSets,
  byCreation,
  byRevision,
  findActiveOrLatest,
  findNewest,
  lastRevisionOf,
  maxRevisionOf,
  newestAnnotations,
  setsToCleanUp,
} from '../../../sim/controllers/deployment/revisions.ts'
import {
  intAnnotation,
  MAX_REPLICAS,
  maxSurgeOf,
  maxUnavailableOf,
  minAvailableOf,
  newReplicasFor,
  proportionOf,
  replicasOf,
  resolveFenceposts,
} from '../../../sim/controllers/deployment/rollout-limits.ts'
import {
  allSets,
  changesSize,
  growNewest,
  type Scaling,
  type Sets,
  scaleAll,
  shrinkOld,
} from '../../../sim/controllers/deployment/scaling.ts'
import {
  calculateStatus,
  isComplete,
  isProgressing,
  isSaturated,
  rolloutStatus,
} from '../../../sim/controllers/deployment/status.ts'
import { SECOND } from '../../../sim/kernel/types.ts'
import { compareAnswers } from '../compare-answers.ts'
import type { GoldenCase, SuiteAdapter } from '../suite-adapter.ts'

/** An hour into the run, so that ages can be subtracted. */
const NOW = 3600 * SECOND

interface Input {
  readonly op: string
  readonly deployment: Deployment
  readonly newRS?: ReplicaSet
  readonly oldRSs?: readonly ReplicaSet[]
  readonly rsList?: readonly ReplicaSet[]
  readonly rs?: ReplicaSet
}

/** The deployment controller's arithmetic. */
export const deploymentSuite: SuiteAdapter = {
  suite: 'deployment',

  run(json) {
    const input = json as unknown as Input
    const { deployment, newRS: newest, oldRSs: old = [] } = withStatus(input)
    const sets: Sets = { newest, old }
    switch (input.op.split(/[/ ]/)[0]) {
      case 'ResolveFenceposts':
        return fenceposts(json)
      case 'maxes':
        return {
          maxSurge: maxSurgeOf(deployment),
          maxUnavailable: maxUnavailableOf(deployment),
          minAvailable: minAvailableOf(deployment),
        }
      case 'NewRSNewReplicas':
        return newest && { replicas: newReplicasFor(deployment, allSets(sets), newest) }
      case 'GetProportion': {
        const counts = { toAdd: Number(json.toAdd), added: Number(json.added) }
        return { proportion: input.rs && proportionOf(input.rs, deployment, counts) }
      }
      case 'scale':
        return writesOf(scaleAll(deployment, sets))
      case 'rolloutRolling':
        return roll(deployment, sets)
      case 'FindNewReplicaSet':
        return find(deployment, input.rsList ?? [])
      case 'calculateStatus':
        return statusOf(deployment, sets)
      case 'cleanupDeployment':
        return { deleted: setsToCleanUp(deployment, old).map(nameOf).toSorted(byNumber) }
      case 'SetNewReplicaSetAnnotations':
        return annotate(deployment, newest, json)
      case 'syncRolloutStatus':
        return { events: [], status: rollout(deployment, sets, json) }
      default:
        throw new Error(`unknown op ${input.op}`)
    }
  },

  compare(got, want, { input }) {
    if (input.op !== 'scale') return compareAnswers(got, want)
    // 1.20 told the direction of the whole scaling; later ones tell that of the set.
    const undirected = (answer: unknown) =>
      JSON.parse(JSON.stringify(answer).replaceAll(/Scaled (up|down)/g, 'Scaled'))
    return compareAnswers(undirected(got), undirected(want))
  },

  accept({ input }: GoldenCase) {
    if (input.op === 'GetProportion' || input.op === 'scale') {
      const { deployment, rs, newRS, oldRSs = [] } = input as unknown as Input
      const sets = [rs, newRS, ...oldRSs].filter((set): set is ReplicaSet => set !== undefined)
      const isLost = sets.some((set) => !intAnnotation(set, MAX_REPLICAS))
      // 1.20 divides by zero there; 1.33 and later leave such a set alone.
      if (isLost && !deployment.status?.replicas)
        return 'no max-replicas annotation and no pods: fixed in 1.33'
    }
    if (input.op === 'cleanupDeployment') {
      const { oldRSs = [] } = input as unknown as Input
      const isInOrder = oldRSs
        .toSorted(byCreation)
        .every((set, index, all) => index === 0 || byRevision(all[index - 1] ?? set, set) <= 0)
      if (!isInOrder)
        return 'revisions not in order of creation: 1.20 deletes the oldest, 1.21 and later the lowest revision'
    }
    return undefined
  },
}

function withStatus(input: Input): Input {
  const complete = (set: ReplicaSet): ReplicaSet => ({
    ...set,
    status: set.status ?? { replicas: 0 },
  })
  const { deployment, newRS, oldRSs } = input
  return {
    ...input,
    deployment: deployment && { ...deployment, status: deployment.status ?? {} },
    newRS: newRS && complete(newRS),
    oldRSs: oldRSs?.map(complete),
  }
}

function fenceposts({ maxSurge, maxUnavailable, desired }: JsonObject) {
  const given = [maxSurge, maxUnavailable] as readonly (IntOrString | undefined)[]
  const resolved = resolveFenceposts(given[0], given[1], Number(desired))
  return { surge: 0, unavailable: 0, ...resolved }
}

function byNumber(a: string, b: string): number {
  return Number(a.split('-')[1]) - Number(b.split('-')[1])
}

function nameOf({ metadata }: ReplicaSet): string {
  return metadata.name
}

/** In 1.20's words: later ones also tell the former size. */
function writesOf(scalings: readonly Scaling[]): JsonObject {
  return {
    actions: scalings.map(({ to }) => ({
      verb: 'update',
      name: nameOf(to),
      replicas: replicasOf(to),
      annotations: to.metadata.annotations ?? {},
    })),
    events: scalings.filter(changesSize).map(({ from, to }) => {
      const direction = replicasOf(from) < replicasOf(to) ? 'up' : 'down'
      return `Normal ScalingReplicaSet Scaled ${direction} replica set ${nameOf(to)} to ${replicasOf(to)}`
    }),
  }
}

function roll(deployment: Deployment, sets: Sets): JsonObject {
  const grown = growNewest(deployment, sets)
  if (grown.some(changesSize)) return { ...writesOf(grown), scaledUp: true }
  const shrunk = shrinkOld(deployment, sets)
  const { scalings, isScaledDown } = shrunk
  return { ...writesOf([...grown, ...scalings]), scaledUp: false, scaledDown: isScaledDown }
}

function find(deployment: Deployment, sets: readonly ReplicaSet[]) {
  const newest = findNewest(deployment, sets)
  const old = sets.filter((set) => set !== newest)
  return {
    new: newest && nameOf(newest),
    allOld: old.map(nameOf).sort(),
    oldWithPods: activeSets(old).map(nameOf).sort(),
    activeOrLatest: named(findActiveOrLatest(newest, old)),
    maxRevision: maxRevisionOf(sets),
    lastRevision: lastRevisionOf(sets),
  }
}

function named(set: ReplicaSet | undefined): string | null {
  return set ? nameOf(set) : null
}

function statusOf(deployment: Deployment, sets: Sets) {
  const status = calculateStatus(deployment, allSets(sets), sets.newest, NOW)
  return {
    status: comparable(status),
    complete: isComplete(deployment, status),
    progressing: isProgressing(deployment, status),
    saturated: isSaturated(deployment, sets.newest),
  }
}

/** Without times, and without what 1.20 does not count. */
function comparable(status: Deployment['status']) {
  const { terminatingReplicas: _new, ...counts } = status
  return {
    ...counts,
    conditions: status.conditions?.map(({ type, status: state, reason, message }) => ({
      type,
      status: state,
      reason,
      message,
    })),
  }
}

function annotate(deployment: Deployment, newest: ReplicaSet | undefined, json: JsonObject) {
  if (!newest) return undefined
  const options = { revision: Number(json.newRevision), exists: json.exists === true }
  const annotations = newestAnnotations(deployment, newest, options)
  return { annotations, changed: !isEqualJson(annotations, newest.metadata.annotations ?? {}) }
}

function rollout(deployment: Deployment, sets: Sets, json: JsonObject) {
  const at = timestampAt(NOW - Number(json.progressingConditionAgeSeconds ?? 0) * SECOND)
  const conditions = deployment.status.conditions?.map((condition) =>
    condition.type === 'Progressing'
      ? { ...condition, lastUpdateTime: at, lastTransitionTime: at }
      : condition,
  )
  const aged = { ...deployment, status: { ...deployment.status, conditions } }
  return comparable(rolloutStatus(aged, allSets(sets), sets.newest, NOW))
}
