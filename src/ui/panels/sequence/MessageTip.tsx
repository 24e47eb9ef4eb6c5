import { formatDuration } from '../../i18n/formats.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { formatClock } from '../../state/clock.ts'
import styles from './Sequence.module.css'
import type { SequenceHover } from './use-sequence-input.ts'

/** What the message under the pointer is. */
export function MessageTip({ hover: { entry, x, y } }: { readonly hover: SequenceHover }) {
  const { t } = useTranslation('sequence')
  const { t: tell } = useTranslation()
  const { object } = entry
  return (
    <div className={styles.tip} style={{ left: x, top: y }} aria-hidden>
      <strong data-class={entry.class}>{entry.label}</strong>
      <span>
        {entry.from === entry.to ? entry.to : `${entry.from} → ${entry.to}`}
        {entry.isLost && <em>{t('lost')}</em>}
      </span>
      {object && (
        <span>
          {object.kind} {object.namespace ? `${object.namespace}/` : ''}
          {object.name}
        </span>
      )}
      <span>
        {t('tip.time', {
          time: formatClock(entry.atMicros),
          flight: formatDuration(entry.atMicros - entry.sentAtMicros),
        })}
      </span>
      {entry.storyTitle && (
        <span className={styles.tipStory}>
          {tell(entry.storyTitle.key, { ...entry.storyTitle.params })}
        </span>
      )}
    </div>
  )
}
