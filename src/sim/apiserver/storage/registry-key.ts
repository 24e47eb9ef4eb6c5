import type { Kind } from '../../../protocol/objects/index.ts'
import type { BaseObject } from '../../../protocol/objects/meta.ts'
import { RESOURCES, type Resource } from '../../api/resources.ts'

/** Kinds whose keys in etcd are not named after their plural, for historical reasons. */
const STORAGE_PREFIX: { readonly [plural: string]: string } = {
  nodes: '/registry/minions/',
  services: '/registry/services/specs/',
}

/** Prefix of all keys of a resource: `/registry/pods/`. */
export function resourcePrefix(resource: Resource): string {
  return STORAGE_PREFIX[resource.plural] ?? `/registry/${resource.plural}/`
}

/** Key of one object in etcd. */
export function registryKey(
  resource: Resource,
  namespace: string | undefined,
  name: string,
): string {
  const prefix = resourcePrefix(resource)
  return resource.namespaced ? `${prefix}${namespace}/${name}` : prefix + name
}

/** Key of an object of a known kind. */
export function registryKeyOf(object: BaseObject & { readonly kind: string }): string {
  return registryKey(
    RESOURCES[object.kind as Kind],
    object.metadata.namespace,
    object.metadata.name,
  )
}
