import type { Input } from '../../../src/sim/kernel/history.ts'
import { Kernel } from '../../../src/sim/kernel/kernel.ts'
import type { Context, Message } from '../../../src/sim/kernel/types.ts'

/** What a toy component is told to do: a random program is a list of these. */
export type Act =
  | { readonly do: 'send'; readonly to: number; readonly next: readonly Act[] }
  | {
      readonly do: 'timer'
      readonly after: number
      readonly periodic: boolean
      readonly next: readonly Act[]
    }
  | { readonly do: 'set'; readonly key: number; readonly value: number }
  | { readonly do: 'delete'; readonly key: number }
  | { readonly do: 'draw'; readonly key: number }
  | { readonly do: 'cancel' }
  | { readonly do: 'cut'; readonly host: number; readonly cut: boolean }
  | { readonly do: 'halt'; readonly component: number }
  | { readonly do: 'revive'; readonly component: number }

export interface ToyMessage extends Message {
  readonly type: 'acts'
  readonly acts: readonly Act[]
}

export const COMPONENTS = 4

/** A small machine that uses everything a kernel offers; an outside input tells a component what to do. */
export function toyKernel(seed: number, inputs: readonly Input[] = [], journalBytes?: number) {
  const kernel = new Kernel({
    seed,
    latency: (from, to) => (from.host === to.host ? 3 : 10),
    journalBytes,
  })
  const rows = kernel.table<{ readonly value: number }>('rows', {
    parity: (row) => (row.value % 2 === 0 ? 'even' : 'odd'),
  })
  const lastTimer = kernel.cell('last-timer', 0)
  for (let i = 0; i < COMPONENTS; i++) {
    kernel.register<ToyMessage>({
      name: name(i),
      kind: 'toy',
      host: `host-${i % 3}`,
      handle: (message, ctx) => {
        if (message.type === 'acts') for (const act of message.acts) perform(act, ctx)
      },
    })
  }
  function perform(act: Act, ctx: Context): void {
    switch (act.do) {
      case 'send':
        ctx.send(
          name(act.to),
          { type: 'acts', acts: act.next },
          { lost: { message: { type: 'lost' }, after: 50 } },
        )
        return
      case 'timer':
        lastTimer.set(
          ctx.after(act.after, { type: 'acts', acts: act.next }, { periodic: act.periodic }),
        )
        return
      case 'set':
        rows.set(`row-${act.key}`, { value: act.value })
        return
      case 'delete':
        rows.delete(`row-${act.key}`)
        return
      case 'draw':
        rows.set(`row-${act.key}`, { value: Math.floor(ctx.random('draw') * 100) })
        return
      case 'cancel':
        ctx.cancel(lastTimer.get())
        return
      case 'cut':
        kernel.links.impair(`host-${act.host}`, '*', act.cut ? { cut: true } : undefined)
        return
      case 'halt':
        ctx.halt(name(act.component))
        return
      case 'revive':
        ctx.revive(name(act.component))
    }
  }
  kernel.start(() => {
    rows.set('row-0', { value: 0 })
    for (let i = 0; i < COMPONENTS; i++)
      kernel.seedMessage(name(i), { type: 'start' }, { delay: i })
  })
  kernel.load(inputs)
  return { kernel, rows }
}

export function name(index: number): string {
  return `toy-${index}`
}
