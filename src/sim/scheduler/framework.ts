import type { Node } from '../../protocol/objects/cluster.ts'
import type { StringMap } from '../../protocol/objects/meta.ts'
import type { Service } from '../../protocol/objects/network.ts'
import type { Pod } from '../../protocol/objects/pod.ts'
import type { ReplicaSet } from '../../protocol/objects/workload.ts'
import type { ApiRequest } from '../apiserver/wire.ts'
import type { NodeInfo } from './node-info.ts'
import type { PodInfo } from './pod-info.ts'

/** The scheduling framework: what a plugin may say, and at which points it is asked. Upstream: kube-scheduler/framework, v1.36. */

/** The highest normalized score of a node. */
export const MAX_NODE_SCORE = 100

/** Why a node, or the pod altogether, was turned down. */
export interface Rejection {
  /** `Unschedulable` may change when pods leave; with `UnschedulableAndUnresolvable` preempting pods is no help. */
  readonly code: 'Unschedulable' | 'UnschedulableAndUnresolvable'
  readonly reasons: readonly string[]
}

/** A pod to be placed: the object, and what was computed from it once. */
export interface PendingPod {
  readonly pod: Pod
  readonly info: PodInfo
}

/** The cluster as one scheduling cycle sees it. */
export interface Snapshot {
  readonly nodeCount: number
  /** All known nodes, in the order in which they are tried. */
  nodes(): readonly NodeInfo[]
  nodesWithAffinity(): readonly NodeInfo[]
  nodesWithRequiredAntiAffinity(): readonly NodeInfo[]
  /** How many nodes have an image. */
  nodesWithImage(name: string): number
  services(namespace: string): readonly Service[]
  replicaSet(namespace: string, name: string): ReplicaSet | undefined
  namespaceLabels(namespace: string): StringMap | undefined
}

/**
 * All of the pod and the cluster that a plugin's answers about nodes hang on, as one text: pods with the same one get
 * the same answer about the same node. Absent if other nodes matter as well. Upstream: SignPlugin, v1.36.
 */
type Signature = string

/** Says whether the pod may run on a node. */
export type NodeFilter = (node: NodeInfo) => Rejection | undefined

/**
 * What PreFilter found: nothing to do for this pod (undefined), that no node will do, or the Filter to ask for each
 * node, perhaps of a few nodes only.
 */
export type PreFilterResult =
  | undefined
  | { readonly rejection: Rejection }
  | {
      readonly filter: NodeFilter
      readonly nodeNames?: ReadonlySet<string>
      readonly sign?: Signature
    }

/** How a plugin rates nodes for one pod. */
export interface NodeScorer {
  readonly sign?: Signature
  score(node: NodeInfo): number
  /** NormalizeScore: makes the scores of all feasible nodes values from 0 to 100, in place. */
  normalize?(scores: number[], nodes: readonly NodeInfo[]): void
}

/** Something that happened and that may make a pod schedulable. Upstream: framework.ClusterEvent. */
export type ClusterEvent =
  | { readonly type: 'node-added'; readonly node: Node }
  | { readonly type: 'node-updated'; readonly node: Node; readonly old: Node }
  | { readonly type: 'node-deleted'; readonly old: Node }
  | { readonly type: 'pod-assigned'; readonly pod: Pod }
  | { readonly type: 'pod-updated'; readonly pod: Pod; readonly old: Pod }
  | { readonly type: 'pod-deleted'; readonly old: Pod }
  /** The waiting pod itself was changed. */
  | { readonly type: 'itself-updated'; readonly pod: Pod; readonly old: Pod }

/** A scheduling plugin: a name, and the extension points it has something to say at. */
export interface Plugin {
  readonly name: string
  /** Weight of its score; 1 if absent. */
  readonly weight?: number
  /** Keeps a pod out of the queue. */
  preEnqueue?(pod: Pod): Rejection | undefined
  /** Looks at the pod once per cycle, before the nodes. */
  preFilter?(pending: PendingPod, snapshot: Snapshot): PreFilterResult
  /** Looks at the nodes that fit; undefined if all are alike to this plugin. */
  preScore?(
    pending: PendingPod,
    snapshot: Snapshot,
    feasible: readonly NodeInfo[],
  ): NodeScorer | undefined
  /** Takes what the pod will need on the node that was chosen. */
  reserve?(pending: PendingPod, node: NodeInfo): Rejection | undefined
  /** The last word before the pod is bound. */
  permit?(pending: PendingPod, node: NodeInfo): Rejection | undefined
  /** The request that binds the pod. */
  bind?(pod: Pod, nodeName: string): Omit<ApiRequest, 'user' | 'userAgent'>
  /** QueueingHint: whether the event may make a pod schedulable that this plugin rejected. */
  isWorthRetrying?(pod: Pod, event: ClusterEvent, view: HintView): boolean
}

/** What queueing hints may look at besides the event. */
export interface HintView {
  namespaceLabels(namespace: string): StringMap | undefined
}

/** A rejection that other pods' leaving may end. */
export function unschedulable(...reasons: readonly string[]): Rejection {
  return { code: 'Unschedulable', reasons }
}

/** A rejection that no other pod is to blame for. */
export function unresolvable(...reasons: readonly string[]): Rejection {
  return { code: 'UnschedulableAndUnresolvable', reasons }
}

/** Stretches scores to 0..100 by their maximum, or the other way round. Upstream: helper.DefaultNormalizeScore, v1.36. */
export function normalizeByMaximum(scores: number[], isReversed: boolean): void {
  let max = 0
  for (const score of scores) if (score > max) max = score
  if (max === 0) {
    if (isReversed) scores.fill(MAX_NODE_SCORE)
    return
  }
  for (let i = 0; i < scores.length; i++) {
    const score = Math.trunc((MAX_NODE_SCORE * (scores[i] ?? 0)) / max)
    scores[i] = isReversed ? MAX_NODE_SCORE - score : score
  }
}
