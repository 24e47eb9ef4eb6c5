import { CornerDownRight, CornerLeftUp, LocateFixed, X } from 'lucide-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { formatClock } from '../../state/clock.ts'
import { commands } from '../../state/commands.ts'
import { type CauseFilter, useSequence } from '../../state/sequence.ts'
import { Button } from '../../widgets/Button.tsx'
import { useTimeline } from '../timeline/entries.ts'
import { entryAtPosition } from '../timeline/filter.ts'
import styles from './Sequence.module.css'

/** The selected message in words, and what can be asked of it. Announced as it changes. */
export function SelectedMessage() {
  const { t } = useTranslation('sequence')
  const selected = useSequence((state) => state.selected)
  const { set, filterBy } = useSequence.getState()
  const entry = useTimeline((state) =>
    selected === null ? undefined : entryAtPosition(state.entries, selected),
  )
  const only = (direction: CauseFilter['direction']) => {
    if (selected !== null) filterBy({ cause: { position: selected, direction } })
  }
  return (
    <div className={styles.selected} data-shown={entry !== undefined}>
      <p aria-live="polite">
        {entry && (
          <>
            <time>{formatClock(entry.atMicros)}</time>
            <strong data-class={entry.class}>{entry.label}</strong>
            <span>
              {entry.from === entry.to ? entry.to : `${entry.from} → ${entry.to}`}
              {entry.object && ` · ${entry.object.kind} ${entry.object.name}`}
              {entry.isLost && ` · ${t('lost')}`}
            </span>
          </>
        )}
      </p>
      {entry && (
        <div>
          <Button size="small" onClick={() => commands.seek(entry.position)}>
            <LocateFixed aria-hidden />
            {t('goThere')}
          </Button>
          <Button size="small" onClick={() => only('led-here')}>
            <CornerLeftUp aria-hidden />
            {t('cause.led-here')}
          </Button>
          <Button size="small" onClick={() => only('follows')}>
            <CornerDownRight aria-hidden />
            {t('cause.follows')}
          </Button>
          <Button
            size="small"
            look="quiet"
            aria-label={t('letGo')}
            onClick={() => set({ selected: null })}
          >
            <X aria-hidden />
          </Button>
        </div>
      )}
    </div>
  )
}
