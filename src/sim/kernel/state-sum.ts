import { hashText, mix32 } from './random.ts'
import { hashEvent, hashValue } from './state-hash.ts'
import type { AnyTable, RowWatch } from './table.ts'
import type { KernelEvent, Micros } from './types.ts'

/** Rows between two looks at the caller's time. */
const ROWS_PER_LOOK = 32

/** What the state has beside tables and queue. */
interface Counters {
  readonly nextId: number
  readonly clock: Micros
  readonly position: number
}

/**
 * The share of all tables in the hash of the state: a sum over rows, so that a row that changes is taken out and put in again
 * and the rest need not be looked at. Tables are counted in slices, while the run goes on; from then on their writes are noted.
 */
export class StateSum {
  private readonly tables: readonly AnyTable[]
  private readonly rowsPerLook: number
  /** How many of the tables are counted; the one after them may be under way. */
  private counted = 0
  private walk:
    | { readonly share: TableShare; readonly keys: readonly string[]; next: number }
    | undefined
  private low = 0
  private high = 0
  /** Shares with rows that have changed since they were counted. */
  private readonly stale: TableShare[] = []

  constructor(tables: readonly AnyTable[], rowsPerLook = ROWS_PER_LOOK) {
    this.tables = tables
    this.rowsPerLook = rowsPerLook
  }

  /** Goes on counting; true when every table is counted. */
  advance(isOutOfTime: () => boolean): boolean {
    for (let looked = 0; ; ) {
      const walk = this.walk ?? this.nextWalk()
      if (!walk) return true
      const end = Math.min(walk.keys.length, walk.next + this.rowsPerLook - looked)
      looked += end - walk.next
      for (; walk.next < end; walk.next++) {
        const key = walk.keys[walk.next] as string
        this.add(walk.share.salt, key, walk.share.countedValue(key), 1)
      }
      if (walk.next === walk.keys.length) {
        this.walk = undefined
        this.counted++
      }
      if (looked < this.rowsPerLook) continue
      if (isOutOfTime()) return false
      looked = 0
    }
  }

  /** The hash as the tables are now, with the counters and what waits in the queue. All tables must be counted. */
  hash({ nextId, clock, position }: Counters, waiting: readonly KernelEvent[]): string {
    this.catchUp()
    let low = ((mix32(nextId) ^ mix32(clock % 2 ** 32)) + this.low) | 0
    let high = (mix32(position) + this.high) | 0
    for (const event of waiting) {
      const hash = hashEvent(event)
      low = (low + hash) | 0
      high = (high + mix32(hash ^ 0x68e31da4)) | 0
    }
    return hex(high) + hex(low)
  }

  /** Rows that have changed are taken out as they were and put in as they are. */
  private catchUp(): void {
    for (const share of this.stale) {
      for (const [key, before] of share.settle()) {
        this.add(share.salt, key, before, -1)
        this.add(share.salt, key, share.table.get(key), 1)
      }
    }
    this.stale.length = 0
  }

  private nextWalk(): StateSum['walk'] {
    const table = this.tables[this.counted]
    if (!table) return undefined
    const share = new TableShare(table, this.stale)
    table.watch(share)
    this.walk = { share, keys: table.unorderedKeys(), next: 0 }
    return this.walk
  }

  private add(salt: number, key: string, value: unknown, sign: 1 | -1): void {
    if (value === undefined) return
    const hash = mix32(hashText(key, salt) ^ Math.imul(hashValue(value), 0x9e3779b1))
    this.low = (this.low + sign * hash) | 0
    this.high = (this.high + sign * mix32(hash ^ salt)) | 0
  }
}

/** What one table adds: its rows as they were when they were counted. */
class TableShare implements RowWatch {
  readonly table: AnyTable
  readonly salt: number
  /** Rows written since, with the value that counts. */
  private former: Map<string, unknown> | undefined
  private readonly stale: TableShare[]

  constructor(table: AnyTable, stale: TableShare[]) {
    this.table = table
    this.salt = hashText(table.name)
    this.stale = stale
  }

  changed(key: string, before: unknown): void {
    if (!this.former) {
      this.former = new Map()
      this.stale.push(this)
    }
    if (!this.former.has(key)) this.former.set(key, before)
  }

  /** A row as it stood when the count began. */
  countedValue(key: string): unknown {
    return this.former?.has(key) ? this.former.get(key) : this.table.get(key)
  }

  /** Rows that changed, with the value counted so far; the present ones count from now on. */
  settle(): ReadonlyMap<string, unknown> {
    const former = this.former ?? new Map<string, unknown>()
    this.former = undefined
    return former
  }
}

function hex(value: number): string {
  return (value >>> 0).toString(16).padStart(8, '0')
}
