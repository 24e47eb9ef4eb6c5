import type { SchedulingTrace } from '../../protocol/trace.ts'
import { type Decision, refusedEverywhere, schedulingTrace } from './decision-trace.ts'
import {
  type Filtered,
  findFeasible,
  type NominatedOn,
  type PreFiltered,
  type Refusal,
  type RefusalMemo,
  refusalOf,
  runPreFilters,
} from './filtering.ts'
import { type Diagnosis, fitErrorMessage, pluginsThatRefused } from './fit-error.ts'
import type { PendingPod, Snapshot } from './framework.ts'
import type { NodeInfo } from './node-info.ts'
import type { NodeMemo } from './node-memo.ts'
import { plugins } from './plugins/index.ts'
import { type Candidate, findPreemption, type PreemptionResult } from './preemption.ts'
import { type Scores, scoreNodes, selectHost } from './scoring.ts'

/** What a cycle works with besides the pod. */
export interface CycleView {
  readonly snapshot: Snapshot
  /** Where in the order of nodes to begin. */
  readonly start: number
  readonly nominatedOn: NominatedOn
  readonly refusalMemo: RefusalMemo
  readonly scoreMemo: NodeMemo<number>
  random(): number
  /** When a pod started, RFC 3339; '' if it did not. */
  startedAt(key: string): string
}

/** What a cycle came to. */
export interface CycleResult {
  /** The chosen node; '' if the pod fits nowhere. */
  readonly node: string
  /** Why it fits nowhere. */
  readonly message: string
  /** The plugins to blame; empty if it was none. */
  readonly refusedBy: readonly string[]
  /** A node on which it would fit if others left. */
  readonly candidate?: Candidate
  /** No leaving of others helps: a former nomination is void. */
  readonly isPreemptionHopeless: boolean
  /** Where the next cycle begins; undefined to leave it. */
  readonly nextStart?: number
  readonly trace: SchedulingTrace
}

const NO_NODES = 'no nodes available to schedule pods'
/** DynamicResources' PostFilter comes before DefaultPreemption's; pods without claims make it say this. */
const NO_CLAIMS = 'no new claims to deallocate'
/** It fails so, and ends PostFilter, if its PreFilter was never reached. */
const NO_CLAIM_STATE = 'not found'

/** One scheduling cycle: filter, score, choose, reserve; or find out why not. Upstream: schedulingCycle, v1.36. */
export function scheduleOne(pending: PendingPod, view: CycleView): CycleResult {
  const { snapshot } = view
  const { pod } = pending
  const nodeCount = snapshot.nodeCount
  if (nodeCount === 0) return unassigned(NO_NODES, decisionOf(pending, view, NO_NODES), [])

  const preFiltered = runPreFilters(pending, snapshot)
  if (preFiltered.refusal) return turnedDown(pending, view, preFiltered.refusal)
  const nominated = nominatedIfFits(pending, view, preFiltered)
  const filtered =
    nominated ?? findFeasible(pending, snapshot, { preFiltered, memo: view.refusalMemo, ...view })
  if (filtered.feasible.length === 0) return fitsNowhere(pending, view, filtered)

  const scores = scoreNodes(pending, snapshot, filtered, view.scoreMemo)
  const chosen = selectHost(filtered.feasible, scores, () => view.random())
  const refusal = chosen && lastWord(pending, chosen)
  if (!chosen || refusal) return fitsNowhere(pending, view, refusedLate(filtered, chosen, refusal))
  const decision: Decision = { pod, node: chosen.name, message: '', nodeCount, filtered, scores }
  return {
    node: chosen.name,
    message: '',
    refusedBy: [],
    isPreemptionHopeless: false,
    nextStart: nominated ? undefined : filtered.nextStart,
    trace: schedulingTrace(decision),
  }
}

/** A node that was promised to the pod is tried before all others. Upstream: evaluateNominatedNode. */
function nominatedIfFits(
  { pod }: PendingPod,
  { snapshot }: CycleView,
  { filters }: PreFiltered,
): Filtered | undefined {
  const name = pod.status.nominatedNodeName
  const node = name ? snapshot.nodes().find((each) => each.name === name) : undefined
  if (!node || refusalOf(node, filters)) return undefined
  return { feasible: [node], slots: [0], refusals: new Map(), evaluated: 1, nextStart: 0 }
}

/** Reserve and Permit. */
function lastWord(pending: PendingPod, node: NodeInfo): Refusal | undefined {
  for (const plugin of plugins) {
    const rejection = plugin.reserve?.(pending, node) ?? plugin.permit?.(pending, node)
    if (rejection) return { plugin: plugin.name, rejection }
  }
  return undefined
}

function refusedLate(
  filtered: Filtered,
  node: NodeInfo | undefined,
  refusal: Refusal | undefined,
): Filtered {
  if (!node || !refusal) return filtered
  return { ...filtered, feasible: [], slots: [], refusals: new Map([[node.name, refusal]]) }
}

function turnedDown(pending: PendingPod, view: CycleView, refusal: Refusal): CycleResult {
  const { snapshot } = view
  const diagnosis: Diagnosis = {
    nodeCount: snapshot.nodeCount,
    preFilter: refusal,
    refusals: new Map(),
  }
  const message = fitErrorMessage(diagnosis, NO_CLAIM_STATE)
  const names = snapshot.nodes().map(({ name }) => name)
  const decision = {
    ...decisionOf(pending, view, message),
    filtered: refusedEverywhere(refusal, names),
  }
  return unassigned(message, decision, pluginsThatRefused(diagnosis))
}

function fitsNowhere(pending: PendingPod, view: CycleView, filtered: Filtered): CycleResult {
  const { snapshot } = view
  const { refusals, absent, nextStart } = filtered
  const diagnosis: Diagnosis = { nodeCount: snapshot.nodeCount, refusals, absent }
  const preemption = findPreemption(pending, snapshot, diagnosis, {
    budgets: [],
    startedAt: (key) => view.startedAt(key),
    random: () => view.random(),
  })
  const message = fitErrorMessage(diagnosis, postFilterMessage(preemption))
  const decision = { ...decisionOf(pending, view, message), filtered }
  return {
    ...unassigned(message, decision, pluginsThatRefused(diagnosis)),
    candidate: preemption.candidate,
    isPreemptionHopeless: preemption.isHopeless,
    nextStart,
  }
}

function postFilterMessage({ candidate, message }: PreemptionResult): string {
  return candidate ? '' : `${NO_CLAIMS}, preemption: ${message}`
}

function decisionOf({ pod }: PendingPod, { snapshot }: CycleView, message: string): Decision {
  return {
    pod,
    node: '',
    message,
    nodeCount: snapshot.nodeCount,
    filtered: undefined,
    scores: undefined as Scores | undefined,
  }
}

function unassigned(
  message: string,
  decision: Decision,
  refusedBy: readonly string[],
): CycleResult {
  return {
    node: '',
    message,
    refusedBy,
    isPreemptionHopeless: false,
    trace: schedulingTrace(decision),
  }
}
