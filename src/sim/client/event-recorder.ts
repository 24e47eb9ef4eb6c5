import type { ObjectMeta } from '../../protocol/objects/meta.ts'
import { collectionPath, objectPath } from '../api/resources.ts'
import type { ApiRequest } from '../apiserver/wire.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { Table } from '../kernel/table.ts'
import { type Context, type Message, type Micros, SECOND } from '../kernel/types.ts'
import { type Answer, ApiClient, type ClientIdentity } from './api-client.ts'
import { type EventSource, eventBody, eventName, eventNamespace, eventPatch } from './event-body.ts'
import {
  type Correlation,
  correlate,
  type EventDraft,
  eventOf,
  newCorrelation,
  type SentEvent,
  withEvent,
} from './event-correlation.ts'

/** What an event is about. */
export interface EventSubject {
  readonly object: {
    readonly kind: string
    readonly apiVersion: string
    readonly metadata: Pick<ObjectMeta, 'name' | 'namespace' | 'uid'> & {
      readonly resourceVersion?: string
    }
  }
  /** `spec.containers{main}` for an event about one container. */
  readonly fieldPath?: string
}

/** Which event of which object a write tells, and how often it was tried. */
interface Sending {
  readonly subject: string
  readonly key: string
  readonly tries: number
}

type Draft = Omit<ApiRequest, 'user' | 'userAgent'>

interface RetryMessage {
  readonly type: 'event-retry'
  readonly source: string
  readonly request: Draft
  readonly sending: Sending
}

/** client-go tries an event 12 times, 10 s apart, and then drops it. */
const TRIES_MAX = 12
const RETRY_DELAY: Micros = 10 * SECOND
/** Objects whose events are remembered for counting repeats (the size of client-go's LRU). */
const SUBJECTS_MAX = 4096

/**
 * Writes Events as client-go's recorder does: a repeat raises the count of the first, many alike become
 * one, and who floods is cut short. Fire and forget: nobody waits for the answers.
 */
export class EventRecorder {
  private readonly client: ApiClient<Sending>
  private readonly source: EventSource
  private readonly correlations: Table<Correlation>

  constructor(kernel: Kernel, identity: ClientIdentity, source: EventSource) {
    this.source = source
    const purpose = `events/${source.component}`
    this.client = new ApiClient(kernel, identity, purpose)
    this.correlations = kernel.table(`${identity.component}/${purpose}/known`)
  }

  /** Tells an event about an object. */
  record(ctx: Context, about: EventSubject, draft: EventDraft): void {
    const { kind, apiVersion, metadata } = about.object
    const { name, namespace, uid, resourceVersion } = metadata
    const { fieldPath } = about
    const involved = { kind, namespace, name, uid, apiVersion, resourceVersion, fieldPath }
    const subject = `${kind}/${uid || `${namespace}/${name}`}`
    const before = this.correlations.get(subject) ?? newCorrelation(ctx.now)
    const { next, key } = correlate(before, draft, {
      now: ctx.now,
      involved,
      style: this.source.style,
    })
    const event = key === undefined ? undefined : eventOf(next, key)
    // While a write of this event is under way a repeat only counts; the answer sends the sum.
    if (key === undefined || event === undefined || event.isSending) {
      this.remember(subject, next)
      return
    }
    this.tell(ctx, { row: next, event, sending: { subject, key, tries: 1 } })
  }

  /** True if the message was the recorder's own: an answer to one of its writes, or a retry. */
  handle(message: Message, ctx: Context): boolean {
    if (message.type === 'event-retry') {
      const retry = message as RetryMessage
      if (retry.source !== this.source.component) return false
      this.client.send(ctx, retry.request, retry.sending)
      return true
    }
    const answer = this.client.take(message, ctx)
    if (!answer) return false
    this.onAnswer(answer, ctx)
    return true
  }

  /** Forgets what it knew: the process died. Events that it told before are not counted on. */
  restart(): void {
    this.client.abandon()
    for (const subject of this.correlations.keys()) this.correlations.delete(subject)
  }

  private onAnswer(answer: Answer<Sending>, ctx: Context): void {
    const { next: sending, request, response } = answer
    const { subject, key, tries } = sending
    if ((response.code === 0 || response.code >= 500) && tries < TRIES_MAX) {
      const { user: _user, userAgent: _agent, ...again } = request
      ctx.after(RETRY_DELAY, {
        type: 'event-retry',
        source: this.source.component,
        request: again,
        sending: { subject, key, tries: tries + 1 },
      } satisfies RetryMessage)
      return
    }
    const row = this.correlations.get(subject)
    const event = row && eventOf(row, key)
    if (!row || !event) return
    // Events live for an hour; a repeat of one that is gone is written anew, with its count.
    const isGone = request.method === 'PATCH' && response.code === 404
    if (isGone) this.tell(ctx, { row, event: { ...event, told: 0 }, sending })
    else if (event.count > event.told) this.tell(ctx, { row, event, sending })
    else this.correlations.set(subject, withEvent(row, { ...event, isSending: false }))
  }

  private tell(
    ctx: Context,
    what: { readonly row: Correlation; readonly event: SentEvent; readonly sending: Sending },
  ): void {
    const { row, event, sending } = what
    const isNew = event.told === 0
    const name = isNew ? eventName(event.involved.name ?? '', ctx.now, row.sequence) : event.name
    const told: SentEvent = { ...event, name, isSending: true, told: event.count }
    this.remember(sending.subject, withEvent(row, told))
    const request = isNew ? this.creation(told) : this.update(told)
    this.client.send(ctx, request, { ...sending, tries: 1 })
  }

  private creation(event: SentEvent): Draft {
    const body = eventBody(event, this.source)
    return { method: 'POST', path: collectionPath('Event', body.metadata.namespace), body }
  }

  private update(event: SentEvent): Draft {
    return {
      method: 'PATCH',
      path: objectPath('Event', eventNamespace(event), event.name),
      contentType: 'application/strategic-merge-patch+json',
      body: eventPatch(event, this.source),
    }
  }

  /** Simplified: a full memory is emptied at once, where client-go forgets the least recently used. */
  private remember(subject: string, row: Correlation): void {
    if (this.correlations.size >= SUBJECTS_MAX && !this.correlations.has(subject)) {
      for (const old of this.correlations.keys()) this.correlations.delete(old)
    }
    this.correlations.set(subject, row)
  }
}
