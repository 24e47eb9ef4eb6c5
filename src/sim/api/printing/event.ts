import type { Event } from '../../../protocol/objects/cluster.ts'
import { column, type Printer, timeSince, wideColumn } from './printer.ts'

export const eventPrinter: Printer<Event> = {
  columns: [
    column('Last Seen'),
    column('Type'),
    column('Reason'),
    column('Object'),
    wideColumn('Subobject'),
    wideColumn('Source'),
    column('Message'),
    wideColumn('First Seen'),
    wideColumn('Count'),
    wideColumn('Name'),
  ],
  cells(event, now) {
    const first = event.firstTimestamp || event.eventTime
    const last = event.series?.lastObservedTime || event.lastTimestamp || first
    const { kind = '', name, fieldPath } = event.involvedObject
    return [
      timeSince(last, now),
      event.type ?? '',
      event.reason ?? '',
      name ? `${kind.toLowerCase()}/${name}` : kind.toLowerCase(),
      fieldPath ?? '',
      sourceText(event),
      (event.message ?? '').trim(),
      timeSince(first, now),
      event.series?.count ?? (event.count || 1),
      event.metadata.name,
    ]
  },
}

function sourceText(event: Event): string {
  const component = event.source?.component || event.reportingComponent || ''
  const instance = event.source?.host || event.reportingInstance || ''
  return instance === '' ? component : `${component}, ${instance}`
}
