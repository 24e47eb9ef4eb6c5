import type { Pod } from '../../protocol/objects/pod.ts'
import type { ReplicaSet } from '../../protocol/objects/workload.ts'
import { isEqualJson } from '../api/equal-json.ts'
import { labelMatcher } from '../api/label-selector.ts'
import { isPodActive, isPodReady, isPodTerminal } from '../api/pod-status.ts'
import { keyOf, namespacedKey } from '../api/resources.ts'

import { adoption, canAdopt, canAdoptRead, claimsOf, release } from './claim.ts'
import { podCreations } from './pod-creation.ts'
import { podsToDelete } from './replicaset-ranking.ts'
import { nextAvailabilityCheck, replicaSetStatus, type SetPods } from './replicaset-status.ts'
import {
  type Caches,
  type ChangeOf,
  type Controller,
  only,
  type ReconcileView,
  type Step,
  type Write,
} from './runtime/controller.ts'
import { controlledBy, controllerOf } from './runtime/owner-index.ts'
import { deletion, statusUpdate } from './writes.ts'

/** Upstream's cap on writes per sync. A larger gap closes over several syncs. */
const BURST_REPLICAS_MAX = 500

/** Keeps the number of live pods owned by a ReplicaSet equal to `spec.replicas`. Upstream: pkg/controller/replicaset, v1.36. */
export const replicaSetController: Controller = {
  name: 'replicaset-controller',
  eventSource: 'replicaset-controller',
  workers: 5,
  expects: { owner: 'ReplicaSet', child: 'Pod' },
  watches: { ReplicaSet: ({ object }) => [keyOf(object)], Pod: podChanged },

  describe: (key, caches) => caches.cache('ReplicaSet').get(key),

  reconcile(key, view) {
    const set = view.cache('ReplicaSet').get(key)
    if (!set) return undefined
    const { owned, orphans, strangers } = claimsOf(view, 'Pod', set)
    const wanted = orphans.filter((pod) => !isPodTerminal(pod))
    if (wanted.length > 0 && view.answers.length === 0) return { reads: [canAdoptRead(set)] }
    const adopted = canAdopt(set, view) ? wanted : []
    const pods = podsOf([...owned, ...adopted])
    const claims = [
      ...adopted.map((pod) => only(adoption(pod, set))),
      ...strangers.map((pod) => only(release(pod, set))),
    ]
    const manage = view.isSettled ? manageReplicas(set, pods, view) : []
    const status = replicaSetStatus(set, pods, view.now)
    const report = isEqualJson(status, set.status)
      ? []
      : [only(statusUpdate(withStatus(set, status)))]
    return {
      steps: [...claims, ...manage, ...report],
      requeueAfter: nextAvailabilityCheck(set, pods, view.now),
      saw: {
        replicas: set.spec.replicas ?? 1,
        active: pods.active.length,
        ready: status.readyReplicas ?? 0,
        terminating: pods.terminating.length,
        settled: view.isSettled,
      },
    }
  },

  afterFailure(key, view, { write, response }) {
    const set = view.cache('ReplicaSet').get(key)
    if (!set || write.object.kind !== 'Pod' || write.verb === 'patch') return []
    const message = ('message' in response.body && String(response.body.message)) || ''
    const reason = write.verb === 'create' ? 'FailedCreate' : 'FailedDelete'
    const pods = podsOf(claimsOf(view, 'Pod', set).owned)
    const status = replicaSetStatus(set, pods, view.now, { reason, message })
    return isEqualJson(status, set.status) ? [] : [only(statusUpdate(withStatus(set, status)))]
  },
}

function withStatus(set: ReplicaSet, status: ReplicaSet['status']): ReplicaSet {
  return { ...set, status }
}

function podsOf(owned: readonly Pod[]): SetPods {
  const active: Pod[] = []
  const terminating: Pod[] = []
  for (const pod of owned) {
    if (isPodActive(pod)) active.push(pod)
    else if (!isPodTerminal(pod)) terminating.push(pod)
  }
  return { active, terminating }
}

/** Upstream: manageReplicas. */
function manageReplicas(
  set: ReplicaSet,
  { active }: SetPods,
  view: ReconcileView,
): readonly Step[] {
  if (set.metadata.deletionTimestamp !== undefined) return []
  const missing = (set.spec.replicas ?? 1) - active.length
  if (missing > 0) {
    const writes = podCreations(set, set.spec.template, Math.min(missing, BURST_REPLICAS_MAX))
    return [{ writes, pace: 'slow-start', expects: 'creations' }]
  }
  if (missing === 0) return []
  const surplus = Math.min(-missing, BURST_REPLICAS_MAX)
  const victims = podsToDelete(active, relatedPods(set, view), surplus, view.now)
  const writes = victims.map((pod) => podDeletion(pod, set))
  return [{ writes, pace: 'parallel', expects: 'deletions' }]
}

/** Pods of all ReplicaSets with the same owner: nodes that run many of them are relieved first. */
function relatedPods(set: ReplicaSet, view: ReconcileView): readonly Pod[] {
  const owner = controllerOf(set)
  const family = owner ? controlledBy(view, 'ReplicaSet', owner.uid) : [set]
  return family.flatMap(({ metadata }) => controlledBy(view, 'Pod', metadata.uid))
}

function podDeletion(pod: Pod, set: ReplicaSet): Write {
  const { name } = pod.metadata
  return {
    ...deletion(pod),
    success: {
      about: set,
      type: 'Normal',
      reason: 'SuccessfulDelete',
      message: `Deleted pod: ${name}`,
    },
    failure: {
      about: set,
      type: 'Warning',
      reason: 'FailedDelete',
      message: 'Error deleting: %s',
    },
  }
}

function podChanged({ type, object, old }: ChangeOf<'Pod'>, caches: Caches): readonly string[] {
  if (type === 'MODIFIED' && old && areAlike(object, old)) return NONE
  const owner = controllerOf(object)
  const former = old && old !== object ? controllerOf(old) : undefined
  const keys = [
    ...setKey(object, owner),
    ...(former?.uid === owner?.uid ? [] : setKey(object, former)),
  ]
  return owner || type === 'DELETED' ? keys : [...keys, ...setsThatMatch(object, caches)]
}

const NONE: readonly string[] = []

function setKey({ metadata }: Pod, owner: ReturnType<typeof controllerOf>): readonly string[] {
  return owner?.kind === 'ReplicaSet' ? [namespacedKey(metadata.namespace, owner.name)] : NONE
}

/** Nothing changed that a ReplicaSet looks at. Most changes of a pod are such: scheduling, images, addresses. */
function areAlike(pod: Pod, old: Pod): boolean {
  return (
    pod.metadata.labels === old.metadata.labels &&
    pod.metadata.ownerReferences === old.metadata.ownerReferences &&
    pod.metadata.deletionTimestamp === old.metadata.deletionTimestamp &&
    isPodTerminal(pod) === isPodTerminal(old) &&
    isPodReady(pod) === isPodReady(old)
  )
}

function setsThatMatch({ metadata }: Pod, caches: Caches): readonly string[] {
  return caches
    .cache('ReplicaSet')
    .by('namespace', metadata.namespace ?? '')
    .filter(({ spec }) => labelMatcher(spec.selector)(metadata.labels))
    .map(keyOf)
}
