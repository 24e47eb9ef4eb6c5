import type { BaseObject } from '../../../protocol/objects/meta.ts'
import type { Pod } from '../../../protocol/objects/pod.ts'
import type { Deployment, ReplicaSet } from '../../../protocol/objects/workload.ts'
import { isEqualJson } from '../../api/equal-json.ts'
import { labelMatcher } from '../../api/label-selector.ts'
import { keyOf, namespacedKey } from '../../api/resources.ts'
import type { Micros } from '../../kernel/types.ts'
import { adoption, canAdopt, canAdoptRead, claimsOf, release } from '../claim.ts'
import {
  type Caches,
  type ChangeOf,
  type Controller,
  only,
  type Plan,
  type ReconcileView,
  type Step,
  type WriteFailure,
} from '../runtime/controller.ts'
import { controlledBy, controllerOf } from '../runtime/owner-index.ts'
import { creation, deletion, statusUpdate, update } from '../writes.ts'
import { creationBody, makeReplicaSet } from './new-replicaset.ts'
import {
  activeSets,
  areSameTemplate,
  findNewest,
  maxRevisionOf,
  newestAnnotations,
  setsToCleanUp,
} from './revisions.ts'
import { DESIRED_REPLICAS, intAnnotation, REVISION, replicasOf } from './rollout-limits.ts'
import {
  allSets,
  changesSize,
  dropOld,
  growNewest,
  type Scaling,
  type Sets,
  scaleAll,
  shrinkOld,
} from './scaling.ts'
import {
  calculateStatus,
  checkDeadlineAfter,
  conditionOf,
  hasProgressDeadline,
  isComplete,
  newCondition,
  rolloutStatus,
  withCondition,
} from './status.ts'

type Status = Deployment['status']

/**
 * Rolls a deployment's pods from one template to the next, by way of one ReplicaSet per template.
 * Upstream: pkg/controller/deployment, v1.36.
 */
export const deploymentController: Controller = {
  name: 'deployment-controller',
  eventSource: 'deployment-controller',
  workers: 5,
  watches: {
    Deployment: ({ object }) => [keyOf(object)],
    ReplicaSet: replicaSetChanged,
    Pod: podChanged,
  },

  describe: (key, caches) => caches.cache('Deployment').get(key),

  reconcile(key, view) {
    const deployment = view.cache('Deployment').get(key)
    if (!deployment) return undefined
    const { owned, orphans, strangers } = claimsOf(view, 'ReplicaSet', deployment)
    if (orphans.length > 0 && view.answers.length === 0)
      return { reads: [canAdoptRead(deployment)] }
    const adopted = canAdopt(deployment, view) ? orphans : []
    const claims: Step[] = [
      ...adopted.map((set) => only(adoption(set, deployment))),
      ...strangers.map((set) => only(release(set, deployment))),
    ]
    const plan = new Sync(deployment, [...owned, ...adopted], view).plan()
    return claims.length === 0 ? plan : { ...plan, steps: [...claims, ...(plan.steps ?? [])] }
  },

  afterFailure(key, view, failure) {
    const deployment = view.cache('Deployment').get(key)
    return deployment ? afterFailedCreation(deployment, view, failure) : []
  },
}

function replicaSetChanged({ object }: ChangeOf<'ReplicaSet'>, caches: Caches): string[] {
  const owner = controllerOf(object)
  if (owner) {
    return owner.kind === 'Deployment' ? [namespacedKey(object.metadata.namespace, owner.name)] : []
  }
  return caches
    .cache('Deployment')
    .by('namespace', object.metadata.namespace ?? '')
    .filter(({ spec }) => labelMatcher(spec.selector)(object.metadata.labels))
    .map(keyOf)
}

/** Only Recreate waits for pods: it goes on when the last is gone. */
function podChanged({ type, object }: ChangeOf<'Pod'>, caches: Caches): string[] {
  if (type !== 'DELETED') return []
  const { namespace } = object.metadata
  const set = caches
    .cache('ReplicaSet')
    .get(namespacedKey(namespace, controllerOf(object)?.name ?? ''))
  const owner = set && controllerOf(set)
  if (owner?.kind !== 'Deployment') return []
  const key = namespacedKey(namespace, owner.name)
  const deployment = caches.cache('Deployment').get(key)
  return deployment?.spec.strategy?.type === 'Recreate' ? [key] : []
}

/** One look at one deployment. It gathers the writes in upstream's order. */
class Sync {
  private readonly steps: Step[] = []
  private readonly sets: readonly ReplicaSet[]
  private readonly view: ReconcileView
  private readonly now: Micros
  /** With the changes of this sync; written on the version that was read, so that a second write of its status conflicts, as upstream's does. */
  private deployment: Deployment

  constructor(deployment: Deployment, sets: readonly ReplicaSet[], view: ReconcileView) {
    this.deployment = deployment
    this.sets = sets
    this.view = view
    this.now = view.now
  }

