import type { Kind, KubeObject, ObjectOf } from '../../protocol/objects/index.ts'
import type { Status } from '../../protocol/objects/meta.ts'
import { collectionPath, keyOf } from '../api/resources.ts'
import type { FromApiServer, ListBody, ToApiServer, WatchEvent } from '../apiserver/wire.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { IndexFunction, Table } from '../kernel/table.ts'
import {
  type Context,
  type EventId,
  type Message,
  MILLISECOND,
  type Micros,
  SECOND,
} from '../kernel/types.ts'
import { TIMINGS } from '../latencies.ts'
import { type Answer, ApiClient, type ClientIdentity } from './api-client.ts'

/** What an informer follows. */
export interface InformerSpec<K extends Kind = Kind> {
  readonly kind: K
  readonly fieldSelector?: string
  readonly indexes?: { readonly [name: string]: IndexFunction<ObjectOf<K>> }
}

/** A change that reached a process's cache. */
export interface CacheChange {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'
  readonly object: KubeObject
  readonly old: KubeObject | undefined
}

/** The objects as this process has been told of them; stale if the process is cut off. */
export type ObjectCache<K extends Kind> = Table<ObjectOf<K>>

interface InformerState {
  readonly phase: 'idle' | 'listing' | 'watching' | 'waiting'
  readonly watchId: EventId
  readonly revision: string
  /** Failures in a row; the back-off grows with it. */
  readonly failures: number
}

type Step = { readonly kind: Kind; readonly asks: 'list' | 'watch' }

/** Messages that Informers handle besides those of the API server. */
export type InformerMessage =
  | { readonly type: 'informer-retry'; readonly kind: Kind }
  | { readonly type: 'connection-lost' }

const BACK_OFF_INITIAL: Micros = 800 * MILLISECOND
const BACK_OFF_MAX: Micros = 30 * SECOND
const IDLE: InformerState = { phase: 'idle', watchId: 0, revision: '', failures: 0 }

/**
 * The caches of one process, kept by list and watch as client-go's reflectors do: list once, then
 * follow the watch from that revision; after a break, resume from the last revision seen.
 */
export class Informers {
  private readonly client: ApiClient<Step>
  private readonly server: string
  private readonly states: Table<InformerState>
  private readonly caches = new Map<Kind, Table<KubeObject>>()
  private readonly specs: readonly InformerSpec[]

  constructor(kernel: Kernel, identity: ClientIdentity, specs: readonly InformerSpec[]) {
    this.client = new ApiClient(kernel, identity, 'reflector-requests')
    this.server = identity.server ?? 'kube-apiserver'
    this.states = kernel.table(`${identity.component}/reflectors`)
    this.specs = specs
    for (const { kind, indexes } of specs) {
      const name = `${identity.component}/cache/${kind}`
      this.caches.set(
        kind,
        kernel.table<KubeObject>(name, indexes as { [name: string]: IndexFunction<KubeObject> }),
      )
    }
  }

  /** The cache of a kind that was named in the constructor. */
  cache<K extends Kind>(kind: K): ObjectCache<K> {
    const cache = this.caches.get(kind)
    if (!cache) throw new Error(`no informer for ${kind}`)
    return cache as unknown as ObjectCache<K>
  }

  /**
   * Begins to list and watch; for the component's `start` message. A restarted process begins with empty caches,
   * unless they stand for something that outlives it.
   */
  start(ctx: Context, { keepsCaches = false } = {}): void {
    this.client.abandon()
    for (const spec of this.specs) {
      const cache = this.cache(spec.kind)
      if (!keepsCaches) for (const key of cache.keys()) cache.delete(key)
      this.list(spec, ctx, IDLE)
    }
  }

  /** True once every kind was listed. */
  get areSynced(): boolean {
    return this.specs.every(({ kind }) => (this.states.get(kind)?.revision ?? '') !== '')
  }

  /** The revision up to which a kind is known; '' before the first list. */
  revisionOf(kind: Kind): string {
    return this.states.get(kind)?.revision ?? ''
  }

  /** Handles a message if it is for the informers: the changes it brought, or undefined if it is not for them. */
  handle(message: Message, ctx: Context): readonly CacheChange[] | undefined {
    const incoming = message as FromApiServer | InformerMessage
    switch (incoming.type) {
      case 'watch-event':
        return this.follow(incoming.watchId, incoming.event, ctx)
      case 'watch-closed':
        return this.onClosed(incoming.watchId, ctx)
      case 'informer-retry':
        this.resume(this.specOf(incoming.kind), ctx)
        return []
      case 'connection-lost':
        this.client.abandon()
        for (const spec of this.specs) this.retryLater(spec, ctx)
        return []
      default: {
        const answer = this.client.take(message, ctx)
        return answer && this.onAnswer(answer, ctx)
      }
    }
  }

  private onAnswer(answer: Answer<Step>, ctx: Context): readonly CacheChange[] {
    const spec = this.specOf(answer.next.kind)
    if (answer.next.asks === 'watch') {
      // Only a refused or lost watch is answered; a granted one just begins to send events.
      if (answer.response.code === 410) this.list(spec, ctx, this.stateOf(spec.kind))
      else if (answer.response.code !== 200) this.retryLater(spec, ctx)
      return []
    }
    if (answer.response.code !== 200) {
      this.retryLater(spec, ctx)
      return []
    }
    const list = answer.response.body as ListBody
    const changes = this.replace(spec.kind, list.items)
    this.watch(spec, ctx, list.metadata.resourceVersion)
    return changes
  }

