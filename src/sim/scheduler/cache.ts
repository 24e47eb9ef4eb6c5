import type { Node } from '../../protocol/objects/cluster.ts'
import type { Pod } from '../../protocol/objects/pod.ts'
import { isEqualJson } from '../api/equal-json.ts'
import { keyOf } from '../api/resources.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { Cell, Table } from '../kernel/table.ts'
import {
  type NodeInfo,
  podOn,
  unknownNode,
  withNode,
  withoutNode,
  withoutPod,
  withPod,
} from './node-info.ts'
import { nodeOrder, zoneOf } from './node-order.ts'
import { OrderedNodes } from './ordered-nodes.ts'
import { imageSizes } from './plugins/image-locality.ts'
import { type PodInfo, podInfoOf } from './pod-info.ts'

/** A pod that the scheduler counts on a node already, though it has not seen it there. */
interface AssumedPod {
  readonly node: string
}

/** A pod that waits for a node on which others were preempted for it. */
interface Nomination {
  readonly node: string
  readonly info: PodInfo
}

/**
 * What is on every node, kept up change by change and never rebuilt. Upstream: scheduler/backend/cache, v1.36;
 * there each cycle takes a snapshot, here all is immutable and needs none.
 */
export class SchedulerCache {
  private readonly nodeInfos: Table<NodeInfo>
  private readonly ordered: OrderedNodes
  private readonly assumed: Table<AssumedPod>
  /** How many nodes have an image. */
  private readonly imageNodes: Table<number>
  private readonly nominations: Table<Nomination>
  /** Names in the order of trying; undefined after nodes came or went. */
  private readonly order: Cell<{ readonly names: readonly string[] | undefined }>

  constructor(kernel: Kernel) {
    this.nodeInfos = kernel.table<NodeInfo>('kube-scheduler/nodes', {
      affinity: ({ podsWithAffinity }) => (podsWithAffinity.length > 0 ? 'yes' : undefined),
      antiAffinity: (node) => (node.podsWithRequiredAntiAffinity.length > 0 ? 'yes' : undefined),
    })
    this.ordered = new OrderedNodes(this.nodeInfos)
    this.assumed = kernel.table('kube-scheduler/assumed')
    this.imageNodes = kernel.table('kube-scheduler/images')
    this.nominations = kernel.table('kube-scheduler/nominations', { node: ({ node }) => node })
    this.order = kernel.cell('kube-scheduler/node-order', NO_ORDER)
  }

  /** Forgets everything, as a process does that starts. */
  clear(): void {
    for (const table of [this.nodeInfos, this.assumed, this.imageNodes, this.nominations])
      for (const key of table.keys()) table.delete(key)
    this.order.set(NO_ORDER)
  }

  /** Names of the known nodes in the order of trying: zones take turns. */
  nodeNames(): readonly string[] {
    const known = this.order.get().names
    if (known) return known
    const names = nodeOrder(this.nodeInfos.values().filter(({ isKnown }) => isKnown))
    this.order.set({ names })
    return names
  }

  node(name: string): NodeInfo | undefined {
    return this.nodeInfos.get(name)
  }

  /** The known nodes in the order of trying. Good for one cycle. */
  nodesInOrder(): readonly NodeInfo[] {
    return this.ordered.of(this.nodeNames())
  }

  nodesBy(index: 'affinity' | 'antiAffinity'): readonly NodeInfo[] {
    return this.nodeInfos.by(index, 'yes').filter(({ isKnown }) => isKnown)
  }

  nodesWithImage(name: string): number {
    return this.imageNodes.get(name) ?? 0
  }

  setNode(node: Node): void {
    const before = this.nodeOrUnknown(node.metadata.name)
    const after = withNode(before, node)
    if (hasSameFace(before, after)) return
    this.nodeInfos.set(after.name, after)
    this.recountImages(before, after)
    if (!before.isKnown || zoneOf(before) !== zoneOf(after)) this.order.set(NO_ORDER)
  }

