import type { ObjectRef, ReconcileTrace } from '../../../protocol/trace.ts'
import { formatDuration } from '../../i18n/formats.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ObjectLink } from '../../kinds/ObjectLink.tsx'

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
            {groupsOf(trace.writes).map(({ key, write, count }) => (
              <li key={key}>
                <code>
                  {write.verb}
                  {write.subresource ? ` ${write.subresource}` : ''}
                  {count > 1 && ` ×${count}`}
                </code>
                <Written object={write.object} />
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

/** An object that is yet to get its name (`generateName`) is no link. */
function Written({ object }: { readonly object: ObjectRef }) {
  if (!object.name.endsWith('-')) return <ObjectLink object={object} />
  return (
    <span>
      {object.kind} <code>{object.name}…</code>
    </span>
  )
}

type Write = ReconcileTrace['writes'][number]

/** Writes alike, counted: three pods of one template are told once. */
function groupsOf(writes: readonly Write[]) {
  const groups = new Map<string, { key: string; write: Write; count: number }>()
  for (const write of writes) {
    const key = `${write.verb}/${write.subresource ?? ''}/${write.object.kind}/${write.object.name}`
    const known = groups.get(key)
    groups.set(key, { key, write, count: (known?.count ?? 0) + 1 })
  }
  return [...groups.values()]
}
