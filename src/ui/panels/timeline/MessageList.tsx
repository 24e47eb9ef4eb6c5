import { useEffect, useMemo, useRef, useState } from 'react'
import type { TimelineEntry } from '../../../protocol/views.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { formatClock } from '../../state/clock.ts'
import { useCluster } from '../../state/cluster.ts'
import { commands } from '../../state/commands.ts'
import { isUnfiltered, type MessageFilter, noFilter, useSequence } from '../../state/sequence.ts'
import { AskButton } from '../inspector/AskButton.tsx'
import { countThrough, useTimeline } from './entries.ts'
import { filtered } from './filter.ts'
import styles from './MessageList.module.css'

const ROW_HEIGHT = 24
const ROWS_BEYOND_SIGHT = 8

/** Every message in words, to search and to jump to. Only the rows in sight are in the page. */
export function MessageList() {
  const { t } = useTranslation()
  const filter = useSequence((state) => state.filter)
  const [isStoryOnly, setIsStoryOnly] = useState(false)
  const { filterBy } = useSequence.getState()
  const shown = useShown(filter, isStoryOnly)
  const isWhole = isUnfiltered(filter)
  return (
    <div className={styles.panel}>
      <div className={styles.tools}>
        <input
          type="search"
          aria-label={t('messages.filter')}
          placeholder={t('messages.filter')}
          value={filter.text}
          onChange={(event) => filterBy({ text: event.target.value })}
        />
        <label>
          <input
            type="checkbox"
            checked={isStoryOnly}
            onChange={(event) => setIsStoryOnly(event.target.checked)}
          />
          {t('messages.storyOnly')}
        </label>
        {!isWhole && (
          <button
            type="button"
            className={styles.clear}
            onClick={() => useSequence.setState({ filter: noFilter })}
          >
            {t('sequence:filter.clear')}
          </button>
        )}
      </div>
      {shown.length === 0 ? (
        <p className={styles.empty}>
          {t(isWhole && !isStoryOnly ? 'timeline.empty' : 'messages.none')}
        </p>
      ) : (
        <Rows entries={shown} />
      )}
    </div>
  )
}

function useShown(filter: MessageFilter, isStoryOnly: boolean): readonly TimelineEntry[] {
  const entries = useTimeline((state) => state.entries)
  const version = useTimeline((state) => state.version)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the array grows in place, by version
  return useMemo(() => {
    const found = filtered(entries, filter)
    return isStoryOnly ? found.filter((entry) => entry.isStory) : found
  }, [entries, version, filter, isStoryOnly])
}

function Rows({ entries }: { readonly entries: readonly TimelineEntry[] }) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const [sight, setSight] = useState({ top: 0, height: 400 })
  const count = useCluster((state) => countThrough(entries, state.position))

  // The row of the present stays in sight.
  useEffect(() => {
    const element = box.current
    if (!element) return
    const y = (count - 1) * ROW_HEIGHT
    const { scrollTop, clientHeight } = element
    if (y >= scrollTop && y + ROW_HEIGHT <= scrollTop + clientHeight) return
    element.scrollTop = Math.max(0, y - clientHeight / 2)
  }, [count])

  const first = Math.max(0, Math.floor(sight.top / ROW_HEIGHT) - ROWS_BEYOND_SIGHT)
  const last = Math.ceil((sight.top + sight.height) / ROW_HEIGHT) + ROWS_BEYOND_SIGHT
  return (
    <div
      ref={box}
      className={styles.scroller}
      onScroll={({ currentTarget }) =>
        setSight({ top: currentTarget.scrollTop, height: currentTarget.clientHeight })
      }
    >
      <ol aria-label={t('messages.label')} style={{ height: entries.length * ROW_HEIGHT }}>
        {entries.slice(first, last).map((entry, index) => (
          <li
            key={entry.position}
            style={{ top: (first + index) * ROW_HEIGHT, height: ROW_HEIGHT }}
          >
            <Row
              entry={entry}
              isNow={first + index === count - 1}
              isFuture={first + index >= count}
            />
            <AskButton
              question={{ type: 'position', position: entry.position }}
              name={entry.label}
            />
          </li>
        ))}
      </ol>
    </div>
  )
}

interface RowProps {
  readonly entry: TimelineEntry
  readonly isNow: boolean
  readonly isFuture: boolean
}

function Row({ entry, isNow, isFuture }: RowProps) {
  const { t } = useTranslation()
  return (
    <button
      type="button"
      className={styles.row}
      aria-current={isNow ? 'step' : undefined}
      data-future={isFuture}
      data-class={entry.class}
      onClick={() => commands.seek(entry.position)}
    >
      <span className={styles.time}>{formatClock(entry.atMicros)}</span>
      <span className={styles.way}>
        {entry.from === entry.to ? entry.to : `${entry.from} → ${entry.to}`}
      </span>
      <span className={styles.label}>{entry.label}</span>
      {entry.storyTitle && (
        <span className={styles.story}>
          {t(entry.storyTitle.key, { ...entry.storyTitle.params })}
        </span>
      )}
    </button>
  )
}
