import type { KubeObject } from '../../protocol/objects/index.ts'
import type { EtcdWriteTrace } from '../../protocol/trace.ts'
import { assert, unreachable } from '../kernel/assert.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { Cell, Table } from '../kernel/table.ts'
import type { Component, Context, Micros } from '../kernel/types.ts'
import { TIMINGS } from '../latencies.ts'
import type { FromEtcd, KeyValue, LogEntry, ToEtcd, Txn } from './wire.ts'

/** A watcher: who, what, and the revision it was served up to. */
interface Watcher {
  readonly to: string
  readonly prefix: string
}

/** Tables of etcd, for whoever sets up the cluster and for the inspector. */
export interface EtcdTables {
  readonly kv: Table<KeyValue>
  /** Revisions since the last compaction, keyed by the revision in decimal. */
  readonly log: Table<LogEntry>
  readonly revision: Cell<number>
  readonly compacted: Cell<number>
  readonly watchers: Table<Watcher>
}

/** Makes etcd's tables. Revision 1 is the empty store, as in the real one. */
export function etcdTables(kernel: Kernel): EtcdTables {
  return {
    kv: kernel.table<KeyValue>('etcd/kv', { lease: leaseOf }),
    log: kernel.table<LogEntry>('etcd/log'),
    revision: kernel.cell('etcd/revision', 1),
    compacted: kernel.cell('etcd/compacted', 0),
    watchers: kernel.table<Watcher>('etcd/watchers'),
  }
}

/**
 * The MVCC store: every write makes a revision, compares decide whether it may, watchers are told.
 * Simplified: one member, so no Raft; the fsync of the write-ahead log is a constant time.
 */
export function createEtcd(
  kernel: Kernel,
  tables: EtcdTables = etcdTables(kernel),
): Component<Incoming> {
  return {
    name: 'etcd',
    kind: 'etcd',
    host: 'control-plane',
    handle(message, ctx) {
      switch (message.type) {
        case 'start':
          // The rest of the state is on disk.
          expireOverdue(tables, ctx)
          return awaitLeaseEnd(ctx)
        case 'lease-end':
          return expire(tables, ctx)
        case 'txn':
          return commit(tables, message.txn, ctx)
        case 'get': {
          const kv = tables.kv.get(message.key)
          return reply(
            ctx,
            { type: 'get-result', requestId: ctx.event.id, revision: tables.revision.get(), kv },
            TIMINGS.etcdRead,
          )
        }
        case 'range': {
          const kvs = tables.kv.withPrefix(message.prefix)
          const revision = tables.revision.get()
          const result = { type: 'range-result', requestId: ctx.event.id, revision, kvs } as const
          return reply(ctx, result, TIMINGS.etcdRead)
        }
        case 'watch':
          return watch(tables, message.prefix, message.fromRevision, ctx)
        case 'compact':
          return compact(tables, message.revision)
        default:
          return unreachable(message)
      }
    },
  }
}

/** Applies a write at once at the next revision; for setting up a cluster before its first event. */
export function putDirectly(tables: EtcdTables, key: string, value: KubeObject): KeyValue {
  return applyPut(tables, key, value).kv
}

type Incoming = ToEtcd | { readonly type: 'start' } | { readonly type: 'lease-end' }

function leaseOf({ leaseUntil }: KeyValue): string | undefined {
  return leaseUntil === undefined ? undefined : String(leaseUntil)
}

/** Leases end at full minutes. */
function awaitLeaseEnd(ctx: Context): void {
  const wait = TIMINGS.etcdLeaseSharing - (ctx.now % TIMINGS.etcdLeaseSharing)
  ctx.after(wait, { type: 'lease-end' } satisfies Incoming, { periodic: true })
}

/** Deletes what was attached to the leases that end now. */
function expire(tables: EtcdTables, ctx: Context): void {
  const minute = ctx.now - (ctx.now % TIMINGS.etcdLeaseSharing)
  for (const key of tables.kv.keysBy('lease', String(minute)))
    notify(tables, applyDelete(tables, key), ctx)
  awaitLeaseEnd(ctx)
}

/** Leases that ended while etcd was down. Simplified: the real one gives them their whole time again. */
function expireOverdue(tables: EtcdTables, ctx: Context): void {
  if (ctx.now < TIMINGS.etcdLeaseSharing) return
  for (const { key, leaseUntil } of tables.kv.values())
    if (leaseUntil !== undefined && leaseUntil <= ctx.now)
      notify(tables, applyDelete(tables, key), ctx)
}

