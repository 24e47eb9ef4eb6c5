import { conditionOf } from '../api/conditions.ts'
import { type Controller, only } from '../controllers/runtime/controller.ts'
import { deletion } from '../controllers/writes.ts'
import { TIMINGS } from '../latencies.ts'
import type { Cloud } from './cloud.ts'

/** Deletes the Node of a silent machine that the cloud says is gone. Upstream: k8s.io/cloud-provider/controllers/nodelifecycle, v1.36. */
export function createCloudNodeLifecycle(cloud: Cloud): Controller {
  return {
    name: 'cloud-node-lifecycle-controller',
    account: 'cloud-node-controller',
    eventSource: 'cloud-node-lifecycle-controller',
    workers: 1,
    watches: {},
    monitor: {
      every: TIMINGS.nodeMonitorPeriod,
      keys: (caches) =>
        caches
          .cache('Node')
          .values()
          .filter((node) => conditionOf(node, 'Ready')?.status !== 'True')
          .map(({ metadata }) => metadata.name)
          .filter((name) => !cloud.hasMachine(name)),
    },

    describe: (key, caches) => caches.cache('Node').get(key),

    reconcile(key, view) {
      const node = view.cache('Node').get(key)
      if (!node || cloud.hasMachine(key)) return undefined
      const message = `Deleting node ${key} because it does not exist in the cloud provider`
      return {
        saw: { machine: false },
        events: [{ about: node, type: 'Normal', reason: 'DeletingNode', message }],
        steps: [only(deletion(node))],
      }
    },
  }
}
