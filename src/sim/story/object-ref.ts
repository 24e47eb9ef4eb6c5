import type { BaseObject } from '../../protocol/objects/meta.ts'
import type { ObjectRef } from '../../protocol/trace.ts'

/** Names an object for the page. */
export function refOf(object: BaseObject): ObjectRef {
  const { namespace, name, uid } = object.metadata
  return namespace ? { kind: object.kind, namespace, name, uid } : { kind: object.kind, name, uid }
}

/** `Pod shop/web-1`, the form in which sentences name objects. */
export function nameOf(ref: ObjectRef): string {
  return ref.namespace && ref.namespace !== 'default'
    ? `${ref.kind} ${ref.namespace}/${ref.name}`
    : `${ref.kind} ${ref.name}`
}

/** True for the objects that heartbeats and notes are made of; the story looks past them. */
export function isNoise(kind: string): boolean {
  return kind === 'Event' || kind === 'Lease'
}
