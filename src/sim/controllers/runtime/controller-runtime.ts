import type { KubeObject } from '../../../protocol/objects/index.ts'
import type { Status } from '../../../protocol/objects/meta.ts'
import type { ReconcileTrace } from '../../../protocol/trace.ts'
import { keyOf, namespacedKey } from '../../api/resources.ts'
import type { ApiResponse } from '../../apiserver/wire.ts'
import { type Answer, ApiClient } from '../../client/api-client.ts'
import { EventRecorder } from '../../client/event-recorder.ts'
import type { CacheChange } from '../../client/informers.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Table } from '../../kernel/table.ts'
import type { Context, Message, Micros } from '../../kernel/types.ts'
import { TIMINGS } from '../../latencies.ts'
import type {
  Caches,
  Controller,
  EventPlan,
  Plan,
  ReconcileView,
  Step,
  WatchView,
  Write,
  WriteFailure,
} from './controller.ts'
import { refOf } from './controller.ts'
import { Expectations } from './expectations.ts'
import { controllerOf } from './owner-index.ts'
import { RateLimit, type RequestRate } from './rate-limit.ts'
import { WorkQueue } from './work-queue.ts'

/** A plan being carried out. */
interface Flight {
  readonly steps: readonly Step[]
  readonly step: number
  /** Writes of the step (or reads) that were sent, and that were answered. */
  readonly sent: number
  readonly answered: number
  /** Size of the batch that is under way. */
  readonly batch: number
  readonly failure?: WriteFailure
  readonly isRecovering: boolean
  readonly requeueAfter?: Micros
  readonly isFailed: boolean
  readonly reads: readonly string[]
  readonly answers: readonly ApiResponse[]
}

interface Next {
  readonly key: string
  readonly index: number
}

/** Writes that a trace lists; a scale-up by hundreds is told by its count. */
const TRACED_WRITES_MAX = 16

/** Carries out one controller's reconciles: the queue, the requests, the answers, the events. */
export class ControllerRuntime {
  readonly controller: Controller
  readonly queue: WorkQueue
  private readonly client: ApiClient<Next>
  private readonly recorder: EventRecorder | undefined
  private readonly flights: Table<Flight>
  private readonly memories: Table<unknown>
  private readonly expectations: Expectations | undefined
  private readonly rateLimit: RateLimit
  private readonly caches: Caches

  constructor(
    kernel: Kernel,
    component: string,
    controller: Controller,
    caches: Caches,
    rate: RequestRate,
  ) {
    this.controller = controller
    this.caches = caches
    const { name, account = name, workers, backOff, eventSource } = controller
    const prefix = `${component}/${name}`
    const identity = {
      component,
      user: `system:serviceaccount:kube-system:${account}`,
      userAgent: `${component}/${account}`,
    }
    const thinking = controller.delay ?? TIMINGS.reconcile
    this.queue = new WorkQueue(kernel, { name, component, workers, thinking, backOff })
    this.client = new ApiClient(kernel, identity, `${name}/requests`)
    this.recorder =
      eventSource === undefined
        ? undefined
        : new EventRecorder(kernel, identity, { component: eventSource, style: 'core' })
    this.flights = kernel.table(`${prefix}/plans`)
    this.memories = kernel.table(`${prefix}/memories`)
    this.expectations = controller.expects && new Expectations(kernel, prefix)
    this.rateLimit = new RateLimit(kernel, prefix, rate)
  }

  /** A new process knows nothing of the old one's work. */
  reset(ctx: Context): void {
    this.queue.reset()
    this.client.abandon()
    this.recorder?.restart()
    this.expectations?.reset()
    for (const key of this.flights.keys()) this.flights.delete(key)
    for (const key of this.memories.keys()) this.memories.delete(key)
    this.controller.reset?.(ctx)
  }

  /** Notes what a change fulfils, and puts the keys it concerns into the queue. */
  onChange(change: CacheChange, ctx: Context): void {
    const { kind } = change.object
    if (this.controller.expects?.child === kind) this.observe(change)
    if (this.controller.expects?.owner === kind && change.type === 'DELETED') {
      this.expectations?.forget(keyOf(change.object))
    }
    const watch = this.controller.watches[kind] as
      | ((change: CacheChange, view: WatchView) => Iterable<string>)
      | undefined
    if (!watch) return
    const view: WatchView = {
      now: ctx.now,
      cache: (other) => this.caches.cache(other),
      memoryOf: (key) => this.memories.get(key),
    }
    for (const key of watch(change, view)) this.queue.add(key, ctx)
  }

