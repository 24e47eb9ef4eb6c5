import type { FailureName } from '../../protocol/messages.ts'
import type { KubeObject } from '../../protocol/objects/index.ts'
import type { Pod } from '../../protocol/objects/pod.ts'
import type { FailureTrace, LifecycleTrace, SchedulingTrace } from '../../protocol/trace.ts'
import type { FromApiServer, ToApiServer } from '../apiserver/wire.ts'
import type { KeyValue } from '../etcd/wire.ts'
import type { EventRun } from '../kernel/event-run.ts'
import type { Kernel, Observer } from '../kernel/kernel.ts'
import type { AnyTable, Table } from '../kernel/table.ts'
import { CommandTeller } from './telling/commands.ts'
import { Narrator } from './telling/narrator.ts'
import { NodeTeller } from './telling/nodes.ts'
import { ObjectTeller } from './telling/objects.ts'
import { PodTeller } from './telling/pods.ts'
import { type StoryTables, storyTables } from './telling/tables.ts'

const NODE_LEASES = '/registry/leases/kube-node-lease/'

/**
 * Watches a cluster and tells its events as steps that a person can follow. All it knows is in
 * tables, written within the events that it watches: so its telling is undone with them.
 */
export function attachStoryteller(kernel: Kernel): StoryTables {
  const tables = storyTables(kernel)
  kernel.observe(new Storyteller(kernel, tables))
  return tables
}

class Storyteller implements Observer {
  private readonly commands: CommandTeller
  private readonly objects: ObjectTeller
  private readonly pods: PodTeller
  private readonly nodes: NodeTeller
  private readonly kv: AnyTable
  /** Component names by kind, looked up once. */
  private readonly kernel: Kernel

  constructor(kernel: Kernel, tables: StoryTables) {
    const kv = kernel.findTable('etcd/kv')
    if (!kv) throw new Error('the storyteller comes after etcd')
    const narrator = new Narrator(kernel, tables)
    const objects = kv as unknown as Table<KeyValue>
    this.kernel = kernel
    this.kv = kv
    this.commands = new CommandTeller(kernel, narrator)
    this.objects = new ObjectTeller(narrator, objects)
    this.pods = new PodTeller(narrator, objects)
    this.nodes = new NodeTeller(narrator, objects)
  }

  afterEvent(run: EventRun): void {
    const { to, message } = run.event
    switch (to) {
      case 'etcd':
        return this.onStorage(run)
      case 'kubectl':
        return this.commands.onKubectl(run)
      case 'kube-apiserver':
        if (run.event.from === 'kubectl' && message.type === 'request')
          this.commands.onRequest(run, (message as ToApiServer & { type: 'request' }).request)
        return
      case 'failures':
        return this.onFailure(run)
    }
    if (message.type === 'watch-event') this.onWatch(run)
    if (run.traces.length > 0) this.onTraces(run)
  }

  private onStorage(run: EventRun): void {
    // Telling writes tables too: only what the event itself wrote is looked at.
    const count = run.changes.length
    for (let i = 0; i < count; i++) {
      const change = run.changes[i]
      if (change?.table !== this.kv) continue
      if (change.key.startsWith(NODE_LEASES)) {
        this.nodes.onLease(run, change.key.slice(NODE_LEASES.length))
        continue
      }
      const before = (change.before as KeyValue | undefined)?.value
      const after = (change.after as KeyValue | undefined)?.value
      this.onCommit(run, before, after)
    }
  }

  private onCommit(
    run: EventRun,
    before: KubeObject | undefined,
    after: KubeObject | undefined,
  ): void {
    const object = after ?? before
    switch (object?.kind) {
      case undefined:
      case 'Lease':
        return
      case 'Event':
        if (after?.kind === 'Event') this.objects.onEvent(run, after)
        return
      case 'Pod':
        this.objects.book(run, before, after)
        this.pods.onCommit(run, before as Pod | undefined, after as Pod | undefined)
        this.objects.release(object)
        return
      case 'Node':
        this.objects.book(run, before, after)
        return this.nodes.onCommit(run, asNode(before), asNode(after))
      default:
        this.objects.book(run, before, after)
        this.objects.onCommit(run, before, after)
        if (after?.kind === 'EndpointSlice') this.pods.onEndpoints(run, after)
    }
  }

  private onWatch(run: EventRun): void {
    const { event } = run.event.message as Extract<FromApiServer, { type: 'watch-event' }>
    if (event.object.kind !== 'Pod' || this.kernel.component(run.event.to)?.kind !== 'kubelet')
      return
    if (event.type === 'ADDED' || event.type === 'MODIFIED')
      this.pods.onLearned(run, event.object as Pod)
  }

  private onTraces(run: EventRun): void {
    for (const trace of run.traces) {
      if (trace.type === 'scheduling') {
        const { outcome, pod } = trace as SchedulingTrace
        if (outcome === 'unschedulable')
          this.pods.onUnschedulable(run, `${pod.namespace}/${pod.name}`)
        continue
      }
      const { type, machine, to, subject } = trace as LifecycleTrace
      if (type === 'lifecycle' && machine === 'container' && to === 'running')
        this.pods.onContainerStarted(run, subject)
    }
  }

  private onFailure(run: EventRun): void {
    for (const trace of run.traces) {
      const { type, failure, target } = trace as FailureTrace
      if (type === 'failure') this.nodes.onFailure(run, failure as FailureName, target)
    }
  }
}

function asNode(object: KubeObject | undefined) {
  return object?.kind === 'Node' ? object : undefined
}
