/**
 * The messages as columns of numbers, so that a picture of 100,000 of them is made without touching the entries. Grows with them.
 */
import type { MessageClass, TimelineEntry } from '../../../protocol/views.ts'

/** The order of these is the number in `Columns.classes`. */
export const MESSAGE_CLASSES: readonly MessageClass[] = [
  'heartbeat',
  'answer',
  'read',
  'watch',
  'storage',
  'network',
  'runtime',
  'traffic',
  'write',
  'user',
]

/** A longer way is not drawn from its beginning: it is a wait that ran out, not a flight. */
const FLIGHT_MAX_MICROS = 5_000_000
/** Activity is looked for in so many causes, and is no longer than this. */
const ACTIVITY_CAUSES_MAX = 8
const ACTIVITY_MAX_MICROS = 20_000_000
const CAPACITY_MIN = 1024

export interface Columns {
  readonly entries: readonly TimelineEntry[]
  /** How many of the entries are in the columns. */
  readonly length: number
  readonly at: Float64Array
  readonly sentAt: Float64Array
  /** Index of the nearest cause; -1 where it is not among the entries. */
  readonly cause: Int32Array
  /** Index of the message with whose arrival the sender began the work that ended in this one; -1 if none. */
  readonly activeSince: Int32Array
  /** Indexes into `components`. */
  readonly from: Uint16Array
  readonly to: Uint16Array
  readonly classes: Uint8Array
  readonly lost: Uint8Array
  /** Names of senders and receivers, in the order in which they first took part. */
  readonly components: readonly string[]
  /** Indexes of the entries that end a story step. */
  readonly stories: readonly number[]
}

interface GrowingColumns {
  entries: readonly TimelineEntry[]
  length: number
  at: Float64Array
  sentAt: Float64Array
  cause: Int32Array
  activeSince: Int32Array
  from: Uint16Array
  to: Uint16Array
  classes: Uint8Array
  lost: Uint8Array
  components: string[]
  componentIds: Map<string, number>
  stories: number[]
  capacity: number
}

/** Columns of the entries. Those of the same array, as it was before it grew, are carried on. */
export function columnsOf(entries: readonly TimelineEntry[], before?: Columns): Columns {
  const isGrown = before?.entries === entries && before.length <= entries.length
  const columns = isGrown ? (before as GrowingColumns) : emptyColumns(entries)
  reserve(columns, entries.length)
  for (let index = columns.length; index < entries.length; index++) {
    const entry = entries[index]
    if (entry) append(columns, entry, index)
  }
  columns.length = entries.length
  return columns
}

function emptyColumns(entries: readonly TimelineEntry[]): GrowingColumns {
  return {
    entries,
    length: 0,
    at: new Float64Array(0),
    sentAt: new Float64Array(0),
    cause: new Int32Array(0),
    activeSince: new Int32Array(0),
    from: new Uint16Array(0),
    to: new Uint16Array(0),
    classes: new Uint8Array(0),
    lost: new Uint8Array(0),
    components: [],
    componentIds: new Map(),
    stories: [],
    capacity: 0,
  }
}

function reserve(columns: GrowingColumns, length: number): void {
  if (length <= columns.capacity) return
  const capacity = Math.max(CAPACITY_MIN, length, columns.capacity * 2)
  const copied = <A extends { set(from: A): void }>(from: A, into: A): A => {
    into.set(from)
    return into
  }
  columns.at = copied(columns.at, new Float64Array(capacity))
  columns.sentAt = copied(columns.sentAt, new Float64Array(capacity))
  columns.cause = copied(columns.cause, new Int32Array(capacity))
  columns.activeSince = copied(columns.activeSince, new Int32Array(capacity))
  columns.from = copied(columns.from, new Uint16Array(capacity))
  columns.to = copied(columns.to, new Uint16Array(capacity))
  columns.classes = copied(columns.classes, new Uint8Array(capacity))
  columns.lost = copied(columns.lost, new Uint8Array(capacity))
  columns.capacity = capacity
}

function append(columns: GrowingColumns, entry: TimelineEntry, index: number): void {
  const { sentAtMicros, atMicros } = entry
  columns.at[index] = atMicros
  columns.sentAt[index] = atMicros - sentAtMicros > FLIGHT_MAX_MICROS ? atMicros : sentAtMicros
  columns.from[index] = componentId(columns, entry.from)
  columns.to[index] = componentId(columns, entry.to)
  columns.classes[index] = Math.max(0, MESSAGE_CLASSES.indexOf(entry.class))
  columns.lost[index] = entry.isLost ? 1 : 0
  columns.cause[index] = causeIndex(columns, entry.causePosition, index)
  columns.activeSince[index] = activityOf(columns, index)
  if (entry.isStory) columns.stories.push(index)
}

function componentId(columns: GrowingColumns, name: string): number {
  const known = columns.componentIds.get(name)
  if (known !== undefined) return known
  const id = columns.components.push(name) - 1
  columns.componentIds.set(name, id)
  return id
}

/** By binary search among the entries before `index`. */
function causeIndex({ entries }: GrowingColumns, position: number, index: number): number {
  if (position <= 0) return -1
  let low = 0
  let high = index
  while (low < high) {
    const middle = (low + high) >> 1
    if ((entries[middle]?.position ?? 0) < position) low = middle + 1
    else high = middle
  }
  return low < index && entries[low]?.position === position ? low : -1
}

/** What the sender was working on: the request that this answers, else the message that it acts upon. */
function activityOf(columns: GrowingColumns, index: number): number {
  const { cause, from, to, at, sentAt } = columns
  const sender = from[index]
  const direct = cause[index] ?? -1
  let found = direct >= 0 && to[direct] === sender ? direct : -1
  let request = direct
  for (let hops = 0; request >= 0 && hops < ACTIVITY_CAUSES_MAX; hops++) {
    if (to[request] === sender && from[request] === to[index]) {
      found = request
      break
    }
    request = cause[request] ?? -1
  }
  if (found < 0) return -1
  return (sentAt[index] ?? 0) - (at[found] ?? 0) > ACTIVITY_MAX_MICROS ? -1 : found
}
