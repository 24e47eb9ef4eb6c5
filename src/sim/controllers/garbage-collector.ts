import type { Kind, KubeObject } from '../../protocol/objects/index.ts'
import type { BaseObject, OwnerReference } from '../../protocol/objects/meta.ts'
import { namespacedKey, objectPath, RESOURCES } from '../api/resources.ts'
import { TIMINGS } from '../latencies.ts'
import { release } from './claim.ts'
import {
  type Caches,
  type ChangeOf,
  type Controller,
  only,
  type Plan,
  type ReconcileView,
  refOf,
  type Watches,
  type Write,
} from './runtime/controller.ts'
import { INFORMER_SPECS } from './runtime/owner-index.ts'
import { deletion } from './writes.ts'

const FOREGROUND = 'foregroundDeletion'
const ORPHAN = 'orphan'
const KINDS: readonly Kind[] = INFORMER_SPECS.map(({ kind }) => kind)

/**
 * Deletes what lost its owners, and holds or releases owners that wait for their dependents.
 * Upstream: pkg/controller/garbagecollector, v1.36. Its graph is the `owner` index of the caches here.
 */
export const garbageCollector: Controller = {
  name: 'generic-garbage-collector',
  workers: 20,
  delay: TIMINGS.gcAttempt,
  watches: Object.fromEntries(KINDS.map((kind) => [kind, changed])) as Watches,

  describe: (key, caches) => find(key, caches),

  reconcile(key, view) {
    const object = find(key, view)
    if (!object) return undefined
    const { deletionTimestamp, finalizers = [], ownerReferences = [] } = object.metadata
    if (deletionTimestamp === undefined) return attemptToDelete(object, ownerReferences, view)
    if (finalizers.includes(ORPHAN)) return orphanDependents(object, view)
    if (finalizers.includes(FOREGROUND)) return releaseWhenAlone(object, view)
    return undefined
  },
}

/** Keys name kind, uid and place, as two objects may follow one another under one name. */
function keyFor({ kind, metadata }: BaseObject): string {
  return `${kind}|${metadata.uid}|${namespacedKey(metadata.namespace, metadata.name)}`
}

function find(key: string, caches: Caches): KubeObject | undefined {
  const [kind, uid, place = ''] = key.split('|')
  const object = caches.cache(kind as Kind).get(place) as KubeObject | undefined
  return object?.metadata.uid === uid ? object : undefined
}

function changed({ type, object, old }: ChangeOf, caches: Caches): readonly string[] {
  const { metadata } = object
  if (type === 'DELETED') {
    return [...dependentsOf(metadata.uid, caches).map(keyFor), ...waitingOwners(object, caches)]
  }
  const keys: string[] = []
  const isEnding = metadata.deletionTimestamp !== undefined && metadata.finalizers !== undefined
  const isNewlyEnding = isEnding && old?.metadata.deletionTimestamp === undefined
  if (isNewlyEnding && isHeldBy(object, FOREGROUND)) {
    keys.push(...dependentsOf(metadata.uid, caches).map(keyFor), keyFor(object))
  } else if (isEnding && (isHeldBy(object, ORPHAN) || isHeldBy(object, FOREGROUND))) {
    keys.push(keyFor(object))
  }
  const owners = metadata.ownerReferences
  if (owners === undefined) return keys.length > 0 ? keys : NONE
  // A dependent whose owner is not there (any more), or is waiting for its dependents to go.
  if (owners !== old?.metadata.ownerReferences || type === 'ADDED') {
    const isSuspect = owners.some((reference) => {
      const owner = ownerOf(reference, object, caches)
      return owner === undefined || isWaiting(owner)
    })
    if (isSuspect) keys.push(keyFor(object))
  }
  return keys
}

const NONE: readonly string[] = []

function isHeldBy({ metadata }: BaseObject, finalizer: string): boolean {
  return metadata.finalizers?.includes(finalizer) === true
}

/** Being deleted in the foreground: it goes when its dependents are gone. */
function isWaiting(object: BaseObject): boolean {
  return object.metadata.deletionTimestamp !== undefined && isHeldBy(object, FOREGROUND)
}

function dependentsOf(uid: string, caches: Caches): readonly KubeObject[] {
  const found: KubeObject[] = []
  for (const kind of KINDS) {
    const cache = caches.cache(kind)
    if (HAS_OWNERS.has(kind) && cache.countBy('owner', uid) > 0) {
      found.push(...(cache.by('owner', uid) as KubeObject[]))
    }
  }
  return found
}

const HAS_OWNERS: ReadonlySet<Kind> = new Set(
  INFORMER_SPECS.filter(({ indexes }) => indexes?.owner).map(({ kind }) => kind),
)

function waitingOwners(object: KubeObject, caches: Caches): readonly string[] {
  const keys: string[] = []
  for (const reference of object.metadata.ownerReferences ?? []) {
    const owner = ownerOf(reference, object, caches)
    if (owner && isWaiting(owner)) keys.push(keyFor(owner))
  }
  return keys
}

