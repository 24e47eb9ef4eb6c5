import type { Filtered } from './filtering.ts'
import type { NodeScorer, PendingPod, Snapshot } from './framework.ts'
import type { NodeInfo } from './node-info.ts'
import type { NodeMemo } from './node-memo.ts'
import { plugins } from './plugins/index.ts'

/** What one plugin thinks of the feasible nodes, in their order. */
interface PluginScores {
  readonly plugin: string
  readonly weight: number
  readonly raw: readonly number[]
  readonly normalized: readonly number[]
}

export interface Scores {
  readonly byPlugin: readonly PluginScores[]
  /** Weighted sums, in the order of the feasible nodes. */
  readonly totals: readonly number[]
}

const NO_SCORES: Scores = { byPlugin: [], totals: [] }

/** Asks every plugin to rate the nodes that fit. A single node needs no rating. Upstream: prioritizeNodes, v1.36. */
export function scoreNodes(
  pending: PendingPod,
  snapshot: Snapshot,
  { feasible, slots }: Pick<Filtered, 'feasible' | 'slots'>,
  memo: NodeMemo<number>,
): Scores {
  if (feasible.length < 2) return NO_SCORES
  const totals = new Array<number>(feasible.length).fill(0)
  const byPlugin: PluginScores[] = []
  for (const { name, weight = 1, preScore } of plugins) {
    const scorer = preScore?.(pending, snapshot, feasible)
    if (!scorer) continue
    const raw = rawScores(scorer, feasible, { slots, memo, plugin: name })
    let normalized = raw
    if (scorer.normalize) {
      normalized = raw.slice()
      scorer.normalize(normalized, feasible)
    }
    for (let i = 0; i < totals.length; i++)
      totals[i] = (totals[i] ?? 0) + weight * (normalized[i] ?? 0)
    byPlugin.push({ plugin: name, weight, raw, normalized })
  }
  return { byPlugin, totals }
}

function rawScores(
  scorer: NodeScorer,
  feasible: readonly NodeInfo[],
  known: {
    readonly slots: readonly number[]
    readonly memo: NodeMemo<number>
    readonly plugin: string
  },
): number[] {
  const ask = (node: NodeInfo) => scorer.score(node)
  if (scorer.sign === undefined) return feasible.map(ask)
  const { slots } = known
  const column = known.memo.column(`${known.plugin}=${scorer.sign}`)
  return feasible.map((node, i) => column.at(slots[i] ?? 0, node, ask))
}

/** One of the best nodes, by lot if several are alike. Upstream: selectHost, v1.36. */
export function selectHost(
  feasible: readonly NodeInfo[],
  scores: Scores,
  random: () => number,
): NodeInfo | undefined {
  if (feasible.length < 2) return feasible[0]
  let max = Number.NEGATIVE_INFINITY
  let best: NodeInfo[] = []
  for (let i = 0; i < feasible.length; i++) {
    const total = scores.totals[i] ?? 0
    const node = feasible[i]
    if (!node || total < max) continue
    if (total > max) {
      max = total
      best = []
    }
    best.push(node)
  }
  return best.length < 2 ? best[0] : best[Math.floor(random() * best.length)]
}
