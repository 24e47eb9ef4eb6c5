import type { KubeObject } from '../../protocol/objects/index.ts'
import type { Service } from '../../protocol/objects/network.ts'
import type { Pod } from '../../protocol/objects/pod.ts'
import { alreadyExistsStatus, staleStatus } from '../api/status.ts'
import type { FromEtcd, KeyValue, LogEntry, ToEtcd } from '../etcd/wire.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { Cell, Table } from '../kernel/table.ts'
import type { Component, Context, EventId, Micros } from '../kernel/types.ts'
import { TIMINGS } from '../latencies.ts'
import { accept } from './accept.ts'
import { decide, ttlOf } from './decide.ts'
import { discover } from './discovery.ts'
import { isDryRun } from './options.ts'
import { type Caller, type Incoming, type Pending, tellLost } from './pending.ts'
import { PodLogs } from './pod-logs.ts'
import { list, matcherOf, readOne, revisionMisfit } from './read.ts'
import { answerOf } from './responses.ts'
import { heldBy } from './service-admission.ts'
import { ServiceAllocator } from './service-allocator.ts'
import { ipRange, type PortRange } from './service-ranges.ts'
import { audit, tracePassed } from './stages.ts'
import { registryKey } from './storage/registry-key.ts'
import { READ_RETRIES, StorageLink, storageDown, TO_STORAGE } from './storage-link.ts'
import {
  type Decision,
  type RoutedRequest,
  type Surroundings,
  surroundingsOf,
} from './surroundings.ts'
import { Watches } from './watches.ts'
import type { ApiRequest, ApiResponse, FromApiServer } from './wire.ts'

/** kubeadm's service network, and the default node ports. */
const SERVICE_CIDR = '10.96.0.0/12'
const NODE_PORTS: PortRange = { base: 30_000, size: 2768 }

/** How often a write is decided anew when the object changed under it. Upstream: OptimisticLockErrorMsg after 5 tries of a patch. */
const ATTEMPTS_MAX = 5

/** The request pipeline: authenticate, authorize, admit, validate, store, answer; and the watches. */
export function createApiServer(
  kernel: Kernel,
  taken: readonly { readonly ip: string; readonly key: string }[] = [],
): Component<Incoming> {
  const server = new ApiServer(kernel, taken)
  return {
    name: 'kube-apiserver',
    kind: 'kube-apiserver',
    host: 'control-plane',
    handle: (message, ctx) => server.handle(message, ctx),
  }
}

class ApiServer {
  private readonly cache: Table<KeyValue>
  private readonly revision: Cell<number>
  private readonly pending: Table<Pending>
  private readonly watches: Watches
  private readonly storage: StorageLink
  private readonly services: ServiceAllocator
  private readonly logs: PodLogs
  /** Cluster IPs of the Services that were there before the API server first started. */
  private readonly taken: readonly { readonly ip: string; readonly key: string }[]

  constructor(kernel: Kernel, taken: readonly { readonly ip: string; readonly key: string }[]) {
    this.taken = taken
    this.cache = kernel.table('kube-apiserver/cache')
    this.revision = kernel.cell('kube-apiserver/revision', 1)
    this.pending = kernel.table('kube-apiserver/requests')
    this.watches = new Watches(kernel)
    this.storage = new StorageLink(kernel)
    this.logs = new PodLogs(this.pending, {
      podOf: (call) => this.current(call)?.value as Pod | undefined,
      answer: (call, response, ctx) => this.answer(call, response, ctx),
    })
    this.services = new ServiceAllocator(
      kernel.table('kube-apiserver/service-allocations'),
      ipRange(SERVICE_CIDR),
      NODE_PORTS,
    )
  }

