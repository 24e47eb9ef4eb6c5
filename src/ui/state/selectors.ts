/** Derived views of the mirror, computed once per version of a table however many ask. */
import type { EventRow, NodeRow, PodRow } from '../../protocol/views.ts'
import type { ClusterRows } from './cluster.ts'

const naturalOrder = new Intl.Collator('en', { numeric: true })

/** Pods of each node by name; pods without a node are under ''. */
export const podsByNode = memoByTable(
  (pods: ClusterRows['pods']): ReadonlyMap<string, readonly PodRow[]> => {
    const byNode = new Map<string, PodRow[]>()
    for (const pod of pods.values()) {
      const group = byNode.get(pod.nodeName)
      if (group) group.push(pod)
      else byNode.set(pod.nodeName, [pod])
    }
    for (const group of byNode.values()) group.sort(byNamespaceAndName)
    return byNode
  },
)

/** How many pods the fullest node has. */
export const podsOnFullestNode = memoByTable((pods: ClusterRows['pods']): number => {
  let most = 0
  for (const [node, group] of podsByNode(pods)) {
    if (node !== '') most = Math.max(most, group.length)
  }
  return most
})

/** Nodes in natural order: worker-2 before worker-10. */
export const nodesInOrder = memoByTable((nodes: ClusterRows['nodes']): readonly NodeRow[] =>
  [...nodes.values()].sort((a, b) => naturalOrder.compare(a.name, b.name)),
)

/** Kubernetes Events, newest first. */
export const eventsNewestFirst = memoByTable((events: ClusterRows['events']): readonly EventRow[] =>
  [...events.values()].sort(
    (a, b) => b.lastAtMicros - a.lastAtMicros || naturalOrder.compare(b.name, a.name),
  ),
)

function byNamespaceAndName(a: PodRow, b: PodRow): number {
  return naturalOrder.compare(a.namespace, b.namespace) || naturalOrder.compare(a.name, b.name)
}

/** Tables are immutable, so their derived views can be kept for as long as the table lives. */
function memoByTable<T extends object, R>(derive: (table: T) => R): (table: T) => R {
  const known = new WeakMap<T, { readonly result: R }>()
  return (table) => {
    const hit = known.get(table)
    if (hit) return hit.result
    const result = derive(table)
    known.set(table, { result })
    return result
  }
}