  /** True if the message was an answer to this controller. */
  handle(message: Message, ctx: Context): boolean {
    const answer = this.client.take(message, ctx)
    if (!answer) return this.recorder?.handle(message, ctx) ?? false
    this.onAnswer(answer, ctx)
    return true
  }

  /** The worker has thought about the key. */
  reconcile(key: string, ctx: Context): void {
    const plan = this.controller.reconcile(key, this.view(key, ctx, []))
    this.carryOut(key, plan, ctx)
  }

  /** The controller's heartbeat. */
  monitor(ctx: Context): void {
    const { monitor } = this.controller
    if (!monitor) return
    for (const key of monitor.keys(this.caches, ctx.now)) this.queue.add(key, ctx)
  }

  private view(key: string, ctx: Context, answers: readonly ApiResponse[]): ReconcileView {
    const { caches, expectations } = this
    return {
      now: ctx.now,
      answers,
      memory: this.memories.get(key),
      cache: (kind) => caches.cache(kind),
      get isSettled() {
        return expectations?.isSettled(key, ctx.now) ?? true
      },
    }
  }

  private carryOut(key: string, plan: Plan | undefined, ctx: Context): void {
    const { steps = [], reads = [], requeueAfter, retry = false, memory } = plan ?? {}
    if (!plan || memory === null) this.memories.delete(key)
    else if (memory !== undefined) this.memories.set(key, memory)
    for (const { about, type, reason, message } of plan?.events ?? []) {
      ctx.rouse()
      this.recorder?.record(ctx, { object: about }, { type, reason, message })
    }
    if (steps.length === 0 && reads.length === 0) {
      this.flights.delete(key)
      this.queue.finish(key, { isFailed: retry, requeueAfter }, ctx)
      return
    }
    // Something is going to change: what follows is no heartbeat.
    ctx.rouse()
    if (plan && steps.length > 0) this.trace(key, plan, ctx)
    if (!this.flights.has(key)) this.queue.beginWriting(key)
    const flight: Flight = {
      steps,
      step: 0,
      sent: 0,
      answered: 0,
      batch: 0,
      isRecovering: false,
      isFailed: retry,
      reads,
      answers: [],
      requeueAfter,
    }
    if (reads.length > 0) this.read(key, flight, ctx)
    else this.beginStep(key, flight, ctx)
  }

  private read(key: string, flight: Flight, ctx: Context): void {
    flight.reads.forEach((path, index) => {
      this.client.send(ctx, { method: 'GET', path }, { key, index }, this.rateLimit.take(ctx.now))
    })
    this.flights.set(key, { ...flight, sent: flight.reads.length })
  }

  private beginStep(key: string, flight: Flight, ctx: Context): void {
    const step = flight.steps[flight.step]
    if (!step) {
      this.end(key, flight, ctx)
      return
    }
    if (step.expects === 'creations') {
      this.expectations?.expectCreations(key, step.writes.length, ctx.now)
    } else if (step.expects === 'deletions') {
      for (const { object } of step.writes) {
        this.expectations?.expectDeletion(key, childKey(object), ctx.now)
      }
    }
    const batch = step.pace === 'slow-start' ? 1 : step.writes.length
    this.sendBatch(key, { ...flight, sent: 0, answered: 0, batch }, ctx)
  }

  private sendBatch(key: string, flight: Flight, ctx: Context): void {
    const writes = flight.steps[flight.step]?.writes ?? []
    const until = Math.min(writes.length, flight.sent + flight.batch)
    for (let index = flight.sent; index < until; index++) {
      const write = writes[index] as Write
      this.client.send(ctx, write.request, { key, index }, this.rateLimit.take(ctx.now))
    }
    this.flights.set(key, { ...flight, sent: until })
  }

  private onAnswer({ next, response }: Answer<Next>, ctx: Context): void {
    const { key, index } = next
    const flight = this.flights.get(key)
    if (!flight) return
    if (flight.reads.length > 0) {
      this.onRead(key, flight, { index, response }, ctx)
      return
    }
    const step = flight.steps[flight.step]
    const write = step?.writes[index]
    if (!step || !write) return
    const isDone = isSuccess(write, response)
    this.tell(isDone ? write.success : write.failure, response, ctx)
    if (!isDone || response.code >= 300) this.disappoint(key, step, write)
    const failure = flight.failure ?? (isDone ? undefined : { write, response })
    const now = { ...flight, answered: flight.answered + 1, failure }
    if (now.answered < now.sent) {
      this.flights.set(key, now)
      return
    }
    if (failure) this.fail(key, now, failure, ctx)
    else if (now.sent < step.writes.length)
      this.sendBatch(key, { ...now, batch: now.batch * 2 }, ctx)
    else this.beginStep(key, { ...now, step: now.step + 1 }, ctx)
  }

