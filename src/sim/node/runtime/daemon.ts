import type { Kernel } from '../../kernel/kernel.ts'
import type { Context } from '../../kernel/types.ts'
import type { CniCall, RuntimeConnection } from '../cri.ts'
import type { RuntimeTables } from './runtime-tables.ts'

/**
 * The runtime's daemon ends (`systemctl stop containerd`). Containers run on under their shims; calls under way
 * are lost, sandboxes that were being made are not ready.
 */
export function stopDaemon(tables: RuntimeTables, node: string, ctx: Context): void {
  if (tables.stopped.get()) return
  tables.stopped.set(true)
  tables.stops.set(tables.stops.get() + 1)
  for (const sandbox of tables.sandboxes.values())
    if (sandbox.state === 'creating')
      tables.sandboxes.set(sandbox.podUid, { ...sandbox, state: 'notready' })
  for (const uid of tables.sandboxCalls.keys()) tables.sandboxCalls.delete(uid)
  for (const id of tables.processes.keys()) {
    const process = tables.processes.get(id)
    if (process && process.stopCalls.length > 0)
      tables.processes.set(id, { ...process, stopCalls: [] })
  }
  ctx.send(`${node}/kubelet`, { type: 'runtime-closed' } satisfies RuntimeConnection)
}

/** It is started again, and finds its containers by their shims. */
export function startDaemon(tables: RuntimeTables, node: string, ctx: Context): void {
  if (!tables.stopped.get()) return
  tables.stopped.set(false)
  ctx.send(`${node}/kubelet`, { type: 'runtime-opened' } satisfies RuntimeConnection)
}

/** Whether the runtime of a machine takes no calls, though the machine is up. */
export function isDaemonStopped(kernel: Kernel, node: string): boolean {
  return kernel.findTable(`${node}/container-runtime/stopped`)?.get('') === true
}

/** The address that came for a sandbox that nobody waits for any more is given back. */
export function giveBack(cni: string, podUid: string, ip: string, ctx: Context): void {
  if (ip !== '') ctx.send(cni, { type: 'cni', call: 'DEL', podUid, ip } satisfies CniCall)
}