  handle(message: Incoming, ctx: Context): void {
    switch (message.type) {
      case 'start':
        return this.start(ctx)
      case 'bookmarks':
        this.watches.mark(this.revision.get(), ctx)
        ctx.after(TIMINGS.watchBookmarks, { type: 'bookmarks' }, { periodic: true })
        return
      case 'compaction':
        return this.storage.compact(this.revision.get(), ctx)
      case 'request':
        if (this.storage.isServing) return this.receive(message.request, ctx)
        // A server that starts does not listen yet.
        return tellLost(ctx, ctx.event.from, ctx.event.id, 'refused')
      case 'stop-watch':
        return this.watches.stop(message.watchId)
      case 'connection-lost':
        return this.watches.dropClient(message.peer, ctx.event.id)
      case 'etcd-watch':
        return this.learn(message.entry, ctx)
      case 'txn-result':
        return this.onTxn(message, ctx)
      case 'get-result':
        if (this.storage.onAnswer(message.requestId)) return this.watchStorage(ctx)
        return this.onRead(message, ctx)
      case 'range-result':
        return this.onRange(message, ctx)
      case 'storage-closed':
        return this.storage.onClosed(ctx)
      case 'storage-retry':
        return this.storage.probe(ctx)
      case 'storage-refused':
        return this.onStorageRefused(ctx.event.cause, ctx)
      case 'logs-answer':
        return this.logs.onAnswer(message, ctx)
      case 'logs-lost':
        return this.logs.onLost(message, ctx)
    }
  }

  private start(ctx: Context): void {
    for (const { ip, key } of this.taken) this.services.reserveIp(key, ip)
    ctx.after(TIMINGS.watchBookmarks, { type: 'bookmarks' }, { periodic: true })
    ctx.after(TIMINGS.etcdCompaction, { type: 'compaction' }, { periodic: true })
    if (this.storage.begin(ctx)) this.watchStorage(ctx)
    this.watches.forget()
    for (const key of this.pending.keys()) this.pending.delete(key)
  }

  private watchStorage(ctx: Context): void {
    const fromRevision = this.revision.get() + 1
    ctx.send('etcd', { type: 'watch', prefix: '/registry/', fromRevision } satisfies ToEtcd)
  }

  /** A server that was started again has read all that there is. */
  private onRange(
    { requestId, revision, kvs }: Extract<FromEtcd, { type: 'range-result' }>,
    ctx: Context,
  ): void {
    if (!this.storage.onAnswer(requestId)) return
    for (const key of this.cache.keys()) this.cache.delete(key)
    for (const kv of kvs) this.cache.set(kv.key, kv)
    const held = kvs.flatMap(({ value }) => (value.kind === 'Service' ? heldBy(value) : []))
    this.services.keepOnly(new Set([...held, ...this.taken.map(({ ip }) => ip)]))
    this.revision.set(revision)
    this.storage.serve()
    this.watchStorage(ctx)
  }

  private onStorageRefused(id: EventId, ctx: Context): void {
    if (this.storage.onRefused(id, ctx)) return
    const pending = this.takePending(id)
    if (pending)
      this.answerStorageDown(pending, pending.waitsFor === 'read' ? READ_RETRIES : 0, ctx)
  }

  private answerStorageDown(call: RoutedRequest & Caller, delay: Micros, ctx: Context): void {
    this.answer(call, { code: 500, body: storageDown }, ctx, delay)
  }

  private receive(request: ApiRequest, ctx: Context): void {
    const routed = accept(request)
    if ('refusal' in routed) {
      const body = routed.refusal
      const response = discover(request) ?? { code: body.code, body }
      const stray = { client: ctx.event.from, requestId: ctx.event.id, request }
      return this.answer(stray, response, ctx)
    }
    const { route } = routed
    // Written out: calls are kept by the thousand, and engines are quick with what is of one shape.
    const call = { client: ctx.event.from, requestId: ctx.event.id, request, route }
    tracePassed(ctx, 'authentication', request.user)
    tracePassed(ctx, 'authorization', `${route.verb} ${route.resource.plural}`)
    switch (route.verb) {
      case 'watch':
        return this.startWatch(routed, ctx)
      case 'list': {
        // A list that names no revision is as new as etcd, and etcd has to say how new that is.
        const isConsistent = request.query?.resourceVersion !== '0'
        if (isConsistent && !this.storage.isUp)
          return this.answerStorageDown(call, READ_RETRIES, ctx)
        const around = { cache: this.cache, revision: this.revision.get(), now: ctx.now }
        return this.answer(call, list(request, route, around), ctx, TIMINGS.apiServerHandling)
      }
      case 'get': {
        if (route.subresource === 'log') return this.logs.read(call, ctx)
        const key = registryKey(route.resource, route.namespace, route.name)
        return this.ask({ ...call, attempt: 1, waitsFor: 'read' }, { type: 'get', key }, ctx)
      }
      case 'deletecollection':
        return this.deleteCollection(routed, ctx)
      default:
        return this.write({ ...call, attempt: 1 }, this.current(routed), ctx)
    }
  }

