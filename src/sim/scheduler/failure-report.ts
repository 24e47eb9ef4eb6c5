import type { Condition, JsonObject } from '../../protocol/objects/meta.ts'
import type { Pod } from '../../protocol/objects/pod.ts'
import { conditionOf } from '../api/conditions.ts'
import { objectPath } from '../api/resources.ts'
import { timestampAt } from '../api/time.ts'
import type { ApiRequest } from '../apiserver/wire.ts'
import type { Micros } from '../kernel/types.ts'

/** Why the pod's PodScheduled condition is False: no node will do, or something went wrong on the way. */
type FailureReason = 'Unschedulable' | 'SchedulerError'

export interface Failure {
  readonly reason: FailureReason
  readonly message: string
  /** A node to wait for, undefined to leave what is said. */
  readonly nominatedNode: string | undefined
}

/** Events' notes are cut to this. Upstream: validation.NoteLengthLimit. */
const NOTE_LENGTH_MAX = 1024

/** The message as an event can tell it. Upstream: truncateMessage. */
export function eventNote(message: string): string {
  if (message.length <= NOTE_LENGTH_MAX) return message
  const suffix = ' ...'
  return message.slice(0, NOTE_LENGTH_MAX - suffix.length) + suffix
}

/** The request that tells the pod's status of a failure, or undefined if it says so already. Upstream: updatePod in schedule_one.go, v1.36. */
export function statusPatch(
  pod: Pod,
  failure: Failure,
  now: Micros,
): Omit<ApiRequest, 'user' | 'userAgent'> | undefined {
  const { reason, message, nominatedNode } = failure
  const { name, namespace, generation } = pod.metadata
  const before = conditionOf(pod, 'PodScheduled')
  const isTold =
    before?.status === 'False' && before.reason === reason && before.message === message
  const isNominated =
    nominatedNode === undefined || nominatedNode === (pod.status.nominatedNodeName ?? '')
  if (isTold && isNominated) return undefined
  const condition: Condition = {
    type: 'PodScheduled',
    status: 'False',
    reason,
    message,
    lastProbeTime: null,
    lastTransitionTime: before?.status === 'False' ? before.lastTransitionTime : timestampAt(now),
    observedGeneration: generation,
  }
  const conditions = isTold ? {} : { conditions: [{ ...condition }] }
  const nomination = isNominated ? {} : { nominatedNodeName: nominatedNode || null }
  return {
    method: 'PATCH',
    path: objectPath('Pod', namespace, name, 'status'),
    contentType: 'application/strategic-merge-patch+json',
    body: { status: { ...conditions, ...nomination } as JsonObject },
  }
}