  private onRead(
    key: string,
    flight: Flight,
    answer: { readonly index: number; readonly response: ApiResponse },
    ctx: Context,
  ): void {
    const answers = [...flight.answers]
    answers[answer.index] = answer.response
    const now = { ...flight, answers, answered: flight.answered + 1 }
    if (now.answered < now.sent) {
      this.flights.set(key, now)
      return
    }
    if (answers.some(({ code }) => code === 0 || code >= 500)) {
      this.end(key, { ...now, isFailed: true }, ctx)
      return
    }
    const plan = this.controller.reconcile(key, this.view(key, ctx, answers))
    this.flights.set(key, now)
    this.carryOut(key, plan, ctx)
  }

  private fail(key: string, flight: Flight, failure: WriteFailure, ctx: Context): void {
    const step = flight.steps[flight.step]
    for (const write of step?.writes.slice(flight.sent) ?? []) this.disappoint(key, step, write)
    const steps = flight.isRecovering
      ? []
      : (this.controller.afterFailure?.(key, this.view(key, ctx, []), failure) ?? [])
    const failed = { ...flight, isFailed: true, isRecovering: true, failure: undefined }
    this.beginStep(key, { ...failed, steps, step: 0 }, ctx)
  }

  private end(key: string, flight: Flight, ctx: Context): void {
    this.flights.delete(key)
    const { isFailed, requeueAfter } = flight
    this.queue.finish(key, { isFailed, requeueAfter }, ctx)
  }

  /** What was expected of a write will not come. */
  private disappoint(key: string, step: Step | undefined, write: Write): void {
    if (step?.expects === 'creations') this.expectations?.created(key)
    else if (step?.expects === 'deletions') this.expectations?.deleted(childKey(write.object))
  }

  private observe({ type, object, old }: CacheChange): void {
    const isEnding = object.metadata.deletionTimestamp !== undefined
    if (type === 'DELETED' || (isEnding && old?.metadata.deletionTimestamp === undefined)) {
      this.expectations?.deleted(keyOf(object))
    }
    if (type !== 'ADDED') return
    const owner = controllerOf(object)
    if (owner?.kind !== this.controller.expects?.owner || !owner) return
    this.expectations?.created(namespacedKey(object.metadata.namespace, owner.name))
  }

  private tell(plan: EventPlan | undefined, response: ApiResponse, ctx: Context): void {
    if (!plan || !this.recorder) return
    const { about, type, reason } = plan
    const told = response.body as Partial<Pick<Status, 'message'> & Pick<KubeObject, 'metadata'>>
    const word = response.code >= 300 || response.code === 0 ? told.message : told.metadata?.name
    const message = plan.message.replace('%s', () => String(word ?? ''))
    this.recorder.record(ctx, { object: about }, { type, reason, message })
  }

  private trace(key: string, plan: Plan, ctx: Context): void {
    const writes: ReconcileTrace['writes'][number][] = []
    let count = 0
    for (const step of plan.steps ?? []) {
      count += step.writes.length
      for (const { verb, object, subresource } of step.writes) {
        if (writes.length >= TRACED_WRITES_MAX) break
        writes.push({ verb, object, subresource })
      }
    }
    const separator = key.indexOf('/')
    const about = this.controller.describe?.(key, this.caches)
    const entry: ReconcileTrace = {
      type: 'reconcile',
      controller: this.controller.name,
      object: about
        ? refOf(about)
        : { kind: '', namespace: key.slice(0, separator), name: key.slice(separator + 1) },
      saw: count > writes.length ? { ...plan.saw, writes: count } : (plan.saw ?? {}),
      writes,
      requeueAfterMicros: plan.requeueAfter,
    }
    ctx.trace(entry)
  }
}

function isSuccess(write: Write, response: ApiResponse): boolean {
  if (response.code >= 200 && response.code < 300) return true
  if (write.accepts?.includes(response.code)) return true
  // Nothing new can be made in a namespace that ends; trying again would not help.
  return write.verb === 'create' && isNamespaceEnding(response)
}

function isNamespaceEnding({ body }: ApiResponse): boolean {
  const causes = (body as Partial<Status>).details?.causes ?? []
  return causes.some(({ reason }) => reason === 'NamespaceTerminating')
}

function childKey(object: { readonly namespace?: string; readonly name: string }): string {
  return namespacedKey(object.namespace, object.name)
}
