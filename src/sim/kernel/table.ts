import { assert } from './assert.ts'
import { KeySet } from './key-set.ts'

/** Called before each write with the former value (`undefined`: absent) and the new one. */
export type WriteHook = (table: AnyTable, key: string, before: unknown, after: unknown) => void

/** The values of `index` under which `value` is found; empty when it is not indexed. */
export type IndexFunction<V> = (value: V, key: string) => readonly string[] | string | undefined

const NONE: readonly string[] = []

/** Keeps something derived from a table up to date: told of every row that changes, by undo and redo too. */
export interface TableFollower<V> {
  put(key: string, value: V | undefined): void
}

/** Told of every row that is about to get another value, by undo and redo too. */
export interface RowWatch {
  changed(key: string, before: unknown): void
}

/**
 * A map from string keys to immutable values with named indexes, as client-go's Indexer. Every
 * write is journaled by the kernel that made the table. Iteration is in key order, always: a
 * Map's insertion order would not survive undo.
 */
export class Table<V> {
  readonly name: string
  private readonly rows = new Map<string, V>()
  private readonly onWrite: WriteHook
  private readonly indexes: Index<V>[] = []
  private readonly indexByName = new Map<string, Map<string, KeySet>>()
  private follower: TableFollower<V> | undefined
  private rowWatch: RowWatch | undefined
  /** Built at the first ordered walk: tables that are only looked up pay nothing for it. */
  private ordered: KeySet | undefined

  constructor(
    name: string,
    indexes: { readonly [name: string]: IndexFunction<V> },
    onWrite: WriteHook,
  ) {
    this.name = name
    this.onWrite = onWrite
    for (const [indexName, of] of Object.entries(indexes)) {
      const buckets = new Map<string, KeySet>()
      this.indexes.push({ of, buckets })
      this.indexByName.set(indexName, buckets)
    }
  }

  get size(): number {
    return this.rows.size
  }

  /** An empty table is not put in order: many are cleared once, when they are empty, and never read in order again. */
  private get isEmpty(): boolean {
    return this.rows.size === 0
  }

  get(key: string): V | undefined {
    return this.rows.get(key)
  }

  has(key: string): boolean {
    return this.rows.has(key)
  }

  set(key: string, value: V): void {
    const before = this.rows.get(key)
    if (before === value) return
    this.onWrite(this, key, before, value)
    this.put(key, before, value)
  }

  delete(key: string): boolean {
    const before = this.rows.get(key)
    if (before === undefined) return false
    this.onWrite(this, key, before, undefined)
    this.put(key, before, undefined)
    return true
  }

  /** Keys in order. */
  keys(): readonly string[] {
    return this.isEmpty ? NONE : this.orderedKeys().toArray()
  }

  /** Values in key order. */
  values(): V[] {
    return this.isEmpty ? [] : this.pick(this.orderedKeys())
  }

  /** Calls back in key order; stops when the callback answers false. */
  forEach(visit: (value: V, key: string) => unknown): void {
    if (!this.isEmpty) this.orderedKeys().walk((key) => visit(this.rows.get(key) as V, key))
  }

  /** Values whose key starts with `prefix`, in key order. */
  withPrefix(prefix: string): V[] {
    const found: V[] = []
    if (this.isEmpty) return found
    this.orderedKeys().forPrefix(prefix, (key) => {
      found.push(this.rows.get(key) as V)
    })
    return found
  }

  /** Values that the index files under `value`, in key order. */
  by(index: string, value: string): V[] {
    const bucket = this.bucket(index, value)
    return bucket ? this.pick(bucket) : []
  }

  /** Keys that the index files under `value`, in order. */
  keysBy(index: string, value: string): readonly string[] {
    return this.bucket(index, value)?.toArray() ?? []
  }

  countBy(index: string, value: string): number {
    return this.bucket(index, value)?.size ?? 0
  }

  /** Lets something derived keep pace. What is there already it has to look up itself. */
  follow(follower: TableFollower<V>): void {
    assert(this.follower === undefined, `table ${this.name} has one follower`)
    this.follower = follower
  }

  /** Lets the state's hash keep pace, until the table is cleared. */
  watch(watch: RowWatch): void {
    this.rowWatch = watch
  }

