import type { Taint } from '../../protocol/objects/cluster.ts'
import type { Condition } from '../../protocol/objects/meta.ts'
import type { Pod, Toleration } from '../../protocol/objects/pod.ts'
import { isEqualJson } from '../api/equal-json.ts'
import { keyOf, objectPath } from '../api/resources.ts'
import { timestampAt } from '../api/time.ts'
import { type Micros, SECOND } from '../kernel/types.ts'
import {
  type Caches,
  type ChangeOf,
  type Controller,
  only,
  type Plan,
  refOf,
  type Write,
} from './runtime/controller.ts'
import { deletion } from './writes.ts'

/** An eviction that was appointed. */
interface Appointment {
  readonly madeAt: Micros
  readonly dueAt: Micros
}

/** When a pod must leave a node with these taints. */
export type EvictionDecision =
  | { readonly type: 'none' }
  | { readonly type: 'now' }
  | { readonly type: 'never' }
  | { readonly type: 'after'; readonly delay: Micros }

/** Deletes pods that do not tolerate their node's NoExecute taints, or no longer. Upstream: pkg/controller/tainteviction, v1.36. */
export const taintEvictionController: Controller = {
  name: 'taint-eviction-controller',
  account: 'node-controller',
  eventSource: 'taint-eviction-controller',
  workers: 8,
  watches: { Node: nodeChanged, Pod: podChanged },

  describe: (key, caches) => caches.cache('Pod').get(key),

  reconcile(key, view) {
    const pod = view.cache('Pod').get(key)
    if (!pod || pod.metadata.deletionTimestamp !== undefined) return undefined
    const appointment = view.memory as Appointment | undefined
    const node = view.cache('Node').get(pod.spec.nodeName ?? '')
    const decision = decideEviction(noExecute(node?.spec.taints), pod.spec.tolerations ?? [])
    if (decision.type === 'now') return evict(pod, view.now)
    if (decision.type === 'none') return appointment && cancelled(pod)
    if (decision.type === 'never') return undefined
    const dueAt = view.now + decision.delay
    // What was appointed earlier stands, unless the taints now ask for an earlier time.
    const kept = appointment && appointment.madeAt + decision.delay < dueAt
    const next = kept ? appointment : { madeAt: view.now, dueAt }
    if (next.dueAt <= view.now) return evict(pod, view.now)
    return { memory: next, requeueAfter: next.dueAt - view.now }
  },
}

/** What the tolerations make of a node's NoExecute taints. Upstream: getMinTolerationTime, processPodOnNode. */
export function decideEviction(
  taints: readonly Taint[],
  tolerations: readonly Toleration[],
): EvictionDecision {
  if (taints.length === 0) return { type: 'none' }
  const used: Toleration[] = []
  for (const taint of taints) {
    const toleration = tolerations.find((candidate) => tolerates(candidate, taint))
    if (!toleration) return { type: 'now' }
    used.push(toleration)
  }
  let seconds = Number.POSITIVE_INFINITY
  for (const { tolerationSeconds } of used) {
    if (tolerationSeconds !== undefined) seconds = Math.min(seconds, Math.max(0, tolerationSeconds))
  }
  if (seconds === Number.POSITIVE_INFINITY) return { type: 'never' }
  return { type: 'after', delay: seconds * SECOND }
}

/** Upstream: Toleration.ToleratesTaint. */
function tolerates(toleration: Toleration, taint: Taint): boolean {
  const { effect = '', key = '', operator = '', value = '' } = toleration
  if (effect !== '' && effect !== taint.effect) return false
  if (key !== '' && key !== taint.key) return false
  if (operator === 'Exists') return true
  return (operator === '' || operator === 'Equal') && value === (taint.value ?? '')
}

function noExecute(taints: readonly Taint[] | undefined): readonly Taint[] {
  return taints?.filter(({ effect }) => effect === 'NoExecute') ?? NO_TAINTS
}

const NO_TAINTS: readonly Taint[] = []
const NONE: readonly string[] = []

function nodeChanged({ type, object, old }: ChangeOf<'Node'>, caches: Caches): readonly string[] {
  if (type === 'DELETED') return NONE
  const before = old === object ? NO_TAINTS : noExecute(old?.spec.taints)
  if (isEqualJson(before, noExecute(object.spec.taints))) return NONE
  return caches.cache('Pod').keysBy('node', object.metadata.name)
}

function podChanged({ type, object, old }: ChangeOf<'Pod'>, caches: Caches): readonly string[] {
  if (type === 'DELETED') return [keyOf(object)]
  const { nodeName, tolerations } = object.spec
  if (!nodeName) return NONE
  if (old && old.spec.nodeName === nodeName && old.spec.tolerations === tolerations) return NONE
  const node = caches.cache('Node').get(nodeName)
  return noExecute(node?.spec.taints).length > 0 ? [keyOf(object)] : NONE
}

function evict(pod: Pod, now: Micros): Plan {
  return {
    events: [event(pod, `Marking for deletion Pod ${keyOf(pod)}`)],
    saw: { tolerated: false },
    steps: [only(markDisrupted(pod, now)), only(deletion(pod))],
  }
}

function cancelled(pod: Pod): Plan {
  return { memory: null, events: [event(pod, `Cancelling deletion of Pod ${keyOf(pod)}`)] }
}

function event(about: Pod, message: string) {
  return { about, type: 'Normal' as const, reason: 'TaintManagerEviction', message }
}

function markDisrupted(pod: Pod, now: Micros): Write {
  const condition: Condition = {
    type: 'DisruptionTarget',
    status: 'True',
    lastTransitionTime: timestampAt(now),
    reason: 'DeletionByTaintManager',
    message: 'Taint manager: deleting due to NoExecute taint',
  }
  return disruptionPatch(pod, { conditions: [condition] })
}

/** PATCH that says on the pod's status why it is going to be deleted. */
export function disruptionPatch(pod: Pod, status: Partial<Pod['status']>): Write {
  const { name, namespace, uid } = pod.metadata
  return {
    verb: 'patch',
    object: refOf(pod),
    subresource: 'status',
    request: {
      method: 'PATCH',
      path: objectPath('Pod', namespace, name, 'status'),
      contentType: 'application/strategic-merge-patch+json',
      body: { metadata: { uid }, status },
    },
    accepts: [404],
  }
}