function commit(tables: EtcdTables, txn: Txn, ctx: Context): void {
  const current = tables.kv.get(txn.key)
  const succeeded = (current?.modRevision ?? 0) === txn.expected
  if (!succeeded) {
    traceWrite(ctx, txn, false, tables.revision.get())
    reply(
      ctx,
      {
        type: 'txn-result',
        requestId: ctx.event.id,
        succeeded,
        revision: tables.revision.get(),
        current,
      },
      TIMINGS.etcdRead,
    )
    return
  }
  const entry =
    txn.write.type === 'put'
      ? applyPut(tables, txn.key, txn.write.value, leaseEnd(txn.write.ttl, ctx))
      : applyDelete(tables, txn.key)
  traceWrite(ctx, txn, true, entry.revision)
  // Watchers are told before the writer: a client never finds its own write missing from a cache that the API server serves.
  notify(tables, entry, ctx)
  reply(
    ctx,
    {
      type: 'txn-result',
      requestId: ctx.event.id,
      succeeded,
      revision: entry.revision,
      current: entry.kv,
    },
    TIMINGS.etcdFsync,
  )
}

function notify(tables: EtcdTables, entry: LogEntry, ctx: Context): void {
  tables.watchers.forEach((watcher) => {
    if (!entry.kv.key.startsWith(watcher.prefix)) return
    const notice: FromEtcd = { type: 'etcd-watch', entry }
    ctx.send(watcher.to, notice, { delay: TIMINGS.etcdFsync })
  })
}

/** The end of the lease that a key of this time to live shares. */
function leaseEnd(ttl: Micros | undefined, ctx: Context): Micros | undefined {
  if (ttl === undefined) return undefined
  return Math.ceil((ctx.now + ttl) / TIMINGS.etcdLeaseSharing) * TIMINGS.etcdLeaseSharing
}

function applyPut(
  tables: EtcdTables,
  key: string,
  value: KubeObject,
  leaseUntil?: Micros,
): LogEntry {
  const previous = tables.kv.get(key)
  const revision = tables.revision.get() + 1
  const stored = { ...value, metadata: { ...value.metadata, resourceVersion: String(revision) } }
  const kv: KeyValue = {
    key,
    value: stored,
    createRevision: previous?.createRevision ?? revision,
    modRevision: revision,
    version: (previous?.version ?? 0) + 1,
    leaseUntil,
  }
  tables.kv.set(key, kv)
  return append(tables, { revision, type: 'PUT', kv, previous })
}

function applyDelete(tables: EtcdTables, key: string): LogEntry {
  const previous = tables.kv.get(key)
  assert(previous, 'only what exists is deleted')
  const revision = tables.revision.get() + 1
  tables.kv.delete(key)
  const value = {
    ...previous.value,
    metadata: { ...previous.value.metadata, resourceVersion: String(revision) },
  }
  return append(tables, {
    revision,
    type: 'DELETE',
    kv: { ...previous, value, modRevision: revision },
    previous,
  })
}

function append(tables: EtcdTables, entry: LogEntry): LogEntry {
  tables.revision.set(entry.revision)
  tables.log.set(String(entry.revision), entry)
  return entry
}

function watch(tables: EtcdTables, prefix: string, fromRevision: number, ctx: Context): void {
  const to = ctx.event.from
  tables.watchers.set(`${to}|${prefix}`, { to, prefix })
  if (fromRevision === 0) return
  for (let revision = fromRevision; revision <= tables.revision.get(); revision++) {
    const entry = tables.log.get(String(revision))
    if (entry?.kv.key.startsWith(prefix))
      ctx.send(to, { type: 'etcd-watch', entry } satisfies FromEtcd)
  }
}

function compact(tables: EtcdTables, revision: number): void {
  for (let old = tables.compacted.get() + 1; old <= revision; old++) tables.log.delete(String(old))
  tables.compacted.set(Math.max(revision, tables.compacted.get()))
}

function reply(ctx: Context, message: FromEtcd, delay: number): void {
  ctx.send(ctx.event.from, message, { delay })
}

function traceWrite(ctx: Context, txn: Txn, succeeded: boolean, revision: number): void {
  const operation =
    txn.write.type === 'delete' ? 'delete' : txn.expected === 0 ? 'create' : 'update'
  const entry: EtcdWriteTrace = { type: 'etcd-write', key: txn.key, operation, succeeded, revision }
  ctx.trace(entry)
}