  private follow(
    watchId: EventId,
    event: WatchEvent,
    ctx: Context,
  ): readonly CacheChange[] | undefined {
    const kind = this.watchedBy(watchId)
    if (kind === undefined) return undefined
    const state = this.stateOf(kind)
    if (event.type === 'ERROR') {
      const status = event.object as Status
      if (status.code === 410) this.list(this.specOf(kind), ctx, state)
      else this.retryLater(this.specOf(kind), ctx)
      return []
    }
    const { phase } = state
    this.states.set(kind, { phase, watchId, revision: String(event.revision), failures: 0 })
    if (event.type === 'BOOKMARK') return []
    const object = event.object as KubeObject
    const cache = this.cache(kind) as unknown as Table<KubeObject>
    const key = keyOf(object)
    const old = cache.get(key)
    if (event.type === 'DELETED') {
      cache.delete(key)
      return [{ type: 'DELETED', object, old: old ?? object }]
    }
    cache.set(key, object)
    return [{ type: old ? 'MODIFIED' : 'ADDED', object, old }]
  }

  private onClosed(watchId: EventId, ctx: Context): readonly CacheChange[] | undefined {
    const kind = this.watchedBy(watchId)
    if (kind === undefined) return undefined
    this.resume(this.specOf(kind), ctx)
    return []
  }

  /** Makes the cache what a list says and tells the differences. */
  private replace(kind: Kind, items: readonly KubeObject[]): readonly CacheChange[] {
    const cache = this.cache(kind) as unknown as Table<KubeObject>
    const changes: CacheChange[] = []
    const listed = new Set<string>()
    for (const object of items) {
      const key = keyOf(object)
      listed.add(key)
      const old = cache.get(key)
      if (old?.metadata.resourceVersion === object.metadata.resourceVersion) continue
      cache.set(key, object)
      changes.push({ type: old ? 'MODIFIED' : 'ADDED', object, old })
    }
    for (const key of cache.keys()) {
      if (listed.has(key)) continue
      const old = cache.get(key)
      cache.delete(key)
      if (old) changes.push({ type: 'DELETED', object: old, old })
    }
    return changes
  }

  private list(spec: InformerSpec, ctx: Context, state: InformerState): void {
    this.states.set(spec.kind, { ...state, phase: 'listing', watchId: 0 })
    this.client.send(
      ctx,
      {
        method: 'GET',
        path: collectionPath(spec.kind),
        // As new as the API server's own cache is enough to begin with.
        query: { ...selection(spec), resourceVersion: '0' },
      },
      { kind: spec.kind, asks: 'list' },
    )
  }

  private watch(spec: InformerSpec, ctx: Context, revision: string): void {
    const query = {
      ...selection(spec),
      watch: 'true',
      resourceVersion: revision,
      allowWatchBookmarks: 'true',
    }
    const watchId = this.client.send(
      ctx,
      { method: 'GET', path: collectionPath(spec.kind), query },
      { kind: spec.kind, asks: 'watch' },
    )
    this.states.set(spec.kind, {
      phase: 'watching',
      watchId,
      revision,
      failures: this.stateOf(spec.kind).failures,
    })
  }

  private resume(spec: InformerSpec, ctx: Context): void {
    const state = this.stateOf(spec.kind)
    if (state.revision === '') this.list(spec, ctx, state)
    else this.watch(spec, ctx, state.revision)
  }

  private retryLater(spec: InformerSpec, ctx: Context): void {
    const state = this.stateOf(spec.kind)
    if (state.phase === 'waiting') return
    if (state.watchId !== 0)
      ctx.send(this.server, { type: 'stop-watch', watchId: state.watchId } satisfies ToApiServer, {
        periodic: true,
      })
    const wait = Math.min(BACK_OFF_MAX, BACK_OFF_INITIAL * 2 ** Math.min(10, state.failures))
    this.states.set(spec.kind, {
      ...state,
      phase: 'waiting',
      watchId: 0,
      failures: state.failures + 1,
    })
    const retry: InformerMessage = { type: 'informer-retry', kind: spec.kind }
    ctx.after(wait, retry, { periodic: true })
  }

  /** The kind that a watch is about. A process has a handful of watches: looking through them is quicker than an index. */
  private watchedBy(watchId: EventId): Kind | undefined {
    for (const { kind } of this.specs) if (this.states.get(kind)?.watchId === watchId) return kind
    return undefined
  }

  private stateOf(kind: Kind): InformerState {
    return this.states.get(kind) ?? IDLE
  }

  private specOf(kind: Kind): InformerSpec {
    const spec = this.specs.find((candidate) => candidate.kind === kind)
    if (!spec) throw new Error(`no informer for ${kind}`)
    return spec
  }
}

function selection(spec: InformerSpec): { readonly [parameter: string]: string } {
  return spec.fieldSelector === undefined ? {} : { fieldSelector: spec.fieldSelector }
}

/** How long a broken connection goes unnoticed; whoever cuts a link tells both ends after this. */
export const CONNECTION_LOSS_NOTICE: Micros = TIMINGS.connectionLoss
