import type { Section } from '../../../protocol/inspection.ts'
import type { ApiAuditTrace, ReconcileTrace, SchedulingTrace } from '../../../protocol/trace.ts'
import type { Watch } from '../../apiserver/watches.ts'
import type { KeyValue } from '../../etcd/wire.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { QueuedPod } from '../../scheduler/queue.ts'
import { controllersIn } from '../controllers.ts'
import { refOf } from '../object-ref.ts'
import { revisionOf } from '../projection/component-row.ts'
import { factsSection, label, recentTraces, rowsOf, tableSection } from './sections.ts'

/** The API server: whom it answered, who watches. */
export function apiServerSections(kernel: Kernel): readonly Section[] {
  const requests = recentTraces<ApiAuditTrace>(kernel, 'kube-apiserver', 'api-audit')
  const watches = rowsOf<Watch>(kernel, 'kube-apiserver/watches')
  return [
    tableSection(
      'requests',
      ['time', 'who', 'verb', 'resource', 'code'],
      requests.map(({ atMicros, trace }) => ({
        cells: [{ atMicros }, trace.userAgent, trace.verb, resourceOf(trace), String(trace.code)],
        mark: trace.code >= 400 ? 'bad' : 'good',
      })),
    ),
    tableSection(
      'watches',
      ['who', 'resource', 'selector'],
      watches.map(({ value }) => ({
        cells: [
          value.client,
          value.route.resource.plural,
          value.request.query?.fieldSelector ?? value.request.query?.labelSelector ?? '',
        ],
      })),
    ),
  ]
}

function resourceOf({ resource, subresource, namespace, name }: ApiAuditTrace): string {
  const path = [namespace, name].filter((part) => part !== '').join('/')
  return `${subresource ? `${resource}/${subresource}` : resource} ${path}`.trim()
}

/** etcd: what is stored, at which revisions, and who watches. */
export function etcdSections(kernel: Kernel): readonly Section[] {
  const keys = rowsOf<KeyValue>(kernel, 'etcd/kv')
  const newest = keys.toSorted((a, b) => b.value.modRevision - a.value.modRevision)
  return [
    factsSection('store', {
      revision: revisionOf(kernel),
      keys: keys.length,
      compacted: String(kernel.findTable('etcd/compacted')?.get('') ?? 0),
    }),
    tableSection(
      'keys',
      ['key', 'revision', 'version'],
      newest.map(({ key, value }) => ({
        cells: [key, String(value.modRevision), String(value.version)],
        object: refOf(value.value),
      })),
    ),
    tableSection(
      'watchers',
      ['who', 'key'],
      rowsOf<{ readonly to: string; readonly prefix: string }>(kernel, 'etcd/watchers').map(
        ({ value }) => ({ cells: [value.to, value.prefix] }),
      ),
    ),
  ]
}

/** The controller manager: what waits in its queues; what it saw, wanted and wrote. */
export function controllerSections(kernel: Kernel, component: string): readonly Section[] {
  const reconciles = recentTraces<ReconcileTrace>(kernel, component, 'reconcile')
  const queued = controllersIn(kernel, component).flatMap((name) =>
    rowsOf<{ readonly phase?: string }>(kernel, `${component}/${name}/queue`).map(
      ({ key, value }) => ({ cells: [name, key, value.phase ?? ''] }),
    ),
  )
  return [
    { type: 'reconciles', title: label('reconciles'), reconciles },
    tableSection('queue', ['controller', 'object', 'state'], queued),
  ]
}

/** The scheduler: its three queues and its last decisions. */
export function schedulerSections(kernel: Kernel): readonly Section[] {
  const pods = rowsOf<QueuedPod>(kernel, 'kube-scheduler/queue')
  const place = (name: QueuedPod['place']) =>
    pods
      .filter(({ value }) => value.place === name)
      .map(({ key, value }) => {
        const [namespace = '', podName = ''] = key.split('/')
        return {
          cells: [key, { atMicros: value.since }, value.message],
          object: { kind: 'Pod', namespace, name: podName },
        }
      })
  const cycles = recentTraces<SchedulingTrace>(kernel, 'kube-scheduler', 'scheduling')
  return [
    { type: 'scheduling', title: label('cycles'), cycles },
    tableSection('active', ['pod', 'time', 'reason'], place('active')),
    tableSection('backOff', ['pod', 'time', 'reason'], place('backoff')),
    tableSection('unschedulable', ['pod', 'time', 'reason'], place('unschedulable')),
  ]
}

/** kubectl: the commands that wait for an answer. */
export function kubectlSections(kernel: Kernel): readonly Section[] {
  const sessions = rowsOf<{ readonly command: string; readonly state: { readonly stage: string } }>(
    kernel,
    'kubectl/sessions',
  )
  return [
    tableSection(
      'sent',
      ['command', 'state'],
      sessions.map(({ value }) => ({ cells: [`kubectl ${value.command}`, value.state.stage] })),
    ),
  ]
}
