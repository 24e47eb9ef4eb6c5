import type { Kernel } from '../../kernel/kernel.ts'
import type { Table } from '../../kernel/table.ts'
import { MINUTE, type Micros } from '../../kernel/types.ts'

/** Creations that the watch has not shown yet. */
interface Awaited {
  readonly count: number
  readonly since: Micros
}

interface AwaitedDeletion {
  readonly owner: string
  readonly since: Micros
}

/** After this a controller stops waiting: the watch must have missed something. */
const EXPIRY: Micros = 5 * MINUTE

/**
 * What a controller wrote and its cache does not show yet. Without it, a controller would create a
 * pod again because the first has not come back through the watch.
 * Upstream: pkg/controller/controller_utils.go ControllerExpectations and UIDTrackingControllerExpectations, v1.36.
 */
export class Expectations {
  private readonly creations: Table<Awaited>
  private readonly deletions: Table<AwaitedDeletion>

  constructor(kernel: Kernel, prefix: string) {
    this.creations = kernel.table(`${prefix}/expected-creations`)
    this.deletions = kernel.table(`${prefix}/expected-deletions`, { owner: (row) => row.owner })
  }

  isSettled(owner: string, now: Micros): boolean {
    const awaited = this.creations.get(owner)
    if (awaited && now - awaited.since < EXPIRY) return false
    if (this.deletions.countBy('owner', owner) === 0) return true
    return this.deletions.by('owner', owner).every((row) => now - row.since >= EXPIRY)
  }

  expectCreations(owner: string, count: number, now: Micros): void {
    const known = this.creations.get(owner)?.count ?? 0
    this.creations.set(owner, { count: known + count, since: now })
  }

  expectDeletion(owner: string, child: string, now: Micros): void {
    this.deletions.set(child, { owner, since: now })
  }

  /** A creation was seen, or failed. */
  created(owner: string, count = 1): void {
    const known = this.creations.get(owner)
    if (!known) return
    if (known.count <= count) this.creations.delete(owner)
    else this.creations.set(owner, { ...known, count: known.count - count })
  }

  /** A deletion was seen, or failed. */
  deleted(child: string): void {
    this.deletions.delete(child)
  }

  /** The owner is gone: nothing is expected for it any more. */
  forget(owner: string): void {
    this.creations.delete(owner)
    for (const child of this.deletions.keysBy('owner', owner)) this.deletions.delete(child)
  }

  reset(): void {
    for (const key of this.creations.keys()) this.creations.delete(key)
    for (const key of this.deletions.keys()) this.deletions.delete(key)
  }
}
