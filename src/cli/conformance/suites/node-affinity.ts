import type { Node, Taint } from '../../../protocol/objects/cluster.ts'
import type { StringMap } from '../../../protocol/objects/meta.ts'
import type { Affinity, Toleration } from '../../../protocol/objects/pod.ts'
import {
  preferredNodeAffinity,
  requiredNodeAffinity,
  type SelectableNode,
} from '../../../sim/scheduler/node-selector.ts'
import { tolerates, untoleratedTaint } from '../../../sim/scheduler/tolerations.ts'
import type { SuiteAdapter } from '../suite-adapter.ts'

type PreferredTerms = Parameters<typeof preferredNodeAffinity>[0]

/** Required and preferred node affinity, and tolerations. */
export const nodeAffinitySuite: SuiteAdapter = {
  suite: 'nodeaffinity',

  run(input) {
    if (input.op === 'toleration') {
      const taints = (input.taints ?? []) as unknown as readonly Taint[]
      const tolerations = (input.tolerations ?? []) as unknown as readonly Toleration[]
      return {
        untolerated: untoleratedTaint(taints, tolerations),
        matrix: taints.map((taint) => tolerations.map((each) => tolerates(each, taint))),
      }
    }
    const node = selectable(input.node as unknown as Node)
    if (input.op === 'preferred') {
      const score = preferredNodeAffinity((input.terms ?? []) as unknown as PreferredTerms)
      return typeof score === 'function'
        ? { score: score(node), error: null }
        : { error: aggregated(score.errors) }
    }
    const nodeSelector = (input.nodeSelector ?? undefined) as StringMap | undefined
    const affinity = (input.affinity ?? undefined) as Affinity | undefined
    const required = requiredNodeAffinity({ nodeSelector, affinity })
    const match = required.matches(node)
    // Terms are not even looked at if the plain selector does not match.
    const isRead = requiredNodeAffinity({ nodeSelector }).matches(node)
    return { match, error: match || !isRead ? null : aggregated(required.errors) }
  },
}

function selectable({ metadata }: Node): SelectableNode {
  return { name: metadata.name, labels: metadata.labels }
}

/** Several errors in one text. Upstream: errors.NewAggregate. */
function aggregated(errors: readonly string[]): string | null {
  const distinct = [...new Set(errors)]
  return distinct.length > 1 ? `[${distinct.join(', ')}]` : (distinct[0] ?? null)
}
