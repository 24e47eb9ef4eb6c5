import { assert } from './assert.ts'
import { Agenda } from './event-queue.ts'
import { EventRun } from './event-run.ts'
import { type EventRecord, History, type Input } from './history.ts'
import { type Impairment, type LatencyModel, Links } from './links.ts'
import { hashText, mix32 } from './random.ts'
import { StateSum } from './state-sum.ts'
import { type AnyTable, Cell, type IndexFunction, Table } from './table.ts'
import type { Component, Halt, KernelEvent, Message, Micros, SendOptions } from './types.ts'

export interface KernelOptions {
  readonly seed: number
  readonly latency: LatencyModel
  /** Memory for undo records; older positions are reached by replay. */
  readonly journalBytes?: number
}

const DEFAULT_JOURNAL_BYTES = 768 * 2 ** 20

/** Called after an event was handled, while its writes are still journaled: what it writes belongs to the event. */
export interface Observer {
  afterEvent(run: EventRun): void
}

/** A component, and what its name adds to the digest of the order of events. */
interface Registered {
  readonly component: Component
  readonly salt: number
}

/**
 * A discrete-event machine that can go back. State lives in tables, changes only inside events,
 * and every write is recorded: `back` undoes an event, `step` does it again or goes on.
 */
export class Kernel {
  readonly seed: number
  readonly links: Links
  readonly history: History
  private readonly tables = new Map<string, AnyTable>()
  private readonly components = new Map<string, Registered>()
  private readonly agenda = new Agenda()
  private readonly incarnations: Table<number>
  private readonly halted: Table<Halt>
  private readonly draws: Table<number>
  private readonly observers: Observer[] = []
  /** Since somebody asked for the hash. */
  private sum: StateSum | undefined
  private inputs: Input[] = []
  /** Inputs already in the queue or handled: those given at positions up to the present one. */
  private inputsGiven = 0
  private readonly context: EventRun
  private running = false
  private begin: (() => void) | undefined
  private nextId = 1
  private reached = 0
  private positionNow = 0
  private clock: Micros = 0

  constructor(options: KernelOptions) {
    this.seed = options.seed
    this.history = new History(options.journalBytes ?? DEFAULT_JOURNAL_BYTES)
    this.incarnations = this.table('kernel/incarnations')
    this.halted = this.table('kernel/halted')
    this.draws = this.table('kernel/draws')
    const impairments = this.table<Impairment>('kernel/links')
    this.links = new Links(impairments, this.table('kernel/last-arrivals'), options.latency)
    this.context = new EventRun({
      seed: this.seed,
      links: this.links,
      incarnations: this.incarnations,
      halted: this.halted,
      draws: this.draws,
      component: (name) => this.component(name),
      takeId: () => this.nextId++,
      enqueue: (event) => this.agenda.push(event),
      cancelTimer: (id) => this.agenda.cancel(id),
    })
  }

  /** Makes a table. All tables are made before the run begins. */
  table<V>(name: string, indexes: { readonly [name: string]: IndexFunction<V> } = {}): Table<V> {
    assert(!this.tables.has(name), `table ${name} is new`)
    const table = new Table<V>(name, indexes, (written, key, before, after) => {
      if (this.running) this.context.wrote({ table: written, key, before, after })
      else assert(this.positionNow === 0, `${name} is written outside an event`)
    })
    this.tables.set(name, table as AnyTable)
    return table
  }

  cell<V>(name: string, initial: V): Cell<V> {
    return new Cell(this.table<V>(name), initial)
  }

  findTable(name: string): AnyTable | undefined {
    return this.tables.get(name)
  }

  register<M extends Message>(component: Component<M>): void {
    assert(!this.components.has(component.name), `component ${component.name} is new`)
    this.components.set(component.name, {
      component: component as unknown as Component,
      salt: hashText(component.name),
    })
  }

  component(name: string): Component | undefined {
    return this.components.get(name)?.component
  }

  observe(observer: Observer): void {
    this.observers.push(observer)
  }

  /** Runs `begin` now and after every reset: it fills tables and sends the first messages. */
  start(begin: () => void): void {
    assert(this.begin === undefined, 'the kernel starts once')
    this.begin = begin
    begin()
  }

  /** Puts a first message in the queue; only for `begin`. */
  seedMessage(to: string, message: Message, options: SendOptions = {}): void {
    assert(this.positionNow === 0 && !this.running, 'seeding happens before the first event')
    this.agenda.push(this.outside(to, message, options.delay ?? 0, options.periodic ?? false))
  }

