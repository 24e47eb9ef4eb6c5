import type { Deployment } from '../../../protocol/objects/workload.ts'
import { deploymentRolloutStatus } from '../../../sim/api/rollout-status.ts'
import type { SuiteAdapter } from '../suite-adapter.ts'

/** What `kubectl rollout status` prints. */
export const rolloutStatusSuite: SuiteAdapter = {
  suite: 'rolloutstatus',
  run(input) {
    const deployment = input.object as unknown as Deployment
    return deploymentRolloutStatus(deployment, Number(input.revision))
  },
  skip({ input }) {
    const { kind } = input.object as unknown as { readonly kind: string }
    return kind === 'Deployment' ? undefined : `kind ${kind} is not in this edition`
  },
}
