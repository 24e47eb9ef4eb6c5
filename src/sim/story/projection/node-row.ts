import type { Lease, Node } from '../../../protocol/objects/cluster.ts'
import type { Pod } from '../../../protocol/objects/pod.ts'
import type { NodeRow } from '../../../protocol/views.ts'
import { milliCpu, quantityValue } from '../../api/quantity.ts'
import { timeOf } from '../../api/time.ts'
import type { Kernel } from '../../kernel/kernel.ts'

/** What one pod asks of its node. */
export interface PodRequest {
  readonly cpuMilli: number
  readonly memoryBytes: number
}

/** A node as the API tells it, beside what its machine really is. */
export function nodeRow(
  kernel: Kernel,
  node: Node,
  lease: Lease | undefined,
  requests: Iterable<PodRequest>,
): NodeRow {
  const { name } = node.metadata
  const capacity = node.status.allocatable ?? node.status.capacity ?? {}
  let cpuRequestedMilli = 0
  let memoryRequestedBytes = 0
  for (const request of requests) {
    cpuRequestedMilli += request.cpuMilli
    memoryRequestedBytes += request.memoryBytes
  }
  return {
    name,
    ready: readyOf(node),
    isSchedulable: node.spec.unschedulable !== true,
    machine: kernel.isHalted(`${name}/container-runtime`) ? 'crashed' : 'up',
    isNetworkCut: kernel.links.impairment(name, 'control-plane')?.cut ?? false,
    isKubeletRunning: !kernel.isHalted(`${name}/kubelet`),
    taints: (node.spec.taints ?? []).map((taint) =>
      taint.value ? `${taint.key}=${taint.value}:${taint.effect}` : `${taint.key}:${taint.effect}`,
    ),
    cpuMilli: milliCpu(capacity.cpu ?? '0'),
    memoryBytes: quantityValue(capacity.memory ?? '0'),
    podsMax: quantityValue(capacity.pods ?? '0'),
    cpuRequestedMilli,
    memoryRequestedBytes,
    leaseRenewedAtMicros: lease?.spec.renewTime ? timeOf(lease.spec.renewTime) : 0,
    leaseDurationMicros: (lease?.spec.leaseDurationSeconds ?? 40) * 1_000_000,
  }
}

/** The status of a node's Ready condition; Unknown before the first. */
export function readyOf(node: Node): NodeRow['ready'] {
  return node.status.conditions?.find((it) => it.type === 'Ready')?.status ?? 'Unknown'
}

/**
 * Requests that count against the node: the sum of the containers, or the largest init container.
 * Simplified: sidecars, overhead and pod-level requests are left to the scheduler's own sums.
 */
export function requestOf(pod: Pod): PodRequest {
  const { phase } = pod.status
  if (phase === 'Succeeded' || phase === 'Failed') return { cpuMilli: 0, memoryBytes: 0 }
  let cpuMilli = 0
  let memoryBytes = 0
  for (const { resources } of pod.spec.containers) {
    cpuMilli += milliCpu(resources?.requests?.cpu ?? '0')
    memoryBytes += quantityValue(resources?.requests?.memory ?? '0')
  }
  for (const { resources } of pod.spec.initContainers ?? []) {
    cpuMilli = Math.max(cpuMilli, milliCpu(resources?.requests?.cpu ?? '0'))
    memoryBytes = Math.max(memoryBytes, quantityValue(resources?.requests?.memory ?? '0'))
  }
  return { cpuMilli, memoryBytes }
}
