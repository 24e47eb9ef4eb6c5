import type { Pod } from '../../../protocol/objects/pod.ts'
import { isEqualJson } from '../../api/equal-json.ts'
import {
  MAX_NODE_SCORE,
  type NodeScorer,
  type PendingPod,
  type Plugin,
  type PreFilterResult,
  type Snapshot,
  unresolvable,
  unschedulable,
} from '../framework.ts'
import type { NodeInfo } from '../node-info.ts'
import { type AffinityTerm, affinityInfoOf, doesTermMatch, type PodInfo } from '../pod-info.ts'

const NO_FRIENDS = unresolvable("node(s) didn't match pod affinity rules")
const FOES = unschedulable("node(s) didn't match pod anti-affinity rules")
const FOE_OF_OTHERS = unschedulable("node(s) didn't satisfy existing pods anti-affinity rules")

/** Weight of other pods' required affinity to the pod, when nodes are scored. Upstream: hardPodAffinityWeight. */
const HARD_AFFINITY_WEIGHT = 1

/** Brings pods together or keeps them apart, as they ask and as the pods already there ask. Upstream: plugins/interpodaffinity, v1.36. */
export const interPodAffinity: Plugin = {
  name: 'InterPodAffinity',
  weight: 2,
  preFilter,
  preScore,

  isWorthRetrying(pod, event, view) {
    const rules = affinityInfoOf(pod)
    const mine = [...(rules?.required ?? []), ...(rules?.requiredAnti ?? [])]
    const isMeant = (other: Pod, terms: readonly AffinityTerm[]) =>
      terms.some((term) => doesTermMatch(term, subject(other), view.namespaceLabels))
    switch (event.type) {
      case 'itself-updated':
        return !isEqualJson(event.pod.metadata.labels, event.old.metadata.labels)
      case 'pod-assigned':
        return isMeant(event.pod, rules?.required ?? [])
      case 'pod-updated':
        return isMeant(event.pod, mine) !== isMeant(event.old, mine)
      case 'pod-deleted':
        return (
          isMeant(event.old, rules?.requiredAnti ?? []) ||
          isMeant(pod, affinityInfoOf(event.old)?.requiredAnti ?? [])
        )
      case 'node-added':
        return mine.every(
          ({ topologyKey }) => event.node.metadata.labels?.[topologyKey] !== undefined,
        )
      case 'node-updated':
        return mine.some(
          ({ topologyKey }) =>
            event.node.metadata.labels?.[topologyKey] !== event.old.metadata.labels?.[topologyKey],
        )
      default:
        return false
    }
  },
}

/** Pods per topology key and value. */
class PairCounts {
  private readonly byKey = new Map<string, Map<string, number>>()

  get isEmpty(): boolean {
    return this.byKey.size === 0
  }

  /** Counts in the part of the cluster where the node lies; a node without the label lies in none. */
  add(node: NodeInfo, key: string, amount: number): void {
    const value = node.labels[key]
    if (value === undefined) return
    let counts = this.byKey.get(key)
    if (!counts) {
      counts = new Map()
      this.byKey.set(key, counts)
    }
    counts.set(value, (counts.get(value) ?? 0) + amount)
  }

  get(key: string, value: string): number {
    return this.byKey.get(key)?.get(value) ?? 0
  }

  /** Sum over all keys for the parts in which a node lies. */
  sumAt(node: NodeInfo): number {
    let sum = 0
    for (const [key, counts] of this.byKey) {
      const value = node.labels[key]
      if (value !== undefined) sum += counts.get(value) ?? 0
    }
    return sum
  }

  hasAnyAt(node: NodeInfo): boolean {
    for (const [key, counts] of this.byKey) {
      const value = node.labels[key]
      if (value !== undefined && (counts.get(value) ?? 0) > 0) return true
    }
    return false
  }
}