/** The owner as the cache knows it. Kinds that do not exist here are taken for there: what can not be checked is not deleted. */
function ownerOf(reference: OwnerReference, child: BaseObject, caches: Caches) {
  if (!(KINDS as readonly string[]).includes(reference.kind)) return UNKNOWN
  const kind = reference.kind as Kind
  const namespace = RESOURCES[kind].namespaced ? child.metadata.namespace : undefined
  const owner = caches.cache(kind).get(namespacedKey(namespace, reference.name)) as
    | KubeObject
    | undefined
  return owner?.metadata.uid === reference.uid ? owner : undefined
}

const UNKNOWN: BaseObject = {
  apiVersion: '',
  kind: '',
  metadata: { name: '', uid: '', resourceVersion: '', creationTimestamp: '' },
}

/** Upstream: attemptToDeleteItem. */
function attemptToDelete(
  object: KubeObject,
  references: readonly OwnerReference[],
  view: ReconcileView,
): Plan | undefined {
  const owners = references.map((reference) => ({
    reference,
    owner: ownerOf(reference, object, view),
  }))
  const absent = owners.filter(({ owner }) => owner === undefined)
  if (absent.length > 0 && view.answers.length === 0) {
    // The cache may be behind: only the API server knows that an owner does not exist.
    return { reads: absent.map(({ reference }) => livePath(reference, object)) }
  }
  const gone = absent.filter(({ reference }, index) => {
    const answer = view.answers[index]
    return answer?.code === 404 || (answer?.body as BaseObject)?.metadata?.uid !== reference.uid
  })
  const waiting = owners.filter(({ owner }) => owner !== undefined && isWaiting(owner))
  const bad = new Set([...gone, ...waiting].map(({ reference }) => reference))
  const saw = { owners: owners.length, gone: gone.length, waiting: waiting.length }
  if (bad.size === 0) return undefined
  if (bad.size < owners.length) {
    return { saw, steps: [only(withoutOwners(object, [...bad]))] }
  }
  const hasDependents = dependentsOf(object.metadata.uid, view).length > 0
  const propagationPolicy = waiting.length > 0 && hasDependents ? 'Foreground' : policyOf(object)
  return { saw, steps: [only(deletion(object, { propagationPolicy, byUid: true }))] }
}

/** What the object's own finalizers ask for. */
function policyOf(object: BaseObject): string {
  if (isHeldBy(object, ORPHAN)) return 'Orphan'
  return isHeldBy(object, FOREGROUND) ? 'Foreground' : 'Background'
}

function livePath({ kind, name }: OwnerReference, child: BaseObject): string {
  const resource = RESOURCES[kind as Kind]
  return objectPath(resource.kind, resource.namespaced ? child.metadata.namespace : undefined, name)
}

function withoutOwners(object: BaseObject, references: readonly OwnerReference[]): Write {
  const { name, namespace, uid } = object.metadata
  const ownerReferences = references.map((reference) => ({ $patch: 'delete', uid: reference.uid }))
  return {
    verb: 'patch',
    object: refOf(object),
    request: {
      method: 'PATCH',
      path: objectPath(object.kind as Kind, namespace, name),
      contentType: 'application/strategic-merge-patch+json',
      body: { metadata: { ownerReferences, uid } },
    },
    accepts: [404],
  }
}

/** Upstream: attemptToOrphanWorker. */
function orphanDependents(owner: KubeObject, view: ReconcileView): Plan {
  const dependents = dependentsOf(owner.metadata.uid, view)
  const patches = dependents.map((dependent) => release(dependent, owner))
  return {
    saw: { dependents: dependents.length },
    steps: [
      ...(patches.length > 0 ? [{ writes: patches, pace: 'parallel' as const }] : []),
      only(withoutFinalizer(owner, ORPHAN)),
    ],
  }
}

/** Upstream: processDeletingDependentsItem. */
function releaseWhenAlone(owner: KubeObject, view: ReconcileView): Plan | undefined {
  const { uid } = owner.metadata
  const blocking = dependentsOf(uid, view).filter(({ metadata }) =>
    metadata.ownerReferences?.some(
      (reference) => reference.uid === uid && reference.blockOwnerDeletion,
    ),
  )
  if (blocking.length > 0) return undefined
  return { saw: { dependents: 0 }, steps: [only(withoutFinalizer(owner, FOREGROUND))] }
}

function withoutFinalizer(object: BaseObject, finalizer: string): Write {
  const { name, namespace, resourceVersion, finalizers = [] } = object.metadata
  const others = finalizers.filter((other) => other !== finalizer)
  return {
    verb: 'patch',
    object: refOf(object),
    request: {
      method: 'PATCH',
      path: objectPath(object.kind as Kind, namespace, name),
      contentType: 'application/merge-patch+json',
      body: { metadata: { resourceVersion, finalizers: others.length > 0 ? others : null } },
    },
    accepts: [404],
  }
}
