import type { KernelEvent } from './types.ts'

/**
 * A binary heap ordered by `(at, id)` from which any event can be taken back. Removal is lazy: a
 * removed event stays in the heap until it surfaces or the heap is more dead than alive.
 */
export class EventQueue {
  private heap: KernelEvent[] = []
  private readonly live = new Map<number, KernelEvent>()

  get size(): number {
    return this.live.size
  }

  push(event: KernelEvent): void {
    this.live.set(event.id, event)
    this.heap.push(event)
    this.up(this.heap.length - 1)
  }

  peek(): KernelEvent | undefined {
    this.dropDead()
    return this.heap[0]
  }

  /** Takes an event out wherever it stands; undefined if it is not waiting here. */
  remove(id: number): KernelEvent | undefined {
    const event = this.live.get(id)
    if (!event) return undefined
    this.live.delete(id)
    if (this.heap[0] === event) this.popTop()
    else if (this.heap.length > 64 && this.heap.length > this.live.size * 2) this.rebuild()
    return event
  }

  /** Waiting events in no particular order. */
  values(): IterableIterator<KernelEvent> {
    return this.live.values()
  }

  clear(): void {
    this.heap = []
    this.live.clear()
  }

  private dropDead(): void {
    for (;;) {
      const top = this.heap[0]
      if (top === undefined || this.live.get(top.id) === top) return
      this.popTop()
    }
  }

  private rebuild(): void {
    this.heap = [...this.live.values()]
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

/** The order in which events happen. */
export function isBefore(a: KernelEvent, b: KernelEvent): boolean {
  return a.at < b.at || (a.at === b.at && a.id < b.id)
}
