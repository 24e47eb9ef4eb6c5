import type { Pod } from '../../protocol/objects/pod.ts'
import { keyOf } from '../api/resources.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { Table } from '../kernel/table.ts'
import { type Context, type EventId, type Micros, SECOND } from '../kernel/types.ts'
import { TIMINGS } from '../latencies.ts'

/** A pod that waits for the scheduler. Upstream: framework.QueuedPodInfo, v1.36. */
export interface QueuedPod {
  readonly key: string
  readonly uid: string
  readonly priority: number
  readonly place: 'active' | 'backoff' | 'unschedulable'
  /** When it came to be where it is, or was tried last. */
  readonly since: Micros
  readonly attempts: number
  /** Tries in a row that found no node, and that failed otherwise: the back-off grows with them. */
  readonly unschedulableCount: number
  readonly errorCount: number
  /** The plugins that turned it down; empty if it failed otherwise. */
  readonly refusedBy: readonly string[]
  /** A plugin keeps it from being tried at all. */
  readonly isGated: boolean
  /** What the last try came to, as FailedScheduling told it. */
  readonly message: string
  readonly backOffUntil: Micros
  /** The timer that ends the back-off. */
  readonly timer: EventId
}

/** Told when a pod's back-off ends. */
export interface BackOffOver {
  readonly type: 'back-off-over'
  readonly key: string
}

const PRIORITY_MAX = 2 ** 31 - 1

/**
 * The pods to be scheduled: those to be tried now, most important and longest waiting first; those that wait a
 * while after a failure; those that wait for something to happen. Upstream: scheduler/backend/queue, v1.36.
 */
export class SchedulingQueue {
  private readonly pods: Table<QueuedPod>
  /** Keys of the active pods by the order of trying. Upstream: plugins/queuesort.PrioritySort. */
  private readonly active: Table<string>

  constructor(kernel: Kernel) {
    this.pods = kernel.table<QueuedPod>('kube-scheduler/queue', {
      place: ({ place }) => (place === 'active' ? undefined : place),
    })
    this.active = kernel.table('kube-scheduler/active')
  }

  clear(): void {
    for (const key of this.pods.keys()) this.pods.delete(key)
    for (const key of this.active.keys()) this.active.delete(key)
  }

  get(key: string): QueuedPod | undefined {
    return this.pods.get(key)
  }

  /** Whether there is a pod that could be tried at once. */
  get isReady(): boolean {
    return this.active.size > 0 || this.poppable().length > 0
  }

  /** Takes in a pod that was not seen before. */
  add(ctx: Context, pod: Pod, isGated: boolean): void {
    const row: QueuedPod = {
      key: keyOf(pod),
      uid: pod.metadata.uid,
      priority: pod.spec.priority ?? 0,
      place: 'unschedulable',
      since: ctx.now,
      attempts: 0,
      unschedulableCount: 0,
      errorCount: 0,
      refusedBy: isGated ? ['SchedulingGates'] : [],
      isGated,
      message: '',
      backOffUntil: 0,
      timer: 0,
    }
    if (isGated) this.pods.set(row.key, row)
    else this.activate(row, ctx)
  }

  /** The pod is gone, or bound. */
  remove(ctx: Context, key: string): void {
    const row = this.pods.get(key)
    if (row) this.takeOut(row, ctx)
  }

  /**
   * Takes out the pod to be tried next. With nothing else to do, a pod that only backs off is tried early.
   * Upstream: Pop, with SchedulerPopFromBackoffQ.
   */
  pop(ctx: Context): QueuedPod | undefined {
    let first: string | undefined
    const stopAtFirst = (key: string) => {
      first = key
      return false
    }
    this.active.forEach(stopAtFirst)
    const row = first === undefined ? this.poppable()[0] : this.pods.get(first)
    if (!row) return undefined
    this.takeOut(row, ctx)
    return { ...row, attempts: row.attempts + 1 }
  }

