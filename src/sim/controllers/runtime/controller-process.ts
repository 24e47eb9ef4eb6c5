import type { Kind } from '../../../protocol/objects/index.ts'
import { type InformerSpec, Informers } from '../../client/informers.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Cell } from '../../kernel/table.ts'
import type { Component, Context, Message } from '../../kernel/types.ts'
import type { Controller } from './controller.ts'
import { ControllerRuntime } from './controller-runtime.ts'
import type { RequestRate } from './rate-limit.ts'
import type { WorkQueueMessage } from './work-queue.ts'

/** A process that is nothing but controllers over shared caches. */
export interface ControllerProcessOptions {
  /** Its name, as a component and as a user agent. */
  readonly name: string
  readonly informers: readonly InformerSpec[]
  readonly controllers: readonly Controller[]
  readonly rate: RequestRate
}

/** kube-controller-manager and cloud-controller-manager are made of this. */
export function createControllerProcess(
  kernel: Kernel,
  options: ControllerProcessOptions,
): Component {
  const process = new ControllerProcess(kernel, options)
  return {
    name: options.name,
    kind: options.name,
    host: 'control-plane',
    handle: (message, ctx) => process.handle(message, ctx),
  }
}

interface TickMessage {
  readonly type: 'controller-tick'
  readonly controller: string
}

class ControllerProcess {
  private readonly informers: Informers
  private readonly runtimes: readonly ControllerRuntime[]
  private readonly byName: ReadonlyMap<string, ControllerRuntime>
  /** Who wants to know of a kind's changes. */
  private readonly watchers: ReadonlyMap<Kind, readonly ControllerRuntime[]>
  private readonly isRunning: Cell<boolean>

  constructor(kernel: Kernel, { name, informers, controllers, rate }: ControllerProcessOptions) {
    const identity = { component: name, user: `system:${name}`, userAgent: name }
    this.informers = new Informers(kernel, identity, informers)
    this.isRunning = kernel.cell(`${name}/running`, false)
    this.runtimes = controllers.map(
      (controller) => new ControllerRuntime(kernel, name, controller, this.informers, rate),
    )
    this.byName = new Map(this.runtimes.map((runtime) => [runtime.controller.name, runtime]))
    this.watchers = new Map(
      informers.map(({ kind }) => [
        kind,
        this.runtimes.filter(({ controller }) => isConcerned(controller, kind)),
      ]),
    )
  }

  handle(message: Message, ctx: Context): void {
    const changes = this.informers.handle(message, ctx)
    if (changes) {
      for (const change of changes) {
        for (const runtime of this.watchers.get(change.object.kind) ?? []) {
          runtime.onChange(change, ctx)
        }
      }
      if (!this.isRunning.get() && this.informers.areSynced) this.run(ctx)
      return
    }
    const own = message as WorkQueueMessage | TickMessage | { readonly type: 'start' }
    switch (own.type) {
      case 'start':
        return this.start(ctx)
      case 'reconcile':
        return this.byName.get(own.controller)?.reconcile(own.key, ctx)
      case 'requeue':
        return this.byName.get(own.controller)?.queue.onRequeue(own.key, ctx)
      case 'controller-tick':
        return this.tick(own.controller, ctx)
      default:
        this.runtimes.some((runtime) => runtime.handle(message, ctx))
    }
  }

  private start(ctx: Context): void {
    this.isRunning.set(false)
    for (const runtime of this.runtimes) runtime.reset(ctx)
    this.informers.start(ctx)
  }

  /** The caches are filled: work begins. */
  private run(ctx: Context): void {
    this.isRunning.set(true)
    for (const runtime of this.runtimes) {
      runtime.queue.open(ctx)
      if (runtime.controller.monitor) this.tick(runtime.controller.name, ctx)
    }
  }

  private tick(name: string, ctx: Context): void {
    const runtime = this.byName.get(name)
    const every = runtime?.controller.monitor?.every
    if (!runtime || every === undefined) return
    const message: TickMessage = { type: 'controller-tick', controller: name }
    ctx.after(every, message, { periodic: true })
    runtime.monitor(ctx)
  }
}

function isConcerned({ watches, expects }: Controller, kind: Kind): boolean {
  return watches[kind] !== undefined || expects?.child === kind || expects?.owner === kind
}
