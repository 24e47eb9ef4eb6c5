import type { FailureName } from '../../protocol/messages.ts'
import type { FailureTrace } from '../../protocol/trace.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { Component, Micros } from '../kernel/types.ts'
import { FAILURES } from './index.ts'

interface FailMessage {
  readonly type: 'fail'
  readonly failure: FailureName
  readonly target: string
}

/** The world outside the software: breaks and mends what it is told to. */
export function createFailures(kernel: Kernel): Component {
  kernel.table<Micros>('failures/stopped-at')
  return {
    name: 'failures',
    kind: 'failures',
    host: 'control-plane',
    handle(message, ctx) {
      if (message.type !== 'fail') return
      const { failure, target: wanted } = message as FailMessage
      const known = FAILURES.find(({ name }) => name === failure)
      const target = known?.resolve?.(wanted, kernel) ?? wanted
      ctx.trace({ type: 'failure', failure, target } as FailureTrace)
      known?.apply(target, ctx, kernel)
    },
  }
}
