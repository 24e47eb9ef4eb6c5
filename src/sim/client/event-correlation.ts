import type { ObjectReference } from '../../protocol/objects/meta.ts'
import { MINUTE, type Micros } from '../kernel/types.ts'

/** What a component says of an object. */
export interface EventDraft {
  readonly type: 'Normal' | 'Warning'
  readonly reason: string
  readonly message: string
  /** What was done, for the newer API's events: `Binding`. */
  readonly action?: string
}

/** An event as this process has told it so far. */
export interface SentEvent {
  /** What tells it from the others of its object. */
  readonly key: string
  readonly draft: EventDraft
  readonly involved: ObjectReference
  readonly count: number
  readonly firstAt: Micros
  readonly lastAt: Micros
  /** Its object's name in the cluster. */
  readonly name: string
  /** A write of it is under way. */
  readonly isSending: boolean
  /** The count that the last write told; 0 if it was never written. */
  readonly told: number
}

/** Events of one type and reason, whose messages may differ. */
interface Likes {
  readonly typeAndReason: string
  readonly messages: readonly string[]
  readonly lastAt: Micros
}

/** What a process remembers of the events of one object. */
export interface Correlation {
  readonly tokens: number
  readonly refilledAt: Micros
  /** Distinct events ever told, so that their names differ even within one microsecond. */
  readonly sequence: number
  // Lists, for they are short, and objects with a field for each message would all be of different shapes.
  readonly likes: readonly Likes[]
  readonly events: readonly SentEvent[]
}

/** Upstream: client-go/tools/record/events_cache.go, v1.36. */
const SPAM_BURST = 25
const SPAM_TOKEN_PERIOD: Micros = 5 * MINUTE
const LIKES_MAX = 10
const LIKES_INTERVAL: Micros = 10 * MINUTE
/** Upstream: client-go/tools/events/event_broadcaster.go: a series ends when nothing came for so long. */
const SERIES_INTERVAL: Micros = 6 * MINUTE

/** Nothing was told of the object yet. */
export function newCorrelation(now: Micros): Correlation {
  return { tokens: SPAM_BURST, refilledAt: now, sequence: 0, likes: [], events: [] }
}

/** The event of this key. */
export function eventOf({ events }: Correlation, key: string): SentEvent | undefined {
  for (const event of events) if (event.key === key) return event
  return undefined
}

/** The row with this event in it, in the place of the former of its key. */
export function withEvent(row: Correlation, event: SentEvent): Correlation {
  const at = row.events.findIndex(({ key }) => key === event.key)
  return { ...row, events: at < 0 ? [...row.events, event] : row.events.with(at, event) }
}

/** What an event is told in: when, of what, in which style. */
export interface Telling {
  readonly now: Micros
  readonly involved: ObjectReference
  readonly style: 'core' | 'events.k8s.io'
}

/**
 * Takes one more event into account. `key` names the one of `next.events` that is to be written, new or
 * repeated; it is undefined if the event is spam.
 */
export function correlate(
  before: Correlation,
  draft: EventDraft,
  telling: Telling,
): { readonly next: Correlation; readonly key: string | undefined } {
  if (telling.style === 'events.k8s.io') return inSeries(before, draft, telling)
  const { likes, draft: told, key } = amongLikes(before, draft, telling)
  const observed = observe({ ...before, likes }, key, told, telling)
  const tokens = refill(before, telling.now)
  if (tokens < 1) return { next: { ...observed, ...bucket(tokens, telling.now) }, key: undefined }
  return { next: { ...observed, ...bucket(tokens - 1, telling.now) }, key }
}

/** The newer API counts whatever has the same reason and action, its note aside, and knows no spam. */
function inSeries(before: Correlation, draft: EventDraft, telling: Telling) {
  const key = `${draft.type}/${draft.reason}/${draft.action ?? ''}`
  const known = eventOf(before, key)
  const isOver = known !== undefined && telling.now - known.lastAt > SERIES_INTERVAL
  if (!isOver) return { next: observe(before, key, known?.draft ?? draft, telling), key }
  const events = before.events.filter((event) => event !== known)
  return { next: observe({ ...before, events }, key, draft, telling), key }
}

/** From the tenth different message of one reason within ten minutes on, they are told as one event. */
function amongLikes(before: Correlation, draft: EventDraft, telling: Telling) {
  const kin = `${draft.type}/${draft.reason}`
  const at = before.likes.findIndex(({ typeAndReason }) => typeAndReason === kin)
  const former = before.likes[at]
  const isFresh = former !== undefined && telling.now - former.lastAt <= LIKES_INTERVAL
  const known = isFresh ? former.messages : []
  const messages = known.includes(draft.message) ? known : [...known, draft.message]
  const isCombined = messages.length >= LIKES_MAX
  const now: Likes = {
    typeAndReason: kin,
    messages: isCombined ? messages.slice(1) : messages,
    lastAt: telling.now,
  }
  const likes = at < 0 ? [...before.likes, now] : before.likes.with(at, now)
  if (!isCombined)
    return { likes, draft, key: `${kin}/${telling.involved.fieldPath ?? ''}/${draft.message}` }
  const message = `(combined from similar events): ${draft.message}`
  return { likes, draft: { ...draft, message }, key: kin }
}

function observe(
  before: Correlation,
  key: string,
  draft: EventDraft,
  telling: Telling,
): Correlation {
  const { now, involved } = telling
  const known = eventOf(before, key)
  if (known) return withEvent(before, { ...known, draft, count: known.count + 1, lastAt: now })
  const event: SentEvent = {
    key,
    draft,
    involved,
    count: 1,
    firstAt: now,
    lastAt: now,
    name: '',
    isSending: false,
    told: 0,
  }
  return { ...before, sequence: before.sequence + 1, events: [...before.events, event] }
}

function refill(before: Correlation, now: Micros): number {
  return Math.min(SPAM_BURST, before.tokens + (now - before.refilledAt) / SPAM_TOKEN_PERIOD)
}

function bucket(tokens: number, refilledAt: Micros): Pick<Correlation, 'tokens' | 'refilledAt'> {
  return { tokens, refilledAt }
}
