import type { Kernel } from '../../kernel/kernel.ts'
import type { Cell, Table } from '../../kernel/table.ts'
import { type Context, type EventId, MILLISECOND, type Micros, SECOND } from '../../kernel/types.ts'
import type { BackOff } from './controller.ts'

/** A key in the queue: it waits for a worker, is being thought about, or its writes are under way. */
interface QueuedKey {
  readonly phase: 'waiting' | 'thinking' | 'writing'
  /** It changed after it was looked at: look again when the writes are done. */
  readonly again: boolean
}

interface Delay {
  readonly at: Micros
  readonly timer: EventId
}

/** client-go's DefaultTypedControllerRateLimiter, without its overall bucket of 10 per second. */
const DEFAULT_BACK_OFF: BackOff = { initial: 5 * MILLISECOND, max: 1000 * SECOND }
const TICKET_DIGITS = 12

/** Messages of a work queue to its own component. */
export type WorkQueueMessage =
  | { readonly type: 'reconcile'; readonly controller: string; readonly key: string }
  | { readonly type: 'requeue'; readonly controller: string; readonly key: string }

/** Whose queue it is and how it works. */
export interface WorkQueueOptions {
  readonly name: string
  readonly component: string
  readonly workers: number
  /** Time from taking a key to having decided. */
  readonly thinking: Micros
  readonly backOff?: BackOff
}

/**
 * client-go's rate-limited work queue: a key is in it once, however often it is added; one that is
 * added while it is worked on is worked on once more.
 */
export class WorkQueue {
  private readonly options: WorkQueueOptions
  private readonly backOff: BackOff
  private readonly keys: Table<QueuedKey>
  private readonly waiting: Table<string>
  private readonly delays: Table<Delay>
  private readonly failures: Table<number>
  private readonly tickets: Cell<number>
  private readonly isOpen: Cell<boolean>

  constructor(kernel: Kernel, options: WorkQueueOptions) {
    this.options = options
    this.backOff = options.backOff ?? DEFAULT_BACK_OFF
    const prefix = `${options.component}/${options.name}`
    this.keys = kernel.table(`${prefix}/queue`)
    this.waiting = kernel.table(`${prefix}/waiting`)
    this.delays = kernel.table(`${prefix}/delayed`)
    this.failures = kernel.table(`${prefix}/failures`)
    this.tickets = kernel.cell(`${prefix}/tickets`, 0)
    this.isOpen = kernel.cell(`${prefix}/open`, false)
  }

  /** Keys in the queue or being worked on. */
  get length(): number {
    return this.keys.size
  }

  add(key: string, ctx: Context): void {
    const row = this.keys.get(key)
    if (row === undefined) {
      this.enqueue(key, ctx)
    } else if (row.phase === 'writing' && !row.again) {
      this.keys.set(key, { phase: 'writing', again: true })
    }
  }

  /** Adds the key later; an earlier appointment stands. */
  addAfter(key: string, delay: Micros, ctx: Context): void {
    const at = ctx.now + delay
    const known = this.delays.get(key)
    if (known && known.at <= at) return
    if (known) ctx.cancel(known.timer)
    const timer = ctx.after(delay, {
      type: 'requeue',
      controller: this.options.name,
      key,
    } satisfies WorkQueueMessage)
    this.delays.set(key, { at, timer })
  }

  /** For the `requeue` message. */
  onRequeue(key: string, ctx: Context): void {
    this.delays.delete(key)
    this.add(key, ctx)
  }

  /** The key was looked at and its writes begin: changes from now on count again. */
  beginWriting(key: string): void {
    this.keys.set(key, { phase: 'writing', again: false })
  }

  /** The work on a key ended; a worker is free. */
  finish(
    key: string,
    outcome: { readonly isFailed: boolean; readonly requeueAfter?: Micros },
    ctx: Context,
  ): void {
    const isDirty = this.keys.get(key)?.again === true
    this.keys.delete(key)
    this.cancelDelay(key, ctx)
    if (outcome.isFailed) this.retry(key, ctx)
    else {
      this.failures.delete(key)
      if (outcome.requeueAfter !== undefined) this.addAfter(key, outcome.requeueAfter, ctx)
    }
    if (isDirty) this.add(key, ctx)
    this.takeNext(ctx)
  }

  /** Work begins once the caches are filled. */
  open(ctx: Context): void {
    this.isOpen.set(true)
    while (this.takeNext(ctx));
  }

  reset(): void {
    for (const table of [this.keys, this.waiting, this.delays, this.failures]) {
      for (const key of table.keys()) table.delete(key)
    }
    this.isOpen.set(false)
  }

  private retry(key: string, ctx: Context): void {
    const tries = (this.failures.get(key) ?? 0) + 1
    const { initial, max, triesMax } = this.backOff
    if (triesMax !== undefined && tries > triesMax) {
      this.failures.delete(key)
      return
    }
    this.failures.set(key, tries)
    this.addAfter(key, Math.min(max, initial * 2 ** Math.min(40, tries - 1)), ctx)
  }

  private cancelDelay(key: string, ctx: Context): void {
    const known = this.delays.get(key)
    if (!known) return
    ctx.cancel(known.timer)
    this.delays.delete(key)
  }

  private enqueue(key: string, ctx: Context): void {
    if (this.isOpen.get() && this.keys.size - this.waiting.size < this.options.workers) {
      this.think(key, ctx)
      return
    }
    const ticket = this.tickets.get() + 1
    this.tickets.set(ticket)
    this.keys.set(key, { phase: 'waiting', again: false })
    this.waiting.set(String(ticket).padStart(TICKET_DIGITS, '0'), key)
  }

  private takeNext(ctx: Context): boolean {
    if (!this.isOpen.get() || this.waiting.size === 0) return false
    if (this.keys.size - this.waiting.size >= this.options.workers) return false
    let first: { readonly ticket: string; readonly key: string } | undefined
    const takeFirst = (key: string, ticket: string): boolean => {
      first = { ticket, key }
      return false
    }
    this.waiting.forEach(takeFirst)
    if (!first) return false
    this.waiting.delete(first.ticket)
    this.think(first.key, ctx)
    return true
  }

  private think(key: string, ctx: Context): void {
    this.keys.set(key, { phase: 'thinking', again: false })
    ctx.after(this.options.thinking, {
      type: 'reconcile',
      controller: this.options.name,
      key,
    } satisfies WorkQueueMessage)
  }
}
