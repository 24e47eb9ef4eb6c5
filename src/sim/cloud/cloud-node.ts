import { objectPath } from '../api/resources.ts'
import { type ChangeOf, type Controller, only, refOf } from '../controllers/runtime/controller.ts'
import type { Cloud } from './cloud.ts'

const UNINITIALIZED = 'node.cloudprovider.kubernetes.io/uninitialized'

/** Tells new nodes what the cloud knows of their machines, and then lets pods in. Upstream: k8s.io/cloud-provider/controllers/node, v1.36. */
export function createCloudNodeController(cloud: Cloud): Controller {
  return {
    name: 'cloud-node-controller',
    eventSource: 'cloud-node-controller',
    workers: 1,
    watches: { Node: nodeChanged },

    describe: (key, caches) => caches.cache('Node').get(key),

    reconcile(key, view) {
      const node = view.cache('Node').get(key)
      const taints = node?.spec.taints ?? []
      const others = taints.filter((taint) => taint.key !== UNINITIALIZED)
      if (!node || others.length === taints.length) return undefined
      const labels = {
        'node.kubernetes.io/instance-type': cloud.instanceType,
        'topology.kubernetes.io/region': cloud.region,
        'topology.kubernetes.io/zone': cloud.zone,
      }
      const body = {
        metadata: { labels: { ...labels, ...node.metadata.labels } },
        spec: {
          providerID: node.spec.providerID ?? cloud.providerId(key),
          taints: others.length > 0 ? others : null,
        },
      }
      return {
        saw: { uninitialized: true },
        steps: [
          only({
            verb: 'patch',
            object: refOf(node),
            request: {
              method: 'PATCH',
              path: objectPath('Node', undefined, key),
              contentType: 'application/strategic-merge-patch+json',
              body,
            },
            success: {
              about: node,
              type: 'Normal',
              reason: 'Synced',
              message: 'Node synced successfully',
            },
          }),
        ],
      }
    },
  }
}

function nodeChanged({ type, object }: ChangeOf<'Node'>): readonly string[] {
  const isNew = object.spec.taints?.some(({ key }) => key === UNINITIALIZED)
  return isNew && type !== 'DELETED' ? [object.metadata.name] : []
}
