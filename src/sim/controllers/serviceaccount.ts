import type { Namespace } from '../../protocol/objects/cluster.ts'
import { namespacedKey } from '../api/resources.ts'
import { type Controller, only } from './runtime/controller.ts'
import { creation } from './writes.ts'

const DEFAULT = 'default'

/** Gives every namespace its `default` service account. Upstream: pkg/controller/serviceaccount/serviceaccounts_controller.go, v1.36. */
export const serviceAccountController: Controller = {
  name: 'service-account-controller',
  workers: 1,
  watches: {
    Namespace: ({ object }) => [object.metadata.name],
    ServiceAccount: ({ type, object }) =>
      type === 'DELETED' && object.metadata.name === DEFAULT
        ? [object.metadata.namespace ?? '']
        : [],
  },

  describe: (key, caches) => caches.cache('Namespace').get(key),

  reconcile(key, view) {
    const namespace = view.cache('Namespace').get(key)
    if (!namespace || !isActive(namespace)) return undefined
    if (view.cache('ServiceAccount').has(namespacedKey(key, DEFAULT))) return undefined
    const account = {
      apiVersion: 'v1',
      kind: 'ServiceAccount' as const,
      metadata: { name: DEFAULT, namespace: key },
    }
    return { steps: [only({ ...creation(account, key), accepts: [409] })] }
  },
}

/** Nothing is to be made in a namespace that ends. */
export function isActive({ status }: Namespace): boolean {
  return status?.phase !== 'Terminating'
}
