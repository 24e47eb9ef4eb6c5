import type { Lease, Node } from '../../../protocol/objects/cluster.ts'
import type { Pod } from '../../../protocol/objects/pod.ts'
import type { NodeRow } from '../../../protocol/views.ts'
import { podRequests } from '../../api/pod-resources.ts'
import { isPodTerminal } from '../../api/pod-status.ts'
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

/** What a pod's requests take of its node; a pod that has ended takes nothing. */
export function requestOf(pod: Pod): PodRequest {
  if (isPodTerminal(pod)) return { cpuMilli: 0, memoryBytes: 0 }
  const { cpu = '0', memory = '0' } = podRequests(pod.spec)
  return { cpuMilli: milliCpu(cpu), memoryBytes: quantityValue(memory) }
}
