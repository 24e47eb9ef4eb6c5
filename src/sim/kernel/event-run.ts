import type { Change, EventRecord } from './history.ts'
import type { Links } from './links.ts'
import { draw, hashText } from './random.ts'
import type { Table } from './table.ts'
import type {
  Component,
  Context,
  EventId,
  KernelEvent,
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
  readonly halted: Table<boolean>
  readonly draws: Table<number>
  component(name: string): Component | undefined
  takeId(): EventId
  enqueue(event: KernelEvent): void
  cancelTimer(id: EventId): KernelEvent | undefined
}

const NOTHING: readonly never[] = []

/** The context of the event that is being handled; one object serves them all, one after another. */
export class EventRun implements Context {
  private readonly around: EventSurroundings
  private current: KernelEvent | undefined
  private sender: Component | undefined
  private isPeriodic = false
  private pushed: KernelEvent[] = []
  private cancelled: KernelEvent[] = []
  private traced: TraceEntry[] = []
  changes: Change[] = []

  constructor(around: EventSurroundings) {
    this.around = around
  }

  start(event: KernelEvent): void {
    this.current = event
    this.sender = undefined
    this.isPeriodic = event.periodic
    this.changes = []
    this.pushed = []
    this.cancelled = []
    this.traced = []
  }

  finish(idBefore: EventId, idAfter: EventId, dropped: boolean, digest: number): EventRecord {
    return {
      event: this.event,
      changes: this.changes.length === 0 ? NOTHING : this.changes,
      traces: this.traced.length === 0 ? NOTHING : this.traced,
      pushed: this.pushed.length === 0 ? NOTHING : this.pushed,
      cancelled: this.cancelled.length === 0 ? NOTHING : this.cancelled,
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
    return this.traced
  }
  get isRoused(): boolean {
    return !this.isPeriodic
  }

  send(to: string, message: Message, options: SendOptions = {}): EventId {
    const from = this.self
    const source = this.sourceComponent()
    const target = this.around.component(to)
    if (!target) throw new Error(`${from} sends ${message.type} to ${to}, which does not exist`)
    const leaves = this.now + (options.delay ?? 0)
    const periodic = options.periodic ?? this.isPeriodic
    const links = this.around.links
    const arrives = links.areHealthy
      ? leaves + links.latency(source, target)
      : links.arrival(source, target, leaves, () => this.random('link'))
    if (arrives !== undefined)
      return this.push({ to, from, message, at: arrives, periodic, lost: options.lost })
    if (options.lost === undefined) return this.around.takeId()
    const { message: notice, after, to: told = from } = options.lost
    return this.push({
      to: told,
      from,
      message: notice,
      at: leaves + after,
      periodic,
      lost: undefined,
    })
  }

  after(delay: Micros, message: Message, options: { readonly periodic?: boolean } = {}): EventId {
    const periodic = options.periodic ?? this.isPeriodic
    return this.push({
      to: this.self,
      from: this.self,
      message,
      at: this.now + delay,
      periodic,
      lost: undefined,
    })
  }

  cancel(id: EventId): boolean {
    const event = this.around.cancelTimer(id)
    if (!event) return false
    this.cancelled.push(event)
    return true
  }

  random(stream: string): number {
    const key = `${this.self}/${stream}`
    const counter = this.around.draws.get(key) ?? 0
    this.around.draws.set(key, counter + 1)
    return draw(this.around.seed, hashText(key), counter)
  }

  trace(entry: TraceEntry): void {
    this.traced.push(entry)
  }

  rouse(): void {
    this.isPeriodic = false
  }

  halt(component: string): void {
    this.around.halted.set(component, true)
  }

  revive(component: string): void {
    if (!this.around.halted.delete(component)) return
    this.around.incarnations.set(component, (this.around.incarnations.get(component) ?? 0) + 1)
  }

  isHalted(component: string): boolean {
    return this.around.halted.has(component)
  }

  /** The addressee is dead: its sender learns so when its patience ends, if it asked to. */
  returnToSender(): void {
    const { lost, from, sentAt } = this.event
    if (!lost) return
    const at = Math.max(this.now, sentAt + lost.after)
    this.push({
      to: lost.to ?? from,
      from,
      message: lost.message,
      at,
      periodic: this.isPeriodic,
      lost: undefined,
    })
  }

  private sourceComponent(): Component {
    this.sender ??= this.around.component(this.self)
    if (!this.sender) throw new Error(`component ${this.self} does not exist`)
    return this.sender
  }

  private push(draft: Omit<KernelEvent, 'id' | 'sentAt' | 'cause' | 'incarnation'>): EventId {
    const event: KernelEvent = {
      id: this.around.takeId(),
      at: draft.at,
      sentAt: this.now,
      from: draft.from,
      to: draft.to,
      message: draft.message,
      cause: this.event.id,
      periodic: draft.periodic,
      incarnation:
        this.around.incarnations.size === 0 ? 0 : (this.around.incarnations.get(draft.to) ?? 0),
      lost: draft.lost,
    }
    this.pushed.push(event)
    this.around.enqueue(event)
    return event.id
  }
}