  /** Writes without journaling, over a value that the journal knows; only the kernel's undo and redo call it. */
  restore(key: string, from: V | undefined, to: V | undefined): void {
    this.put(key, from, to)
  }

  /** Forgets everything without journaling; only the kernel's reset calls it. */
  clear(): void {
    if (this.follower) for (const key of this.rows.keys()) this.follower.put(key, undefined)
    this.rows.clear()
    this.rowWatch = undefined
    this.ordered = undefined
    for (const { buckets } of this.indexes) buckets.clear()
  }

  /** Visits in no particular order; for what does not hang on it: counting, invariants. */
  forEachUnordered(visit: (value: V, key: string) => void): void {
    this.rows.forEach(visit)
  }

  /** Keys in no particular order; for hashing only. */
  unorderedKeys(): readonly string[] {
    return [...this.rows.keys()]
  }

  private pick(keys: KeySet): V[] {
    const names = keys.toArray()
    const found = new Array<V>(names.length)
    for (let i = 0; i < names.length; i++) found[i] = this.rows.get(names[i] as string) as V
    return found
  }

  private bucket(index: string, value: string): KeySet | undefined {
    const buckets = this.indexByName.get(index)
    if (!buckets) throw new Error(`table ${this.name} has no index ${index}`)
    return buckets.get(value)
  }

  private orderedKeys(): KeySet {
    if (!this.ordered) {
      this.ordered = new KeySet()
      for (const key of this.rows.keys()) this.ordered.add(key)
    }
    return this.ordered
  }

  private put(key: string, before: V | undefined, after: V | undefined): void {
    // Over a long way this runs a quarter of a million times: nothing is asked of what is not there.
    if (this.rowWatch !== undefined) this.rowWatch.changed(key, before)
    if (after === undefined) {
      this.rows.delete(key)
      if (before !== undefined && this.ordered !== undefined) this.ordered.delete(key)
    } else {
      this.rows.set(key, after)
      if (before === undefined && this.ordered !== undefined) this.ordered.add(key)
    }
    const { indexes } = this
    for (let i = 0; i < indexes.length; i++) reindex(indexes[i] as Index<V>, key, before, after)
    if (this.follower !== undefined) this.follower.put(key, after)
  }
}

/** A table whatever its values, as the kernel's list of all tables holds it. */
export type AnyTable = Table<unknown>

// `of` is declared as a method so that a Table<Pod> is a Table<unknown>.
interface Index<V> {
  of(value: V, key: string): readonly string[] | string | undefined
  readonly buckets: Map<string, KeySet>
}

/** A single journaled value. */
export class Cell<V> {
  private readonly table: Table<V>
  private readonly initial: V

  constructor(table: Table<V>, initial: V) {
    this.table = table
    this.initial = initial
  }

  get(): V {
    const value = this.table.get('')
    return value === undefined ? this.initial : value
  }

  set(value: V): void {
    this.table.set('', value)
  }
}

function reindex<V>(
  index: Index<V>,
  key: string,
  before: V | undefined,
  after: V | undefined,
): void {
  const old = before === undefined ? undefined : index.of(before, key)
  const next = after === undefined ? undefined : index.of(after, key)
  if (old === next) return
  if (typeof old !== 'object' && typeof next !== 'object') {
    if (old !== undefined) unfile(index.buckets, old, key)
    if (next !== undefined) file(index.buckets, next, key)
    return
  }
  for (const value of listOf(old)) unfile(index.buckets, value, key)
  for (const value of listOf(next)) file(index.buckets, value, key)
}

function listOf(values: readonly string[] | string | undefined): readonly string[] {
  if (values === undefined) return []
  return typeof values === 'string' ? [values] : values
}

function file(buckets: Map<string, KeySet>, value: string, key: string): void {
  let bucket = buckets.get(value)
  if (!bucket) {
    bucket = new KeySet()
    buckets.set(value, bucket)
  }
  bucket.add(key)
}

function unfile(buckets: Map<string, KeySet>, value: string, key: string): void {
  const bucket = buckets.get(value)
  if (!bucket) return
  bucket.delete(key)
  if (bucket.size === 0) buckets.delete(value)
}
