import type { AnyTable } from './table.ts'
import type { KernelEvent, Micros, TraceEntry } from './types.ts'

/** One table write. `undefined` stands for "absent". */
export interface Change {
  readonly table: AnyTable
  readonly key: string
  readonly before: unknown
  readonly after: unknown
}

/** All that one event did: enough to undo it, to do it again, to show it. */
export interface EventRecord {
  readonly event: KernelEvent
  readonly changes: readonly Change[]
  readonly traces: readonly TraceEntry[]
  readonly pushed: readonly KernelEvent[]
  readonly cancelled: readonly KernelEvent[]
  /** True if the event mattered: born of no heartbeat, or roused. */
  readonly urgent: boolean
  /** The target was halted or had begun a new life: nothing was handled. */
  readonly dropped: boolean
  readonly idBefore: number
  readonly idAfter: number
  /** Running digest of the order of events up to and with this one. */
  readonly digest: number
}

/** Rough cost in bytes of what a record keeps alive; table values are mostly shared with the state. */
export function recordCost(record: EventRecord): number {
  return 200 + record.changes.length * 120 + record.traces.length * 160 + record.pushed.length * 24
}

/** A command from outside: the recording is the list of these. */
export interface Input {
  /** It was given when this many events had happened. */
  readonly position: number
  readonly at: Micros
  readonly to: string
  readonly message: KernelEvent['message']
}

interface Checkpoint {
  readonly position: number
  readonly digest: number
}

const CHECKPOINT_EVERY = 4096
/** Share of the records dropped at once when the budget is exceeded, so that dropping costs O(1) per event. */
const DROP_SHARE = 0.25

/** The records of the run from `base` on. Those past the kernel's position are the known future. */
export class History {
  private records: EventRecord[] = []
  private bytes = 0
  private readonly budgetBytes: number
  private readonly checkpoints: Checkpoint[] = []
  /** Position before the oldest record that is kept. */
  base = 0
  /** Clock and digest at `base`, which no record tells any more. */
  private baseState: { readonly at: Micros; readonly digest: number } = { at: 0, digest: 1 }

  constructor(budgetBytes: number) {
    this.budgetBytes = budgetBytes
  }

  /** Position after the newest record. */
  get end(): number {
    return this.base + this.records.length
  }

  /** The event that led from `position - 1` to `position`. */
  at(position: number): EventRecord | undefined {
    return this.records[position - 1 - this.base]
  }

  /** Clock at a kept position. */
  timeAt(position: number): Micros {
    return this.at(position)?.event.at ?? this.baseState.at
  }

  /** Digest of the order of events up to a kept position. */
  digestAt(position: number): number {
    return this.at(position)?.digest ?? this.baseState.digest
  }

  append(record: EventRecord): void {
    this.records.push(record)
    this.bytes += recordCost(record)
    const position = this.end
    if (position % CHECKPOINT_EVERY === 0) this.check(position, record.digest)
    if (this.bytes > this.budgetBytes) this.dropOldest()
  }

  /** Forgets the future after `position`: the run takes another way from there. */
  truncate(position: number): void {
    const keep = Math.max(0, position - this.base)
    for (const record of this.records.splice(keep)) this.bytes -= recordCost(record)
    while ((this.checkpoints.at(-1)?.position ?? 0) > position) this.checkpoints.pop()
  }

  /** Starts over at position 0, keeping the checkpoints as proof for the replay. */
  restart(): void {
    this.records = []
    this.bytes = 0
    this.base = 0
    this.baseState = { at: 0, digest: 1 }
  }

  private check(position: number, digest: number): void {
    const known = this.checkpoints.find((checkpoint) => checkpoint.position === position)
    if (!known) this.checkpoints.push({ position, digest })
    else if (known.digest !== digest) {
      throw new Error(
        `replay went another way before position ${position}: ${digest} is not ${known.digest}`,
      )
    }
  }

  private dropOldest(): void {
    const count = Math.max(1, Math.floor(this.records.length * DROP_SHARE))
    const dropped = this.records.splice(0, count)
    for (const record of dropped) this.bytes -= recordCost(record)
    this.base += count
    const last = dropped.at(-1)
    if (last) this.baseState = { at: last.event.at, digest: last.digest }
  }
}
