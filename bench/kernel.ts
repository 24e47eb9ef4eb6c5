import { Kernel } from '../src/sim/kernel/kernel.ts'
import type { Message } from '../src/sim/kernel/types.ts'
import { type Row, timed } from './measure.ts'

interface Ball extends Message {
  readonly type: 'ball'
  readonly hops: number
}

const PLAYERS = 20
const EVENTS = 500_000

/** Events per second of the kernel alone: each event reads and writes a row and sends a message. */
export function benchKernel(): readonly Row[] {
  const kernel = new Kernel({ seed: 1, latency: () => 50 })
  const rows = kernel.table<{ readonly count: number }>('rows')
  for (let i = 0; i < PLAYERS; i++) {
    kernel.register<Ball>({
      name: `p${i}`,
      kind: 'player',
      host: 'h',
      handle: (ball, ctx) => {
        rows.set(ctx.self, { count: (rows.get(ctx.self)?.count ?? 0) + 1 })
        const next: Ball = { type: 'ball', hops: ball.hops + 1 }
        ctx.send(`p${(ball.hops * 7 + 3) % PLAYERS}`, next)
      },
    })
  }
  kernel.start(() => {
    for (let i = 0; i < PLAYERS; i++)
      kernel.seedMessage(`p${i}`, { type: 'ball', hops: i } as Ball, { delay: i })
  })
  kernel.run({ events: 100_000 })
  const { seconds } = timed(() => kernel.run({ events: EVENTS }))
  return [{ name: 'kernel alone', value: EVENTS / seconds, unit: 'events/s', goal: '>= 500000' }]
}
