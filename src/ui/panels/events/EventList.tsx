import { useState } from 'react'
import type { InspectionTarget } from '../../../protocol/inspection.ts'
import type { EventRow } from '../../../protocol/views.ts'
import { formatDuration } from '../../i18n/formats.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useCluster } from '../../state/cluster.ts'
import { isSameObject, useSelection } from '../../state/selection.ts'
import { eventsNewestFirst } from '../../state/selectors.ts'
import { Button } from '../../widgets/Button.tsx'
import { AskButton, questionAbout } from '../inspector/AskButton.tsx'
import styles from './EventList.module.css'

/** More would be no reading matter; the filter finds older ones. */
const ROWS_MAX = 300

/** Kubernetes Events, newest first, as `kubectl get events` has them; those of the selection alone if wished. */
export function EventList() {
  const { t } = useTranslation()
  const events = useCluster((state) => eventsNewestFirst(state.rows.events))
  const target = useSelection((state) => state.target)
  const [isFiltered, setIsFiltered] = useState(true)
  const isAbout = isFiltered ? aboutTarget(target) : null
  const shown = isAbout ? events.filter(isAbout) : events
  const name = target?.type === 'object' ? target.object.name : ''
  return (
    <div className={styles.panel}>
      {aboutTarget(target) && (
        <div className={styles.filter}>
          <Button
            size="small"
            aria-pressed={isFiltered}
            onClick={() => setIsFiltered((value) => !value)}
          >
            {isFiltered ? t('events.showAll') : t('events.onlySelection', { name })}
          </Button>
        </div>
      )}
      {shown.length === 0 ? (
        <p className={styles.empty}>
          {isAbout ? t('events.noneOfSelection', { name }) : t('events.none')}
        </p>
      ) : (
        <EventTable events={shown.slice(0, ROWS_MAX)} />
      )}
    </div>
  )
}

/** The filter that a selection makes; null for one that no event can be about. */
function aboutTarget(target: InspectionTarget | null): ((event: EventRow) => boolean) | null {
  if (target?.type !== 'object') return null
  return (event) => isSameObject({ ...event.object, uid: undefined }, target.object)
}

function EventTable({ events }: { readonly events: readonly EventRow[] }) {
  const { t } = useTranslation()
  const now = useCluster((state) => Math.floor(state.atMicros / 1_000_000) * 1_000_000)
  const select = useSelection((state) => state.select)
  return (
    <table className={styles.table} aria-label={t('events.label')}>
      <thead>
        <tr>
          <th scope="col">{t('events.age')}</th>
          <th scope="col">{t('events.type')}</th>
          <th scope="col">{t('events.reason')}</th>
          <th scope="col">{t('events.object')}</th>
          <th scope="col">{t('events.message')}</th>
          <th scope="col">
            <span className="visually-hidden">{t('why:ask')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <tr key={`${event.namespace}/${event.name}`} data-type={event.type}>
            <td className={styles.age}>
              {formatDuration(Math.max(0, now - event.lastAtMicros))}
              {event.count > 1 && (
                <span className={styles.times}> {t('events.times', { count: event.count })}</span>
              )}
            </td>
            <td className={styles.type}>{event.type}</td>
            <td className={styles.reason}>{event.reason}</td>
            <td>
              <button
                type="button"
                onClick={() => select({ type: 'object', object: event.object })}
              >
                {event.object.kind.toLowerCase()}/{event.object.name}
              </button>
            </td>
            <td className={styles.message}>{event.message}</td>
            <td>
              <AskButton question={questionAbout(event)} name={event.reason} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
