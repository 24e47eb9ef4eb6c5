import type { KubeObject } from '../../protocol/objects/index.ts'
import type { Pod } from '../../protocol/objects/pod.ts'
import { apiVersionOf, RESOURCES } from '../api/resources.ts'
import { expiredStatus } from '../api/status.ts'
import type { KeyValue, LogEntry } from '../etcd/wire.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { Table } from '../kernel/table.ts'
import type { Context, EventId, LostNotice } from '../kernel/types.ts'
import { type Matcher, matcherOf } from './read.ts'
import type { Route } from './route.ts'
import { resourcePrefix } from './storage/registry-key.ts'
import type { ApiRequest, FromApiServer, ToApiServer, WatchEvent } from './wire.ts'

/** An open watch. */
export interface Watch {
  readonly id: EventId
  readonly client: string
  readonly request: ApiRequest
  readonly route: Route
  /** Set when the watch asks for one value of one field and nothing else, as kubelets' do: `spec.nodeName=worker-1`. */
  readonly only?: Only
  /** What the API server is told when an event of this watch can not be sent: the stream is broken. */
  readonly lost?: LostNotice
}

interface Only {
  readonly field: 'name' | 'node'
  readonly value: string
}

/** Changes that the API server remembers for watches that resume: the watch cache's ring. */
const WINDOW = 20_000

/** The watches that are open, and the recent changes for those that come back. */
export class Watches {
  private readonly open: Table<Watch>
  private readonly window: Table<LogEntry>

  constructor(kernel: Kernel) {
    this.open = kernel.table('kube-apiserver/watches', {
      // Watches for one value are filed under it, so that a change does not visit every kubelet's watch.
      all: ({ only, route }) => (only ? undefined : route.resource.plural),
      name: ({ only }) => (only?.field === 'name' ? only.value : undefined),
      node: ({ only }) => (only?.field === 'node' ? only.value : undefined),
      client: (watch) => watch.client,
      id: (watch) => String(watch.id),
    })
    this.window = kernel.table('kube-apiserver/watch-window')
  }

  /**
   * Opens a watch; the same client asking the same again replaces its former one. A watch without a
   * revision, or from revision 0, begins with all that `current` has.
   */
  add(
    asked: Watch,
    revision: number,
    current: (prefix: string) => readonly KeyValue[],
    ctx: Context,
  ): void {
    const { request, client, route, id } = asked
    const watch: Watch = { ...asked, only: onlyOf(asked), lost: brokenStream(id) }
    const key = `${client}|${request.path}|${request.query?.fieldSelector ?? ''}|${request.query?.labelSelector ?? ''}`
    this.open.set(key, watch)
    const from = Number(request.query?.resourceVersion ?? 0)
    if (from >= revision) return
    const matches = matcherOf(request, route.resource)
    if (typeof matches !== 'function') return
    if (from === 0) {
      const prefix = resourcePrefix(route.resource) + (route.namespace && `${route.namespace}/`)
      for (const { value, modRevision } of current(prefix)) {
        if (matches(value))
          this.send(watch, { type: 'ADDED', object: value, revision: modRevision }, ctx)
      }
      return
    }
    if (!this.window.has(String(from + 1))) {
      const status = expiredStatus(
        `too old resource version: ${from} (${Math.max(0, revision - WINDOW)})`,
      )
      this.send(watch, { type: 'ERROR', object: status, revision }, ctx)
      return
    }
    for (let at = from + 1; at <= revision; at++) {
      const entry = this.window.get(String(at))
      if (entry) this.tell(watch, entry, matches, ctx)
    }
  }

  /** A server that starts has no watches, and remembers no changes: who resumes from before must list anew. */
  forget(): void {
    for (const key of this.open.keys()) this.open.delete(key)
    for (const key of this.window.keys()) this.window.delete(key)
  }

  stop(id: EventId): void {
    for (const key of this.open.keysBy('id', String(id))) this.open.delete(key)
  }

  /**
   * Closes the watches of a client that can not be reached. One that is back before the notice of its loss
   * comes has opened others since, on a connection of their own: those stay.
   */
  dropClient(client: string, notice: EventId): void {
    for (const key of this.open.keysBy('client', client))
      if ((this.open.get(key)?.id ?? 0) < notice) this.open.delete(key)
  }

