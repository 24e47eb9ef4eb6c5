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

/** What the timeline draws of the known run from a position on; heartbeats are left out. */
export function timelineOf(
  kernel: Kernel,
  fromPosition: number,
  limit: number,
  end: number,
): Reply & { readonly type: 'timeline' } {
  const { history } = kernel
  const entries: TimelineEntry[] = []
  const max = Math.min(limit, ENTRIES_MAX)
  let position = Math.max(fromPosition, history.base + 1)
  for (; position <= end && entries.length < max; position++) {
    const record = history.at(position)
    if (!record) break
    const entry = entryOf(kernel, position, record)
    if (entry) entries.push(entry)
  }
  return { type: 'timeline', entries, end, endAtMicros: history.timeAt(end) }
}

function entryOf(kernel: Kernel, position: number, record: EventRecord): TimelineEntry | undefined {
  const told = storyStepOf(record)
  if (!told && !(record.urgent && isMessage(record)) && !record.dropped) return undefined
  const { event } = record
  const view = messageView(kernel.history, position, record)
  return {
    position,
    causePosition: causesOf(kernel.history, position, 1)[0] ?? 0,
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

/** The story step that ends at an event, done or undone. */
function storyStepOf(record: EventRecord): StepRow | undefined {
  if (!record.urgent && record.changes.length === 0) return undefined
  let told: StepRow | undefined
  for (const { table, after } of record.changes)
    if (table.name === 'story/steps') told = after as StepRow | undefined
  return told
}
