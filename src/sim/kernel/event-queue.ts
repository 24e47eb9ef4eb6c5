import type { EventId, KernelEvent } from './types.ts'

/**
 * A binary heap ordered by `(at, id)` from which any event can be taken back. Removal is lazy: a
 * removed event stays in the heap, unmarked, until it surfaces or the heap is more dead than alive.
 */
class EventQueue {
  private heap: KernelEvent[] = []
  private live = 0
  /** True while so much comes and goes that order is made only afterwards. */
  private isLoose = false
  /** Timers by id: only what a component sent to itself can be cancelled. */
  private readonly timers = new Map<EventId, KernelEvent>()

  get size(): number {
    return this.live
  }

  push(event: KernelEvent): void {
    event.isQueued = true
    this.live++
    if (event.from === event.to) this.timers.set(event.id, event)
    this.heap.push(event)
    if (!this.isLoose) this.up(this.heap.length - 1)
  }

  peek(): KernelEvent | undefined {
    this.dropDead()
    return this.heap[0]
  }

  /** Takes an event out wherever it stands; false if it is not waiting here. */
  remove(event: KernelEvent): boolean {
    if (!event.isQueued) return false
    event.isQueued = false
    this.live--
    if (event.from === event.to) this.timers.delete(event.id)
    if (this.isLoose) return true
    if (this.heap[0] === event) this.popTop()
    else if (this.heap.length > 64 && this.heap.length > this.live * 2) this.rebuild()
    return true
  }

  /** The waiting timer with this id. */
  timer(id: EventId): KernelEvent | undefined {
    return this.timers.get(id)
  }

  /** Waiting events, in no particular order. */
  values(): KernelEvent[] {
    const waiting: KernelEvent[] = []
    for (const event of this.heap) {
      if (!event.isQueued) continue
      waiting.push(event)
      // An event that was removed and came back may stand in the heap twice.
      event.isQueued = false
    }
    for (const event of waiting) event.isQueued = true
    return waiting
  }

  /** From here to `tighten` nobody asks what is next. */
  loosen(): void {
    this.isLoose = true
  }

  tighten(): void {
    this.isLoose = false
    this.rebuild()
  }

  clear(): void {
    this.heap = []
    this.live = 0
    this.timers.clear()
  }

  private dropDead(): void {
    for (;;) {
      const top = this.heap[0]
      if (top === undefined || top.isQueued) return
      this.popTop()
    }
  }

  private rebuild(): void {
    this.heap = this.values()
    for (let i = (this.heap.length >> 1) - 1; i >= 0; i--) this.down(i)
  }

  private popTop(): void {
    const last = this.heap.pop()
    if (last === undefined || this.heap.length === 0) return
    this.heap[0] = last
    this.down(0)
  }

  private up(start: number): void {
    const heap = this.heap
    let i = start
    const event = heap[i] as KernelEvent
    while (i > 0) {
      const parent = (i - 1) >> 1
      const above = heap[parent] as KernelEvent
      if (!isBefore(event, above)) break
      heap[i] = above
      i = parent
    }
    heap[i] = event
  }

  private down(start: number): void {
    const heap = this.heap
    const half = heap.length >> 1
    let i = start
    const event = heap[i] as KernelEvent
    while (i < half) {
      let child = 2 * i + 1
      let below = heap[child] as KernelEvent
      const right = heap[child + 1]
      if (right !== undefined && isBefore(right, below)) {
        child++
        below = right
      }
      if (!isBefore(below, event)) break
      heap[i] = below
      i = child
    }
    heap[i] = event
  }
}

/** What waits: heartbeats apart from all else, so that "quiet" can be told without looking at each. */
export class Agenda {
  private readonly urgent = new EventQueue()
  private readonly heartbeats = new EventQueue()

  /** How much waits. */
  get size(): number {
    return this.urgent.size + this.heartbeats.size
  }

  /** The next event. */
  peek(): KernelEvent | undefined {
    const urgent = this.urgent.peek()
    const heartbeat = this.heartbeats.peek()
    if (!urgent || !heartbeat) return urgent ?? heartbeat
    return isBefore(urgent, heartbeat) ? urgent : heartbeat
  }

  /** The next event that is no heartbeat. */
  peekUrgent(): KernelEvent | undefined {
    return this.urgent.peek()
  }

  push(event: KernelEvent): void {
    this.queueOf(event).push(event)
  }

  /** Takes an event out; false if it does not wait. */
  remove(event: KernelEvent): boolean {
    return this.queueOf(event).remove(event)
  }

  /** Much comes and goes in `work`, which does not ask what is next: order is made once, at its end. */
  inBulk(work: () => void): void {
    this.urgent.loosen()
    this.heartbeats.loosen()
    try {
      work()
    } finally {
      this.urgent.tighten()
      this.heartbeats.tighten()
    }
  }

  /** Takes out the next event. */
  take(): KernelEvent | undefined {
    const event = this.peek()
    if (event) this.remove(event)
    return event
  }

  /** Takes out the waiting timer with this id, if there is one. */
  cancel(id: EventId): KernelEvent | undefined {
    const event = this.urgent.timer(id) ?? this.heartbeats.timer(id)
    if (event) this.remove(event)
    return event
  }

  /** All that waits, in no particular order. */
  values(): readonly KernelEvent[] {
    return [...this.urgent.values(), ...this.heartbeats.values()]
  }

  clear(): void {
    this.urgent.clear()
    this.heartbeats.clear()
  }

  private queueOf(event: KernelEvent): EventQueue {
    return event.periodic ? this.heartbeats : this.urgent
  }
}

/** The order in which events happen. */
function isBefore(a: KernelEvent, b: KernelEvent): boolean {
  return a.at < b.at || (a.at === b.at && a.id < b.id)
}