  /** Tells all who want it how far the world is, so that a quiet watch can be resumed from there. */
  mark(revision: number, ctx: Context): void {
    this.open.forEach((watch) => {
      if (watch.request.query?.allowWatchBookmarks !== 'true') return
      this.send(watch, { type: 'BOOKMARK', object: bookmarkOf(watch, revision), revision }, ctx)
    })
  }

  get count(): number {
    return this.open.size
  }

  /** Tells everyone who asked about one change. */
  publish(entry: LogEntry, ctx: Context): void {
    this.window.set(String(entry.revision), entry)
    this.window.delete(String(entry.revision - WINDOW))
    const { value } = entry.kv
    const { plural } = RESOURCES[value.kind]
    for (const watch of this.open.by('all', plural)) this.tellMatching(watch, entry, ctx)
    for (const watch of this.open.by('name', value.metadata.name))
      if (watch.route.resource.plural === plural) this.tellMatching(watch, entry, ctx)
    if (value.kind !== 'Pod' || !value.spec.nodeName) return
    for (const watch of this.open.by('node', value.spec.nodeName))
      this.tellMatching(watch, entry, ctx)
  }

  private tellMatching(watch: Watch, entry: LogEntry, ctx: Context): void {
    const { labelSelector, fieldSelector } = watch.request.query ?? {}
    const isPlain = !labelSelector && !fieldSelector && watch.route.namespace === ''
    // Kubelets' watches are many and simple: no selector is tried for them.
    if (isPlain || (watch.only !== undefined && held(entry.previous, watch.only))) {
      this.send(watch, plainEvent(entry), ctx)
      return
    }
    const matches = matcherOf(watch.request, watch.route.resource)
    if (typeof matches === 'function') this.tell(watch, entry, matches, ctx)
  }

  private tell(watch: Watch, entry: LogEntry, matches: Matcher, ctx: Context): void {
    if (RESOURCES[entry.kv.value.kind].plural !== watch.route.resource.plural) return
    const concerns = (kv: KeyValue | undefined) =>
      kv !== undefined && isInNamespace(kv.value, watch.route) && matches(kv.value)
    const was = concerns(entry.previous)
    const is = entry.type === 'PUT' && concerns(entry.kv)
    if (!was && !is) return
    const type = !was ? 'ADDED' : is ? 'MODIFIED' : 'DELETED'
    this.send(
      watch,
      { type, object: entry.kv.value, revision: entry.revision, old: entry.previous?.value },
      ctx,
    )
  }

  private send(watch: Watch, event: WatchEvent, ctx: Context): void {
    const message: FromApiServer = { type: 'watch-event', watchId: watch.id, event }
    ctx.send(watch.client, message, watch.lost && { lost: watch.lost })
  }
}

/** A stream that lost one event is over, for it would go on with a gap; its client resumes from what it saw last. */
function brokenStream(watchId: EventId): LostNotice {
  const message: ToApiServer = { type: 'stop-watch', watchId }
  return { to: 'kube-apiserver', message, after: 0 }
}

/** A bookmark is an object of which only the kind and the revision mean something. */
function bookmarkOf({ route }: Watch, revision: number): KubeObject {
  const { kind } = route.resource
  const metadata = { name: '', resourceVersion: String(revision), creationTimestamp: null }
  return { kind, apiVersion: apiVersionOf(kind), metadata } as unknown as KubeObject
}

function onlyOf({ request, route }: Watch): Only | undefined {
  if (route.namespace !== '' || request.query?.labelSelector) return undefined
  const selector = request.query?.fieldSelector ?? ''
  const [, path, value] = /^(metadata\.name|spec\.nodeName)=([^,!=]+)$/.exec(selector) ?? []
  if (value === undefined) return undefined
  return { field: path === 'metadata.name' ? 'name' : 'node', value }
}

/** Whether an object had the value before this change already: names never change, and a pod never leaves its node. */
function held(previous: KeyValue | undefined, { field, value }: Only): boolean {
  if (!previous) return false
  return field === 'name' || (previous.value as Pod).spec.nodeName === value
}

function isInNamespace(object: KubeObject, route: Route): boolean {
  return route.namespace === '' || object.metadata.namespace === route.namespace
}

function plainEvent(entry: LogEntry): WatchEvent {
  const type = entry.type === 'DELETE' ? 'DELETED' : entry.previous ? 'MODIFIED' : 'ADDED'
  return { type, object: entry.kv.value, revision: entry.revision, old: entry.previous?.value }
}
