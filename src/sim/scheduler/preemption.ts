import type { LabelSelector, StringMap } from '../../protocol/objects/meta.ts'
import { labelMatcher } from '../api/label-selector.ts'
import { type Refusal, refusalIfChanged } from './filtering.ts'
import { type Diagnosis, fitErrorMessage } from './fit-error.ts'
import { type PendingPod, type Snapshot, unresolvable } from './framework.ts'
import { type NodeInfo, withoutPod, withPod } from './node-info.ts'
import type { PodInfo } from './pod-info.ts'

/** A disruption budget, as far as preempting respects it. Simplified: this edition has no PodDisruptionBudgets; the golden data has. */
export interface DisruptionBudget {
  readonly namespace: string
  readonly selector: LabelSelector | undefined
  readonly disruptionsAllowed: number
  /** Names of pods whose disruption is counted already. */
  readonly disruptedPods: readonly string[]
}

/** A node on which the pod would fit if these pods left. */
export interface Candidate {
  readonly node: string
  readonly victims: readonly PodInfo[]
  readonly budgetViolations: number
}

/** What preempting needs to know besides the cluster. */
export interface PreemptionView {
  readonly budgets: readonly DisruptionBudget[]
  /** When a pod started, RFC 3339; '' if it did not. */
  startedAt(key: string): string
  random(): number
}

export interface PreemptionResult {
  readonly candidate?: Candidate
  /** What FailedScheduling says of it; '' if a candidate was found. */
  readonly message: string
  /** No candidate was found though the pod might preempt: a former nomination is void. */
  readonly isHopeless: boolean
}

const CANDIDATES_MIN = 100
const CANDIDATES_PERCENT = 10
const NO_VICTIMS: Refusal = {
  plugin: 'DefaultPreemption',
  rejection: unresolvable('No preemption victims found for incoming pod'),
}
const NOT_HELPFUL: Refusal = {
  plugin: 'DefaultPreemption',
  rejection: unresolvable('Preemption is not helpful for scheduling'),
}

/**
 * Looks for less important pods whose leaving would make room. Upstream: plugins/defaultpreemption and
 * framework/preemption, v1.36.
 */
export function findPreemption(
  pending: PendingPod,
  snapshot: Snapshot,
  diagnosis: Diagnosis,
  view: PreemptionView,
): PreemptionResult {
  const refusalToTry = ineligibility(pending, snapshot, diagnosis)
  if (refusalToTry !== undefined) return { message: refusalToTry, isHopeless: false }
  const { candidates, refusals } = dryRun(pending, snapshot, diagnosis, view)
  const candidate = bestCandidate(candidates, view)
  if (candidate) return { candidate, message: '', isHopeless: false }
  const nodeCount = snapshot.nodeCount
  const message = fitErrorMessage({ nodeCount, refusals, absent: NOT_HELPFUL }, '')
  return { message, isHopeless: true }
}

/** The nodes on which other pods are to blame. Upstream: NodesForStatusCode(Unschedulable). */
export function nodesToTry(snapshot: Snapshot, { refusals }: Diagnosis): readonly NodeInfo[] {
  return snapshot
    .nodes()
    .filter(({ name }) => refusals.get(name)?.rejection.code === 'Unschedulable')
}

/** The fewest and least important pods that must leave a node, or why that does not help. Upstream: SelectVictimsOnNode. */
export function selectVictims(
  pending: PendingPod,
  snapshot: Snapshot,
  node: NodeInfo,
  view: Pick<PreemptionView, 'budgets' | 'startedAt'>,
): Candidate | Refusal {
  const lesser = node.pods.filter(({ priority }) => priority < pending.info.priority)
  if (lesser.length === 0) return NO_VICTIMS
  let remaining = node
  for (const { key } of lesser) remaining = withoutPod(remaining, key)
  const refusal = refusalIfChanged(pending, snapshot, remaining)
  if (refusal) return refusal

  const ranked = lesser.toSorted((a, b) => compareImportance(a, b, view))
  const { violating, others } = splitByBudgets(ranked, view.budgets)
  const victims: PodInfo[] = []
  let budgetViolations = 0
  for (const pod of [...violating, ...others]) {
    const spared = withPod(remaining, pod)
    if (refusalIfChanged(pending, snapshot, spared)) {
      victims.push(pod)
      if (violating.includes(pod)) budgetViolations++
    } else remaining = spared
  }
  return { node: node.name, victims, budgetViolations }
}

/**
 * The least harm: fewest budgets broken, then the least important best victim, the smallest sum of priorities, the
 * fewest victims, the latest started. Upstream: pickOneNodeForPreemption; ties go to the first.
 */
function bestCandidate(
  candidates: readonly Candidate[],
  view: Pick<PreemptionView, 'startedAt'>,
): Candidate | undefined {
  return candidates.toSorted((a, b) => compareCandidates(a, b, view))[0]
}

