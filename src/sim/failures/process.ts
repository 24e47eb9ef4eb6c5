import { tellLost } from '../apiserver/pending.ts'
import type { Watch } from '../apiserver/watches.ts'
import type { FromApiServer } from '../apiserver/wire.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { Table } from '../kernel/table.ts'
import { type Context, type Micros, SECOND } from '../kernel/types.ts'

/** Processes of the control plane that can be stopped and started, beside those of the workers. */
const CONTROL_PLANE: ReadonlySet<string> = new Set([
  'kube-apiserver',
  'etcd',
  'kube-scheduler',
  'kube-controller-manager',
  'cloud-controller-manager',
  'coredns',
])
/** Those of which one leads: the others of them would wait for its lease. */
const LEADERS = ['kube-scheduler', 'kube-controller-manager', 'cloud-controller-manager'] as const
/** `--leader-elect-renew-deadline`: a leader that can not renew its lease for so long ends, and is started anew. */
const RENEW_DEADLINE: Micros = 10 * SECOND

/** A process by its name: the machine of a worker's ('' for the control plane's), and its part there. */
export function placeOf(target: string): { readonly node: string; readonly part: string } {
  const slash = target.indexOf('/')
  return { node: slash < 0 ? '' : target.slice(0, slash), part: target.slice(slash + 1) }
}

/** Whether there is such a process, on a machine that is up. */
export function isStoppable(target: string, ctx: Context, kernel: Kernel): boolean {
  const { node } = placeOf(target)
  if (node === '') return CONTROL_PLANE.has(target)
  return kernel.component(target) !== undefined && !ctx.isHalted(`${node}/container-runtime`)
}

/** Closes the connections of a process that ends, as its machine does: both ends learn of it. */
export function closeConnections(target: string, ctx: Context, kernel: Kernel): void {
  switch (placeOf(target).part) {
    case 'kube-apiserver':
      closeApiServer(ctx, kernel)
      return
    case 'etcd':
      empty(kernel, 'etcd/watchers')
      ctx.send('kube-apiserver', { type: 'storage-closed' })
      return
    default:
      ctx.send('kube-apiserver', { type: 'connection-lost', peer: target })
  }
}

/** Requests that wait get no answer, watches end. */
function closeApiServer(ctx: Context, kernel: Kernel): void {
  const requests = kernel.findTable('kube-apiserver/requests') as unknown as
    | Table<{ readonly client: string; readonly requestId: number }>
    | undefined
  const watches = kernel.findTable('kube-apiserver/watches') as unknown as Table<Watch> | undefined
  for (const { client, requestId } of requests?.values() ?? [])
    if (client !== '') tellLost(ctx, client, requestId, 'closed')
  for (const { client, id } of watches?.values() ?? [])
    ctx.send(client, { type: 'watch-closed', watchId: id } satisfies FromApiServer)
  empty(kernel, 'kube-apiserver/requests')
  empty(kernel, 'kube-apiserver/watches')
  empty(kernel, 'etcd/watchers')
}

function empty(kernel: Kernel, name: string): void {
  const table = kernel.findTable(name)
  for (const key of table?.keys() ?? []) table?.delete(key)
}

/** When a part of the control plane was stopped. */
export function stopTimes(kernel: Kernel): Table<Micros> | undefined {
  return kernel.findTable('failures/stopped-at') as unknown as Table<Micros> | undefined
}

/**
 * After an outage of the API server or of etcd that was longer than a leader's patience, the leaders have ended
 * and been started again, and know nothing of before: what they judge by time, they judge from now on.
 * Simplified: upstream they end and are restarted during the outage, by their election's lease.
 */
export function restartLeaders(target: string, ctx: Context, kernel: Kernel): void {
  const since = stopTimes(kernel)?.get(target) ?? ctx.now
  if (ctx.now - since <= RENEW_DEADLINE) return
  for (const leader of LEADERS) {
    if (ctx.isHalted(leader)) continue
    ctx.halt(leader, 'closing')
    ctx.revive(leader)
    ctx.send(leader, { type: 'start' })
  }
}
