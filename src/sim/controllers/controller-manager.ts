import type { Kind } from '../../protocol/objects/index.ts'
import { Informers } from '../client/informers.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { Cell } from '../kernel/table.ts'
import type { Component, Context, Message } from '../kernel/types.ts'
import { deploymentController } from './deployment/deployment.ts'
import { endpointSliceController } from './endpointslice/endpointslice.ts'
import { garbageCollector } from './garbage-collector.ts'
import { namespaceController } from './namespace.ts'
import { createNodeIpam } from './node-ipam.ts'
import { createNodeLifecycle } from './node-lifecycle/node-lifecycle.ts'
import { createPodGc } from './pod-gc.ts'
import { replicaSetController } from './replicaset.ts'
import { rootCaPublisher } from './root-ca-publisher.ts'
import type { Controller } from './runtime/controller.ts'
import { ControllerRuntime } from './runtime/controller-runtime.ts'
import { INFORMER_SPECS } from './runtime/owner-index.ts'
import type { WorkQueueMessage } from './runtime/work-queue.ts'
import { serviceAccountController } from './serviceaccount.ts'
import { taintEvictionController } from './taint-eviction.ts'

const COMPONENT = 'kube-controller-manager'

/** Every controller of kube-controller-manager. A new one is a file and a line here. */
function controllersOf(kernel: Kernel): readonly Controller[] {
  return [
    deploymentController,
    replicaSetController,
    endpointSliceController,
    garbageCollector,
    namespaceController,
    serviceAccountController,
    rootCaPublisher,
    createNodeIpam(kernel, COMPONENT),
    createNodeLifecycle(kernel, COMPONENT),
    taintEvictionController,
    createPodGc(kernel, COMPONENT),
  ]
}

/** kube-controller-manager: all controllers in one process, over one set of caches. */
export function createControllerManager(kernel: Kernel): Component {
  const manager = new ControllerManager(kernel)
  return {
    name: COMPONENT,
    kind: COMPONENT,
    host: 'control-plane',
    handle: (message, ctx) => manager.handle(message, ctx),
  }
}

interface TickMessage {
  readonly type: 'controller-tick'
  readonly controller: string
}

class ControllerManager {
  private readonly informers: Informers
  private readonly runtimes: readonly ControllerRuntime[]
  private readonly byName: ReadonlyMap<string, ControllerRuntime>
  /** Who wants to know of a kind's changes. */
  private readonly watchers: ReadonlyMap<Kind, readonly ControllerRuntime[]>
  private readonly isRunning: Cell<boolean>

  constructor(kernel: Kernel) {
    const identity = { component: COMPONENT, user: `system:${COMPONENT}`, userAgent: COMPONENT }
    this.informers = new Informers(kernel, identity, INFORMER_SPECS)
    this.isRunning = kernel.cell(`${COMPONENT}/running`, false)
    this.runtimes = controllersOf(kernel).map(
      (controller) => new ControllerRuntime(kernel, COMPONENT, controller, this.informers),
    )
    this.byName = new Map(this.runtimes.map((runtime) => [runtime.controller.name, runtime]))
    this.watchers = new Map(
      INFORMER_SPECS.map(({ kind }) => [
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
    const own = message as WorkQueueMessage | TickMessage
    switch (own.type) {
      case 'reconcile':
        this.byName.get(own.controller)?.reconcile(own.key, ctx)
        return
      case 'requeue':
        this.byName.get(own.controller)?.queue.onRequeue(own.key, ctx)
        return
      case 'controller-tick':
        this.tick(own.controller, ctx)
        return
    }
    if (message.type === 'start') this.start(ctx)
    else this.runtimes.some((runtime) => runtime.handle(message, ctx))
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