  private write(
    call: Omit<Pending, 'waitsFor'>,
    current: KeyValue | undefined,
    ctx: Context,
  ): void {
    const decision = decide(call, current, this.surroundings(call, ctx))
    if (decision.type === 'answer' || isDryRun(call)) {
      const isRehearsed = decision.type === 'put' && decision.expected === 0
      if (isRehearsed && decision.object.kind === 'Service') this.releaseService(decision.object)
      return this.answer(
        call,
        decision.type === 'answer' ? decision.response : answerOf(decision, decision.object),
        ctx,
        TIMINGS.apiServerHandling,
      )
    }
    const { key, expected } = decision
    const write =
      decision.type === 'put'
        ? ({ type: 'put', value: decision.object, ...ttlOf(decision.object) } as const)
        : ({ type: 'delete' } as const)
    const { client, requestId, request, route, attempt } = call
    this.ask(
      { client, requestId, request, route, attempt, waitsFor: decision },
      { type: 'txn', txn: { key, expected, write } },
      ctx,
    )
  }

  private ask(
    pending: Pending,
    message: ToEtcd,
    ctx: Context,
    delay: number = TIMINGS.apiServerHandling,
  ): void {
    const id = ctx.send('etcd', message, { delay, lost: TO_STORAGE })
    this.pending.set(String(id), pending)
  }

  private onTxn(result: Extract<FromEtcd, { type: 'txn-result' }>, ctx: Context): void {
    const pending = this.takePending(result.requestId)
    if (!pending || typeof pending.waitsFor === 'string') return
    const decision = pending.waitsFor
    if (result.succeeded) {
      if (decision.type === 'put' && decision.thenDelete && result.current) {
        const { key, modRevision, value } = result.current
        const followUp: Decision = {
          type: 'delete',
          key,
          expected: modRevision,
          object: value,
          answer: 'object',
        }
        return this.ask(
          { ...pending, waitsFor: followUp },
          { type: 'txn', txn: { key, expected: modRevision, write: { type: 'delete' } } },
          ctx,
        )
      }
      const stored = result.current?.value ?? decision.object
      return this.answer(
        pending,
        answerOf(decision, stored),
        ctx,
        TIMINGS.apiServerAnswering,
        result.revision,
      )
    }
    if (decision.type === 'put' && decision.expected === 0)
      return this.onNameTaken(pending, decision, result.current, ctx)
    if (pending.attempt >= ATTEMPTS_MAX) {
      const { resource, name } = pending.route
      return this.answer(pending, { code: 409, body: staleStatus(resource, name) }, ctx)
    }
    this.write({ ...pending, attempt: pending.attempt + 1 }, result.current, ctx)
  }

  private onNameTaken(
    pending: Pending,
    decision: Extract<Decision, { type: 'put' }>,
    current: KeyValue | undefined,
    ctx: Context,
  ): void {
    if (decision.object.kind === 'Service') this.releaseService(decision.object as Service)
    const isGenerated = (pending.request.body as KubeObject).metadata?.generateName !== undefined
    if (isGenerated && pending.attempt < ATTEMPTS_MAX)
      return this.write({ ...pending, attempt: pending.attempt + 1 }, undefined, ctx)
    const name = current?.value.metadata.name ?? decision.object.metadata.name
    this.answer(
      pending,
      { code: 409, body: alreadyExistsStatus(pending.route.resource, name) },
      ctx,
    )
  }

