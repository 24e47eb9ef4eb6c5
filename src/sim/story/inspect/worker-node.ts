import type { Section } from '../../../protocol/inspection.ts'
import type { Lease } from '../../../protocol/objects/cluster.ts'
import type { EndpointSlice, Service } from '../../../protocol/objects/network.ts'
import type { Pod } from '../../../protocol/objects/pod.ts'
import type { KubeletSyncTrace } from '../../../protocol/trace.ts'
import { summarizePod } from '../../api/pod-summary.ts'
import { timeOf } from '../../api/time.ts'
import type { KeyValue } from '../../etcd/wire.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { PulledImage, RuntimeContainer, RuntimeSandbox } from '../../node/cri.ts'
import { rulesOf } from '../../node/proxy-rules.ts'
import { refOf } from '../object-ref.ts'
import { factsSection, LINES_MAX, label, recentTraces, rowsOf, tableSection } from './sections.ts'

/** The kubelet: its pods as it knows them, its syncs, its sign of life. */
export function kubeletSections(kernel: Kernel, node: string): readonly Section[] {
  const pods = rowsOf<Pod>(kernel, `${node}/kubelet/cache/Pod`)
  const syncs = recentTraces<KubeletSyncTrace>(kernel, `${node}/kubelet`, 'kubelet-sync')
  const lease = (
    kernel.findTable('etcd/kv')?.get(`/registry/leases/kube-node-lease/${node}`) as
      | KeyValue
      | undefined
  )?.value as Lease | undefined
  return [
    tableSection(
      'pods',
      ['pod', 'state'],
      pods.map(({ key, value }) => ({
        cells: [key, summarizePod(value).status],
        object: refOf(value),
      })),
    ),
    tableSection(
      'sync',
      ['time', 'pod', 'reason', 'actions'],
      syncs.map(({ atMicros, trace }) => ({
        cells: [{ atMicros }, trace.pod.name, trace.reason, trace.actions.join(', ')],
        object: trace.pod,
      })),
    ),
    factsSection('lease', {
      renewed: lease ? { atMicros: timeOf(lease.spec.renewTime) } : '–',
      duration: `${lease?.spec.leaseDurationSeconds ?? 40} s`,
    }),
  ]
}

/** The container runtime: sandboxes, containers, images. */
export function runtimeSections(kernel: Kernel, node: string): readonly Section[] {
  const name = `${node}/container-runtime`
  return [
    tableSection(
      'containers',
      ['container', 'pod', 'image', 'state'],
      rowsOf<RuntimeContainer>(kernel, `${name}/containers`).map(({ value }) => ({
        cells: [
          value.config.name,
          `${value.namespace}/${value.podName}`,
          value.imageName,
          value.state === 'exited' ? `exited (${value.exitCode})` : value.state,
        ],
        object: { kind: 'Pod', namespace: value.namespace, name: value.podName, uid: value.podUid },
        mark: value.state === 'running' ? 'good' : 'muted',
      })),
    ),
    tableSection(
      'sandboxes',
      ['pod', 'address', 'state'],
      rowsOf<RuntimeSandbox>(kernel, `${name}/sandboxes`).map(({ value }) => ({
        cells: [`${value.namespace}/${value.podName}`, value.ip, value.state],
        object: { kind: 'Pod', namespace: value.namespace, name: value.podName, uid: value.podUid },
      })),
    ),
    tableSection(
      'images',
      ['image', 'size'],
      rowsOf<PulledImage>(kernel, `${name}/images`).map(({ value }) => ({
        cells: [value.name, `${(value.sizeBytes / 1e6).toFixed(1)} MB`],
      })),
    ),
  ]
}

/** The CNI plugin: which addresses it gave out. */
export function cniSections(kernel: Kernel, node: string): readonly Section[] {
  const given = rowsOf<string>(kernel, `${node}/cni/ips`)
  const sandboxes = rowsOf<RuntimeSandbox>(kernel, `${node}/container-runtime/sandboxes`)
  const podAt = new Map(sandboxes.map(({ value }) => [value.ip, value]))
  return [
    tableSection(
      'addresses',
      ['address', 'pod'],
      given.map(({ key }) => {
        const sandbox = podAt.get(key)
        return { cells: [key, sandbox ? `${sandbox.namespace}/${sandbox.podName}` : ''] }
      }),
    ),
  ]
}

/** kube-proxy: what it makes of the Services and EndpointSlices that it knows of. */
export function proxySections(kernel: Kernel, node: string): readonly Section[] {
  const services = rowsOf<Service>(kernel, `${node}/kube-proxy/cache/Service`)
  const slices = rowsOf<EndpointSlice>(kernel, `${node}/kube-proxy/cache/EndpointSlice`)
  const lines = rulesOf(
    services.map(({ value }) => value),
    slices.map(({ value }) => value),
  )
  return [
    { type: 'text', title: label('rules'), lines: lines.slice(0, LINES_MAX) },
    cacheSection(kernel, `${node}/kube-proxy`),
  ]
}

/** What a component holds of the cluster in its own cache. */
export function cacheSection(kernel: Kernel, component: string): Section {
  const kinds = ['Service', 'EndpointSlice', 'Pod', 'Node']
  return tableSection(
    'cache',
    ['kind', 'objects'],
    kinds.flatMap((kind) => {
      const table = kernel.findTable(`${component}/cache/${kind}`)
      return table ? [{ cells: [kind, String(table.size)] }] : []
    }),
  )
}
