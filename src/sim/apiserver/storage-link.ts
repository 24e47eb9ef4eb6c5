import type { Status } from '../../protocol/objects/meta.ts'
import { unknownErrorStatus } from '../api/status.ts'
import type { ToEtcd } from '../etcd/wire.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { Cell } from '../kernel/table.ts'
import { type Context, type EventId, MILLISECOND, type Micros } from '../kernel/types.ts'
import { TIMINGS } from '../latencies.ts'

/** Messages about the connection to etcd that reach the API server besides etcd's own. */
export type StorageMessage =
  /** etcd ended and closed the connection. */
  | { readonly type: 'storage-closed' }
  /** What was sent to etcd found nobody. */
  | { readonly type: 'storage-refused' }
  | { readonly type: 'storage-retry' }

/** How the API server sends to etcd: it is told of a refusal. */
export const TO_STORAGE = {
  message: { type: 'storage-refused' } satisfies StorageMessage,
  refused: { type: 'storage-refused' } satisfies StorageMessage,
  after: TIMINGS.requestTimeout,
} as const

/** etcd's client tries a read up to 100 times, 25 ms apart; a write is not tried again. Upstream: etcd client/v3 retry_interceptor. */
export const READ_RETRIES: Micros = 2500 * MILLISECOND
const RECONNECT: Micros = 1000 * MILLISECOND

const UNAVAILABLE =
  'rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial tcp 127.0.0.1:2379: connect: connection refused"'

/** What the API server answers while etcd can not be reached. */
export const storageDown: Status = unknownErrorStatus(UNAVAILABLE)

interface Link {
  /** `new`: has never run. `starting`: reads everything from etcd, and does not listen yet. */
  readonly phase: 'new' | 'starting' | 'serving'
  readonly isUp: boolean
  /** The message to etcd that will show whether it is there again; 0 if none is under way. */
  readonly probe: EventId
}

/** The API server's connection to etcd: whether it stands, and whether enough was read over it to serve. */
export class StorageLink {
  private readonly link: Cell<Link>
  /** The revision that the next compaction goes up to. */
  private readonly compaction: Cell<number>

  constructor(kernel: Kernel) {
    this.compaction = kernel.cell('kube-apiserver/compaction', 0)
    this.link = kernel.cell<Link>('kube-apiserver/storage', { phase: 'new', isUp: true, probe: 0 })
  }

  get isServing(): boolean {
    return this.link.get().phase === 'serving'
  }

  get isUp(): boolean {
    return this.link.get().isUp
  }

  /** True for the very first start, which needs to read nothing: the store is as the cluster's setting up left it. */
  begin(ctx: Context): boolean {
    if (this.link.get().phase === 'new') {
      this.link.set({ phase: 'serving', isUp: true, probe: 0 })
      return true
    }
    this.link.set({ phase: 'starting', isUp: true, probe: 0 })
    this.probe(ctx)
    return false
  }

  /** All was read: from now on requests are answered. */
  serve(): void {
    this.link.set({ phase: 'serving', isUp: true, probe: 0 })
  }

  onClosed(ctx: Context): void {
    this.link.set({ ...this.link.get(), isUp: false })
    this.retryLater(ctx)
  }

  /** True if it was the probe that found nobody. */
  onRefused(id: EventId, ctx: Context): boolean {
    const link = this.link.get()
    if (link.probe !== id) return false
    this.link.set({ ...link, isUp: false, probe: 0 })
    this.retryLater(ctx)
    return true
  }

  /** True if this read was the probe: etcd is there again. */
  onAnswer(id: EventId): boolean {
    const link = this.link.get()
    if (link.probe !== id) return false
    this.link.set({ ...link, isUp: true, probe: 0 })
    return true
  }

  /** Asks etcd for all (a server that starts) or for a sign of life. */
  probe(ctx: Context): void {
    const link = this.link.get()
    const isStarting = link.phase === 'starting'
    const message: ToEtcd = isStarting
      ? { type: 'range', prefix: '/registry/' }
      : { type: 'get', key: '/registry/health' }
    this.link.set({ ...link, probe: ctx.send('etcd', message, { lost: TO_STORAGE }) })
  }

  /** Lets etcd forget what was at the last compaction's time already history. */
  compact(revision: number, ctx: Context): void {
    ctx.send('etcd', { type: 'compact', revision: this.compaction.get() } satisfies ToEtcd)
    this.compaction.set(revision)
    ctx.after(TIMINGS.etcdCompaction, { type: 'compaction' }, { periodic: true })
  }

  private retryLater(ctx: Context): void {
    ctx.after(RECONNECT, { type: 'storage-retry' } satisfies StorageMessage, { periodic: true })
  }
}
