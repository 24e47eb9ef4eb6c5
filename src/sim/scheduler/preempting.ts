import type { Condition } from '../../protocol/objects/meta.ts'
import type { Pod } from '../../protocol/objects/pod.ts'
import { objectPath } from '../api/resources.ts'
import { timestampAt } from '../api/time.ts'
import type { ApiRequest } from '../apiserver/wire.ts'
import type { Micros } from '../kernel/types.ts'

/**
 * The two requests that make a victim go: it is told why, then deleted. Upstream: Evaluator.PreemptPod, v1.36.
 * Simplified: both are sent at once, and the pod in whose favour it happens is not held back until they are answered.
 */
export function evictionSteps(
  victim: Pod,
  preemptor: Pod,
  now: Micros,
): readonly Omit<ApiRequest, 'user' | 'userAgent'>[] {
  const { name, namespace, generation } = victim.metadata
  const scheduler = preemptor.spec.schedulerName ?? 'default-scheduler'
  const condition: Condition = {
    type: 'DisruptionTarget',
    status: 'True',
    reason: 'PreemptionByScheduler',
    message: `${scheduler}: preempting to accommodate a higher priority pod`,
    lastTransitionTime: timestampAt(now),
    observedGeneration: generation,
  }
  return [
    {
      method: 'PATCH',
      path: objectPath('Pod', namespace, name, 'status'),
      contentType: 'application/strategic-merge-patch+json',
      body: { status: { conditions: [condition] } },
    },
    { method: 'DELETE', path: objectPath('Pod', namespace, name) },
  ]
}
