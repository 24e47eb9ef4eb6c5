import { withChangedNode } from './cluster-snapshot.ts'
import {
  type NodeFilter,
  type PendingPod,
  type Rejection,
  type Snapshot,
  unresolvable,
} from './framework.ts'
import { type NodeInfo, withPod } from './node-info.ts'
import type { NodeMemo } from './node-memo.ts'
import { plugins } from './plugins/index.ts'
import type { PodInfo } from './pod-info.ts'

/** A rejection and the plugin that made it. */
export interface Refusal {
  readonly plugin: string
  readonly rejection: Rejection
}

interface NamedFilter {
  readonly plugin: string
  readonly filter: NodeFilter
  readonly sign: string | undefined
}

/** What PreFilter left: the filters that have something to say, or that nothing helps. */
export interface PreFiltered {
  readonly filters: readonly NamedFilter[]
  /** Set if a plugin turned the pod down whatever the node. */
  readonly refusal?: Refusal
  /** Set if plugins allow only nodes of these names. */
  readonly nodeNames?: ReadonlySet<string>
  readonly narrowedBy: readonly string[]
}

/** Which nodes fit and which do not, and why. */
export interface Filtered {
  readonly feasible: readonly NodeInfo[]
  /** Places of the feasible nodes in the order of trying, where `NodeMemo` has them. */
  readonly slots: readonly number[]
  readonly refusals: ReadonlyMap<string, Refusal>
  /** For the nodes that were not even tried because the pod may only go to others. */
  readonly absent?: Refusal
  readonly evaluated: number
  /** Where the next cycle goes on. */
  readonly nextStart: number
}

/** Which plugin refused which node, for pods that are alike. */
export type RefusalMemo = NodeMemo<Refusal | undefined>

/** The pods that were promised a place on a node. */
export type NominatedOn = (node: string) => readonly PodInfo[]

const FEASIBLE_MIN = 100
const SHARE_MIN_PERCENT = 5
const SHARE_MAX_PERCENT = 50
const NODES_PER_PERCENT = 125

/** How many fitting nodes are enough: fewer, relatively, the larger the cluster. Upstream: Scheduler.numFeasibleNodesToFind, v1.36. */
export function feasibleNodesWanted(nodeCount: number): number {
  if (nodeCount < FEASIBLE_MIN) return nodeCount
  const adaptive = SHARE_MAX_PERCENT - Math.trunc(nodeCount / NODES_PER_PERCENT)
  const percent = Math.max(SHARE_MIN_PERCENT, adaptive)
  return Math.max(FEASIBLE_MIN, Math.trunc((nodeCount * percent) / 100))
}

/** Asks every plugin about the pod, before any node. Upstream: RunPreFilterPlugins. */
export function runPreFilters(pending: PendingPod, snapshot: Snapshot): PreFiltered {
  const filters: NamedFilter[] = []
  const narrowedBy: string[] = []
  let nodeNames: ReadonlySet<string> | undefined
  for (const plugin of plugins) {
    const result = plugin.preFilter?.(pending, snapshot)
    if (!result) continue
    if ('rejection' in result) {
      const refusal = { plugin: plugin.name, rejection: result.rejection }
      return { filters: [], refusal, narrowedBy: [] }
    }
    filters.push({ plugin: plugin.name, filter: result.filter, sign: result.sign })
    if (!result.nodeNames) continue
    nodeNames = nodeNames ? inBoth(nodeNames, result.nodeNames) : result.nodeNames
    narrowedBy.push(plugin.name)
  }
  return { filters, nodeNames, narrowedBy }
}

function inBoth(a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...a].filter((name) => b.has(name)))
}

/** The first refusal of a node, in the order of the plugins. Upstream: RunFilterPlugins. */
export function refusalOf(node: NodeInfo, filters: readonly NamedFilter[]): Refusal | undefined {
  for (const { plugin, filter } of filters) {
    const rejection = filter(node)
    if (rejection) return { plugin, rejection }
  }
  return undefined
}

/** Whether the pod would fit if the node were as given, everything asked anew. */
export function refusalIfChanged(
  pending: PendingPod,
  snapshot: Snapshot,
  changed: NodeInfo,
): Refusal | undefined {
  const { filters, refusal } = runPreFilters(pending, withChangedNode(snapshot, changed))
  return refusal ?? refusalOf(changed, filters)
}

/**
 * Tries nodes from where the last cycle stopped, round the cluster, until enough fit. Upstream: findNodesThatPassFilters;
 * there nodes are tried by 16 at once, here one after another.
 */
export function findFeasible(
  pending: PendingPod,
  snapshot: Snapshot,
  options: {
    readonly preFiltered: PreFiltered
    readonly start: number
    readonly nominatedOn: NominatedOn
    readonly memo: RefusalMemo
  },
): Filtered {
  const { preFiltered, start, nominatedOn, memo } = options
  const { nodeNames, narrowedBy, filters } = preFiltered
  const all = snapshot.nodes()
  const nodes = nodeNames ? all.filter(({ name }) => nodeNames.has(name)) : all
  const wanted = feasibleNodesWanted(nodes.length)
  const feasible: NodeInfo[] = []
  const slots: number[] = []
  const refusals = new Map<string, Refusal>()
  const ask = (node: NodeInfo) => refusalOf(node, filters)
  const sign = signatureOf(filters)
  const known = sign === undefined ? undefined : memo.column(sign)
  let evaluated = 0
  for (; evaluated < nodes.length && feasible.length < wanted; evaluated++) {
    const slot = (start + evaluated) % nodes.length
    const node = nodes[slot]
    if (!node) continue
    const refusal =
      refusalWithNominated(pending, snapshot, node, nominatedOn) ??
      (known ? known.at(slot, node, ask) : ask(node))
    if (refusal) refusals.set(node.name, refusal)
    else {
      feasible.push(node)
      slots.push(slot)
    }
  }
  const absent = nodeNames && {
    plugin: narrowedBy[0] ?? '',
    rejection: unresolvable(
      `node(s) didn't satisfy plugin(s) [${narrowedBy.toSorted().join(' ')}]`,
    ),
  }
  const nextStart = nodes.length === 0 ? start : (start + evaluated) % nodes.length
  return { feasible, slots, refusals, absent, evaluated, nextStart }
}

/** What all filters together hang on; undefined if one looks beyond the node. */
function signatureOf(filters: readonly NamedFilter[]): string | undefined {
  let sign = ''
  for (const filter of filters) {
    if (filter.sign === undefined) return undefined
    sign += `${filter.plugin}=${filter.sign};`
  }
  return sign
}

/** A node must do with the pods it was promised to as well as without them. Upstream: RunFilterPluginsWithNominatedPods. */
function refusalWithNominated(
  pending: PendingPod,
  snapshot: Snapshot,
  node: NodeInfo,
  nominatedOn: NominatedOn,
): Refusal | undefined {
  const nominated = nominatedOn(node.name)
  if (nominated.length === 0) return undefined
  return refusalIfChanged(pending, snapshot, nominated.reduce(withPod, node))
}
