import type { Taint } from '../../../protocol/objects/cluster.ts'
import type { Toleration } from '../../../protocol/objects/pod.ts'
import { decideEviction } from '../../../sim/controllers/taint-eviction.ts'
import { SECOND } from '../../../sim/kernel/types.ts'
import type { SuiteAdapter } from '../suite-adapter.ts'

/** When a pod must leave a tainted node. */
export const taintEvictionSuite: SuiteAdapter = {
  suite: 'tainteviction',
  run(input) {
    const taints = (input.taints ?? []) as unknown as readonly Taint[]
    const tolerations = (input.tolerations ?? []) as unknown as readonly Toleration[]
    const decision = decideEviction(taints, tolerations)
    if (decision.type !== 'after') return { decision: decision.type }
    return { decision: 'after', delaySeconds: decision.delay / SECOND }
  },
}
