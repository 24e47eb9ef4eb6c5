import { RESOURCES } from '../../api/resources.ts'
import { forbiddenStatus, notFoundStatus } from '../../api/status.ts'
import type { AdmissionPlugin } from './plugin.ts'

const IMMORTAL = new Set(['default', 'kube-system', 'kube-public'])

/**
 * Nothing is created in a namespace that is absent or being terminated, and the cluster's own
 * namespaces are not deleted. Upstream: plugin/pkg/admission/namespace/lifecycle, v1.36.
 */
export const namespaceLifecycle: AdmissionPlugin = {
  name: 'NamespaceLifecycle',

  validate({ route, object }, around) {
    if (route.resource.kind === 'Namespace') {
      if (route.verb !== 'delete' || !IMMORTAL.has(route.name)) return undefined
      return forbiddenStatus(route.resource, route.name, 'this namespace may not be deleted')
    }
    if (route.verb !== 'create' || !route.resource.namespaced) return undefined
    const namespace = around.namespace(route.namespace)
    if (!namespace) return notFoundStatus(RESOURCES.Namespace, route.namespace)
    if (namespace.metadata.deletionTimestamp === undefined) return undefined
    const refusal = forbiddenStatus(
      route.resource,
      object.metadata.name,
      `unable to create new content in namespace ${route.namespace} because it is being terminated`,
    )
    const cause = {
      reason: 'NamespaceTerminating',
      message: `namespace ${route.namespace} is being terminated`,
      field: 'metadata.namespace',
    }
    return { ...refusal, details: { ...refusal.details, causes: [cause] } }
  },
}
