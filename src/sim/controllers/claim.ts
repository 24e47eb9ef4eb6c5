import type { Kind, ObjectOf } from '../../protocol/objects/index.ts'
import type { BaseObject, LabelSelector } from '../../protocol/objects/meta.ts'
import { labelMatcher } from '../api/label-selector.ts'
import { apiVersionOf, objectPath } from '../api/resources.ts'
import { type ReconcileView, refOf, type Write } from './runtime/controller.ts'
import { controlledBy } from './runtime/owner-index.ts'

/** What of a kind belongs to an owner, and what it must take in or let go to have it so. */
interface Claim<K extends Kind> {
  readonly owned: readonly ObjectOf<K>[]
  /** Match the selector and belong to nobody. */
  readonly orphans: readonly ObjectOf<K>[]
  /** Belong to the owner and match no more. */
  readonly strangers: readonly ObjectOf<K>[]
}

type Owner = BaseObject & { readonly spec: { readonly selector: LabelSelector } }

/** Who belongs to an owner by reference and by selector. Upstream: pkg/controller/controller_ref_manager.go, v1.36. */
export function claimsOf<K extends Kind>(view: ReconcileView, kind: K, owner: Owner): Claim<K> {
  const { metadata, spec } = owner
  const matches = labelMatcher(spec.selector)
  const isMatch = (object: ObjectOf<K>) => matches((object as BaseObject).metadata.labels)
  const mine = controlledBy(view, kind, metadata.uid)
  const owned = mine.filter(isMatch)
  if (metadata.deletionTimestamp !== undefined) return { owned, orphans: [], strangers: [] }
  const orphans = view
    .cache(kind)
    .by('orphan', metadata.namespace ?? '')
    .filter((orphan) => isAlive(orphan as BaseObject) && isMatch(orphan))
  const strangers =
    owned.length === mine.length ? [] : mine.filter((child) => !isMatch(child) && isAlive(child))
  return { owned, orphans, strangers }
}

function isAlive(object: BaseObject): boolean {
  return object.metadata.deletionTimestamp === undefined
}

/** Before it adopts, an owner asks the API server whether it still exists: its own cache may be behind. */
export function canAdoptRead(owner: BaseObject): string {
  return objectPath(owner.kind as Kind, owner.metadata.namespace, owner.metadata.name)
}

/** Whether the answer to `canAdoptRead` allows it. */
export function canAdopt(owner: BaseObject, view: ReconcileView): boolean {
  const answer = view.answers[0]
  if (answer?.code !== 200) return false
  const { metadata } = answer.body as BaseObject
  return metadata.uid === owner.metadata.uid && metadata.deletionTimestamp === undefined
}

/** PATCH that makes the owner the child's controller. */
export function adoption(child: BaseObject, owner: BaseObject): Write {
  const reference = {
    apiVersion: apiVersionOf(owner.kind as Kind),
    kind: owner.kind,
    name: owner.metadata.name,
    uid: owner.metadata.uid,
    controller: true,
    blockOwnerDeletion: true,
  }
  return ownersPatch(child, [reference])
}

/** PATCH that takes the owner off the child. */
export function release(child: BaseObject, owner: BaseObject): Write {
  return ownersPatch(child, [{ $patch: 'delete', uid: owner.metadata.uid }])
}

function ownersPatch(child: BaseObject, ownerReferences: readonly unknown[]): Write {
  const { name, namespace, uid } = child.metadata
  return {
    verb: 'patch',
    object: refOf(child),
    request: {
      method: 'PATCH',
      path: objectPath(child.kind as Kind, namespace, name),
      contentType: 'application/strategic-merge-patch+json',
      body: { metadata: { ownerReferences, uid } },
    },
    accepts: [404],
  }
}
