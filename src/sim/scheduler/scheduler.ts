import type { Status } from '../../protocol/objects/meta.ts'
import type { Pod } from '../../protocol/objects/pod.ts'
import { type Answer, ApiClient, type ClientIdentity } from '../client/api-client.ts'
import { EventRecorder } from '../client/event-recorder.ts'
import { Informers } from '../client/informers.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { Cell } from '../kernel/table.ts'
import type { Component, Context, EventId, Message } from '../kernel/types.ts'
import { TIMINGS } from '../latencies.ts'
import { SchedulerCache } from './cache.ts'
import { announce, applyChange, SCHEDULER_NAME, type SchedulerState } from './cluster-changes.ts'
import { clusterSnapshot } from './cluster-snapshot.ts'
import { type CycleResult, scheduleOne } from './cycle.ts'
import { eventNote, type Failure, statusPatch } from './failure-report.ts'
import type { RefusalMemo } from './filtering.ts'
import type { PendingPod } from './framework.ts'
import { NodeMemo } from './node-memo.ts'
import { plugins } from './plugins/index.ts'
import { podInfoOf } from './pod-info.ts'
import { evictionSteps } from './preempting.ts'
import type { Candidate } from './preemption.ts'
import { type BackOffOver, type QueuedPod, SchedulingQueue } from './queue.ts'

type OwnMessage =
  | { readonly type: 'start' }
  /** A scheduling cycle is over. */
  | { readonly type: 'schedule' }
  | { readonly type: 'flush-unschedulable' }
  | BackOffOver

/** What to do with the API server's answers. */
type Next =
  | { readonly type: 'bound'; readonly row: QueuedPod; readonly pod: Pod; readonly node: string }
  | {
      readonly type: 'evict'
      readonly victim: Pod
      readonly preemptorUid: string
      readonly node: string
      readonly isLast: boolean
    }
  | { readonly type: 'told' }

const IDENTITY: ClientIdentity = {
  component: 'kube-scheduler',
  user: 'system:kube-scheduler',
  userAgent: 'kube-scheduler',
}
const NO_CYCLE = { timer: 0, isPeriodic: false }

/** kube-scheduler: watches for pods without a node, and binds each to the node that suits it best. */
export function createScheduler(kernel: Kernel): Component {
  const scheduler = new Scheduler(kernel)
  return {
    name: 'kube-scheduler',
    kind: 'kube-scheduler',
    host: 'control-plane',
    handle: (message, ctx) => scheduler.handle(message, ctx),
  }
}

/**
 * One pod at a time: pop, find a node, assume it there, send the binding, go on without waiting for the answer.
 * Upstream: pkg/scheduler, v1.36. Simplified: one instance, so there is no leader election.
 */
class Scheduler {
  private readonly informers: Informers
  private readonly recorder: EventRecorder
  private readonly client: ApiClient<Next>
  private readonly cache: SchedulerCache
  private readonly queue: SchedulingQueue
  private readonly state: SchedulerState
  private readonly refusalMemo: RefusalMemo = new NodeMemo()
  private readonly scoreMemo = new NodeMemo<number>()
  /** The cycle under way; timer 0 if there is none. */
  private readonly cycle: Cell<{ readonly timer: EventId; readonly isPeriodic: boolean }>
  /** Where in the order of nodes the next cycle begins to try. */
  private readonly nextStart: Cell<number>

  constructor(kernel: Kernel) {
    this.informers = new Informers(kernel, IDENTITY, [
      { kind: 'Node' },
      { kind: 'Namespace' },
      { kind: 'Pod', fieldSelector: 'status.phase!=Succeeded,status.phase!=Failed' },
      { kind: 'ReplicaSet' },
      { kind: 'Service', indexes: { namespace: ({ metadata }) => metadata.namespace } },
    ])
    this.recorder = new EventRecorder(kernel, IDENTITY, {
      component: SCHEDULER_NAME,
      host: `${SCHEDULER_NAME}-control-plane`,
      style: 'events.k8s.io',
    })
    this.client = new ApiClient<Next>(kernel, IDENTITY)
    this.cache = new SchedulerCache(kernel)
    this.queue = new SchedulingQueue(kernel)
    this.state = { cache: this.cache, queue: this.queue, informers: this.informers }
    this.cycle = kernel.cell('kube-scheduler/cycle', NO_CYCLE)
    this.nextStart = kernel.cell('kube-scheduler/next-start', 0)
  }

  handle(message: Message, ctx: Context): void {
    const changes = this.informers.handle(message, ctx)
    if (changes) {
      for (const change of changes) applyChange(change, this.state, ctx)
      this.goOn(ctx)
      return
    }
    if (this.recorder.handle(message, ctx)) return
    const answer = this.client.take(message, ctx)
    if (answer) this.onAnswer(answer, ctx)
    else this.onOwn(message as OwnMessage, ctx)
    this.goOn(ctx)
  }

  private onOwn(message: OwnMessage, ctx: Context): void {
    switch (message.type) {
      case 'start':
        this.start(ctx)
        break
      case 'schedule':
        this.cycle.set(NO_CYCLE)
        this.scheduleNext(ctx)
        break
      case 'back-off-over':
        this.queue.endBackOff(ctx, message.key)
        break
      case 'flush-unschedulable':
        ctx.after(TIMINGS.unschedulableFlush, { type: 'flush-unschedulable' }, { periodic: true })
        this.queue.flush(ctx)
        break
    }
  }

  private start(ctx: Context): void {
    this.client.abandon()
    this.recorder.restart()
    this.cache.clear()
    this.queue.clear()
    this.cycle.set(NO_CYCLE)
    this.nextStart.set(0)
    this.informers.start(ctx)
    ctx.after(TIMINGS.unschedulableFlush, { type: 'flush-unschedulable' }, { periodic: true })
  }

