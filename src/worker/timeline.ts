import type { Reply } from '../protocol/messages.ts'
import type { TimelineEntry } from '../protocol/views.ts'
import type { EventRecord } from '../sim/kernel/history.ts'
import type { Kernel } from '../sim/kernel/kernel.ts'
import { causesOf } from '../sim/story/history-lookup.ts'
import { messageView } from '../sim/story/message-view.ts'
import type { StepRow } from '../sim/story/telling/tables.ts'
import { isMessage } from './walker.ts'

/** Entries of one answer. */
const ENTRIES_MAX = 10_000
/** Positions that one answer looks at: an hour of heartbeats must not hold up the commands behind it. */
const POSITIONS_MAX = 40_000
/** Timers between a message and the message that it goes back to, looked through at most. */
const CAUSES_MAX = 12

/**
 * What the timeline draws of the known run from a position on; heartbeats are left out. `through` is how far it looked: short of
 * `end` there is more to ask for.
 */
export function timelineOf(
  kernel: Kernel,
  fromPosition: number,
  limit: number,
  end: number,
): Reply & { readonly type: 'timeline' } {
  const { history } = kernel
  const entries: TimelineEntry[] = []
  const max = Math.min(limit, ENTRIES_MAX)
  const first = Math.max(fromPosition, history.base + 1)
  const last = Math.min(end, first + POSITIONS_MAX - 1)
  let position = first
  for (; position <= last && entries.length < max; position++) {
    const record = history.at(position)
    if (!record) {
      // The journal does not reach so far (yet): there is nothing to wait for.
      position = end + 1
      break
    }
    const entry = entryOf(kernel, position, record)
    if (entry) entries.push(entry)
  }
  return { type: 'timeline', entries, through: position - 1, end, endAtMicros: history.timeAt(end) }
}

function entryOf(kernel: Kernel, position: number, record: EventRecord): TimelineEntry | undefined {
  if (!isDrawn(record)) return undefined
  const told = storyStepOf(record)
  const { event } = record
  const view = messageView(kernel.history, position, record)
  return {
    position,
    causePosition: drawnCauseOf(kernel, position),
    sentAtMicros: event.sentAt,
    atMicros: event.at,
    from: view?.from ?? event.from,
    to: event.to,
    class: view?.class ?? 'runtime',
    label: view?.label ?? event.message.type,
    ...(view?.object ? { object: view.object } : {}),
    isLost: view?.isLost ?? record.dropped,
    isStory: told !== undefined,
    ...(told ? { storyTitle: { key: `${told.key}.title`, params: told.params } } : {}),
  }
}

/** Messages that mattered or were lost, and whatever ended a story step. A timer that died with its process is no lost message. */
function isDrawn(record: EventRecord): boolean {
  if ((record.urgent || record.dropped) && isMessage(record)) return true
  return storyStepOf(record) !== undefined
}

/** The nearest cause that the timeline draws too: a component's own timers lie between a message and what it led to. */
function drawnCauseOf({ history }: Kernel, position: number): number {
  return (
    causesOf(history, position, CAUSES_MAX).find((cause) => {
      const record = history.at(cause)
      return record !== undefined && isDrawn(record)
    }) ?? 0
  )
}

/** The story step that ends at an event, done or undone. */
function storyStepOf(record: EventRecord): StepRow | undefined {
  if (!record.urgent && record.changes.length === 0) return undefined
  let told: StepRow | undefined
  for (const { table, after } of record.changes)
    if (table.name === 'story/steps') told = after as StepRow | undefined
  return told
}