  plan(): Plan {
    const { deployment } = this
    const requeueAfter = this.run()
    const found = findNewest(deployment, this.sets)
    return {
      steps: this.steps,
      requeueAfter,
      saw: {
        replicas: replicasOf(deployment),
        replicaSets: this.sets.length,
        newReplicaSetSize: found ? replicasOf(found) : 0,
        available: deployment.status?.availableReplicas ?? 0,
      },
    }
  }

  private run(): Micros | undefined {
    if (this.deployment.metadata.deletionTimestamp !== undefined) {
      const sets = this.tellApart()
      if (sets)
        this.writeStatus(calculateStatus(this.deployment, allSets(sets), sets.newest, this.now))
      return undefined
    }
    this.checkPaused()
    const sets = this.tellApart()
    if (!sets) return undefined
    const { deployment } = this
    if (deployment.spec.paused || this.isScaling(sets)) {
      this.apply(scaleAll(deployment, sets))
      if (deployment.spec.paused) this.cleanUp(sets)
      this.writeStatus(calculateStatus(deployment, allSets(sets), sets.newest, this.now))
      return undefined
    }
    return deployment.spec.strategy?.type === 'Recreate' ? this.recreate(sets) : this.roll(sets)
  }

  /** Upstream: rolloutRolling. */
  private roll(found: Sets): Micros | undefined {
    const sets = found.newest ? found : this.createNewest(found)
    const grown = growNewest(this.deployment, sets)
    const scalings = grown.length > 0 ? grown : shrinkOld(this.deployment, sets).scalings
    this.apply(scalings)
    if (scalings.length === 0 && isComplete(this.deployment, this.deployment.status ?? {})) {
      this.cleanUp(sets)
    }
    return this.report(sets)
  }

  /** Upstream: rolloutRecreate. */
  private recreate(found: Sets): Micros | undefined {
    const dropped = dropOld(this.deployment, found.old)
    this.apply(dropped)
    if (dropped.length > 0 || found.old.some((set) => this.hasPods(set))) return this.report(found)
    const sets = found.newest ? found : this.createNewest(found)
    this.apply(growNewest(this.deployment, sets))
    if (isComplete(this.deployment, this.deployment.status ?? {})) this.cleanUp(sets)
    return this.report(sets)
  }

  private hasPods(set: ReplicaSet): boolean {
    if ((set.status?.replicas ?? 0) > 0) return true
    return controlledBy(this.view, 'Pod', set.metadata.uid).some((pod) => !isOver(pod))
  }

  /**
   * The new and the old sets; the new one's annotations and the deployment's revision are brought up
   * to date. Undefined if the new set must be written first. Upstream: getAllReplicaSetsAndSyncRevision.
   */
  private tellApart(): Sets | undefined {
    const newest = findNewest(this.deployment, this.sets)
    const old = this.sets.filter((set) => set !== newest)
    if (!newest) return { newest, old }
    const revision = maxRevisionOf(old) + 1
    const annotations = newestAnnotations(this.deployment, newest, { revision, exists: true })
    const { minReadySeconds } = this.deployment.spec
    const isChanged =
      !isEqualJson(annotations, newest.metadata.annotations ?? {}) ||
      (newest.spec.minReadySeconds ?? 0) !== (minReadySeconds ?? 0)
    if (isChanged) {
      const metadata = { ...newest.metadata, annotations }
      this.steps.push(
        only(
          update({ ...newest, metadata, spec: { ...newest.spec, minReadySeconds } } as BaseObject),
        ),
      )
      return undefined
    }
    this.noteRevision(annotations[REVISION], newest)
    return { newest, old }
  }

  private noteRevision(revision: string | undefined, newest: ReplicaSet): void {
    const { deployment } = this
    const { annotations } = deployment.metadata
    let status: Status = deployment.status ?? {}
    if (hasProgressDeadline(deployment) && !conditionOf(status, 'Progressing')) {
      const message = `Found new replica set "${newest.metadata.name}"`
      status = withCondition(status, this.progressing('True', 'FoundNewReplicaSet', message))
    }
    const isNoted = revision === undefined || annotations?.[REVISION] === revision
    if (isNoted && status === deployment.status) return
    this.deployment = withRevision({ ...deployment, status }, revision)
    this.putStatus()
  }

  private createNewest({ old }: Sets): Sets {
    const revision = maxRevisionOf(old) + 1
    const newest = makeReplicaSet(this.deployment, old, revision)
    const { namespace, name } = newest.metadata
    const size = replicasOf(newest)
    this.steps.push(
      only({
        ...creation(creationBody(newest), namespace),
        success:
          size > 0 ? this.scalingEvent(`up replica set ${name} from 0 to ${size}`) : undefined,
      }),
    )
    let status: Status = this.deployment.status ?? {}
    if (hasProgressDeadline(this.deployment)) {
      const message = `Created new replica set "${name}"`
      status = withCondition(status, this.progressing('True', 'NewReplicaSetCreated', message))
    }
    this.deployment = withRevision({ ...this.deployment, status }, String(revision))
    this.putStatus()
    return { newest, old }
  }

