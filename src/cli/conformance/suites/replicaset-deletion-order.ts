import type { JsonObject } from '../../../protocol/objects/meta.ts'
import type { Pod } from '../../../protocol/objects/pod.ts'
import { isPodActive } from '../../../sim/api/pod-status.ts'
import { timeOf } from '../../../sim/api/time.ts'
import {
  nodeRanks,
  orderForDeletion,
  podsToDelete,
} from '../../../sim/controllers/replicaset-ranking.ts'
import { compareAnswers } from '../compare-answers.ts'
import type { SuiteAdapter } from '../suite-adapter.ts'

/** Some time after all that the recorded pods have seen. */
const NOW = timeOf('2026-01-01T02:00:00Z')

/** Which pods a ReplicaSet deletes first. */
export const replicaSetDeletionOrderSuite: SuiteAdapter = {
  suite: 'replicaset-deletion-order',
  run(input) {
    if (input.op === 'IsPodActive') return { active: isPodActive(input.pod as unknown as Pod) }
    return deletionOrder(input)
  },
  compare(got, want) {
    // `timeDecides` says which cases any version would answer alike.
    const { timeDecides, ...answer } = want
    return compareAnswers(got, answer)
  },
  skip({ input }) {
    const isBatch = input.op === 'slowStartBatch'
    return isBatch
      ? 'batches are sent by the controller runtime, which has no list of them'
      : undefined
  },
}

/** 1.20 had no LogarithmicScaleDown, so its recordings are answered with that gate off. */
function deletionOrder(input: JsonObject): unknown {
  const pods = input.pods as unknown as readonly Pod[]
  const related = input.related as unknown as readonly Pod[]
  const ranks = nodeRanks(related)
  const diff = Number(input.diff)
  const order = orderForDeletion(pods, related, NOW, 'exact')
  return {
    order: order.map(nameOf),
    deleted: (diff < pods.length
      ? order.slice(0, diff)
      : podsToDelete(pods, related, diff, NOW)
    ).map(nameOf),
    ranks: Object.fromEntries(
      pods.map((pod) => [nameOf(pod), ranks.get(pod.spec.nodeName ?? '') ?? 0]),
    ),
  }
}

function nameOf(pod: Pod): string {
  return pod.metadata.name
}