  /** Puts back a pod that fits nowhere: it waits for an event that one of these plugins cares about. */
  waitForEvent(ctx: Context, row: QueuedPod, refusedBy: readonly string[], message: string): void {
    this.pods.set(row.key, {
      ...row,
      place: 'unschedulable',
      since: ctx.now,
      unschedulableCount: row.unschedulableCount + 1,
      errorCount: 0,
      refusedBy,
      message,
    })
  }

  /**
   * Puts back a pod that failed for no plugin's sake: it is tried again after its back-off. Failing again and again
   * in the same way is no news, and no more than a heartbeat.
   */
  backOff(ctx: Context, row: QueuedPod, message: string): void {
    const errorCount = row.errorCount + 1
    const failed: QueuedPod = { ...row, since: ctx.now, errorCount, refusedBy: [], message }
    this.delay(failed, ctx, row.message === message ? true : undefined)
  }

  /** Moves on all waiting pods for which the event may have changed something. */
  moveOn(ctx: Context, isWorthTrying: (row: QueuedPod) => boolean): void {
    if (this.pods.countBy('place', 'unschedulable') === 0) return
    for (const row of this.pods.by('place', 'unschedulable'))
      if (isWorthTrying(row)) this.release(row, ctx)
  }

  /** Moves one waiting pod on, to be tried now or after its back-off. */
  release(row: QueuedPod, ctx: Context): void {
    if (row.unschedulableCount > 0 && backOffEnd(row) > ctx.now) this.delay(row, ctx)
    else this.activate(row, ctx)
  }

  /** Lets in pods that waited too long. Upstream: flushUnschedulableEntitiesLeftover. */
  flush(ctx: Context): void {
    this.moveOn(ctx, ({ since, isGated }) => !isGated && ctx.now - since > TIMINGS.unschedulableMax)
  }

  endBackOff(ctx: Context, key: string): void {
    const row = this.pods.get(key)
    if (row?.place === 'backoff' && row.timer === ctx.event.id) this.activate(row, ctx)
  }

  private activate(row: QueuedPod, ctx: Context): void {
    const active: QueuedPod = { ...row, place: 'active', since: ctx.now, isGated: false, timer: 0 }
    this.pods.set(row.key, active)
    this.active.set(orderOf(active), row.key)
  }

  private delay(row: QueuedPod, ctx: Context, periodic?: boolean): void {
    const backOffUntil = backOffEnd(row)
    const over: BackOffOver = { type: 'back-off-over', key: row.key }
    const timer = ctx.after(backOffUntil - ctx.now, over, { periodic })
    this.pods.set(row.key, { ...row, place: 'backoff', backOffUntil, timer })
  }

  private takeOut(row: QueuedPod, ctx: Context): void {
    if (row.timer !== 0) ctx.cancel(row.timer)
    if (row.place === 'active') this.active.delete(orderOf(row))
    this.pods.delete(row.key)
  }

  /** Pods that back off though something happened for them, soonest first; those that failed by error are not hurried. */
  private poppable(): readonly QueuedPod[] {
    if (this.pods.countBy('place', 'backoff') === 0) return []
    return this.pods
      .by('place', 'backoff')
      .filter(({ errorCount }) => errorCount === 0)
      .toSorted((a, b) => compareBackOff(a, b))
  }
}

function backOffEnd({ since, unschedulableCount, errorCount }: QueuedPod): Micros {
  const count = errorCount > 0 ? errorCount : unschedulableCount
  return (
    since +
    Math.min(
      TIMINGS.schedulingBackOffMax,
      TIMINGS.schedulingBackOffInitial * 2 ** Math.min(10, count - 1),
    )
  )
}

/** Back-offs that end in the same second go by importance. */
function compareBackOff(a: QueuedPod, b: QueuedPod): number {
  const window = Math.floor(a.backOffUntil / SECOND) - Math.floor(b.backOffUntil / SECOND)
  return window || (orderOf(a) < orderOf(b) ? -1 : 1)
}

/** A text that sorts by priority, highest first, then by age. */
function orderOf({ priority, since, key }: QueuedPod): string {
  return `${String(PRIORITY_MAX - priority).padStart(10, '0')}/${String(since).padStart(16, '0')}/${key}`
}
