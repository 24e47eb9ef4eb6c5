import type { NodeScorer, PendingPod, Plugin, Snapshot } from '../../../sim/scheduler/framework.ts'
import type { NodeInfo } from '../../../sim/scheduler/node-info.ts'
import { imageLocality } from '../../../sim/scheduler/plugins/image-locality.ts'
import { interPodAffinity } from '../../../sim/scheduler/plugins/inter-pod-affinity.ts'
import { nodeAffinity } from '../../../sim/scheduler/plugins/node-affinity.ts'
import { nodeResourcesFit } from '../../../sim/scheduler/plugins/node-resources-fit.ts'
import { spreadScorer } from '../../../sim/scheduler/plugins/pod-topology-spread.ts'
import { taintToleration } from '../../../sim/scheduler/plugins/taint-toleration.ts'
import { podInfoOf } from '../../../sim/scheduler/pod-info.ts'
import { compareAnswers } from '../compare-answers.ts'
import type { SuiteAdapter } from '../suite-adapter.ts'
import { goldenCluster } from './golden-snapshot.ts'

type ByNode = { readonly [node: string]: number }
type ByPlugin = { readonly [plugin: string]: ByNode }

/** The raw and normalized scores of every Score plugin, recorded from 1.20. */
export const schedulerScoresSuite: SuiteAdapter = {
  suite: 'scheduler-scores',

  run(input) {
    const { nodes, snapshot, pending } = goldenCluster(input)
    const names = input.feasible as readonly string[]
    const feasible = nodes.filter(({ name }) => names.includes(name))
    const raw: { [plugin: string]: ByNode } = {}
    const normalized: { [plugin: string]: ByNode } = {}
    for (const [plugin, scorer] of Object.entries(scorersOf(pending, snapshot, feasible))) {
      const scores = feasible.map((node) => scorer?.score(node) ?? 0)
      raw[plugin] = byNode(feasible, scores)
      if (scorer?.normalize) scorer.normalize(scores, feasible)
      else if (!scorer && plugin === 'PodTopologySpread') scores.fill(SPREAD_OF_ALL_ALIKE)
      normalized[plugin] = byNode(feasible, scores)
    }
    return { raw, normalized }
  },

  compare(got, want) {
    const { raw, normalized } = want as unknown as { raw: ByPlugin; normalized: ByPlugin }
    return compareAnswers(got, {
      raw: comparable(raw),
      normalized: withTrueRange(comparable(normalized), raw),
    })
  },
}

/** A pod without constraints is not scored since 1.26; before, all nodes got the same. */
const SPREAD_OF_ALL_ALIKE = 100

function scorersOf(
  pending: PendingPod,
  snapshot: Snapshot,
  feasible: readonly NodeInfo[],
): { readonly [plugin: string]: NodeScorer | undefined } {
  // 1.20 does not look at the images of init containers.
  const plain = withoutInitContainers(pending)
  const scorer = (plugin: Plugin, of = pending) => plugin.preScore?.(of, snapshot, feasible)
  return {
    ImageLocality: scorer(imageLocality, plain),
    InterPodAffinity: scorer(interPodAffinity),
    NodeAffinity: scorer(nodeAffinity),
    NodeResourcesLeastAllocated: scorer(nodeResourcesFit),
    PodTopologySpread: spreadScorer(pending, snapshot, feasible, {
      // 1.23 rounds, and since 1.21 nodes without a zone take part in the default spreading.
      round: Math.trunc,
      defaultsNeedAllTopologies: true,
    }),
    TaintToleration: scorer(taintToleration),
  }
}

function withoutInitContainers({ pod }: PendingPod): PendingPod {
  const plain = { ...pod, spec: { ...pod.spec, initContainers: [] } }
  return { pod: plain, info: podInfoOf(plain) }
}

function byNode(nodes: readonly NodeInfo[], scores: readonly number[]): ByNode {
  return Object.fromEntries(nodes.map(({ name }, index) => [name, scores[index] ?? 0]))
}

/** NodeResourcesBalancedAllocation has another formula altogether (1.36 rates the change of the balance); unit tests cover it. */
function comparable(scores: ByPlugin): ByPlugin {
  const { NodeResourcesBalancedAllocation: _other, ...rest } = scores
  return rest
}

/** 1.20 takes 0 into the range of InterPodAffinity's scores; 1.22 takes only the scores themselves. */
function withTrueRange(normalized: ByPlugin, raw: ByPlugin): ByPlugin {
  const scores = raw.InterPodAffinity ?? {}
  const min = Math.min(...Object.values(scores))
  const max = Math.max(...Object.values(scores))
  const stretched = Object.entries(scores).map(([node, score]) => {
    return [node, max > min ? Math.trunc(100 * ((score - min) / (max - min))) : 0] as const
  })
  return { ...normalized, InterPodAffinity: Object.fromEntries(stretched) }
}
