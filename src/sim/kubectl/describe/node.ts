import type { Lease, Node, Taint } from '../../../protocol/objects/cluster.ts'
import type { Pod } from '../../../protocol/objects/pod.ts'
import { podLimits, podRequests, type ResourceList } from '../../api/pod-resources.ts'
import { timeSince } from '../../api/printing/printer.ts'
import {
  addQuantities,
  formatQuantity,
  milliCpu,
  quantityOf,
  quantityValue,
} from '../../api/quantity.ts'
import type { Micros } from '../../kernel/types.ts'
import { annotationLines, column, labelLines, longTime } from './lines.ts'

/** Upstream: kubectl/pkg/describe describeNode and describeNodeResource, v1.36. */
export function nodeLines(
  node: Node,
  related: { readonly lease: Lease | undefined; readonly pods: readonly Pod[] },
  now: Micros,
): readonly string[] {
  const { metadata, spec, status } = node
  const { nodeInfo = {} } = status
  return [
    `Name:\t${metadata.name}`,
    `Roles:\t${rolesOf(node)}`,
    ...labelLines('Labels', metadata.labels),
    ...annotationLines('Annotations', metadata.annotations),
    `CreationTimestamp:\t${longTime(metadata.creationTimestamp)}`,
    ...column('Taints', (spec.taints ?? []).map(taintText).toSorted()),
    `Unschedulable:\t${spec.unschedulable === true}`,
    ...leaseLines(related.lease, metadata.name),
    ...conditionTable(node),
    'Addresses:',
    ...(status.addresses ?? []).map(({ type, address }) => `  ${type}:\t${address}`),
    ...resourceBlock('Capacity:', status.capacity),
    ...resourceBlock('Allocatable:', status.allocatable),
    'System Info:',
    ...SYSTEM_INFO.map(([title, field]) => `  ${title}:\t${nodeInfo[field] ?? ''}`),
    ...(spec.podCIDR ? [`PodCIDR:\t${spec.podCIDR}`] : []),
    ...(spec.podCIDRs?.length ? [`PodCIDRs:\t${spec.podCIDRs.join(',')}`] : []),
    ...(spec.providerID ? [`ProviderID:\t${spec.providerID}`] : []),
    ...podTable(node, related.pods, now),
  ]
}

const SYSTEM_INFO = [
  ['Machine ID', 'machineID'],
  ['System UUID', 'systemUUID'],
  ['Boot ID', 'bootID'],
  ['Kernel Version', 'kernelVersion'],
  ['OS Image', 'osImage'],
  ['Operating System', 'operatingSystem'],
  ['Architecture', 'architecture'],
  ['Container Runtime Version', 'containerRuntimeVersion'],
  ['Kubelet Version', 'kubeletVersion'],
] as const

const ROLE = 'node-role.kubernetes.io/'

function rolesOf({ metadata }: Node): string {
  const roles = Object.keys(metadata.labels ?? {}).filter((label) => label.startsWith(ROLE))
  return (
    roles
      .map((label) => label.slice(ROLE.length))
      .toSorted()
      .join(',') || '<none>'
  )
}

function taintText({ key, value, effect }: Taint): string {
  return value ? `${key}=${value}:${effect}` : `${key}:${effect}`
}

function leaseLines(lease: Lease | undefined, name: string): readonly string[] {
  if (!lease) return [`Lease:\tFailed to get lease: leases.coordination.k8s.io "${name}" not found`]
  const { holderIdentity, acquireTime, renewTime } = lease.spec
  return [
    'Lease:',
    `  HolderIdentity:\t${holderIdentity ?? '<unset>'}`,
    `  AcquireTime:\t${acquireTime ? longTime(acquireTime) : '<unset>'}`,
    `  RenewTime:\t${renewTime ? longTime(renewTime) : '<unset>'}`,
  ]
}

function conditionTable({ status }: Node): readonly string[] {
  if (!status.conditions?.length) return []
  return [
    'Conditions:',
    '  Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage',
    '  ----\t------\t-----------------\t------------------\t------\t-------',
    ...status.conditions.map((condition) => {
      const { type, status: value, lastHeartbeatTime, lastTransitionTime } = condition
      const times = `${longTime(lastHeartbeatTime)} \t${longTime(lastTransitionTime)}`
      return `  ${type} \t${value} \t${times} \t${condition.reason ?? ''} \t${condition.message ?? ''}`
    }),
  ]
}

function resourceBlock(title: string, list: ResourceList | undefined): readonly string[] {
  const names = Object.keys(list ?? {}).toSorted()
  return names.length === 0 ? [] : [title, ...names.map((name) => `  ${name}:\t${list?.[name]}`)]
}

function podTable(node: Node, pods: readonly Pod[], now: Micros): readonly string[] {
  const total = node.status.allocatable ?? node.status.capacity ?? {}
  const share = (list: ResourceList, name: string): string => {
    const text = list[name] ?? '0'
    const measure = name === 'cpu' ? milliCpu : quantityValue
    const whole = measure(total[name] ?? '0')
    return `${text} (${whole === 0 ? 0 : Math.trunc((measure(text) / whole) * 100)}%)`
  }
  const rows = pods.map(({ metadata, spec }) => {
    const requests = podRequests(spec)
    const limits = podLimits(spec)
    const cpu = `${share(requests, 'cpu')}\t${share(limits, 'cpu')}`
    const memory = `${share(requests, 'memory')}\t${share(limits, 'memory')}`
    const age = timeSince(metadata.creationTimestamp, now)
    return `  ${metadata.namespace}\t${metadata.name}\t\t${cpu}\t${memory}\t${age}`
  })
  const requests = sumOf(pods.map(({ spec }) => podRequests(spec)))
  const limits = sumOf(pods.map(({ spec }) => podLimits(spec)))
  return [
    `Non-terminated Pods:\t(${pods.length} in total)`,
    '  Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAge',
    '  ---------\t----\t\t------------\t----------\t---------------\t-------------\t---',
    ...rows,
    'Allocated resources:',
    '  (Total limits may be over 100 percent, i.e., overcommitted.)',
    '  Resource\tRequests\tLimits',
    '  --------\t--------\t------',
    ...['cpu', 'memory', 'ephemeral-storage', ...hugePagesOf(total)].map(
      (name) => `  ${name}\t${share(requests, name)}\t${share(limits, name)}`,
    ),
  ]
}

function hugePagesOf(total: ResourceList): readonly string[] {
  return Object.keys(total)
    .filter((name) => name.startsWith('hugepages-'))
    .toSorted()
}

function sumOf(lists: readonly ResourceList[]): ResourceList {
  const sum: { [resource: string]: string } = {}
  for (const list of lists)
    for (const [name, quantity] of Object.entries(list))
      sum[name] = formatQuantity(addQuantities(quantityOf(sum[name] ?? '0'), quantityOf(quantity)))
  return sum
}
