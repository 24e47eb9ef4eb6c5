import type { Pod } from '../../protocol/objects/pod.ts'
import type { NodeVerdict, ObjectRef, SchedulingTrace } from '../../protocol/trace.ts'
import type { Filtered, Refusal } from './filtering.ts'
import type { NodeInfo } from './node-info.ts'
import type { Scores } from './scoring.ts'

/** What a cycle came to, as far as the page shows it. */
export interface Decision {
  readonly pod: Pod
  readonly node: string
  readonly message: string
  readonly nodeCount: number
  readonly filtered: Filtered | undefined
  readonly scores: Scores | undefined
}

/** Up to so many nodes each has its verdict; of more, only the best are told. */
const NODES_TOLD_MAX = 64
const BEST_TOLD = 16

type ScoreCells = NodeVerdict['scores']
const NO_SCORES: ScoreCells = {}

/** The record of one scheduling cycle: node × plugin. */
export function schedulingTrace(decision: Decision): SchedulingTrace {
  const { pod, node, message, nodeCount, filtered } = decision
  return {
    type: 'scheduling',
    pod: refOf(pod),
    outcome: node === '' ? 'unschedulable' : 'assigned',
    node,
    message,
    nodesTotal: nodeCount,
    nodesEvaluated: filtered?.evaluated ?? 0,
    verdicts: filtered ? verdictsOf(decision, filtered) : [],
    ...(filtered && nodeCount > NODES_TOLD_MAX ? { refused: summary(filtered) } : {}),
  }
}

/** The same for a pod that was turned down before any node was tried. */
export function refusedEverywhere(refusal: Refusal, names: readonly string[]): Filtered {
  const shown = names.slice(0, NODES_TOLD_MAX)
  const refusals = new Map(shown.map((name) => [name, refusal] as const))
  return { feasible: [], slots: [], refusals, evaluated: 0, nextStart: 0 }
}

function verdictsOf(decision: Decision, filtered: Filtered): readonly NodeVerdict[] {
  const { feasible, refusals } = filtered
  const cells = cellMaker(decision.scores)
  const isBrief = decision.nodeCount > NODES_TOLD_MAX
  const told = isBrief ? bestOf(feasible, decision) : feasible.map((_, index) => index)
  const verdicts: NodeVerdict[] = told.map((index) => ({
    node: feasible[index]?.name ?? '',
    refusedBy: '',
    reasons: [],
    scores: cells(index),
    total: decision.scores?.totals[index] ?? 0,
  }))
  if (isBrief) return verdicts
  for (const [node, { plugin, rejection }] of refusals) {
    const { reasons } = rejection
    verdicts.push({ node, refusedBy: plugin, reasons, scores: NO_SCORES, total: 0 })
  }
  return verdicts
}

function summary({ refusals }: Filtered): SchedulingTrace['refused'] {
  const counts = new Map<string, { plugin: string; reason: string; nodes: number }>()
  for (const { plugin, rejection } of refusals.values()) {
    for (const reason of rejection.reasons) {
      const row = counts.get(reason)
      if (row) row.nodes++
      else counts.set(reason, { plugin, reason, nodes: 1 })
    }
  }
  return [...counts.values()]
}

/** Many nodes are alike to a plugin, so equal cells are shared: traces are kept as long as the journal is. */
function cellMaker(scores: Scores | undefined): (index: number) => ScoreCells {
  if (!scores || scores.byPlugin.length === 0) return () => NO_SCORES
  const known = scores.byPlugin.map(() => new Map<number, ScoreCells[string]>())
  return (index) => {
    const cells: { [plugin: string]: ScoreCells[string] } = {}
    for (const [i, { plugin, weight, raw, normalized }] of scores.byPlugin.entries()) {
      const value = raw[index] ?? 0
      let cell = known[i]?.get(value)
      if (!cell || cell.normalized !== normalized[index]) {
        const share = normalized[index] ?? 0
        cell = { raw: value, normalized: share, weighted: weight * share }
        known[i]?.set(value, cell)
      }
      cells[plugin] = cell
    }
    return cells
  }
}

/** Indexes of the best nodes, best first; the chosen one is always among them. */
function bestOf(feasible: readonly NodeInfo[], { scores, node }: Decision): readonly number[] {
  const totals = scores?.totals ?? []
  const best: number[] = []
  const total = (index: number | undefined) => (index === undefined ? 0 : (totals[index] ?? 0))
  for (let i = 0; i < feasible.length; i++) {
    const isChosen = feasible[i]?.name === node
    if (!isChosen && best.length >= BEST_TOLD && total(i) <= total(best.at(-1))) continue
    let at = best.length
    while (at > 0 && (isChosen ? total(i) >= total(best[at - 1]) : total(i) > total(best[at - 1])))
      at--
    best.splice(at, 0, i)
    if (best.length > BEST_TOLD) best.pop()
  }
  return best
}

function refOf({ metadata: { namespace, name, uid } }: Pod): ObjectRef {
  return { kind: 'Pod', namespace, name, uid }
}
