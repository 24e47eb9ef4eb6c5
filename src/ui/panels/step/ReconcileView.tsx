import { useTranslation } from 'react-i18next'
import type { ReconcileTrace } from '../../../protocol/trace.ts'
import { ObjectLink } from '../../kinds/ObjectLink.tsx'
import { formatDuration } from '../../state/clock.ts'

export interface ReconcileViewProps {
  readonly trace: ReconcileTrace
  readonly title: string
}

/** One look of a controller at one object: what it saw, and what it writes to make it so. */
export function ReconcileView({ trace, title }: ReconcileViewProps) {
  const { t } = useTranslation('inspector')
  const saw = Object.entries(trace.saw)
  return (
    <div className="rec">
      {title !== '' && <h3>{title}</h3>}
      <p className="rec-who">
        <code>{trace.controller}</code>
        <ObjectLink object={trace.object} />
      </p>
      <div className="rec-row" data-part="saw">
        <b>{t('reconcile.saw')}</b>
        <ul>
          {saw.map(([fact, value]) => (
            <li key={fact}>
              {fact} <code>{String(value)}</code>
            </li>
          ))}
        </ul>
      </div>
      <div className="rec-row" data-part="wrote">
        <b>{t('reconcile.wrote')}</b>
        {trace.writes.length === 0 ? (
          <p>{t('reconcile.nothing')}</p>
        ) : (
          <ul>
            {trace.writes.map((write) => (
              <li
                key={`${write.verb}${write.subresource ?? ''}${write.object.kind}${write.object.name}`}
              >
                <code>
                  {write.verb}
                  {write.subresource ? ` ${write.subresource}` : ''}
                </code>
                <ObjectLink object={write.object} />
              </li>
            ))}
          </ul>
        )}
      </div>
      {trace.requeueAfterMicros !== undefined && (
        <p className="step-none">
          {t('reconcile.requeue', { duration: formatDuration(trace.requeueAfterMicros) })}
        </p>
      )}
    </div>
  )
}
