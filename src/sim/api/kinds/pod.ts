import type { Condition } from '../../../protocol/objects/meta.ts'
import type { Pod, PodStatus } from '../../../protocol/objects/pod.ts'
import { podSchema } from '../schema/pod.ts'
import { validatePodCreate, validatePodStatusUpdate, validatePodUpdate } from '../validation/pod.ts'
import { defaultPod } from './pod-defaults.ts'
import { qosClassOf } from './pod-qos.ts'
import { mapItems, withChanged, withDefaults, withFields } from './rewrite.ts'
import { isSame } from './same.ts'
import { countedGeneration, type KindStrategy } from './strategy.ts'

/** Upstream: `kubernetes/pkg/registry/core/pod/strategy.go`, v1.36. */
export const podStrategy: KindStrategy<'Pod'> = {
  kind: 'Pod',
  singular: 'pod',
  shortNames: ['po'],
  categories: ['all'],
  subresources: ['status', 'binding', 'eviction', 'ephemeralcontainers', 'resize', 'log', 'exec'],
  schema: podSchema,
  allowsUnconditionalUpdate: true,
  allowsCreateOnUpdate: false,

  setDefaults: defaultPod,

  prepareForCreate(pod) {
    const status: PodStatus = {
      phase: 'Pending',
      ...(isGated(pod) && { conditions: [SCHEDULING_GATED] }),
      qosClass: qosClassOf(pod.spec),
    }
    return { ...pod, metadata: withFields(pod.metadata, { generation: 1 }), status }
  },

  prepareForUpdate(next, current) {
    const metadata = countedGeneration(
      next.metadata,
      current.metadata,
      next.spec !== current.spec && !isSame(next.spec, current.spec),
    )
    return withFields(next, { metadata, status: current.status })
  },

  prepareForStatusUpdate(next, current) {
    const { generation, ownerReferences, deletionTimestamp } = current.metadata
    const metadata = withFields(next.metadata, { generation, ownerReferences, deletionTimestamp })
    return withFields(next, {
      metadata,
      spec: current.spec,
      status: withKept(next.status, current.status),
    })
  },

  validateCreate: validatePodCreate,
  validateUpdate: validatePodUpdate,
  validateStatusUpdate: validatePodStatusUpdate,

  selectableFields: {
    'spec.nodeName': ({ spec }) => spec.nodeName ?? '',
    'spec.restartPolicy': ({ spec }) => spec.restartPolicy ?? '',
    'spec.schedulerName': ({ spec }) => spec.schedulerName ?? '',
    'spec.serviceAccountName': ({ spec }) => spec.serviceAccountName ?? '',
    'spec.hostNetwork': ({ spec }) => String(spec.hostNetwork ?? false),
    'status.phase': ({ status }) => status.phase ?? '',
    'status.podIP': ({ status }) => status.podIPs?.[0]?.ip ?? status.podIP ?? '',
    // Upstream takes it for a label and never fills it in.
    'status.podIPs': () => '',
    'status.nominatedNodeName': ({ status }) => status.nominatedNodeName ?? '',
  },

  gracePeriodSeconds(pod, asked) {
    const isNotStarted = pod.spec.nodeName === undefined || pod.spec.nodeName === ''
    const isOver = pod.status.phase === 'Failed' || pod.status.phase === 'Succeeded'
    if (isNotStarted || isOver) return 0
    const seconds = asked ?? pod.spec.terminationGracePeriodSeconds ?? 0
    // A negative period means one second: as short as it can be, but not by force.
    return seconds < 0 ? 1 : seconds
  },
}

/**
 * What a kubelet that does not know of it must not clear: quality of service and observed generations.
 * The type has a time of the last probe, so a server always answers one: null where none was given.
 */
function withKept(next: PodStatus, current: PodStatus): PodStatus {
  const { qosClass, observedGeneration } = current
  const status = withDefaults(next, {
    ...(qosClass !== undefined && { qosClass }),
    ...(observedGeneration !== undefined && { observedGeneration }),
  })
  return withChanged(status, 'conditions', (conditions) =>
    mapItems(conditions, (condition) => {
      const { lastProbeTime, type } = condition
      const observedGeneration =
        condition.observedGeneration ??
        current.conditions?.find((old) => old.type === type)?.observedGeneration
      const isWhole =
        lastProbeTime !== undefined && observedGeneration === condition.observedGeneration
      if (isWhole) return condition
      const whole = { ...condition, lastProbeTime: lastProbeTime ?? null }
      return observedGeneration === undefined ? whole : { ...whole, observedGeneration }
    }),
  )
}

const SCHEDULING_GATED: Condition = {
  type: 'PodScheduled',
  status: 'False',
  lastProbeTime: null,
  reason: 'SchedulingGated',
  message: 'Scheduling is blocked due to non-empty scheduling gates',
}

function isGated(pod: Pod): boolean {
  return pod.spec.schedulingGates !== undefined && pod.spec.schedulingGates.length > 0
}
