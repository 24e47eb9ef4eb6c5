import type { Pod } from '../../../protocol/objects/pod.ts'
import { forbiddenStatus } from '../../api/status.ts'
import type { AdmissionPlugin } from './plugin.ts'

/** The classes that every cluster has. PriorityClass objects are not a kind of this edition. */
const SYSTEM_CLASSES: { readonly [name: string]: number } = {
  'system-cluster-critical': 2_000_000_000,
  'system-node-critical': 2_000_001_000,
}

/** Resolves a pod's priority class to a number. Upstream: plugin/pkg/admission/priority, v1.36. */
export const priority: AdmissionPlugin = {
  name: 'Priority',

  mutate({ route, object }) {
    if (object.kind !== 'Pod' || route.subresource !== '' || route.verb !== 'create') return object
    const pod = object as Pod
    const className = pod.spec.priorityClassName
    const value = className ? SYSTEM_CLASSES[className] : 0
    if (value === undefined) {
      return forbiddenStatus(
        route.resource,
        pod.metadata.name,
        `no PriorityClass with name ${className} was found`,
      )
    }
    if (pod.spec.priority !== undefined && pod.spec.priority !== value) {
      const text = `the integer value of priority (${pod.spec.priority}) must not be provided in pod spec; priority admission controller computed ${value} from the given PriorityClass name`
      return forbiddenStatus(route.resource, pod.metadata.name, text)
    }
    const preemptionPolicy = pod.spec.preemptionPolicy ?? 'PreemptLowerPriority'
    if (pod.spec.priority === value && pod.spec.preemptionPolicy === preemptionPolicy) return object
    return { ...pod, spec: { ...pod.spec, priority: value, preemptionPolicy } }
  },
}
