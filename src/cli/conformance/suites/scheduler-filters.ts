import type { JsonObject } from '../../../protocol/objects/meta.ts'
import type { Refusal } from '../../../sim/scheduler/filtering.ts'
import { fitErrorMessage } from '../../../sim/scheduler/fit-error.ts'
import { type NodeFilter, type Rejection, unresolvable } from '../../../sim/scheduler/framework.ts'
import { requiredNodeAffinity } from '../../../sim/scheduler/node-selector.ts'
import { plugins } from '../../../sim/scheduler/plugins/index.ts'
import { compareAnswers } from '../compare-answers.ts'
import type { SuiteAdapter } from '../suite-adapter.ts'
import { type GoldenCluster, goldenCluster, withOldFitRule } from './golden-snapshot.ts'

/** What every Filter plugin says of every node, and the message made of it. */
export const schedulerFiltersSuite: SuiteAdapter = {
  suite: 'scheduler-filters',

  run(input) {
    const cluster = withOldFitRule(goldenCluster(input))
    const filters = filtersOf(cluster)
    const refusals = new Map<string, Refusal>()
    const nodes: { [name: string]: unknown } = {}
    for (const node of cluster.nodes) {
      const fails: { [plugin: string]: Rejection } = {}
      for (const { plugin, filter } of filters) {
        const rejection = filter(node)
        if (!rejection) continue
        fails[plugin] = { code: rejection.code, reasons: rejection.reasons.toSorted() }
        if (!refusals.has(node.name)) refusals.set(node.name, { plugin, rejection })
      }
      nodes[node.name] = { fails, firstFailure: refusals.get(node.name)?.plugin }
    }
    const names = cluster.nodes.map(({ name }) => name)
    const feasible = names.filter((name) => !refusals.has(name))
    const fitError =
      feasible.length > 0 ? null : fitErrorMessage({ nodeCount: names.length, refusals }, '')
    return { nodes, feasible, fitError }
  },

  compare: (got, want) => compareAnswers(got, inNewWords(want, got as JsonObject)),

  accept({ input, want }, got) {
    if (!hasNodesLeftOut(input)) return undefined
    const others = compareAnswers(
      withoutSkew(got as JsonObject),
      withoutSkew(inNewWords(want, got as JsonObject)),
    )
    return others === undefined
      ? 'spreading no longer counts pods on nodes without the keys or outside the node affinity'
      : undefined
  },
}

/** Whether a node that takes no part in the spreading lies in a part of the cluster that others share. */
function hasNodesLeftOut(input: JsonObject): boolean {
  const { pending, nodes } = goldenCluster(input)
  const required = requiredNodeAffinity(pending.pod.spec)
  const keys = (pending.pod.spec.topologySpreadConstraints ?? [])
    .filter(({ whenUnsatisfiable }) => whenUnsatisfiable === 'DoNotSchedule')
    .map(({ topologyKey }) => topologyKey)
  return nodes.some((node) => {
    const isLeftOut = !required.matches(node) || !keys.every((key) => key in node.labels)
    return isLeftOut && keys.some((key) => key in node.labels)
  })
}

/** The answer without what depends on the counts of spreading. */
function withoutSkew(answer: JsonObject): unknown {
  const nodes = answer.nodes as unknown as {
    [name: string]: { fails: { [plugin: string]: Rejection } }
  }
  return Object.entries(nodes).map(([name, { fails }]) => {
    const { PodTopologySpread: spread, ...rest } = fails
    return [name, spread?.code === 'Unschedulable' ? rest : fails]
  })
}

interface NamedFilter {
  readonly plugin: string
  readonly filter: NodeFilter
}

/** Each on its own: PreFilter's narrowing to a few nodes is not part of the recording. */
function filtersOf({ pending, snapshot }: GoldenCluster): readonly NamedFilter[] {
  return plugins.flatMap(({ name, preFilter }) => {
    const result = preFilter?.(pending, snapshot)
    if (!result) return []
    // 1.20 finds no conflict among terms: it finds that they match no node.
    const filter = 'filter' in result ? result.filter : () => NO_MATCH
    return [{ plugin: name, filter }]
  })
}

const NO_MATCH = unresolvable("node(s) didn't match Pod's node affinity/selector")

/** Texts that are others since 1.20. */
const REWORDED: ReadonlyMap<string, string> = new Map([
  ["node(s) didn't match Pod's node affinity", "node(s) didn't match Pod's node affinity/selector"],
  ["node(s) didn't match the requested hostname", "node(s) didn't match the requested node name"],
])
const OLD_TAINT = /^node\(s\) had taint \{.*\}, that the pod didn't tolerate$/
/** 1.20 says this first and then which of the rules it was; since 1.22 only the latter is said. */
const DROPPED = "node(s) didn't match pod affinity/anti-affinity"

/** The recording as 1.36 would have made it. */
function inNewWords(want: JsonObject, got: JsonObject): JsonObject {
  const nodes: { [name: string]: unknown } = {}
  const refusals = new Map<string, Refusal>()
  const gotNodes = got.nodes as unknown as {
    [name: string]: { fails: { [plugin: string]: Rejection } }
  }
  for (const [name, verdict] of Object.entries(want.nodes as JsonObject)) {
    const { fails, firstFailure } = verdict as unknown as {
      readonly fails: { readonly [plugin: string]: Rejection }
      readonly firstFailure?: string
    }
    const renewed: { [plugin: string]: Rejection } = {}
    for (const [plugin, rejection] of Object.entries(fails))
      renewed[plugin] = renew(plugin, rejection, gotNodes[name]?.fails[plugin])
    nodes[name] = { fails: renewed, firstFailure }
    const first = firstFailure === undefined ? undefined : renewed[firstFailure]
    if (first) refusals.set(name, { plugin: firstFailure ?? '', rejection: first })
  }
  const nodeCount = Object.keys(nodes).length
  const fitError = want.fitError === null ? null : fitErrorMessage({ nodeCount, refusals }, '')
  return { ...want, nodes: nodes as JsonObject, fitError }
}

function renew(
  plugin: string,
  { code, reasons }: Rejection,
  got: Rejection | undefined,
): Rejection {
  const renewed = reasons
    .filter((reason) => reason !== DROPPED)
    .map((reason) =>
      OLD_TAINT.test(reason)
        ? 'node(s) had untolerated taint(s)'
        : (REWORDED.get(reason) ?? reason),
    )
  // Since 1.32 a request larger than the whole node is not to be resolved by preempting.
  const newCode = plugin === 'NodeResourcesFit' && got ? got.code : code
  return { code: newCode, reasons: renewed.toSorted() }
}
