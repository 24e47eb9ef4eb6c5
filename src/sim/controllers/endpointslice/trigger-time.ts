import type { Timestamp } from '../../../protocol/objects/meta.ts'
import type { Service } from '../../../protocol/objects/network.ts'
import type { Pod } from '../../../protocol/objects/pod.ts'
import { conditionOf } from '../../api/conditions.ts'
import { keyOf } from '../../api/resources.ts'

/** What was seen when the service's slices were last worked out; pods in order of their keys. */
export interface SeenBefore {
  readonly service: Service
  readonly pods: readonly Pod[]
}

/**
 * When the earliest of the changes that are now told happened: latency is measured from there.
 * Upstream: k8s.io/endpointslice/trigger_time_tracker.go, v1.36.
 */
export function triggerTimeOf(
  service: Service,
  pods: readonly Pod[],
  before: SeenBefore | undefined,
): Timestamp | undefined {
  let earliest: Timestamp | undefined
  const consider = (now: Timestamp | undefined, then: Timestamp | undefined) => {
    // RFC 3339 times of one zone compare as texts.
    if (now === undefined || (then !== undefined && now <= then)) return
    if (earliest === undefined || now < earliest) earliest = now
  }
  consider(service.metadata.creationTimestamp, before?.service.metadata.creationTimestamp)
  const old = before?.pods ?? []
  let index = 0
  for (const pod of pods) {
    if (old[index] === pod) {
      index++
      continue
    }
    const key = keyOf(pod)
    while (index < old.length && keyOf(old[index] as Pod) < key) index++
    const candidate = old[index]
    const former = candidate && keyOf(candidate) === key ? candidate : undefined
    if (former !== pod) consider(readySince(pod), former && readySince(former))
  }
  return earliest
}

function readySince(pod: Pod): Timestamp | undefined {
  return conditionOf(pod, 'Ready')?.lastTransitionTime
}