  /** Events that have happened. */
  get position(): number {
    return this.positionNow
  }

  /** The furthest position known in this timeline; past `position` after stepping back. */
  get end(): number {
    return Math.max(this.reached, this.history.end)
  }

  /** Time of the last event; 0 at the start. */
  get now(): Micros {
    return this.clock
  }

  /** The recording: with seed and topology it is the whole run. */
  get recording(): readonly Input[] {
    return this.inputs
  }

  /** When the next event that is no heartbeat is due. */
  get nextUrgentAt(): Micros | undefined {
    return this.agenda.peekUrgent()?.at
  }

  get nextAt(): Micros | undefined {
    return this.agenda.peek()?.at
  }

  isHalted(component: string): boolean {
    return this.halted.has(component)
  }

  /**
   * Gives a command. If the kernel was stepped back, the known future is forgotten: the run takes
   * another way from here. `at` may lie after `now` (idle time passed) but not before it.
   */
  submit(to: string, message: Message, at: Micros = this.clock): void {
    assert(!this.running, 'commands come from outside')
    assert(at >= this.clock, 'a command can not come before what has happened')
    this.forgetFuture()
    const input: Input = { position: this.positionNow, at, to, message }
    this.inputs.push(input)
    this.giveInput(input)
    this.inputsGiven++
  }

  /** Loads a recording into a kernel that was given no command; its commands are given as their positions come by. */
  load(inputs: readonly Input[]): void {
    const first = inputs[0]?.position ?? Number.POSITIVE_INFINITY
    assert(
      this.inputs.length === 0 && first >= this.positionNow,
      'a recording is loaded before its first command is due',
    )
    this.inputs = [...inputs]
    this.reached = Math.max(this.reached, inputs.at(-1)?.position ?? 0)
    this.giveInputsDue()
  }

  /** Makes the next event happen; false if there is none. */
  step(): boolean {
    const known = this.history.at(this.positionNow + 1)
    if (known) this.redo(known)
    else if (!this.happen()) return false
    this.giveInputsDue()
    return true
  }

  /** Undoes the last event; false at the very start. */
  back(): boolean {
    if (this.positionNow === 0) return false
    if (this.positionNow === this.history.base) {
      this.replayTo(this.positionNow - 1)
      return true
    }
    this.undo()
    return true
  }

  /** Goes to a position, either way; stops early if the run ends before it. */
  seek(position: number): void {
    if (position < this.history.base) this.replayTo(position)
    // Putting a queue in order costs as much as a few steps through a small one and many through a large one.
    if (Math.abs(position - this.positionNow) > 8 + this.agenda.size / 16)
      this.agenda.inBulk(() => this.walkKnown(position))
    else this.walkKnown(position)
    while (this.positionNow < position && this.step());
  }

  /** Goes as far towards a position as the journal has what happened. */
  private walkKnown(position: number): void {
    while (this.positionNow > position) this.undo()
    while (this.positionNow < position) {
      const known = this.history.at(this.positionNow + 1)
      if (!known) return
      this.redo(known)
      this.giveInputsDue()
    }
  }

  /** Runs on until the next event would be later than `until`, `events` happened, or `stop` says so. */
  run(limits: {
    until?: Micros
    events?: number
    stop?: (record: EventRecord) => boolean
  }): number {
    const { until = Number.POSITIVE_INFINITY, events = Number.POSITIVE_INFINITY, stop } = limits
    let count = 0
    while (count < events) {
      const next = this.agenda.peek()
      if (!next || next.at > until || !this.step()) break
      count++
      if (stop) {
        const record = this.history.at(this.positionNow)
        if (record && stop(record)) break
      }
    }
    return count
  }

  /**
   * Looks at all state in slices, so that `stateHash` costs little afterwards, wherever the run has gone meanwhile. True when it
   * is through; false if time ran out on the way.
   */
  prepareHash(isOutOfTime: () => boolean): boolean {
    return this.stateSum().advance(isOutOfTime)
  }

  /** Hash of all state: tables, queue, clock and counters. The first costs a walk over everything, others over what changed since. */
  stateHash(): string {
    const sum = this.stateSum()
    sum.advance(() => false)
    const { nextId, clock, positionNow: position } = this
    return sum.hash({ nextId, clock, position }, this.agenda.values())
  }

  private stateSum(): StateSum {
    this.sum ??= new StateSum([...this.tables.values()])
    return this.sum
  }