/** Which of two does less harm. */
export function compareCandidates(
  a: Candidate,
  b: Candidate,
  view: Pick<PreemptionView, 'startedAt'>,
): number {
  return (
    a.budgetViolations - b.budgetViolations ||
    highestPriority(a) - highestPriority(b) ||
    sumOfPriorities(a) - sumOfPriorities(b) ||
    a.victims.length - b.victims.length ||
    compareTexts(earliestStart(b, view), earliestStart(a, view))
  )
}

/** Why the pod may not preempt at all. Upstream: PodEligibleToPreemptOthers. */
function ineligibility(
  { pod, info }: PendingPod,
  snapshot: Snapshot,
  { refusals }: Diagnosis,
): string | undefined {
  if (pod.spec.preemptionPolicy === 'Never') return 'not eligible due to preemptionPolicy=Never.'
  const name = pod.status.nominatedNodeName
  if (!name || refusals.get(name)?.rejection.code === 'UnschedulableAndUnresolvable')
    return undefined
  const nominated = snapshot.nodes().find((node) => node.name === name)
  const isWaiting = nominated?.pods.some(
    (victim) => victim.isTerminating && victim.priority < info.priority,
  )
  return isWaiting ? 'not eligible due to terminating pod on the nominated node.' : undefined
}

function dryRun(
  pending: PendingPod,
  snapshot: Snapshot,
  diagnosis: Diagnosis,
  view: PreemptionView,
) {
  const nodes = nodesToTry(snapshot, diagnosis)
  const share = Math.trunc((nodes.length * CANDIDATES_PERCENT) / 100)
  const wanted = Math.min(nodes.length, Math.max(CANDIDATES_MIN, share))
  const isAnyLesser = nodes.some(({ pods }) => pods.some((pod) => isLesser(pod, pending)))
  const offset = isAnyLesser ? Math.floor(view.random() * nodes.length) : 0
  const candidates: Candidate[] = []
  const refusals = new Map<string, Refusal>()
  for (let i = 0; i < nodes.length && candidates.length < wanted; i++) {
    const node = nodes[(offset + i) % nodes.length]
    if (!node) continue
    const result = selectVictims(pending, snapshot, node, view)
    if ('rejection' in result) refusals.set(node.name, result)
    else candidates.push(result)
  }
  return { candidates, refusals }
}

function isLesser(pod: PodInfo, { info }: PendingPod): boolean {
  return pod.priority < info.priority
}

/** Pods whose leaving would break a budget, and the others, each most important first. Upstream: filterPodsWithPDBViolation. */
function splitByBudgets(pods: readonly PodInfo[], budgets: readonly DisruptionBudget[]) {
  const allowed = budgets.map(({ disruptionsAllowed }) => disruptionsAllowed)
  const violating: PodInfo[] = []
  const others: PodInfo[] = []
  for (const pod of pods) {
    let isViolating = false
    for (const [index, budget] of budgets.entries()) {
      if (!covers(budget, pod.namespace, pod.labels)) continue
      if (budget.disruptedPods.includes(pod.key.slice(pod.namespace.length + 1))) continue
      const left = (allowed[index] ?? 0) - 1
      allowed[index] = left
      if (left < 0) isViolating = true
    }
    if (isViolating) violating.push(pod)
    else others.push(pod)
  }
  return { violating, others }
}

/** A budget without a selector covers nothing, and so does one whose selector is empty. */
function covers(
  { namespace, selector }: DisruptionBudget,
  podNamespace: string,
  labels: StringMap | undefined,
): boolean {
  const isEmpty =
    Object.keys(selector?.matchLabels ?? {}).length === 0 &&
    (selector?.matchExpressions?.length ?? 0) === 0
  return (
    namespace === podNamespace &&
    !isEmpty &&
    Object.keys(labels ?? {}).length > 0 &&
    labelMatcher(selector)(labels)
  )
}

/** Most important first: by priority, then the longest running. Upstream: util.MoreImportantPod. */
function compareImportance(
  a: PodInfo,
  b: PodInfo,
  view: Pick<PreemptionView, 'startedAt'>,
): number {
  return b.priority - a.priority || compareTexts(startOf(a, view), startOf(b, view))
}

/** A pod that has not started is the newest. */
function startOf(pod: PodInfo, view: Pick<PreemptionView, 'startedAt'>): string {
  return view.startedAt(pod.key) || '9999'
}

function highestPriority({ victims }: Candidate): number {
  return victims.reduce((max, { priority }) => Math.max(max, priority), Number.NEGATIVE_INFINITY)
}

/** Priorities are shifted to be positive, so that more victims weigh more. */
function sumOfPriorities({ victims }: Candidate): number {
  return victims.reduce((sum, { priority }) => sum + priority + 2 ** 31, 0)
}

/** When the longest running of the most important victims started. Upstream: GetEarliestPodStartTime. */
function earliestStart(candidate: Candidate, view: Pick<PreemptionView, 'startedAt'>): string {
  const highest = highestPriority(candidate)
  const starts = candidate.victims
    .filter(({ priority }) => priority === highest)
    .map((pod) => startOf(pod, view))
  return starts.toSorted()[0] ?? ''
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
