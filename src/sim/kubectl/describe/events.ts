import type { Event } from '../../../protocol/objects/cluster.ts'
import { timeSince } from '../../api/printing/printer.ts'
import { timeOf } from '../../api/time.ts'
import type { Micros } from '../../kernel/types.ts'

/** The Events table at the end of a description. Upstream: kubectl/pkg/describe DescribeEvents, v1.36. */
export function eventLines(events: readonly Event[], now: Micros): readonly string[] {
  if (events.length === 0) return ['Events:\t<none>']
  return [
    'Events:',
    '  Type\tReason\tAge\tFrom\tMessage',
    '  ----\t------\t----\t----\t-------',
    ...events.toSorted((a, b) => lastSeen(a) - lastSeen(b)).map((event) => eventLine(event, now)),
  ]
}

function eventLine(event: Event, now: Micros): string {
  const { type = '', reason = '', source, reportingComponent = '', involvedObject } = event
  const from = source?.component || reportingComponent
  const message = (event.message ?? '').trim()
  const { fieldPath } = involvedObject
  const told = fieldPath ? `${fieldPath}: ${message}` : message
  return `  ${type}\t${reason}\t${ageText(event, now)}\t${from}\t${told}`
}

/** `5s`, or `5s (x3 over 2m)` for one that was repeated. */
function ageText(event: Event, now: Micros): string {
  const { eventTime, firstTimestamp, lastTimestamp, series, count = 0 } = event
  const first = timeSince(eventTime || firstTimestamp, now)
  if (series) return `${timeSince(series.lastObservedTime, now)} (x${series.count} over ${first})`
  return count > 1 ? `${timeSince(lastTimestamp, now)} (x${count} over ${first})` : first
}

/** Events of the newer kind have no such time, and so come first, as upstream. */
function lastSeen({ lastTimestamp }: Event): Micros {
  return timeOf(lastTimestamp)
}
