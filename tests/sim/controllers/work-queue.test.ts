import { describe, expect, it } from 'vitest'
import {
  WorkQueue,
  type WorkQueueMessage,
} from '../../../src/sim/controllers/runtime/work-queue.ts'
import { Kernel } from '../../../src/sim/kernel/kernel.ts'
import { type Context, type Message, MILLISECOND, SECOND } from '../../../src/sim/kernel/types.ts'

interface Add {
  readonly type: 'add'
  readonly key: string
}

/** A queue whose keys are worked on for 10 ms each; `failing` ones fail. */
function queueing(workers: number, failing: readonly string[] = []) {
  const kernel = new Kernel({ seed: 1, latency: () => 1 })
  const queue = new WorkQueue(kernel, {
    name: 'test',
    component: 'test',
    workers,
    thinking: MILLISECOND,
  })
  const log: string[] = []
  kernel.register({
    name: 'test',
    kind: 'test',
    host: 'test',
    handle(message: Message, ctx: Context) {
      const own = message as
        | WorkQueueMessage
        | Add
        | { type: 'done'; key: string }
        | { type: 'start' }
      switch (own.type) {
        case 'start':
          return queue.open(ctx)
        case 'add':
          return queue.add(own.key, ctx)
        case 'requeue':
          return queue.onRequeue(own.key, ctx)
        case 'reconcile':
          log.push(`${ctx.now / MILLISECOND} ${own.key}`)
          queue.beginWriting(own.key)
          ctx.after(10 * MILLISECOND, { type: 'done', key: own.key } as Message)
          return
        case 'done':
          queue.finish(own.key, { isFailed: failing.includes(own.key) }, ctx)
      }
    },
  })
  kernel.start(() => kernel.seedMessage('test', { type: 'start' }))
  const add = (key: string, atMs: number) =>
    kernel.submit('test', { type: 'add', key } as Message, atMs * MILLISECOND)
  return { kernel, log, add }
}

describe('work queue', () => {
  it('works on a key once, however often it is added before', () => {
    const { kernel, log, add } = queueing(5)
    add('a', 1)
    add('a', 1)
    kernel.run({ until: SECOND })
    expect(log).toEqual(['2 a'])
  })

  it('works once more on a key that is added while it is worked on', () => {
    const { kernel, log, add } = queueing(5)
    add('a', 1)
    add('a', 5)
    add('a', 6)
    kernel.run({ until: SECOND })
    expect(log).toEqual(['2 a', '13 a'])
  })

  it('lets keys wait for a worker, in their order', () => {
    const { kernel, log, add } = queueing(1)
    add('c', 1)
    add('b', 1)
    add('a', 1)
    kernel.run({ until: SECOND })
    expect(log).toEqual(['2 c', '13 b', '24 a'])
  })

  it('tries again with growing delays, from 5 ms on', () => {
    const { kernel, log, add } = queueing(5, ['a'])
    add('a', 0)
    kernel.run({ until: 100 * MILLISECOND })
    expect(log).toEqual(['1 a', '17 a', '38 a', '69 a'])
  })
})
