import type { Change, EventRecord } from './history.ts'
import type { Links } from './links.ts'
import { draw, hashText } from './random.ts'
import type { Table } from './table.ts'
import type {
  Component,
  Context,
  EventId,
  Halt,
  KernelEvent,
  LostNotice,
  Message,
  Micros,
  SendOptions,
  TraceEntry,
} from './types.ts'

/** What a running event needs of the kernel around it. */
export interface EventSurroundings {
  readonly seed: number
  readonly links: Links
  readonly incarnations: Table<number>
  readonly halted: Table<Halt>
  readonly draws: Table<number>
  component(name: string): Component | undefined
  takeId(): EventId
  enqueue(event: KernelEvent): void
  cancelTimer(id: EventId): KernelEvent | undefined
}

/** How an event gets to its target. `from` is the sender unless said. */
interface Delivery {
  readonly at: Micros
  readonly periodic: boolean
  readonly lost?: LostNotice
  readonly from?: string
}

const NOTHING: readonly never[] = []

/** A list as the journal keeps it: one that grew has room for more, which millions of records would keep with it. */
function kept<T>(list: readonly T[] | undefined): readonly T[] {
  if (list === undefined) return NOTHING
  return list.length === 1 ? list : list.slice()
}

/** The context of the event that is being handled; one object serves them all, one after another. */
export class EventRun implements Context {
  private readonly around: EventSurroundings
  private current: KernelEvent | undefined
  private sender: Component | undefined
  private isPeriodic = false
  // Lists are made when something is put in: most events leave most of them empty, and events are many.
  private pushed: KernelEvent[] | undefined
  private cancelled: KernelEvent[] | undefined
  private traced: TraceEntry[] | undefined
  private written: Change[] | undefined

  constructor(around: EventSurroundings) {
    this.around = around
  }

  start(event: KernelEvent): void {
    this.current = event
    this.sender = undefined
    this.isPeriodic = event.periodic
    this.written = undefined
    this.pushed = undefined
    this.cancelled = undefined
    this.traced = undefined
  }

  finish(idBefore: EventId, idAfter: EventId, dropped: boolean, digest: number): EventRecord {
    return {
      event: this.event,
      changes: kept(this.written),
      traces: kept(this.traced),
      pushed: kept(this.pushed),
      cancelled: kept(this.cancelled),
      urgent: !this.isPeriodic && !dropped,
      dropped,
      idBefore,
      idAfter,
      digest,
    }
  }

  get event(): KernelEvent {
    if (!this.current) throw new Error('no event is being handled')
    return this.current
  }
  get now(): Micros {
    return this.event.at
  }
  get self(): string {
    return this.event.to
  }
  get traces(): readonly TraceEntry[] {
    return this.traced ?? NOTHING
  }
  /** The table writes so far. */
  get changes(): readonly Change[] {
    return this.written ?? NOTHING
  }

  /** Notes a table write; the kernel's tables call it. */
  wrote(change: Change): void {
    if (this.written) this.written.push(change)
    else this.written = [change]
  }
  get isRoused(): boolean {
    return !this.isPeriodic
  }

  send(to: string, message: Message, options?: SendOptions): EventId {
    const { around, self } = this
    const source = this.sourceComponent()
    const target = around.component(to)
    if (!target) throw new Error(`${self} sends ${message.type} to ${to}, which does not exist`)
    const leaves = this.now + (options?.delay ?? 0)
    const periodic = options?.periodic ?? this.isPeriodic
    const lost = options?.lost
    const arrives = around.links.areHealthy
      ? leaves + around.links.latency(source, target)
      : around.links.arrival(source, target, leaves, () => this.random('link'))
    if (arrives !== undefined) return this.push(to, message, { at: arrives, periodic, lost })
    if (lost === undefined) return around.takeId()
    return this.push(lost.to ?? self, lost.message, { at: leaves + lost.after, periodic })
  }

  after(delay: Micros, message: Message, options?: { readonly periodic?: boolean }): EventId {
    const periodic = options?.periodic ?? this.isPeriodic
    return this.push(this.self, message, { at: this.now + delay, periodic })
  }

  cancel(id: EventId): boolean {
    const event = this.around.cancelTimer(id)
    if (!event) return false
    if (this.cancelled) this.cancelled.push(event)
    else this.cancelled = [event]
    return true
  }

  random(stream: string): number {
    const key = `${this.self}/${stream}`
    const counter = this.around.draws.get(key) ?? 0
    this.around.draws.set(key, counter + 1)
    return draw(this.around.seed, hashText(key), counter)
  }

  trace(entry: TraceEntry): void {
    if (this.traced) this.traced.push(entry)
    else this.traced = [entry]
  }

  rouse(): void {
    this.isPeriodic = false
  }

  halt(component: string, how: Halt = 'silent'): void {
    this.around.halted.set(component, how)
  }

  revive(component: string): void {
    if (!this.around.halted.delete(component)) return
    this.around.incarnations.set(component, (this.around.incarnations.get(component) ?? 0) + 1)
  }

  isHalted(component: string): boolean {
    return this.around.halted.has(component)
  }

  /** The addressee is dead: its sender learns so, if it asked to, by a refusal or when its patience ends. */
  returnToSender(): void {
    const { lost, from, to, sentAt } = this.event
    if (!lost) return
    const sender = this.around.component(from)
    if (lost.refused && sender && this.around.halted.get(to) !== 'silent') {
      const at = this.now + this.around.links.latency(this.sourceComponent(), sender)
      this.push(from, lost.refused, { at, periodic: this.isPeriodic, from: to })
      return
    }
    const at = Math.max(this.now, sentAt + lost.after)
    this.push(lost.to ?? from, lost.message, { at, periodic: this.isPeriodic, from })
  }

  private sourceComponent(): Component {
    this.sender ??= this.around.component(this.self)
    if (!this.sender) throw new Error(`component ${this.self} does not exist`)
    return this.sender
  }

  private push(to: string, message: Message, how: Delivery): EventId {
    const { around } = this
    const event: KernelEvent = {
      id: around.takeId(),
      at: how.at,
      sentAt: this.now,
      from: how.from ?? this.self,
      to,
      message,
      cause: this.event.id,
      periodic: how.periodic,
      incarnation: around.incarnations.size === 0 ? 0 : (around.incarnations.get(to) ?? 0),
      lost: how.lost,
      isQueued: false,
    }
    if (this.pushed) this.pushed.push(event)
    else this.pushed = [event]
    around.enqueue(event)
    return event.id
  }
}