  /** Begins the next cycle if there is a pod to try and none is under way. */
  private goOn(ctx: Context): void {
    if (!this.queue.isReady || !this.informers.areSynced) return
    const { timer, isPeriodic } = this.cycle.get()
    if (timer !== 0) {
      // What was begun for a heartbeat's sake now matters.
      if (!isPeriodic || ctx.event.periodic || !ctx.cancel(timer)) return
    }
    const next = ctx.after(TIMINGS.schedulingCycle, { type: 'schedule' })
    this.cycle.set({ timer: next, isPeriodic: ctx.event.periodic })
  }

  private scheduleNext(ctx: Context): void {
    const row = this.queue.pop(ctx)
    const pod = row && this.informers.cache('Pod').get(row.key)
    if (!row || !pod || pod.spec.nodeName) return
    if (pod.metadata.deletionTimestamp !== undefined) {
      this.warn(ctx, pod, `skip schedule deleting pod: ${row.key}`)
      return
    }
    const pending: PendingPod = { pod, info: podInfoOf(pod) }
    const result = scheduleOne(pending, {
      snapshot: clusterSnapshot(this.cache, this.informers),
      start: this.nextStart.get(),
      nominatedOn: (node) => this.cache.nominatedOn(node, pending.info),
      refusalMemo: this.refusalMemo,
      scoreMemo: this.scoreMemo,
      random: () => ctx.random('select-host'),
      startedAt: (key) => this.informers.cache('Pod').get(key)?.status.startTime ?? '',
    })
    if (result.nextStart !== undefined) this.nextStart.set(result.nextStart)
    ctx.trace(result.trace)
    if (result.node === '') this.onUnschedulable(ctx, row, pending, result)
    else this.bind(ctx, row, pending, result.node)
  }

  private bind(ctx: Context, row: QueuedPod, { pod, info }: PendingPod, node: string): void {
    const binder = plugins.find((plugin) => plugin.bind !== undefined)
    const request = binder?.bind?.(pod, node)
    if (!request) return
    ctx.rouse()
    this.cache.withdraw(row.key)
    this.cache.assume(info, node)
    this.client.send(ctx, request, { type: 'bound', row, pod, node })
  }

  private onUnschedulable(
    ctx: Context,
    row: QueuedPod,
    { pod, info }: PendingPod,
    result: CycleResult,
  ): void {
    const { message, refusedBy, candidate } = result
    if (message !== row.message) ctx.rouse()
    if (candidate) {
      this.cache.nominate(info, candidate.node)
      this.preempt(ctx, pod, candidate)
    } else if (result.isPreemptionHopeless) this.cache.withdraw(row.key)
    if (refusedBy.length > 0) this.queue.waitForEvent(ctx, row, refusedBy, message)
    else this.queue.backOff(ctx, row, message)
    const nominatedNode = candidate?.node ?? (result.isPreemptionHopeless ? '' : undefined)
    this.report(ctx, pod, { reason: 'Unschedulable', message, nominatedNode })
  }

  private preempt(ctx: Context, preemptor: Pod, { node, victims }: Candidate): void {
    for (const { key } of victims) {
      const victim = this.informers.cache('Pod').get(key)
      if (!victim) continue
      for (const [index, request] of evictionSteps(victim, preemptor, ctx.now).entries()) {
        const { uid } = preemptor.metadata
        const next: Next = { type: 'evict', victim, preemptorUid: uid, node, isLast: index > 0 }
        this.client.send(ctx, request, next)
      }
    }
  }

  private onAnswer({ next, response }: Answer<Next>, ctx: Context): void {
    const isOk = response.code >= 200 && response.code < 300
    if (next.type === 'evict' && next.isLast && isOk) {
      this.recorder.record(
        ctx,
        { object: next.victim },
        {
          type: 'Normal',
          reason: 'Preempted',
          action: 'Preempting',
          message: `Preempted by pod ${next.preemptorUid} on node ${next.node}`,
        },
      )
    }
    if (next.type !== 'bound') return
    if (!isOk) {
      this.onBindingFailed(ctx, next, (response.body as Status).message ?? '')
      return
    }
    this.recorder.record(
      ctx,
      { object: next.pod },
      {
        type: 'Normal',
        reason: 'Scheduled',
        action: 'Binding',
        message: `Successfully assigned ${next.row.key} to ${next.node}`,
      },
    )
  }

  /** The place on the node is given back, and the pod tried again later. Upstream: handleBindingCycleError, v1.36. */
  private onBindingFailed(
    ctx: Context,
    { row, pod }: Extract<Next, { type: 'bound' }>,
    error: string,
  ): void {
    const known = this.informers.cache('Pod').get(row.key)
    // Bound after all, or gone: what the watch said since is true, and the answer was lost.
    if (!known || known.metadata.uid !== row.uid || known.spec.nodeName) return
    if (this.cache.forget(row.key)) announce({ type: 'pod-deleted', old: pod }, this.state, ctx)
    const message = `binding rejected: running Bind plugin "DefaultBinder": ${error}`
    this.queue.backOff(ctx, row, message)
    this.report(ctx, known, { reason: 'SchedulerError', message, nominatedNode: undefined })
  }

  private report(ctx: Context, pod: Pod, failure: Failure): void {
    this.warn(ctx, pod, failure.message)
    const patch = statusPatch(pod, failure, ctx.now)
    if (patch) this.client.send(ctx, patch, { type: 'told' })
  }

  private warn(ctx: Context, pod: Pod, message: string): void {
    this.recorder.record(
      ctx,
      { object: pod },
      {
        type: 'Warning',
        reason: 'FailedScheduling',
        action: 'Scheduling',
        message: eventNote(message),
      },
    )
  }
}
