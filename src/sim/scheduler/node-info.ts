import type { ContainerImage, Node, Taint } from '../../protocol/objects/cluster.ts'
import type { StringMap } from '../../protocol/objects/meta.ts'
import type { HostPort } from './host-ports.ts'
import type { PodInfo } from './pod-info.ts'
import {
  type Allocatable,
  allocatableOf,
  minus,
  NO_RESOURCES,
  plus,
  type Resources,
} from './resources.ts'

/** A node with what is on it, as scheduling needs it. Never changed: every change is a new one. Upstream: framework.NodeInfo, v1.36. */
export interface NodeInfo {
  readonly name: string
  /** False if pods are known to be on it but the node itself is not known, or is gone. */
  readonly isKnown: boolean
  readonly labels: StringMap
  readonly taints: readonly Taint[]
  readonly isUnschedulable: boolean
  readonly allocatable: Allocatable
  readonly images: readonly ContainerImage[]
  readonly pods: readonly PodInfo[]
  readonly podsWithAffinity: readonly PodInfo[]
  readonly podsWithRequiredAntiAffinity: readonly PodInfo[]
  readonly requested: Resources
  readonly nonZeroRequested: Resources
  readonly usedPorts: readonly HostPort[]
}

const NONE: readonly never[] = []
const NO_LABELS: StringMap = {}

/** A node of which nothing is known but its name. */
export function unknownNode(name: string): NodeInfo {
  return {
    name,
    isKnown: false,
    labels: NO_LABELS,
    taints: NONE,
    isUnschedulable: false,
    allocatable: { ...NO_RESOURCES, pods: 0 },
    images: NONE,
    pods: NONE,
    podsWithAffinity: NONE,
    podsWithRequiredAntiAffinity: NONE,
    requested: NO_RESOURCES,
    nonZeroRequested: NO_RESOURCES,
    usedPorts: NONE,
  }
}

/** The node as its object says, with the pods that were on it. */
export function withNode(before: NodeInfo, node: Node): NodeInfo {
  return {
    ...before,
    isKnown: true,
    labels: node.metadata.labels ?? NO_LABELS,
    taints: node.spec.taints ?? NONE,
    isUnschedulable: node.spec.unschedulable ?? false,
    allocatable: allocatableOf(node.status.allocatable),
    images: node.status.images ?? NONE,
  }
}

/** The node after its object went; its pods may be on it still. */
export function withoutNode(before: NodeInfo): NodeInfo {
  const { pods, podsWithAffinity, podsWithRequiredAntiAffinity } = before
  const { requested, nonZeroRequested, usedPorts } = before
  return {
    ...unknownNode(before.name),
    pods,
    podsWithAffinity,
    podsWithRequiredAntiAffinity,
    requested,
    nonZeroRequested,
    usedPorts,
  }
}

export function withPod(node: NodeInfo, pod: PodInfo): NodeInfo {
  return {
    ...node,
    pods: [...node.pods, pod],
    podsWithAffinity: pod.affinity ? [...node.podsWithAffinity, pod] : node.podsWithAffinity,
    podsWithRequiredAntiAffinity: hasRequiredAnti(pod)
      ? [...node.podsWithRequiredAntiAffinity, pod]
      : node.podsWithRequiredAntiAffinity,
    requested: plus(node.requested, pod.requests),
    nonZeroRequested: plus(node.nonZeroRequested, pod.nonZero),
    usedPorts: pod.ports.length > 0 ? [...node.usedPorts, ...pod.ports] : node.usedPorts,
  }
}

/** The node without the pod of this key; the same if that is not on it. */
export function withoutPod(node: NodeInfo, key: string): NodeInfo {
  const pod = podOn(node, key)
  if (!pod) return node
  const isOther = (other: PodInfo) => other !== pod
  const pods = node.pods.filter(isOther)
  return {
    ...node,
    pods,
    podsWithAffinity: pod.affinity ? node.podsWithAffinity.filter(isOther) : node.podsWithAffinity,
    podsWithRequiredAntiAffinity: hasRequiredAnti(pod)
      ? node.podsWithRequiredAntiAffinity.filter(isOther)
      : node.podsWithRequiredAntiAffinity,
    requested: minus(node.requested, pod.requests),
    nonZeroRequested: minus(node.nonZeroRequested, pod.nonZero),
    usedPorts: pod.ports.length > 0 ? pods.flatMap((other) => other.ports) : node.usedPorts,
  }
}

/** The pod of this key on the node. */
export function podOn(node: NodeInfo, key: string): PodInfo | undefined {
  for (const pod of node.pods) if (pod.key === key) return pod
  return undefined
}

function hasRequiredAnti(pod: PodInfo): boolean {
  return pod.affinity !== undefined && pod.affinity.requiredAnti.length > 0
}