  /** Writes sizes. The status that follows is still that of the sets as they were read, as upstream's is. */
  private apply(scalings: readonly Scaling[]): void {
    const written = new Set<ReplicaSet>()
    for (const scaling of scalings) {
      const { from, to } = scaling
      const [was, is] = [replicasOf(from), replicasOf(to)]
      const direction = was < is ? 'up' : 'down'
      // A set that is scaled twice in one go is written twice; the second write follows the first's answer.
      const resourceVersion = written.has(from) ? '' : to.metadata.resourceVersion
      written.add(to)
      this.steps.push(
        only({
          ...update({ ...to, metadata: { ...to.metadata, resourceVersion } }),
          success: changesSize(scaling)
            ? this.scalingEvent(`${direction} replica set ${to.metadata.name} from ${was} to ${is}`)
            : undefined,
        }),
      )
    }
  }

  private scalingEvent(what: string) {
    return {
      about: this.deployment,
      type: 'Normal' as const,
      reason: 'ScalingReplicaSet',
      message: `Scaled ${what}`,
    }
  }

  private cleanUp({ old }: Sets): void {
    for (const set of setsToCleanUp(this.deployment, old)) this.steps.push(only(deletion(set)))
  }

  /** Upstream: isScalingEvent. */
  private isScaling(sets: Sets): boolean {
    const wanted = replicasOf(this.deployment)
    return activeSets(allSets(sets)).some((set) => {
      const desired = intAnnotation(set, DESIRED_REPLICAS)
      return desired !== undefined && desired !== wanted
    })
  }

  /** Upstream: checkPausedConditions. */
  private checkPaused(): void {
    const { deployment } = this
    if (!hasProgressDeadline(deployment)) return
    const status: Status = deployment.status ?? {}
    const reason = conditionOf(status, 'Progressing')?.reason
    if (reason === 'ProgressDeadlineExceeded') return
    const isNoted = reason === 'DeploymentPaused'
    if ((deployment.spec.paused ?? false) === isNoted) return
    const condition = isNoted
      ? this.progressing('Unknown', 'DeploymentResumed', 'Deployment is resumed')
      : this.progressing('Unknown', 'DeploymentPaused', 'Deployment is paused')
    this.deployment = { ...deployment, status: withCondition(status, condition) }
    this.putStatus()
  }

  private progressing(status: 'True' | 'Unknown', reason: string, message: string) {
    return newCondition({ type: 'Progressing', status, reason }, message, this.now)
  }

  private report(sets: Sets): Micros | undefined {
    const next = rolloutStatus(this.deployment, allSets(sets), sets.newest, this.now)
    if (this.writeStatus(next)) return undefined
    return checkDeadlineAfter(this.deployment, next, this.now)
  }

  private writeStatus(next: Status): boolean {
    if (isEqualJson(this.deployment.status, next)) return false
    this.deployment = { ...this.deployment, status: next }
    this.putStatus()
    return true
  }

  private putStatus(): void {
    this.steps.push(only(statusUpdate(this.deployment)))
  }
}

function withRevision(deployment: Deployment, revision: string | undefined): Deployment {
  const { annotations } = deployment.metadata
  if (revision === undefined || annotations?.[REVISION] === revision) return deployment
  return {
    ...deployment,
    metadata: { ...deployment.metadata, annotations: { ...annotations, [REVISION]: revision } },
  }
}

function isOver({ status }: Pod): boolean {
  return status.phase === 'Failed' || status.phase === 'Succeeded'
}

/** A name that is taken by another template's set is a hash collision: the next hash is another. */
function afterFailedCreation(
  deployment: Deployment,
  view: ReconcileView,
  { write, response }: WriteFailure,
): readonly Step[] {
  if (write.verb !== 'create') return []
  const { name } = write.object
  const status: Status = deployment.status ?? {}
  if (response.code === 409) {
    const taken = view.cache('ReplicaSet').get(namespacedKey(write.object.namespace, name))
    // Its creation has not come back through the watch yet: there is nothing to mend.
    const isOurs =
      !taken ||
      (controllerOf(taken)?.uid === deployment.metadata.uid &&
        areSameTemplate(taken.spec.template, deployment.spec.template))
    if (isOurs) return []
    const collided = { ...status, collisionCount: (status.collisionCount ?? 0) + 1 }
    return [only(statusUpdate({ ...deployment, status: collided } as Deployment))]
  }
  if (!hasProgressDeadline(deployment)) return []
  const error = 'message' in response.body ? response.body.message : ''
  const condition = newCondition(
    { type: 'Progressing', status: 'False', reason: 'ReplicaSetCreateError' },
    `Failed to create new replica set "${name}": ${error}`,
    view.now,
  )
  const failed = { ...deployment, status: withCondition(status, condition) }
  return [only(statusUpdate(failed))]
}
