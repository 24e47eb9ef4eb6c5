import type { Pod } from '../../protocol/objects/pod.ts'
import { type Micros, SECOND } from '../kernel/types.ts'
import { conditionOf } from './conditions.ts'
import { timeOf } from './time.ts'

/** What controllers ask of a pod's status. Upstream: `pkg/api/v1/pod`, `pkg/controller`, v1.36. */

/** Whether its Ready condition is true. */
export function isPodReady(pod: Pod): boolean {
  return conditionOf(pod, 'Ready')?.status === 'True'
}

/** Whether it has been ready for at least `minReadySeconds`. Upstream: `podutil.IsPodAvailable`. */
export function isPodAvailable(pod: Pod, minReadySeconds: number, now: Micros): boolean {
  const ready = conditionOf(pod, 'Ready')
  if (ready?.status !== 'True') return false
  if (minReadySeconds === 0) return true
  if (!ready.lastTransitionTime) return false
  return timeOf(ready.lastTransitionTime) + minReadySeconds * SECOND <= now
}

/** Whether its containers have ended for good. */
export function isPodTerminal(pod: Pod): boolean {
  return pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed'
}

/** Whether it counts as one of its controller's pods. Upstream: `controller.IsPodActive`. */
export function isPodActive(pod: Pod): boolean {
  return !isPodTerminal(pod) && pod.metadata.deletionTimestamp === undefined
}
