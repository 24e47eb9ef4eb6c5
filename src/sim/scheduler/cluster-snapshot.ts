import { namespacedKey } from '../api/resources.ts'
import type { Informers } from '../client/informers.ts'
import type { SchedulerCache } from './cache.ts'
import type { Snapshot } from './framework.ts'
import type { NodeInfo } from './node-info.ts'

/** The cluster as the scheduler's cache and informers have it at this moment. Good for one cycle. */
export function clusterSnapshot(cache: SchedulerCache, informers: Informers): Snapshot {
  const nodes = cache.nodesInOrder()
  return {
    nodeCount: nodes.length,
    nodes: () => nodes,
    nodesWithAffinity: () => cache.nodesBy('affinity'),
    nodesWithRequiredAntiAffinity: () => cache.nodesBy('antiAffinity'),
    nodesWithImage: (name) => cache.nodesWithImage(name),
    services: (namespace) => informers.cache('Service').by('namespace', namespace),
    replicaSet: (namespace, name) =>
      informers.cache('ReplicaSet').get(namespacedKey(namespace, name)),
    namespaceLabels: (namespace) => informers.cache('Namespace').get(namespace)?.metadata.labels,
  }
}

/** The same cluster with one node changed: for asking what if pods were gone from it. */
export function withChangedNode(snapshot: Snapshot, changed: NodeInfo): Snapshot {
  const replace = (nodes: readonly NodeInfo[], isIn: boolean) => {
    const others = nodes.filter(({ name }) => name !== changed.name)
    return isIn ? [...others, changed] : others
  }
  return {
    nodeCount: snapshot.nodeCount,
    nodes: () => replace(snapshot.nodes(), true),
    nodesWithAffinity: () =>
      replace(snapshot.nodesWithAffinity(), changed.podsWithAffinity.length > 0),
    nodesWithRequiredAntiAffinity: () =>
      replace(
        snapshot.nodesWithRequiredAntiAffinity(),
        changed.podsWithRequiredAntiAffinity.length > 0,
      ),
    nodesWithImage: (name) => snapshot.nodesWithImage(name),
    services: (namespace) => snapshot.services(namespace),
    replicaSet: (namespace, name) => snapshot.replicaSet(namespace, name),
    namespaceLabels: (namespace) => snapshot.namespaceLabels(namespace),
  }
}