  private happen(): boolean {
    const event = this.agenda.take()
    if (!event) return false
    const idBefore = this.nextId
    const run = this.context
    run.start(event)
    const target = this.components.get(event.to)
    if (!target) throw new Error(`component ${event.to} does not exist`)
    const dropped = this.isMeantForTheDead(event)
    this.running = true
    if (dropped) run.returnToSender()
    else target.component.handle(event.message, run)
    for (const observer of this.observers) observer.afterEvent(run)
    this.running = false
    const order = Math.imul(this.history.digestAt(this.positionNow), 31) ^ target.salt
    const digest = mix32(order ^ Math.imul(event.id, 0x9e3779b1) ^ (event.at % 2 ** 31))
    this.history.append(run.finish(idBefore, this.nextId, dropped, digest))
    this.arrive(event.at, this.positionNow + 1)
    return true
  }

  private isMeantForTheDead(event: KernelEvent): boolean {
    if (this.halted.size > 0 && this.halted.has(event.to)) return true
    if (this.incarnations.size === 0) return event.incarnation !== 0
    return (this.incarnations.get(event.to) ?? 0) !== event.incarnation
  }

  private redo(record: EventRecord): void {
    const { event } = record
    // A command that is given anew is another event with the same id.
    const wasWaiting = this.agenda.remove(event) || this.agenda.cancel(event.id) !== undefined
    assert(wasWaiting, 'what is known to come next waits to happen')
    for (const { table, key, before, after } of record.changes) table.restore(key, before, after)
    for (const cancelled of record.cancelled) this.agenda.remove(cancelled)
    for (const pushed of record.pushed) this.agenda.push(pushed)
    for (const cancelled of record.cancelled) this.agenda.remove(cancelled)
    this.nextId = record.idAfter
    this.arrive(event.at, this.positionNow + 1)
  }

  private undo(): void {
    this.takeBackInputs()
    const record = this.history.at(this.positionNow)
    assert(record, 'undo has a record')
    for (let i = record.changes.length - 1; i >= 0; i--) {
      const change = record.changes[i]
      if (change) change.table.restore(change.key, change.after, change.before)
    }
    for (const cancelled of record.cancelled) this.agenda.push(cancelled)
    for (const pushed of record.pushed) this.agenda.remove(pushed)
    this.agenda.push(record.event)
    this.nextId = record.idBefore
    const former = this.positionNow - 1
    this.arrive(this.history.timeAt(former), former)
  }

  private replayTo(position: number): void {
    const inputs = this.inputs
    const end = this.end
    this.history.restart()
    for (const table of this.tables.values()) table.clear()
    this.sum = undefined
    this.agenda.clear()
    this.nextId = 1
    this.positionNow = 0
    this.clock = 0
    this.inputs = inputs
    this.inputsGiven = 0
    this.begin?.()
    this.giveInputsDue()
    while (this.positionNow < position && this.step());
    this.reached = end
  }

  private forgetFuture(): void {
    // Commands given right here belong to the way that is left: their effects lie in the future.
    if (this.end > this.positionNow) this.takeBackInputs()
    this.history.truncate(this.positionNow)
    this.inputs.length = this.inputsGiven
    this.reached = this.positionNow
  }

  private giveInputsDue(): void {
    for (;;) {
      const input = this.inputs[this.inputsGiven]
      if (!input || input.position > this.positionNow) return
      this.giveInput(input)
      this.inputsGiven++
    }
  }

  private giveInput(input: Input): void {
    this.agenda.push(this.outside(input.to, input.message, input.at - this.clock, false))
  }

  private takeBackInputs(): void {
    for (;;) {
      const input = this.inputs[this.inputsGiven - 1]
      if (!input || input.position !== this.positionNow) return
      this.inputsGiven--
      this.nextId--
      this.agenda.cancel(this.nextId)
    }
  }

  private outside(to: string, message: Message, delay: Micros, periodic: boolean): KernelEvent {
    const at = this.clock + delay
    const incarnation = this.incarnations.get(to) ?? 0
    return {
      id: this.nextId++,
      at,
      sentAt: at,
      from: to,
      to,
      message,
      cause: 0,
      periodic,
      incarnation,
      lost: undefined,
      isQueued: false,
    }
  }

  private arrive(at: Micros, position: number): void {
    this.clock = at
    this.positionNow = position
    if (position > this.reached) this.reached = position
  }
}
