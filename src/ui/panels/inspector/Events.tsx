import type { EventRow } from '../../../protocol/views.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { formatClock } from '../../state/clock.ts'
import { AskButton, questionAbout } from './AskButton.tsx'

/** Kubernetes Events about one object, newest first. */
export function Events({ events }: { readonly events: readonly EventRow[] }) {
  const { t } = useTranslation('inspector')
  const newest = events.toSorted((a, b) => b.lastAtMicros - a.lastAtMicros)
  return (
    <ul className="events">
      {newest.map((event) => (
        <li key={`${event.namespace}/${event.name}`} data-type={event.type}>
          <p className="events-head">
            <b>{event.reason}</b>
            {event.count > 1 && <span>{t('object.times', { count: event.count })}</span>}
            <span className="events-time">{formatClock(event.lastAtMicros)}</span>
            <AskButton question={questionAbout(event)} name={event.reason} />
          </p>
          <p>{event.message}</p>
          <p className="events-source">{event.source}</p>
        </li>
      ))}
    </ul>
  )
}
