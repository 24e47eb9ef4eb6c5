import type { Kind } from '../../protocol/objects/index.ts'
import type { BaseObject } from '../../protocol/objects/meta.ts'
import { collectionPath, objectPath } from '../api/resources.ts'
import { refOf, type Write } from './runtime/controller.ts'

/** The requests controllers write with. */

/** POST of a new object; its metadata lack what the server gives. */
export function creation(
  object: { readonly kind: Kind; readonly metadata: object },
  namespace: string | undefined,
): Write {
  const { name, generateName } = object.metadata as { name?: string; generateName?: string }
  return {
    verb: 'create',
    object: { kind: object.kind, namespace, name: name ?? generateName ?? '' },
    request: { method: 'POST', path: collectionPath(object.kind, namespace), body: object },
  }
}

/** PUT of an object as it should be, on the version that it was read in. */
export function update(object: BaseObject): Write {
  const { name, namespace } = object.metadata
  const path = objectPath(object.kind as Kind, namespace, name)
  return { verb: 'update', object: refOf(object), request: { method: 'PUT', path, body: object } }
}

/** PUT of an object's status. */
export function statusUpdate(object: BaseObject): Write {
  const { name, namespace } = object.metadata
  const path = objectPath(object.kind as Kind, namespace, name, 'status')
  return {
    verb: 'update',
    object: refOf(object),
    subresource: 'status',
    request: { method: 'PUT', path, body: object },
  }
}

/** DELETE; that it is gone already is as good. */
export function deletion(
  object: BaseObject,
  options?: { readonly propagationPolicy?: string; readonly byUid?: boolean },
): Write {
  const { name, namespace, uid } = object.metadata
  const body = {
    kind: 'DeleteOptions',
    apiVersion: object.apiVersion,
    ...(options?.byUid ? { preconditions: { uid } } : {}),
    ...(options?.propagationPolicy ? { propagationPolicy: options.propagationPolicy } : {}),
  }
  return {
    verb: 'delete',
    object: refOf(object),
    request: { method: 'DELETE', path: objectPath(object.kind as Kind, namespace, name), body },
    accepts: [404],
  }
}
