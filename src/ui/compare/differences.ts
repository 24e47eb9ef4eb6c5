/** Which rows of two clusters differ, as far as the eye sees them. Pure. */
import type { NodeRow, PodRow } from '../../protocol/views.ts'

/** How something stands to its twin in the other run. */
export type Difference = 'same' | 'differs' | 'only-here'

/** A pod against the one of the same name in the other run. */
export function podDifference(pod: PodRow, other: PodRow | undefined): Difference {
  if (!other) return 'only-here'
  const isSame =
    pod.nodeName === other.nodeName &&
    pod.status === other.status &&
    pod.look === other.look &&
    pod.isReady === other.isReady &&
    pod.restarts === other.restarts
  return isSame ? 'same' : 'differs'
}

/** A node against the one of the same name in the other run. */
export function nodeDifference(node: NodeRow, other: NodeRow | undefined): Difference {
  if (!other) return 'only-here'
  const isSame =
    node.ready === other.ready &&
    node.machine === other.machine &&
    node.isSchedulable === other.isSchedulable &&
    node.isNetworkCut === other.isNetworkCut &&
    node.isKubeletRunning === other.isKubeletRunning &&
    node.taints.join() === other.taints.join()
  return isSame ? 'same' : 'differs'
}

/** Items by a key of theirs, in the order in which they come. */
export function groupedBy<T>(
  items: Iterable<T>,
  keyOf: (item: T) => string,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}
