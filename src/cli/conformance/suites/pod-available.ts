import type { Pod } from '../../../protocol/objects/pod.ts'
import { isPodAvailable } from '../../../sim/api/pod-status.ts'
import { timeOf } from '../../../sim/api/time.ts'
import type { SuiteAdapter } from '../suite-adapter.ts'

/** When a pod counts as available. */
export const podAvailableSuite: SuiteAdapter = {
  suite: 'podavailable',
  run(input) {
    const pod = input.pod as unknown as Pod
    const now = timeOf(String(input.now))
    return { available: isPodAvailable(pod, Number(input.minReadySeconds), now) }
  },
}
