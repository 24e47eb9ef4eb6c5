import type { Node } from '../../../protocol/objects/cluster.ts'
import type { Condition } from '../../../protocol/objects/meta.ts'
import type { Pod } from '../../../protocol/objects/pod.ts'
import { conditionOf } from '../../api/conditions.ts'
import { timeOf, timestampAt } from '../../api/time.ts'
import type { Micros } from '../../kernel/types.ts'
import { TIMINGS } from '../../latencies.ts'
import type { Caches } from '../runtime/controller.ts'

/** Whether a node still gives signs of life. Upstream: pkg/controller/nodelifecycle tryUpdateNodeHealth, v1.36. */

const WATCHED_CONDITIONS = ['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure'] as const
const LEASE_NAMESPACE = 'kube-node-lease'

// Memo by object: at thousands of nodes the same texts would be parsed at every tick.
const timeByObject = new WeakMap<object, Micros>()

function memoTime(object: object, text: string | null | undefined): Micros {
  let at = timeByObject.get(object)
  if (at === undefined) {
    at = timeOf(text)
    timeByObject.set(object, at)
  }
  return at
}

/** When the node last renewed its lease or posted its status, and how long it may be silent. */
export function lastSignOf(
  node: Node,
  caches: Caches,
): { readonly at: Micros; readonly grace: Micros } {
  const ready = conditionOf(node, 'Ready')
  if (!ready) {
    const at = memoTime(node, node.metadata.creationTimestamp)
    return { at, grace: TIMINGS.nodeStartupGracePeriod }
  }
  const lease = caches.cache('Lease').get(`${LEASE_NAMESPACE}/${node.metadata.name}`)
  const renewedAt = lease ? memoTime(lease, lease.spec.renewTime) : 0
  const postedAt = memoTime(ready, ready.lastHeartbeatTime)
  return { at: Math.max(renewedAt, postedAt), grace: TIMINGS.nodeMonitorGracePeriod }
}

/** Whether the silence is noted on the node already. */
export function isSilenceNoted(node: Node): boolean {
  return WATCHED_CONDITIONS.every((type) => conditionOf(node, type)?.status === 'Unknown')
}

/** The node with all that the kubelet reports marked unknown. */
export function silent(node: Node, now: Micros): Node {
  const at = timestampAt(now)
  const conditions = (node.status.conditions ?? []).map((condition): Condition => {
    const isWatched = (WATCHED_CONDITIONS as readonly string[]).includes(condition.type)
    if (!isWatched || condition.status === 'Unknown') return condition
    return {
      ...condition,
      status: 'Unknown',
      reason: 'NodeStatusUnknown',
      message: 'Kubelet stopped posting node status.',
      lastTransitionTime: at,
    }
  })
  const missing = WATCHED_CONDITIONS.filter((type) => !conditionOf(node, type))
  const never = missing.map(
    (type): Condition => ({
      type,
      status: 'Unknown',
      reason: 'NodeStatusNeverUpdated',
      message: 'Kubelet never posted node status.',
      lastHeartbeatTime: node.metadata.creationTimestamp,
      lastTransitionTime: at,
    }),
  )
  return { ...node, status: { ...node.status, conditions: [...conditions, ...never] } }
}

/** A ready pod that no one vouches for any more; undefined if it was not ready. Upstream: MarkPodsNotReady. */
export function notReady(pod: Pod, now: Micros): Pod | undefined {
  const ready = conditionOf(pod, 'Ready')
  if (!ready || ready.status === 'False') return undefined
  const conditions = (pod.status.conditions ?? []).map(
    (condition): Condition =>
      condition === ready
        ? { ...condition, status: 'False', lastTransitionTime: timestampAt(now) }
        : condition,
  )
  return { ...pod, status: { ...pod.status, conditions } }
}
