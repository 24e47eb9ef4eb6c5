import type { ComponentRow, Text } from '../../../protocol/views.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { isDaemonStopped } from '../../node/runtime/daemon.ts'
import { queueLength } from '../controllers.ts'
import type { Actor } from '../stage.ts'

/** A process as it is drawn: does it run, and one line about its doing. */
export function componentRow(kernel: Kernel, actor: Actor): ComponentRow {
  return {
    name: actor.name,
    kind: actor.kind,
    host: actor.host,
    state: isStopped(kernel, actor) ? 'stopped' : 'running',
    summary: summaryOf(kernel, actor),
  }
}

/** A machine's containers run on without their daemon, so the runtime as a component goes on: its daemon may be stopped. */
function isStopped(kernel: Kernel, { name, kind, host }: Actor): boolean {
  return kernel.isHalted(name) || (kind === 'container-runtime' && isDaemonStopped(kernel, host))
}

function summaryOf(kernel: Kernel, { name, kind }: Actor): Text {
  const rows = (table: string): number => kernel.findTable(`${name}/${table}`)?.size ?? 0
  switch (kind) {
    case 'etcd':
      return {
        key: 'facts:summary.etcd',
        params: { revision: revisionOf(kernel), keys: kernel.findTable('etcd/kv')?.size ?? 0 },
      }
    case 'kube-apiserver':
      return {
        key: 'facts:summary.apiServer',
        params: { watches: rows('watches'), requests: rows('requests') },
      }
    case 'kube-scheduler':
      return { key: 'facts:summary.scheduler', params: { count: rows('queue') } }
    case 'kube-controller-manager':
    case 'cloud-controller-manager':
      return { key: 'facts:summary.controllers', params: { count: queueLength(kernel, name) } }
    case 'kubelet':
      return { key: 'facts:summary.kubelet', params: { count: rows('cache/Pod') } }
    case 'container-runtime':
      return { key: 'facts:summary.runtime', params: { count: rows('containers') } }
    case 'cni':
      return { key: 'facts:summary.cni', params: { count: rows('ips') } }
    case 'kube-proxy':
      return { key: 'facts:summary.proxy', params: { count: rows('cache/Service') } }
    case 'coredns':
      return { key: 'facts:summary.dns', params: { count: rows('cache/Service') } }
    case 'kubectl':
    case 'user':
      return { key: 'facts:summary.none' }
  }
}

/** etcd's revision: the version of the whole store. */
export function revisionOf(kernel: Kernel): number {
  const revision = kernel.findTable('etcd/revision')?.get('')
  return typeof revision === 'number' ? revision : 1
}
