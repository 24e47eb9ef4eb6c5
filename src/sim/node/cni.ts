import type { Kernel } from '../kernel/kernel.ts'
import type { Cell, Table } from '../kernel/table.ts'
import type { Component, Context } from '../kernel/types.ts'
import { TIMINGS } from '../latencies.ts'
import type { CniAnswer, CniCall } from './cri.ts'
import { addressAt, addressCount } from './ip-range.ts'

/** Network and gateway come first. */
const FIRST_POD_ADDRESS = 2

/**
 * The node's network plugin: gives pods addresses of the node's range, as the `host-local` IPAM
 * plugin does: one after another, going round, so that an address is not reused soon.
 */
export function createCni(kernel: Kernel, node: string): Component {
  const name = `${node}/cni`
  const ips = kernel.table<string>(`${name}/ips`)
  const last = kernel.cell<number>(`${name}/last`, FIRST_POD_ADDRESS - 1)
  return {
    name,
    kind: 'cni',
    host: node,
    handle(message, ctx) {
      if (message.type !== 'cni') return
      const call = message as CniCall
      if (call.call === 'ADD') add(call, ips, last, ctx)
      else {
        ips.delete(call.ip)
        const answer: CniAnswer = { type: 'cni-answer', call: 'DEL', podUid: call.podUid }
        ctx.send(ctx.event.from, answer, { delay: TIMINGS.cniDel })
      }
    },
  }
}

/** Addresses given out are forgotten when the machine loses power; the plugin's files lie on a tmpfs. */
export function forgetAddresses(kernel: Kernel, node: string): void {
  const ips = kernel.findTable(`${node}/cni/ips`)
  for (const ip of ips?.keys() ?? []) ips?.delete(ip)
}

function add(
  call: Extract<CniCall, { call: 'ADD' }>,
  ips: Table<string>,
  last: Cell<number>,
  ctx: Context,
): void {
  const size = addressCount(call.podCidr)
  let ip = ''
  for (let tried = 0; tried < size && ip === ''; tried++) {
    const offset = last.get() + 1
    const next = offset >= size - 1 ? FIRST_POD_ADDRESS : offset
    last.set(next)
    const candidate = addressAt(call.podCidr, next)
    if (!ips.has(candidate)) ip = candidate
  }
  if (ip !== '') ips.set(ip, call.podUid)
  const error =
    ip === '' ? 'plugin type="ptp" failed (add): no IP addresses available in range set' : ''
  const answer: CniAnswer = { type: 'cni-answer', call: 'ADD', podUid: call.podUid, ip, error }
  ctx.send(ctx.event.from, answer, { delay: TIMINGS.cniAdd })
}
