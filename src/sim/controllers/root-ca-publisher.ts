import { namespacedKey } from '../api/resources.ts'
import { type Controller, only } from './runtime/controller.ts'
import { isActive } from './serviceaccount.ts'
import { creation, update } from './writes.ts'

const NAME = 'kube-root-ca.crt'
const DESCRIPTION =
  'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.'

/** Simplified: no certificate is ever checked here, so the bundle is only a stand-in. */
const DATA = {
  'ca.crt':
    '-----BEGIN CERTIFICATE-----\nThis stands for the certificate authority of the simulated cluster.\n-----END CERTIFICATE-----\n',
}

/** Puts the cluster's CA certificate into every namespace, where pods mount it. Upstream: pkg/controller/certificates/rootcacertpublisher, v1.36. */
export const rootCaPublisher: Controller = {
  name: 'root-ca-cert-publisher',
  workers: 1,
  watches: {
    Namespace: ({ object }) => [object.metadata.name],
    ConfigMap: ({ object }) =>
      object.metadata.name === NAME ? [object.metadata.namespace ?? ''] : [],
  },

  describe: (key, caches) => caches.cache('Namespace').get(key),

  reconcile(key, view) {
    const namespace = view.cache('Namespace').get(key)
    if (!namespace || !isActive(namespace)) return undefined
    const annotations = { 'kubernetes.io/description': DESCRIPTION }
    const known = view.cache('ConfigMap').get(namespacedKey(key, NAME))
    if (!known) {
      const metadata = { name: NAME, namespace: key, annotations }
      const map = { apiVersion: 'v1', kind: 'ConfigMap' as const, metadata, data: DATA }
      return { steps: [only({ ...creation(map, key), accepts: [409] })] }
    }
    if (known.data?.['ca.crt'] === DATA['ca.crt']) return undefined
    return { steps: [only(update({ ...known, data: DATA } as typeof known))] }
  },
}
