import type { Namespace } from '../../protocol/objects/cluster.ts'
import type { KubeObject } from '../../protocol/objects/index.ts'
import type { ObjectMeta } from '../../protocol/objects/meta.ts'
import type { Pod } from '../../protocol/objects/pod.ts'
import { badRequestStatus, conflictStatus, notFoundStatus } from '../api/status.ts'
import { timestampAt } from '../api/time.ts'
import type { KeyValue } from '../etcd/wire.ts'
import { SECOND } from '../kernel/types.ts'
import { validate } from './admit.ts'
import { type DeleteOptions, deleteOptionsOf } from './options.ts'
import { answer, type Decision, type RoutedRequest, type Surroundings } from './surroundings.ts'

export const FOREGROUND_FINALIZER = 'foregroundDeletion'
export const ORPHAN_FINALIZER = 'orphan'

/**
 * Decides on a DELETE of one object: at once, gracefully, or when its finalizers are done.
 * Upstream: k8s.io/apiserver/pkg/registry/generic/registry Store.Delete and rest.BeforeDelete, v1.36.
 */
export function decideDelete(
  routed: RoutedRequest,
  current: KeyValue | undefined,
  around: Surroundings,
): Decision {
  const { route, request } = routed
  if (!current) return answer(404, notFoundStatus(route.resource, route.name))
  const object = current.value
  const options = deleteOptionsOf(request)
  const unmet = unmetPrecondition(object, options)
  if (unmet) {
    // The check knows the kind and not the resource, and says so.
    const subject = { group: route.resource.group, plural: route.resource.kind }
    return answer(409, conflictStatus(subject, route.name, unmet))
  }
  const refusal = validate({ route, object, current: object }, around)
  if (refusal) return answer(refusal.code, refusal)

  const graceful = gracefully(object, options, around)
  if (graceful === 'pending') return answer(200, object)
  const finalizers = finalizersFor(object, policyOf(options))
  const marked = withFinalizers(graceful?.object ?? object, finalizers)
  if (graceful) return put(current, marked, graceful.graceSeconds === 0 && finalizers.length === 0)
  if (finalizers.length > 0 || hasNamespaceContent(object))
    return put(current, markDeleting(marked, around), false)
  return {
    type: 'delete',
    key: current.key,
    expected: current.modRevision,
    object,
    answer: returnsObject(object) ? 'object' : 'status',
  }
}

/** An eviction is a delete that asks disruption budgets first; this edition has none. */
export function decideEviction(
  routed: RoutedRequest,
  current: KeyValue | undefined,
  around: Surroundings,
): Decision {
  const { route } = routed
  const body = routed.request.body as
    | { readonly metadata?: { readonly name?: string }; readonly deleteOptions?: DeleteOptions }
    | undefined
  const named = body?.metadata?.name
  if (named !== undefined && named !== route.name)
    return answer(400, badRequestStatus('name in URL does not match name in Eviction object'))
  const decision = decideDelete(
    { ...routed, request: { ...routed.request, body: body?.deleteOptions } },
    current,
    around,
  )
  if (decision.type === 'answer') return decision
  return {
    ...decision,
    answer: 'status',
    ...(decision.type === 'put' ? { code: 201 as const } : {}),
  }
}

/** Whether an update that leaves the object like this ends it: it was being deleted and nothing holds it any more. */
export function isDoneDeleting(object: KubeObject): boolean {
  const { deletionTimestamp, deletionGracePeriodSeconds, finalizers } = object.metadata
  return (
    deletionTimestamp !== undefined &&
    (deletionGracePeriodSeconds ?? 0) === 0 &&
    (finalizers ?? []).length === 0 &&
    !hasNamespaceContent(object)
  )
}

function unmetPrecondition(
  object: KubeObject,
  { preconditions }: DeleteOptions,
): string | undefined {
  const { uid, resourceVersion } = object.metadata
  if (preconditions?.uid !== undefined && preconditions.uid !== uid) {
    return `the UID in the precondition (${preconditions.uid}) does not match the UID in record (${uid}). The object might have been deleted and then recreated`
  }
  if (
    preconditions?.resourceVersion !== undefined &&
    preconditions.resourceVersion !== resourceVersion
  ) {
    return `the ResourceVersion in the precondition (${preconditions.resourceVersion}) does not match the ResourceVersion in record (${resourceVersion}). The object might have been modified`
  }
  return undefined
}

