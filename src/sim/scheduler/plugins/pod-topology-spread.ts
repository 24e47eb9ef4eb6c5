import { isEqualJson } from '../../api/equal-json.ts'
import {
  type ClusterEvent,
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
import {
  countMatching,
  defaultConstraints,
  HOSTNAME_LABEL,
  hasAllTopologies,
  inclusionOf,
  ownConstraints,
  type SpreadConstraint,
} from '../spread-constraints.ts'

const TOO_SKEWED = unschedulable("node(s) didn't match pod topology spread constraints")
const NO_LABEL = unresolvable(
  "node(s) didn't match pod topology spread constraints (missing required label)",
)

/** Spreads alike pods over hosts, zones or other parts of the cluster. Upstream: plugins/podtopologyspread, v1.36. */
export const podTopologySpread: Plugin = {
  name: 'PodTopologySpread',
  weight: 2,
  preFilter,

  preScore(pending, snapshot, feasible) {
    return spreadScorer(pending, snapshot, feasible, NEWEST_MANNER)
  },

  isWorthRetrying(pod, event) {
    const constraints = ownConstraints(pod, 'DoNotSchedule')
    if (event.type === 'itself-updated')
      return !isEqualJson(event.pod.metadata.labels, event.old.metadata.labels)
    const namespace = pod.metadata.namespace
    return constraints.some((constraint) => concerns(constraint, namespace, event))
  },
}

/** How scores were made finer between releases; the recordings come from an older one. */
export interface SpreadManner {
  round(score: number): number
  /** Whether the cluster's default constraints leave nodes without a zone out of account (before 1.21). */
  readonly defaultsNeedAllTopologies: boolean
}

const NEWEST_MANNER: SpreadManner = { round: Math.round, defaultsNeedAllTopologies: false }

function preFilter({ pod, info }: PendingPod, snapshot: Snapshot): PreFilterResult {
  const constraints = ownConstraints(pod, 'DoNotSchedule')
  if (constraints.length === 0) return undefined
  const isIncluded = inclusionOf(pod)
  const nodes = snapshot.nodes().filter((node) => hasAllTopologies(node, constraints))
  const domains = constraints.map((constraint) => {
    const counts = new Map<string, number>()
    for (const node of nodes) {
      if (!isIncluded(constraint, node)) continue
      const value = node.labels[constraint.topologyKey] ?? ''
      const count = countMatching(node, constraint)
      counts.set(value, (counts.get(value) ?? 0) + count)
    }
    const least = counts.size < constraint.minDomains ? 0 : Math.min(...counts.values())
    const limit = constraint.maxSkew + least - (constraint.matches(info.labels) ? 1 : 0)
    return { key: constraint.topologyKey, counts, limit }
  })
  return {
    filter(node) {
      for (const { key, counts, limit } of domains) {
        const value = node.labels[key]
        if (value === undefined) return NO_LABEL
        if ((counts.get(value) ?? 0) > limit) return TOO_SKEWED
      }
      return undefined
    },
  }
}

/** The scorer of soft constraints: the fewer alike pods in a node's parts of the cluster, the better. */
export function spreadScorer(
  { pod }: PendingPod,
  snapshot: Snapshot,
  feasible: readonly NodeInfo[],
  manner: SpreadManner,
): NodeScorer | undefined {
  const isOwn = (pod.spec.topologySpreadConstraints?.length ?? 0) > 0
  const constraints = isOwn
    ? ownConstraints(pod, 'ScheduleAnyway')
    : defaultConstraints(pod, snapshot)
  if (constraints.length === 0) return undefined
  const needsAll = isOwn || manner.defaultsNeedAllTopologies
  const isIgnored = (node: NodeInfo) => needsAll && !hasAllTopologies(node, constraints)
  const scored = needsAll ? feasible.filter((node) => !isIgnored(node)) : feasible
  const domains = constraints.map((constraint) => domainsOf(constraint, scored))
  countDomains(pod, domains, snapshot, isIgnored)
  return {
    sign: signatureOf(domains, needsAll),
    score(node) {
      if (isIgnored(node)) return 0
      let score = 0
      for (const { constraint, counts, weight } of domains) {
        const value = node.labels[constraint.topologyKey]
        if (value === undefined) continue
        const count = counts?.get(value) ?? countMatching(node, constraint)
        score += count * weight + (constraint.maxSkew - 1)
      }
      return manner.round(score)
    },
    normalize: (scores, nodes) => normalize(scores, nodes, isIgnored),
  }
}

/** Where only hosts are told apart, the score hangs on nothing but the node's own pods. */
function signatureOf(domains: readonly Domains[], needsAll: boolean): string | undefined {
  let sign = needsAll ? 'all' : ''
  for (const { constraint, counts, weight } of domains) {
    if (counts && !hasNoParts(counts)) return undefined
    const { topologyKey, countedAs, maxSkew } = constraint
    sign += `|${topologyKey}|${counts ? '' : countedAs}|${weight}|${maxSkew}`
  }
  return sign
}

/** No node has the label: they lie in no part, and nobody asks how many pods they have. */
function hasNoParts(counts: ReadonlyMap<string, number>): boolean {
  return counts.size === 1 && counts.has('')
}

interface Domains {
  readonly constraint: SpreadConstraint
  /** Pods per value; undefined for hosts, each of which is counted when it is scored. */
  readonly counts: Map<string, number> | undefined
  /** Evens out that few large parts gather more pods than many small ones. */
  readonly weight: number
}

function domainsOf(constraint: SpreadConstraint, scored: readonly NodeInfo[]): Domains {
  if (constraint.topologyKey === HOSTNAME_LABEL)
    return { constraint, counts: undefined, weight: Math.log(scored.length + 2) }
  const counts = new Map<string, number>()
  for (const node of scored) counts.set(node.labels[constraint.topologyKey] ?? '', 0)
  return { constraint, counts, weight: Math.log(counts.size + 2) }
}

function countDomains(
  pod: PendingPod['pod'],
  domains: readonly Domains[],
  snapshot: Snapshot,
  isIgnored: (node: NodeInfo) => boolean,
): void {
  const isIncluded = inclusionOf(pod)
  for (const { constraint, counts } of domains) {
    if (!counts || hasNoParts(counts)) continue
    for (const node of snapshot.nodes()) {
      const value = node.labels[constraint.topologyKey]
      const count = value === undefined ? undefined : counts.get(value)
      if (value === undefined || count === undefined) continue
      if (isIgnored(node) || !isIncluded(constraint, node)) continue
      counts.set(value, count + countMatching(node, constraint))
    }
  }
}

function normalize(
  scores: number[],
  nodes: readonly NodeInfo[],
  isIgnored: (node: NodeInfo) => boolean,
): void {
  let min = Number.POSITIVE_INFINITY
  let max = 0
  const ignored = nodes.map(isIgnored)
  for (let i = 0; i < scores.length; i++) {
    if (ignored[i]) continue
    min = Math.min(min, scores[i] ?? 0)
    max = Math.max(max, scores[i] ?? 0)
  }
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i] ?? 0
    if (ignored[i]) scores[i] = 0
    else if (max === 0) scores[i] = MAX_NODE_SCORE
    else scores[i] = Math.trunc((MAX_NODE_SCORE * (max + min - score)) / max)
  }
}

function concerns(
  { topologyKey, matches }: SpreadConstraint,
  namespace: string | undefined,
  event: ClusterEvent,
): boolean {
  switch (event.type) {
    case 'pod-assigned':
      return event.pod.metadata.namespace === namespace && matches(event.pod.metadata.labels)
    case 'pod-deleted':
      return event.old.metadata.namespace === namespace && matches(event.old.metadata.labels)
    case 'pod-updated':
      if (event.pod.metadata.namespace !== namespace) return false
      return matches(event.pod.metadata.labels) !== matches(event.old.metadata.labels)
    case 'node-added':
      return event.node.metadata.labels?.[topologyKey] !== undefined
    case 'node-deleted':
      return event.old.metadata.labels?.[topologyKey] !== undefined
    case 'node-updated':
      return event.node.metadata.labels?.[topologyKey] !== event.old.metadata.labels?.[topologyKey]
    default:
      return false
  }
}
