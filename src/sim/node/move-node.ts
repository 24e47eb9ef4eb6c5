import type { LifecycleTrace } from '../../protocol/trace.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { Table } from '../kernel/table.ts'
import type { Context } from '../kernel/types.ts'
import type { NodeRow } from './kubelet/kubelet-state.ts'
import { type NodeLifecycleEvent, nodeTransitions } from './machines/node-lifecycle.ts'

/** Moves a node's lifecycle machine for something that happened to the machine, not by its kubelet's doing. */
export function moveNode(
  kernel: Kernel,
  node: string,
  event: NodeLifecycleEvent,
  ctx: Context,
): void {
  const table = kernel.findTable(`${node}/kubelet/node`) as Table<NodeRow> | undefined
  const row = table?.get('')
  if (!table || !row) return
  const from = row.lifecycle
  const to = nodeTransitions.next(from, event)
  if (to === from) return
  table.set('', { ...row, lifecycle: to })
  const trace: LifecycleTrace = {
    type: 'lifecycle',
    machine: 'node',
    subject: node,
    from,
    to,
    event,
  }
  ctx.trace(trace)
}
