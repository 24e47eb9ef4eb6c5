import type { KubeObject } from '../../../protocol/objects/index.ts'
import type { ObjectRow, Text } from '../../../protocol/views.ts'

/** Any object that is neither pod, node, event nor lease, as a line of a list. */
export function objectRow(object: KubeObject): ObjectRow {
  const owners = object.metadata.ownerReferences
  return {
    kind: object.kind,
    namespace: object.metadata.namespace ?? '',
    name: object.metadata.name,
    uid: object.metadata.uid,
    ownerUid: (owners?.find((owner) => owner.controller) ?? owners?.[0])?.uid ?? '',
    summary: summaryOf(object),
  }
}

/** What a list shows beside the name. */
function summaryOf(object: KubeObject): Text {
  if (object.metadata.deletionTimestamp !== undefined) return { key: 'facts:summary.terminating' }
  switch (object.kind) {
    case 'Deployment':
    case 'ReplicaSet':
      return {
        key: 'facts:summary.replicas',
        params: { ready: object.status?.readyReplicas ?? 0, wanted: object.spec.replicas ?? 1 },
      }
    case 'Service':
      return {
        key: 'facts:summary.service',
        params: {
          type: object.spec.type ?? 'ClusterIP',
          address: object.spec.clusterIP ?? object.spec.externalName ?? '',
        },
      }
    case 'EndpointSlice': {
      const endpoints = object.endpoints ?? []
      const ready = endpoints.filter((endpoint) => endpoint.conditions?.ready !== false).length
      return { key: 'facts:summary.endpoints', params: { ready, count: endpoints.length } }
    }
    case 'ConfigMap':
    case 'Secret':
      return {
        key: 'facts:summary.entries',
        params: { count: Object.keys(object.data ?? {}).length },
      }
    case 'Namespace':
      return { key: 'facts:summary.phase', params: { phase: object.status?.phase ?? 'Active' } }
    case 'Pod':
      return { key: 'facts:summary.phase', params: { phase: object.status.phase ?? 'Pending' } }
    default:
      return { key: 'facts:summary.none' }
  }
}
