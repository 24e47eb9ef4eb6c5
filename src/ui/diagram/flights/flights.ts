/** When each message travels on the screen: a function of the frames that came and the time they came at. */
import type { Frame } from '../../../protocol/messages.ts'
import type { Grain, MessageClass, MessageView } from '../../../protocol/views.ts'

export interface Flight {
  readonly message: MessageView
  readonly startMs: number
  readonly durationMs: number
  /** Going back in time: the message returns to its sender. */
  readonly isBackward: boolean
}

/** One hop. Under 300 ms, so that the eye keeps up with a step. */
export const HOP_MS = 260
/** A step of many messages is told in about this time. */
const STEP_MS_MAX = 2200
/** In slow motion by messages, a step of many takes as long as this many hops. */
const HOPS_OF_STEP_MAX = 5
/** In slow motion, a hop of a story step is drawn out as if it had this many. */
const HOPS_OF_STORY_STEP = 8
/** More messages than this in one step are sampled. */
export const FLIGHTS_PER_STEP_MAX = 28
/** While playing: how many may be in the air or waiting. */
export const FLIGHTS_PLAYING_MAX = 24
/** While playing, a flight that would have to wait longer than this is not shown. */
const WAIT_MS_MAX = 350
/** While playing, the least time between two starts. */
const PLAYING_GAP_MS = 34
/** Messages in the air at the same virtual time follow one another this closely. */
const TOGETHER_SHARE = 0.22

/** Which messages are dropped first when there are too many to show. */
const RANK: { readonly [C in MessageClass]: number } = {
  user: 0,
  write: 1,
  runtime: 2,
  watch: 3,
  network: 3,
  storage: 4,
  traffic: 4,
  read: 5,
  answer: 6,
  heartbeat: 7,
}

export interface Arrival {
  readonly messages: readonly MessageView[]
  readonly motion: Frame['motion']
  /** Frames come one after another by themselves. */
  readonly isPlaying: boolean
  readonly nowMs: number
  /** How long the reader's pace gives to one step; absent where it counts in seconds of the cluster. */
  readonly period?: { readonly grain: Grain; readonly ms: number }
}

/** In slow motion a flight takes this share of its period: it arrives before the next one leaves. */
const SLOW_SHARE = 0.8

/** How long one hop takes, and at most a step of many. Slow paces draw both out in proportion. */
function durations({ period }: Arrival): { readonly hopMs: number; readonly stepMsMax: number } {
  if (!period) return { hopMs: HOP_MS, stepMsMax: STEP_MS_MAX }
  const roomMs = period.ms * SLOW_SHARE
  if (period.grain === 'story')
    return {
      hopMs: Math.max(HOP_MS, roomMs / HOPS_OF_STORY_STEP),
      stepMsMax: Math.max(STEP_MS_MAX, roomMs),
    }
  return {
    hopMs: Math.max(HOP_MS, roomMs),
    stepMsMax: Math.max(STEP_MS_MAX, HOPS_OF_STEP_MAX * roomMs),
  }
}

/** The flights after a frame arrived: what is still in the air and what it adds. */
export function flightsAfter(flights: readonly Flight[], arrival: Arrival): readonly Flight[] {
  if (arrival.motion === 'jump') return []
  if (arrival.messages.length === 0) return current(flights, arrival.nowMs)
  const isTold = !arrival.isPlaying || isSlowStory(arrival)
  return isTold ? playStep(arrival) : playOn(flights, arrival)
}

/** Story steps that come slowly enough are told one by one, as when the reader takes them. */
function isSlowStory({ period }: Arrival): boolean {
  return period?.grain === 'story' && period.ms * SLOW_SHARE > STEP_MS_MAX
}

/** A step is told from its beginning to its end; what was still in the air gives way. */
function playStep(arrival: Arrival): readonly Flight[] {
  const { messages, motion, nowMs } = arrival
  const { hopMs, stepMsMax } = durations(arrival)
  const isBackward = motion === 'back'
  const chosen = inOrder(sample(messages, FLIGHTS_PER_STEP_MAX), isBackward)
  const gaps = chosen.map((message, index) => gapBefore(chosen[index - 1], message) * hopMs)
  const total = gaps.reduce((sum, gap) => sum + gap, 0)
  const shrink = Math.min(1, (stepMsMax - hopMs) / Math.max(1, total))
  let startMs = nowMs
  return chosen.map((message, index) => {
    startMs += (gaps[index] ?? 0) * shrink
    return { message, startMs, durationMs: hopMs, isBackward }
  })
}

/** In hops: one after another, or nearly together if they were under way at the same virtual time. */
function gapBefore(previous: MessageView | undefined, message: MessageView): number {
  if (!previous) return 0
  const isTogether =
    message.sentAtMicros < previous.atMicros && previous.sentAtMicros < message.atMicros
  return isTogether ? TOGETHER_SHARE : 1
}

function playOn(flights: readonly Flight[], arrival: Arrival): readonly Flight[] {
  const { messages, motion, nowMs } = arrival
  const { hopMs } = durations(arrival)
  const kept = current(flights, nowMs)
  const room = FLIGHTS_PLAYING_MAX - kept.length
  if (room <= 0) return kept
  const isBackward = motion === 'back'
  const added: Flight[] = []
  let startMs = Math.max(nowMs, (kept.at(-1)?.startMs ?? 0) + PLAYING_GAP_MS)
  for (const message of inOrder(sample(messages, room), isBackward)) {
    if (startMs - nowMs > WAIT_MS_MAX) break
    added.push({ message, startMs, durationMs: hopMs, isBackward })
    startMs += PLAYING_GAP_MS
  }
  return [...kept, ...added]
}

/** Flights that are not over. */
export function current(flights: readonly Flight[], nowMs: number): readonly Flight[] {
  return flights.filter((flight) => flight.startMs + flight.durationMs > nowMs)
}

/** How far a flight is, 0 to 1 from sender to receiver; null before its start and after its end. */
export function progressOf(flight: Flight, nowMs: number): number | null {
  const part = (nowMs - flight.startMs) / flight.durationMs
  if (part < 0 || part >= 1) return null
  const eased = part < 0.5 ? 2 * part * part : 1 - (2 - 2 * part) ** 2 / 2
  return flight.isBackward ? 1 - eased : eased
}

/** At most `max` messages: the telling ones first, spread over the whole. */
function sample(messages: readonly MessageView[], max: number): readonly MessageView[] {
  if (messages.length <= max) return messages
  const byRank = messages
    .map((message, index) => ({ index, rank: RANK[message.class] }))
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
  const limit = byRank[max - 1]?.rank ?? 0
  const sure = byRank.filter((entry) => entry.rank < limit)
  const rest = byRank.filter((entry) => entry.rank === limit)
  const room = max - sure.length
  const spread = Array.from({ length: room }, (_, n) => rest[Math.floor((n * rest.length) / room)])
  const kept = new Set([...sure, ...spread].map((entry) => entry?.index))
  return messages.filter((_, index) => kept.has(index))
}

function inOrder(messages: readonly MessageView[], isBackward: boolean): readonly MessageView[] {
  const sign = isBackward ? -1 : 1
  return messages.toSorted((a, b) => sign * (a.position - b.position))
}
