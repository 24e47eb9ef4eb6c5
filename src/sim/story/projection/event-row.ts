import type { Event } from '../../../protocol/objects/cluster.ts'
import type { EventRow } from '../../../protocol/views.ts'
import { timeOf } from '../../api/time.ts'

/** A Kubernetes Event as a line, whichever of the two Event APIs wrote it. */
export function eventRow(event: Event): EventRow {
  const { kind = '', namespace, name = '', uid } = event.involvedObject
  const last = event.series?.lastObservedTime ?? event.lastTimestamp ?? event.eventTime
  const source = event.source?.component || event.reportingComponent || ''
  return {
    namespace: event.metadata.namespace ?? '',
    name: event.metadata.name,
    type: event.type === 'Warning' ? 'Warning' : 'Normal',
    reason: event.reason ?? '',
    object: { kind, namespace, name, uid },
    message: event.message ?? '',
    source: event.source?.host ? `${source}, ${event.source.host}` : source,
    count: event.series?.count ?? event.count ?? 1,
    lastAtMicros: last ? timeOf(last) : 0,
  }
}
