import type { Pod } from '../../../protocol/objects/pod.ts'
import { qosClassOf } from '../../../sim/api/kinds/pod-qos.ts'
import { podLimits, podNonZeroRequests, podRequests } from '../../../sim/api/pod-resources.ts'
import type { SuiteAdapter } from '../suite-adapter.ts'

/** What pods ask for as a whole. */
export const podResourcesSuite: SuiteAdapter = {
  suite: 'podresources',
  run(input) {
    const pod = input.pod as unknown as Pod
    return {
      requests: podRequests(pod.spec),
      limits: podLimits(pod.spec),
      nonZero: podNonZeroRequests(pod.spec),
      qos: qosClassOf(pod.spec),
    }
  },
}
