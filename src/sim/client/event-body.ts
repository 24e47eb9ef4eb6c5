import type { Event } from '../../protocol/objects/cluster.ts'
import type { JsonObject } from '../../protocol/objects/meta.ts'
import { microTimestampAt, timestampAt } from '../api/time.ts'
import { type Micros, SECOND } from '../kernel/types.ts'
import type { SentEvent } from './event-correlation.ts'

/** In whose name events are told, and in which API's manner: kubelet and controllers use core/v1, the scheduler events.k8s.io/v1. */
export interface EventSource {
  readonly component: string
  readonly host?: string
  readonly style: 'core' | 'events.k8s.io'
}

/** 2026-01-01T00:00:00Z, virtual time 0, in seconds since 1970. */
const UNIX_SECONDS_AT_START = 1_767_225_600
const NANOS_PER_MICRO = 1000
const NANOS_PER_SECOND = 1_000_000_000

/** `web-5d4.17f6a3b1c2d3e4f5`: the subject's name and the nanoseconds since 1970 (client-go: util.GenerateEventName). */
export function eventName(subject: string, now: Micros, sequence: number): string {
  const seconds = UNIX_SECONDS_AT_START + Math.floor(now / SECOND)
  const nanos = (now % SECOND) * NANOS_PER_MICRO + (sequence % NANOS_PER_MICRO)
  // The nanoseconds since 1970 are more than a number holds exactly; their upper part and their lower 16 bits are not.
  const low = (seconds % 0x10000) * NANOS_PER_SECOND + nanos
  const high = Math.floor(seconds / 0x10000) * NANOS_PER_SECOND + Math.floor(low / 0x10000)
  return `${subject}.${high.toString(16)}${(low % 0x10000).toString(16).padStart(4, '0')}`
}

/** Events about objects without a namespace live in `default`. */
export function eventNamespace(event: SentEvent): string {
  return event.involved.namespace ?? 'default'
}

/** The Event to create, as core/v1 stores it whichever API it was written through. */
export function eventBody(
  event: SentEvent,
  source: EventSource,
): Omit<Event, 'metadata'> & {
  readonly metadata: { readonly name: string; readonly namespace: string }
} {
  const { draft, involved } = event
  const metadata = { name: event.name, namespace: eventNamespace(event) }
  // Each manner is written out in one piece: events are many, and copying parts together is slow.
  if (source.style === 'events.k8s.io') {
    const body = {
      apiVersion: 'v1',
      kind: 'Event' as const,
      metadata,
      involvedObject: involved,
      reason: draft.reason,
      message: draft.message,
      type: draft.type,
      source: {},
      firstTimestamp: null,
      lastTimestamp: null,
      eventTime: microTimestampAt(event.firstAt),
      action: draft.action,
      reportingComponent: source.component,
      reportingInstance: source.host,
    }
    return event.count > 1 ? { ...body, series: seriesOf(event) } : body
  }
  return {
    apiVersion: 'v1',
    kind: 'Event' as const,
    metadata,
    involvedObject: involved,
    reason: draft.reason,
    message: draft.message,
    type: draft.type,
    source: { component: source.component, host: source.host },
    firstTimestamp: timestampAt(event.firstAt),
    lastTimestamp: timestampAt(event.lastAt),
    count: event.count,
    eventTime: null,
    reportingComponent: source.component,
    reportingInstance: source.host ?? '',
  }
}

/** What a repeat changes. */
export function eventPatch(event: SentEvent, source: EventSource): JsonObject {
  if (source.style === 'events.k8s.io') return { series: { ...seriesOf(event) } }
  const { count, lastAt, draft } = event
  return { count, lastTimestamp: timestampAt(lastAt), message: draft.message }
}

function seriesOf(event: SentEvent): { readonly count: number; readonly lastObservedTime: string } {
  return { count: event.count, lastObservedTime: microTimestampAt(event.lastAt) }
}
