import type { JsonObject, LabelSelector } from '../../../protocol/objects/meta.ts'
import { type Refusal, refusalOf, runPreFilters } from '../../../sim/scheduler/filtering.ts'
import {
  type Candidate,
  compareCandidates,
  type DisruptionBudget,
  nodesToTry,
  selectVictims,
} from '../../../sim/scheduler/preemption.ts'
import type { SuiteAdapter } from '../suite-adapter.ts'
import { goldenCluster, withOldFitRule } from './golden-snapshot.ts'

interface RecordedBudget {
  readonly metadata: { readonly namespace: string }
  readonly spec: { readonly selector?: LabelSelector }
  readonly status?: {
    readonly disruptionsAllowed?: number
    readonly disruptedPods?: { readonly [pod: string]: string }
  }
}

/** Which pods would be preempted on which node, and which node is taken. */
export const schedulerPreemptionSuite: SuiteAdapter = {
  suite: 'scheduler-preemption',

  run(input) {
    const { pending, snapshot, nodes, pods } = withOldFitRule(goldenCluster(input))
    const started = new Map(
      pods.map(({ metadata, status }) => [
        `${metadata.namespace}/${metadata.name}`,
        status.startTime ?? '',
      ]),
    )
    const startedAt = (key: string) => started.get(key) ?? ''
    const { filters } = runPreFilters(pending, snapshot)
    const refusals = new Map<string, Refusal>()
    for (const node of nodes) {
      const refusal = refusalOf(node, filters)
      if (refusal) refusals.set(node.name, inOldCode(refusal))
    }
    const potential = nodesToTry(snapshot, { nodeCount: nodes.length, refusals })
    const budgets = budgetsOf(input)
    const perNode: { [node: string]: unknown } = {}
    const candidates: Candidate[] = []
    for (const node of potential) {
      const result = selectVictims(pending, snapshot, node, { budgets, startedAt })
      if ('victims' in result) candidates.push(result)
      perNode[node.name] = 'victims' in result ? harmOf(result) : { fits: false }
    }
    const compare = (a: Candidate, b: Candidate) => compareCandidates(a, b, { startedAt })
    const best = candidates.toSorted(compare)[0]
    const nominated = best
      ? candidates.filter((each) => compare(each, best) === 0).map(({ node }) => node)
      : []
    return {
      eligible: pending.pod.spec.preemptionPolicy !== 'Never',
      potentialNodes: potential.map(({ name }) => name),
      perNode,
      nominated,
    }
  },
}

/** Since 1.32 a node that is too small even when empty is not tried; 1.20 tries it in vain. */
function inOldCode(refusal: Refusal): Refusal {
  if (refusal.plugin !== 'NodeResourcesFit') return refusal
  return { ...refusal, rejection: { ...refusal.rejection, code: 'Unschedulable' } }
}

function harmOf({ victims, budgetViolations }: Candidate): unknown {
  const names = victims.map(({ key }) => key.slice(key.indexOf('/') + 1))
  return { fits: true, victims: names, numPDBViolations: budgetViolations }
}

function budgetsOf(input: JsonObject): readonly DisruptionBudget[] {
  return ((input.pdbs ?? []) as unknown as readonly RecordedBudget[]).map(
    ({ metadata, spec, status }) => ({
      namespace: metadata.namespace,
      selector: spec.selector,
      disruptionsAllowed: status?.disruptionsAllowed ?? 0,
      disruptedPods: Object.keys(status?.disruptedPods ?? {}),
    }),
  )
}
