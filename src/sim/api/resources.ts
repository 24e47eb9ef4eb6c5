import type { Kind } from '../../protocol/objects/index.ts'
import type { BaseObject } from '../../protocol/objects/meta.ts'

/** How a kind is addressed. */
export interface Resource {
  readonly kind: Kind
  /** '' for the core group. */
  readonly group: string
  readonly version: string
  readonly plural: string
  readonly namespaced: boolean
}

function resource(
  kind: Kind,
  group: string,
  version: string,
  plural: string,
  namespaced = true,
): Resource {
  return { kind, group, version, plural, namespaced }
}

/** Every kind of this edition, by kind. */
export const RESOURCES: { readonly [K in Kind]: Resource } = {
  Namespace: resource('Namespace', '', 'v1', 'namespaces', false),
  Node: resource('Node', '', 'v1', 'nodes', false),
  Pod: resource('Pod', '', 'v1', 'pods'),
  ReplicaSet: resource('ReplicaSet', 'apps', 'v1', 'replicasets'),
  Deployment: resource('Deployment', 'apps', 'v1', 'deployments'),
  Service: resource('Service', '', 'v1', 'services'),
  EndpointSlice: resource('EndpointSlice', 'discovery.k8s.io', 'v1', 'endpointslices'),
  ConfigMap: resource('ConfigMap', '', 'v1', 'configmaps'),
  Secret: resource('Secret', '', 'v1', 'secrets'),
  ServiceAccount: resource('ServiceAccount', '', 'v1', 'serviceaccounts'),
  Event: resource('Event', '', 'v1', 'events'),
  Lease: resource('Lease', 'coordination.k8s.io', 'v1', 'leases'),
}

/** `apps/v1`, or `v1` for the core group. */
export function apiVersionOf(kind: Kind): string {
  const { group, version } = RESOURCES[kind]
  return group === '' ? version : `${group}/${version}`
}

/** Path of a collection: `/apis/apps/v1/namespaces/shop/deployments`, or of all namespaces without one. */
export function collectionPath(kind: Kind, namespace?: string): string {
  const { group, version, plural, namespaced } = RESOURCES[kind]
  const root = group === '' ? `/api/${version}` : `/apis/${group}/${version}`
  return namespaced && namespace ? `${root}/namespaces/${namespace}/${plural}` : `${root}/${plural}`
}

/** Path of one object, or of its subresource. */
export function objectPath(
  kind: Kind,
  namespace: string | undefined,
  name: string,
  subresource?: string,
): string {
  const path = `${collectionPath(kind, namespace)}/${name}`
  return subresource === undefined ? path : `${path}/${subresource}`
}

/** `namespace/name`, or `name` where there is no namespace: the key of caches and queues. */
export function keyOf(object: BaseObject): string {
  return namespacedKey(object.metadata.namespace, object.metadata.name)
}

export function namespacedKey(namespace: string | undefined, name: string): string {
  return namespace ? `${namespace}/${name}` : name
}
