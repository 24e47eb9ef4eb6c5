/** The face of every kind: adding a kind fails the build until it has one here. */
import type { Kind } from '../../protocol/objects/index.ts'
import type { KubeObjectJson } from '../../protocol/objects/json.ts'
import type { Text } from '../../protocol/views.ts'
import { configMapFace } from './config-map.ts'
import { deploymentFace } from './deployment.ts'
import { endpointSliceFace } from './endpoint-slice.ts'
import { eventFace } from './event.ts'
import type { KindFace } from './kind-face.ts'
import { leaseFace } from './lease.ts'
import { namespaceFace } from './namespace.ts'
import { nodeFace } from './node.ts'
import { podFace } from './pod.ts'
import { replicaSetFace } from './replica-set.ts'
import { secretFace } from './secret.ts'
import { serviceFace } from './service.ts'
import { serviceAccountFace } from './service-account.ts'

export const kindFaces: { readonly [K in Kind]: KindFace<K> } = {
  Namespace: namespaceFace,
  Node: nodeFace,
  Pod: podFace,
  ReplicaSet: replicaSetFace,
  Deployment: deploymentFace,
  Service: serviceFace,
  EndpointSlice: endpointSliceFace,
  ConfigMap: configMapFace,
  Secret: secretFace,
  ServiceAccount: serviceAccountFace,
  Event: eventFace,
  Lease: leaseFace,
}

/** Whether this edition knows a kind. */
export function isKnownKind(kind: string): kind is Kind {
  return Object.hasOwn(kindFaces, kind)
}

/** A short line about an object, whatever its kind. */
export function summaryOf(object: KubeObjectJson): Text {
  if (!isKnownKind(object.kind)) return { key: 'inspector:kind.facts.none' }
  // The kind says which face and which object belong together; the compiler cannot follow.
  const face = kindFaces[object.kind] as { summary: (object: KubeObjectJson) => Text }
  return face.summary(object)
}