  private onRead(result: Extract<FromEtcd, { type: 'get-result' }>, ctx: Context): void {
    const pending = this.takePending(result.requestId)
    if (pending)
      this.answer(pending, readOne(pending, result.kv, ctx.now), ctx, TIMINGS.apiServerAnswering)
  }

  /** Deletes every object of a collection; each with the rules of its own delete. */
  private deleteCollection(routed: RoutedRequest, ctx: Context): void {
    const { request, route } = routed
    const caller = { client: ctx.event.from, requestId: ctx.event.id, ...routed }
    const around = { cache: this.cache, revision: this.revision.get(), now: ctx.now }
    const response = list({ ...request, asTable: false }, route, around)
    if (response.code !== 200) return this.answer(caller, response, ctx)
    const { items } = response.body as { readonly items: readonly KubeObject[] }
    for (const { metadata } of items) {
      const path = `${request.path}/${metadata.name}`
      const one = {
        request: { ...request, path },
        route: { ...route, name: metadata.name, verb: 'delete' as const },
      }
      // Nobody waits for the single answers: requestId 0 is nobody's.
      this.write({ client: '', requestId: 0, ...one, attempt: 1 }, this.current(one), ctx)
    }
    this.answer(caller, response, ctx, TIMINGS.apiServerHandling)
  }

  private startWatch(routed: RoutedRequest, ctx: Context): void {
    const { request, route } = routed
    const caller = { client: ctx.event.from, requestId: ctx.event.id, ...routed }
    const matches = matcherOf(request, route.resource)
    const wrong =
      typeof matches === 'function' ? revisionMisfit(request, this.revision.get()) : matches
    if (wrong) return this.answer(caller, { code: wrong.code, body: wrong }, ctx)
    this.answer(caller, { code: 200, body: {} }, ctx)
    this.watches.add(
      { id: ctx.event.id, client: ctx.event.from, request, route },
      this.revision.get(),
      (prefix) => this.cache.withPrefix(prefix),
      ctx,
    )
  }

  private learn(entry: LogEntry, ctx: Context): void {
    if (entry.revision <= this.revision.get()) return
    if (entry.type === 'PUT') this.cache.set(entry.kv.key, entry.kv)
    else this.cache.delete(entry.kv.key)
    if (entry.previous?.value.kind === 'Service') this.releaseFormer(entry.previous.value, entry)
    this.revision.set(entry.revision)
    this.watches.publish(entry, ctx)
  }

  /** What a Service held and holds no more is free again. */
  private releaseFormer(former: Service, entry: LogEntry): void {
    const kept = entry.type === 'PUT' ? heldBy(entry.kv.value as Service) : []
    for (const held of heldBy(former)) if (!kept.includes(held)) this.services.release(held)
  }

  private releaseService(service: Service): void {
    for (const held of heldBy(service)) this.services.release(held)
  }

  private current({ route }: RoutedRequest): KeyValue | undefined {
    return route.name === ''
      ? undefined
      : this.cache.get(registryKey(route.resource, route.namespace, route.name))
  }

  private takePending(id: EventId): Pending | undefined {
    const key = String(id)
    const pending = this.pending.get(key)
    this.pending.delete(key)
    return pending
  }

  private answer(
    call: {
      readonly client: string
      readonly requestId: EventId
      readonly request: ApiRequest
      readonly route?: RoutedRequest['route']
    },
    response: ApiResponse,
    ctx: Context,
    delay = 0,
    revision = 0,
  ): void {
    // The single deletes of a collection are the API server's own doing: nobody asked for each.
    if (call.client === '') return
    if (call.route) audit(ctx, { request: call.request, route: call.route }, response, revision)
    const message: FromApiServer = { type: 'response', requestId: call.requestId, response }
    const lost = {
      to: call.client,
      message: { type: 'request-lost', requestId: call.requestId },
      after: TIMINGS.requestTimeout,
    }
    ctx.send(call.client, message, { delay, lost })
  }

  private surroundings(call: { readonly request: ApiRequest }, ctx: Context): Surroundings {
    return surroundingsOf(call.request, { cache: this.cache, services: this.services }, ctx)
  }
}
