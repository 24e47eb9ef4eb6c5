import type { Pod } from '../../../protocol/objects/pod.ts'
import { podRequests } from '../../api/pod-resources.ts'
import { milliCpu, quantityValue } from '../../api/quantity.ts'
import type { WorkerSpec } from '../worker-spec.ts'
import { allocatableMemory } from './node-object.ts'

/** A pod that the node does not take. */
export interface Rejection {
  readonly reason: string
  readonly message: string
}

/**
 * Whether the node takes a pod, beside those that it has. The scheduler asked the same, but it may have known less.
 * Upstream: kubernetes/pkg/kubelet/lifecycle predicate admit handler, v1.36.
 * Simplified: cpu, memory and the number of pods; not taints, node affinity and host ports.
 */
export function admit(pod: Pod, others: readonly Pod[], spec: WorkerSpec): Rejection | undefined {
  if (others.length + 1 > spec.podsMax) return shortOf('pods', 1, others.length, spec.podsMax)
  const wanted = podRequests(pod.spec)
  const cpu = milliCpu(wanted.cpu ?? '0')
  const memory = quantityValue(wanted.memory ?? '0')
  if (cpu === 0 && memory === 0) return undefined
  let cpuUsed = 0
  let memoryUsed = 0
  for (const other of others) {
    const requests = podRequests(other.spec)
    if (requests.cpu) cpuUsed += milliCpu(requests.cpu)
    if (requests.memory) memoryUsed += quantityValue(requests.memory)
  }
  if (cpu > 0 && cpuUsed + cpu > spec.cpuMilli) return shortOf('cpu', cpu, cpuUsed, spec.cpuMilli)
  const memoryMax = allocatableMemory(spec)
  if (memory > 0 && memoryUsed + memory > memoryMax)
    return shortOf('memory', memory, memoryUsed, memoryMax)
  return undefined
}

function shortOf(resource: string, requested: number, used: number, capacity: number): Rejection {
  const message = `Node didn't have enough resource: ${resource}, requested: ${requested}, used: ${used}, capacity: ${capacity}`
  return { reason: `OutOf${resource}`, message }
}