function preFilter({ info }: PendingPod, snapshot: Snapshot): PreFilterResult {
  const required = info.affinity?.required ?? []
  const requiredAnti = info.affinity?.requiredAnti ?? []
  const namespaceLabels = (namespace: string) => snapshot.namespaceLabels(namespace)
  const means = (term: AffinityTerm, pod: PodInfo) => doesTermMatch(term, pod, namespaceLabels)

  const others = new PairCounts()
  for (const node of snapshot.nodesWithRequiredAntiAffinity()) {
    for (const pod of node.podsWithRequiredAntiAffinity) {
      for (const term of pod.affinity?.requiredAnti ?? [])
        if (means(term, info)) others.add(node, term.topologyKey, 1)
    }
  }
  if (others.isEmpty && required.length === 0 && requiredAnti.length === 0) return undefined

  const friends = new PairCounts()
  const foes = new PairCounts()
  if (required.length > 0 || requiredAnti.length > 0) {
    for (const node of snapshot.nodes()) {
      for (const pod of node.pods) {
        if (required.length > 0 && required.every((term) => means(term, pod)))
          for (const { topologyKey } of required) friends.add(node, topologyKey, 1)
        for (const term of requiredAnti) if (means(term, pod)) foes.add(node, term.topologyKey, 1)
      }
    }
  }
  // The first of a group that wants to be together may go anywhere.
  const isFirst = friends.isEmpty && required.every((term) => means(term, info))
  return {
    filter(node) {
      if (!hasFriends(node, required, friends, isFirst)) return NO_FRIENDS
      if (requiredAnti.length > 0 && hasFoes(node, requiredAnti, foes)) return FOES
      return others.hasAnyAt(node) ? FOE_OF_OTHERS : undefined
    },
  }
}

function hasFriends(
  node: NodeInfo,
  terms: readonly AffinityTerm[],
  friends: PairCounts,
  isFirst: boolean,
): boolean {
  let areAllMet = true
  for (const { topologyKey } of terms) {
    const value = node.labels[topologyKey]
    if (value === undefined) return false
    if (friends.get(topologyKey, value) === 0) areAllMet = false
  }
  return areAllMet || isFirst
}

function hasFoes(node: NodeInfo, terms: readonly AffinityTerm[], foes: PairCounts): boolean {
  return terms.some(({ topologyKey }) => {
    const value = node.labels[topologyKey]
    return value !== undefined && foes.get(topologyKey, value) > 0
  })
}

function preScore({ info }: PendingPod, snapshot: Snapshot): NodeScorer | undefined {
  const preferred = info.affinity?.preferred ?? []
  const preferredAnti = info.affinity?.preferredAnti ?? []
  const hasWishes = preferred.length > 0 || preferredAnti.length > 0
  const namespaceLabels = (namespace: string) => snapshot.namespaceLabels(namespace)
  const means = (term: AffinityTerm, pod: PodInfo) => doesTermMatch(term, pod, namespaceLabels)
  const sums = new PairCounts()
  for (const node of hasWishes ? snapshot.nodes() : snapshot.nodesWithAffinity()) {
    for (const pod of hasWishes ? node.pods : node.podsWithAffinity) {
      for (const term of preferred)
        if (means(term, pod)) sums.add(node, term.topologyKey, term.weight)
      for (const term of preferredAnti)
        if (means(term, pod)) sums.add(node, term.topologyKey, -term.weight)
      if (!pod.affinity) continue
      for (const term of pod.affinity.required)
        if (means(term, info)) sums.add(node, term.topologyKey, HARD_AFFINITY_WEIGHT)
      for (const term of pod.affinity.preferred)
        if (means(term, info)) sums.add(node, term.topologyKey, term.weight)
      for (const term of pod.affinity.preferredAnti)
        if (means(term, info)) sums.add(node, term.topologyKey, -term.weight)
    }
  }
  if (sums.isEmpty) return undefined
  return { score: (node) => sums.sumAt(node), normalize: normalizeByRange }
}

function normalizeByRange(scores: number[]): void {
  let min = Number.POSITIVE_INFINITY
  let max = Number.NEGATIVE_INFINITY
  for (const score of scores) {
    min = Math.min(min, score)
    max = Math.max(max, score)
  }
  for (let i = 0; i < scores.length; i++) {
    const share = max > min ? ((scores[i] ?? 0) - min) / (max - min) : 0
    scores[i] = Math.trunc(MAX_NODE_SCORE * share)
  }
}

function subject({ metadata }: Pod) {
  return { namespace: metadata.namespace ?? 'default', labels: metadata.labels }
}
