import type { EventRecord, History } from '../kernel/history.ts'
import type { EventId, KernelEvent } from '../kernel/types.ts'

/**
 * Position of the event whose handler sent event `id`; 0 if it came from outside, was seeded, or
 * happened before the journal begins. Ids are given in the order of happening, so a binary search
 * finds it.
 */
function positionThatSent(history: History, id: EventId): number {
  let low = history.base + 1
  let high = history.end
  while (low < high) {
    const middle = (low + high) >> 1
    if ((history.at(middle)?.idAfter ?? 0) > id) high = middle
    else low = middle + 1
  }
  const record = history.at(low)
  return record && record.idBefore <= id && id < record.idAfter ? low : 0
}

/** The event with this id as it was sent, whether or not it has arrived. */
export function sentEvent(history: History, id: EventId): KernelEvent | undefined {
  const record = history.at(positionThatSent(history, id))
  return record?.pushed.find((event) => event.id === id)
}

/** Positions of the causes of the event at `position`, nearest first, up to the outside input. */
export function causesOf(history: History, position: number, max: number): number[] {
  const chain: number[] = []
  let record: EventRecord | undefined = history.at(position)
  while (record && record.event.cause !== 0 && chain.length < max) {
    const cause = positionThatSent(history, record.event.id)
    if (cause === 0) break
    chain.push(cause)
    record = history.at(cause)
  }
  return chain
}
