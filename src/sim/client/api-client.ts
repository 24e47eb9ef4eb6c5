import type { ApiRequest, ApiResponse, FromApiServer, ToApiServer } from '../apiserver/wire.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { Table } from '../kernel/table.ts'
import type { Context, EventId, LostNotice, Message, Micros } from '../kernel/types.ts'
import { TIMINGS } from '../latencies.ts'
import { type LostHow, lostResponse } from './lost-response.ts'

/** A request that was sent and not answered, and what to do with the answer. Continuations are data: they can be undone. */
interface PendingRequest<Next> {
  readonly request: ApiRequest
  readonly next: Next
}

/** An answer with what its asker meant to do with it. */
export interface Answer<Next> {
  readonly requestId: EventId
  readonly request: ApiRequest
  readonly next: Next
  readonly response: ApiResponse
}

/** Who asks. */
export interface ClientIdentity {
  /** Name of the component that sends and receives. */
  readonly component: string
  readonly user: string
  readonly userAgent: string
  /** Defaults to `kube-apiserver`. */
  readonly server?: string
}

/** What an ApiClient's owner must hand to `take` besides the API server's own messages. */
export interface RequestLost {
  readonly type: 'request-lost'
  /** The server was there no more (the connection ended), or nothing listened; absent: no answer came in time. */
  readonly how?: LostHow
  /** Set when it was the answer that got lost. */
  readonly requestId?: EventId
}

const REFUSED: RequestLost = { type: 'request-lost', how: 'refused' }
const LOST: RequestLost = { type: 'request-lost' }
const UNANSWERED: LostNotice = { message: LOST, after: TIMINGS.requestTimeout, refused: REFUSED }

/** One component's way to the API server. Sends requests and gives back answers with their continuation. */
export class ApiClient<Next> {
  private readonly pending: Table<PendingRequest<Next>>
  private readonly identity: ClientIdentity

  constructor(kernel: Kernel, identity: ClientIdentity, purpose = 'requests') {
    this.identity = identity
    this.pending = kernel.table(`${identity.component}/${purpose}`)
  }

  /**
   * Sends a request; `take` will give `next` back with the answer. Answers the request's id.
   * With a `delay` it leaves later, as a client that is held back by its own rate limit does.
   */
  send(
    ctx: Context,
    request: Omit<ApiRequest, 'user' | 'userAgent'>,
    next: Next,
    delay: Micros = 0,
  ): EventId {
    const { user, userAgent, server = 'kube-apiserver' } = this.identity
    // Every field is named, so that all requests are of one shape: engines are quick with what looks alike.
    const { method, path, query, body, contentType, asTable } = request
    const full: ApiRequest = { method, path, query, body, contentType, asTable, user, userAgent }
    const message: ToApiServer = { type: 'request', request: full }
    const id = ctx.send(server, message, {
      delay,
      lost: delay === 0 ? UNANSWERED : { ...UNANSWERED, after: delay + UNANSWERED.after },
    })
    this.pending.set(String(id), { request: full, next })
    return id
  }

  /** The answer in this message if it is one to a request of this client, else undefined. */
  take(message: Message, ctx: Context): Answer<Next> | undefined {
    const incoming = message as FromApiServer | RequestLost
    if (incoming.type === 'response') return this.takeOut(incoming.requestId, incoming.response)
    if (incoming.type !== 'request-lost') return undefined
    const { how } = incoming
    if (incoming.requestId !== undefined) return this.takeLost(incoming.requestId, how)
    return this.takeLost(ctx.event.id, how) ?? this.takeLost(ctx.event.cause, how)
  }

  /** Whether a request is still unanswered. */
  isPending(id: EventId): boolean {
    return this.pending.has(String(id))
  }

  /** Forgets all unanswered requests: the process died or its connection broke. Answers what was under way. */
  abandon(): readonly Next[] {
    const lost = this.pending.keys().map((key) => this.pending.get(key)?.next as Next)
    for (const key of this.pending.keys()) this.pending.delete(key)
    return lost
  }

  private takeLost(id: EventId, how: LostHow): Answer<Next> | undefined {
    const request = this.pending.get(String(id))?.request
    return request && this.takeOut(id, lostResponse(request, how))
  }

  private takeOut(id: EventId, response: ApiResponse): Answer<Next> | undefined {
    const key = String(id)
    const found = this.pending.get(key)
    if (!found) return undefined
    this.pending.delete(key)
    return { requestId: id, request: found.request, next: found.next, response }
  }
}