  removeNode(name: string): void {
    const before = this.nodeInfos.get(name)
    if (!before?.isKnown) return
    const after = withoutNode(before)
    this.recountImages(before, after)
    if (after.pods.length === 0) this.nodeInfos.delete(name)
    else this.nodeInfos.set(name, after)
    this.order.set(NO_ORDER)
  }

  /** Takes note of a pod that is seen on a node, assumed there before or not. */
  setPod(pod: Pod, nodeName: string): void {
    const key = keyOf(pod)
    const assumed = this.assumed.get(key)
    if (assumed) {
      this.assumed.delete(key)
      // It was bound by somebody else, elsewhere.
      if (assumed.node !== nodeName) this.takeOff(key, assumed.node)
    }
    const node = this.nodeOrUnknown(nodeName)
    const before = podOn(node, key)
    if (before && doesStillHold(before, pod)) return
    this.nodeInfos.set(nodeName, withPod(before ? withoutPod(node, key) : node, podInfoOf(pod)))
  }

  removePod(key: string, nodeName: string): void {
    this.assumed.delete(key)
    this.takeOff(key, nodeName)
  }

  /** Counts a pod on its node before the binding is written. */
  assume(info: PodInfo, nodeName: string): void {
    this.assumed.set(info.key, { node: nodeName })
    this.nodeInfos.set(nodeName, withPod(this.nodeOrUnknown(nodeName), info))
  }

  /** Takes an assumption back; false if there is none any more. */
  forget(key: string): boolean {
    const assumed = this.assumed.get(key)
    if (!assumed) return false
    this.removePod(key, assumed.node)
    return true
  }

  isAssumed(key: string): boolean {
    return this.assumed.has(key)
  }

  nominate(info: PodInfo, node: string): void {
    this.nominations.set(info.key, { node, info })
  }

  withdraw(key: string): void {
    this.nominations.delete(key)
  }

  /** The pods that wait for this node and that the pod must give way to. Upstream: addGENominatedPods. */
  nominatedOn(node: string, pod: PodInfo): readonly PodInfo[] {
    if (this.nominations.size === 0) return NOBODY
    return this.nominations
      .by('node', node)
      .map(({ info }) => info)
      .filter((info) => info.key !== pod.key && info.priority >= pod.priority)
  }

  private takeOff(key: string, nodeName: string): void {
    const before = this.nodeInfos.get(nodeName)
    if (!before) return
    const after = withoutPod(before, key)
    if (after.isKnown || after.pods.length > 0) this.nodeInfos.set(nodeName, after)
    else this.nodeInfos.delete(nodeName)
  }

  private nodeOrUnknown(name: string): NodeInfo {
    return this.nodeInfos.get(name) ?? unknownNode(name)
  }

  private recountImages(before: NodeInfo, after: NodeInfo): void {
    if (before.images === after.images) return
    const old = imageSizes(before.images)
    const now = imageSizes(after.images)
    for (const name of now.keys()) if (!old.has(name)) this.countImage(name, 1)
    for (const name of old.keys()) if (!now.has(name)) this.countImage(name, -1)
  }

  private countImage(name: string, change: 1 | -1): void {
    const nodes = this.nodesWithImage(name) + change
    if (nodes > 0) this.imageNodes.set(name, nodes)
    else this.imageNodes.delete(name)
  }
}

const NO_ORDER: { readonly names: readonly string[] | undefined } = { names: undefined }
const NOBODY: readonly PodInfo[] = []

/** Whether a node offers what it did; heartbeats leave it so. */
function hasSameFace(before: NodeInfo, after: NodeInfo): boolean {
  return (
    before.isKnown &&
    before.isUnschedulable === after.isUnschedulable &&
    isEqualJson(before.labels, after.labels) &&
    isEqualJson(before.taints, after.taints) &&
    isEqualJson(before.allocatable, after.allocatable) &&
    isEqualJson(before.images, after.images)
  )
}

/** A running pod's status changes often, what scheduling knows of it seldom. */
function doesStillHold(info: PodInfo, pod: Pod): boolean {
  const { uid, deletionTimestamp, labels } = pod.metadata
  return (
    info.uid === uid &&
    info.isTerminating === (deletionTimestamp !== undefined) &&
    isEqualJson(info.labels, labels)
  )
}