/** The object marked for a graceful end, 'pending' if that is already under way, undefined for kinds that end at once. */
function gracefully(
  object: KubeObject,
  options: DeleteOptions,
  around: Surroundings,
): { readonly object: KubeObject; readonly graceSeconds: number } | 'pending' | undefined {
  const {
    deletionTimestamp,
    deletionGracePeriodSeconds: pendingGrace,
    generation,
  } = object.metadata
  if (deletionTimestamp !== undefined) {
    if (pendingGrace === undefined) return undefined
    const wanted = options.gracePeriodSeconds
    // A grace period may be shortened, never prolonged.
    if (wanted === undefined || wanted >= pendingGrace)
      return object.kind === 'Pod' || pendingGrace > 0 ? 'pending' : undefined
    return {
      object: withMeta(object, {
        deletionGracePeriodSeconds: wanted,
        deletionTimestamp: around.timestamp,
      }),
      graceSeconds: wanted,
    }
  }
  if (object.kind !== 'Pod') return undefined
  const graceSeconds = podGrace(object, options.gracePeriodSeconds)
  const marked = withMeta(object, {
    deletionTimestamp: timestampAt(around.now + graceSeconds * SECOND),
    deletionGracePeriodSeconds: graceSeconds,
    ...(generation ? { generation: generation + 1 } : {}),
  })
  return { object: marked, graceSeconds }
}

/** Upstream: pkg/registry/core/pod podStrategy.CheckGracefulDelete, v1.36. */
function podGrace(pod: Pod, asked: number | undefined): number {
  const isOver = pod.status.phase === 'Failed' || pod.status.phase === 'Succeeded'
  if (!pod.spec.nodeName || isOver) return 0
  const grace = asked ?? pod.spec.terminationGracePeriodSeconds ?? 30
  return grace < 0 ? 1 : grace
}

/** `orphanDependents` is the older word for two of the policies. */
function policyOf({ propagationPolicy, orphanDependents }: DeleteOptions): string | undefined {
  if (propagationPolicy !== undefined || orphanDependents === undefined) return propagationPolicy
  return orphanDependents ? 'Orphan' : 'Background'
}

function finalizersFor(object: KubeObject, policy: string | undefined): readonly string[] {
  const given = object.metadata.finalizers ?? []
  const others = given.filter(
    (finalizer) => finalizer !== FOREGROUND_FINALIZER && finalizer !== ORPHAN_FINALIZER,
  )
  const orphans = policy === undefined ? given.includes(ORPHAN_FINALIZER) : policy === 'Orphan'
  const foreground =
    policy === undefined ? given.includes(FOREGROUND_FINALIZER) : policy === 'Foreground'
  return [
    ...others,
    ...(orphans ? [ORPHAN_FINALIZER] : []),
    ...(foreground ? [FOREGROUND_FINALIZER] : []),
  ]
}

function withFinalizers(object: KubeObject, finalizers: readonly string[]): KubeObject {
  if (finalizers.length === (object.metadata.finalizers?.length ?? 0)) return object
  return withMeta(object, { finalizers: finalizers.length > 0 ? finalizers : undefined })
}

function markDeleting(object: KubeObject, around: Surroundings): KubeObject {
  if (object.metadata.deletionTimestamp !== undefined) return object
  const { generation } = object.metadata
  const marked = withMeta(object, {
    deletionTimestamp: around.timestamp,
    ...(object.kind === 'Namespace' ? {} : { deletionGracePeriodSeconds: 0 }),
    ...(generation ? { generation: generation + 1 } : {}),
  })
  return marked.kind === 'Namespace'
    ? { ...marked, status: { ...marked.status, phase: 'Terminating' } }
    : marked
}

function hasNamespaceContent(object: KubeObject): boolean {
  return object.kind === 'Namespace' && ((object as Namespace).spec.finalizers ?? []).length > 0
}

function withMeta(object: KubeObject, changes: Partial<ObjectMeta>): KubeObject {
  return { ...object, metadata: { ...object.metadata, ...changes } } as KubeObject
}

function put(current: KeyValue, object: KubeObject, thenDelete: boolean): Decision {
  return {
    type: 'put',
    key: current.key,
    expected: current.modRevision,
    object,
    code: 200,
    answer: 'object',
    thenDelete,
  }
}

/** Most kinds answer a finished delete with a Status; these answer with what was deleted. */
function returnsObject(object: KubeObject): boolean {
  return (
    object.kind === 'Pod' ||
    object.kind === 'Service' ||
    object.kind === 'Namespace' ||
    object.kind === 'ServiceAccount'
  )
}
