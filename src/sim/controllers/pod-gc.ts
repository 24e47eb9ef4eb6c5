import type { Condition } from '../../protocol/objects/meta.ts'
import type { Pod } from '../../protocol/objects/pod.ts'
import { isPodTerminal } from '../api/pod-status.ts'
import { objectPath } from '../api/resources.ts'
import { timestampAt } from '../api/time.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { Micros } from '../kernel/types.ts'
import { TIMINGS } from '../latencies.ts'
import { type Controller, only, type Step } from './runtime/controller.ts'
import { disruptionPatch } from './taint-eviction.ts'
import { deletion } from './writes.ts'

/** Not seen by a tick yet. */
const UNSEEN = -1

/**
 * Deletes the pods of nodes that no longer exist: no kubelet will ever do it. Keys are names of nodes.
 * Simplified: finished pods are not limited to 12,500, and out-of-service nodes are not known.
 * Upstream: pkg/controller/podgc, v1.36.
 */
export function createPodGc(kernel: Kernel, component: string): Controller {
  /** Nodes that pods name and that are not there, and the tick that found them missing. */
  const missing = kernel.table<Micros>(`${component}/pod-gc/missing-nodes`)
  return {
    name: 'pod-garbage-collector-controller',
    account: 'pod-garbage-collector',
    workers: 1,
    watches: {
      Node({ type, object }, caches) {
        const { name } = object.metadata
        if (type === 'ADDED') missing.delete(name)
        else if (type === 'DELETED' && caches.cache('Pod').countBy('node', name) > 0) {
          missing.set(name, UNSEEN)
        }
        return []
      },
      Pod({ type, object, old }, caches) {
        const { nodeName } = object.spec
        if (!nodeName || type === 'DELETED' || old?.spec.nodeName === nodeName) return []
        if (!caches.cache('Node').has(nodeName) && !missing.has(nodeName)) {
          missing.set(nodeName, UNSEEN)
        }
        return []
      },
    },
    monitor: {
      every: TIMINGS.podGcPeriod,
      keys(_caches, now) {
        const due: string[] = []
        for (const name of missing.keys()) {
          const since = missing.get(name) ?? UNSEEN
          if (since === UNSEEN) missing.set(name, now)
          else if (now - since >= TIMINGS.podGcQuarantine) due.push(name)
        }
        return due
      },
    },

    reconcile(key, view) {
      if (view.cache('Node').has(key)) return undefined
      const pods = view.cache('Pod').by('node', key)
      if (pods.length === 0) {
        missing.delete(key)
        return undefined
      }
      // The cache may be behind: the node may just be coming back.
      const [answer] = view.answers
      if (!answer) return { reads: [objectPath('Node', undefined, key)] }
      if (answer.code !== 404) return undefined
      return {
        saw: { pods: pods.length },
        steps: pods.flatMap((pod) => removal(pod, view.now)),
      }
    },

    reset() {
      for (const name of missing.keys()) missing.delete(name)
    },
  }
}

function removal(pod: Pod, now: Micros): readonly Step[] {
  const condition: Condition = {
    type: 'DisruptionTarget',
    status: 'True',
    lastTransitionTime: timestampAt(now),
    reason: 'DeletionByPodGC',
    message: 'PodGC: node no longer exists',
  }
  const mark = disruptionPatch(pod, { phase: 'Failed', conditions: [condition] })
  const remove = deletion(pod)
  const body = { ...(remove.request.body as object), gracePeriodSeconds: 0 }
  const atOnce = { ...remove, request: { ...remove.request, body } }
  return isPodTerminal(pod) ? [only(atOnce)] : [only(mark), only(atOnce)]
}
