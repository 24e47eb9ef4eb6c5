import type { Namespace, Node } from '../../../protocol/objects/cluster.ts'
import type { JsonObject } from '../../../protocol/objects/meta.ts'
import type { Service } from '../../../protocol/objects/network.ts'
import type { Pod } from '../../../protocol/objects/pod.ts'
import type { ReplicaSet } from '../../../protocol/objects/workload.ts'
import type { PendingPod, Snapshot } from '../../../sim/scheduler/framework.ts'
import { type NodeInfo, unknownNode, withNode, withPod } from '../../../sim/scheduler/node-info.ts'
import { podInfoOf } from '../../../sim/scheduler/pod-info.ts'

/** The cluster of a scheduler case as the plugins see it. */
export interface GoldenCluster {
  readonly nodes: readonly NodeInfo[]
  readonly snapshot: Snapshot
  readonly pending: PendingPod
  readonly pods: readonly Pod[]
}

/** Builds the cluster of `input.nodes`, `input.pods` (bound by `spec.nodeName`) and `input.objects`, and the pod to place. */
export function goldenCluster(input: JsonObject): GoldenCluster {
  const pods = listOf<Pod>(input.pods).map(completed)
  const objects = listOf<Service | ReplicaSet | Namespace>(input.objects)
  const pod = completed(input.pod as unknown as Pod)
  const nodes = listOf<Node>(input.nodes).map((node) => nodeInfo(node, pods))
  const find = (kind: string) => objects.filter((object) => object.kind === kind)
  const snapshot: Snapshot = {
    nodeCount: nodes.length,
    nodes: () => nodes,
    nodesWithAffinity: () => nodes.filter(({ podsWithAffinity }) => podsWithAffinity.length > 0),
    nodesWithRequiredAntiAffinity: () =>
      nodes.filter(({ podsWithRequiredAntiAffinity }) => podsWithRequiredAntiAffinity.length > 0),
    nodesWithImage: (image) =>
      nodes.filter(({ images }) => images.some(({ names }) => names?.includes(image))).length,
    services: (namespace) =>
      (find('Service') as Service[]).filter(({ metadata }) => metadata.namespace === namespace),
    replicaSet: (namespace, name) =>
      (find('ReplicaSet') as ReplicaSet[]).find(
        ({ metadata }) => metadata.namespace === namespace && metadata.name === name,
      ),
    namespaceLabels: () => undefined,
  }
  return { nodes, snapshot, pending: { pod, info: podInfoOf(pod) }, pods }
}

/**
 * The cluster with 1.20's rule of NodeResourcesFit: a pod that asks for anything is refused by an overcommitted node also
 * for the sake of resources that it does not ask for; since 1.28 (and here) only those count that it asks for. A quarter
 * of a unit asked for, and half a unit more to give, comes to that, as all else is whole.
 */
export function withOldFitRule(cluster: GoldenCluster): GoldenCluster {
  const { info } = cluster.pending
  const { milliCpu, memory, ephemeralStorage, scalar } = info.requests
  const isNothing = milliCpu + memory + ephemeralStorage === 0 && Object.keys(scalar).length === 0
  if (isNothing) return cluster
  const requests = {
    milliCpu: milliCpu || 0.25,
    memory: memory || 0.25,
    ephemeralStorage: ephemeralStorage || 0.25,
    scalar,
  }
  const nodes = cluster.nodes.map((node) => ({
    ...node,
    allocatable: {
      ...node.allocatable,
      milliCpu: node.allocatable.milliCpu + 0.5,
      memory: node.allocatable.memory + 0.5,
      ephemeralStorage: node.allocatable.ephemeralStorage + 0.5,
    },
  }))
  const named = (wanted: readonly NodeInfo[]) =>
    nodes.filter(({ name }) => wanted.some((node) => node.name === name))
  const { snapshot, pending } = cluster
  return {
    ...cluster,
    nodes,
    pending: { ...pending, info: { ...info, requests } },
    snapshot: {
      ...snapshot,
      nodes: () => nodes,
      nodesWithAffinity: () => named(snapshot.nodesWithAffinity()),
      nodesWithRequiredAntiAffinity: () => named(snapshot.nodesWithRequiredAntiAffinity()),
    },
  }
}

/** The recordings leave out what is empty. */
function completed(pod: Pod): Pod {
  return { ...pod, status: pod.status ?? {} }
}

function listOf<T>(value: unknown): readonly T[] {
  return (value ?? []) as readonly T[]
}

function nodeInfo(node: Node, pods: readonly Pod[]): NodeInfo {
  const bare = withNode(unknownNode(node.metadata.name), {
    ...node,
    spec: node.spec ?? {},
    status: node.status ?? {},
  })
  return pods
    .filter(({ spec }) => spec.nodeName === node.metadata.name)
    .map(podInfoOf)
    .reduce(withPod, bare)
}
