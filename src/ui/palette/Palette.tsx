import { Search } from 'lucide-react'
import { Dialog } from 'radix-ui'
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useCluster } from '../state/cluster.ts'
import { closeDialog } from '../state/dialogs.ts'
import { usePreferences } from '../state/preferences.ts'
import { allEntries, type Entry, found } from './entries.ts'
import styles from './Palette.module.css'

/** Finds every action, thing, lesson and example by a few letters of its name. */
export function Palette() {
  const { t } = useTranslation('palette')
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && closeDialog()}>
      <Dialog.Portal>
        <Dialog.Overlay className={styles.scrim} />
        <Dialog.Content className={styles.content} aria-describedby={undefined}>
          <Dialog.Title className="visually-hidden">{t('open')}</Dialog.Title>
          <Finder />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Finder() {
  const { t } = useTranslation('palette')
  const listId = useId()
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const entries = useEntries()
  const shown = useMemo(() => found(entries, query), [entries, query])
  const current = shown[active]

  function onKeyDown(event: KeyboardEvent) {
    // Return ends a Korean syllable first.
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' && current) choose(current)
    else {
      const next = moved(event.key, active, shown.length)
      if (next === null) return
      setActive(next)
    }
    event.preventDefault()
  }

  return (
    <>
      <div className={styles.field}>
        <Search aria-hidden />
        <input
          role="combobox"
          aria-label={t('label')}
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={current && idOf(listId, active)}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder={t('placeholder')}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value)
            setActive(0)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div className={styles.list} id={listId} role="listbox" aria-label={t('label')}>
        {shown.map((entry, index) => (
          <Row
            key={entry.id}
            id={idOf(listId, index)}
            entry={entry}
            isActive={index === active}
            onPoint={() => setActive(index)}
          />
        ))}
      </div>
      <p className={shown.length === 0 ? styles.none : 'visually-hidden'} role="status">
        {shown.length === 0 ? t('none') : t('found', { count: shown.length })}
      </p>
    </>
  )
}

/** As the cluster stood when the palette was opened: a list that changes under the reader's finger is of no use. */
function useEntries(): readonly Entry[] {
  const { t } = useTranslation()
  const language = usePreferences((state) => state.language)
  const [rows] = useState(() => useCluster.getState().rows)
  return useMemo(() => allEntries(t, rows, language), [t, rows, language])
}

interface RowProps {
  readonly id: string
  readonly entry: Entry
  readonly isActive: boolean
  readonly onPoint: () => void
}

function Row({ id, entry, isActive, onPoint }: RowProps) {
  const element = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isActive) element.current?.scrollIntoView({ block: 'nearest' })
  }, [isActive])
  return (
    // The field has the focus and hears the keys; the row is only pointed at.
    <div
      ref={element}
      id={id}
      className={styles.row}
      role="option"
      aria-selected={isActive}
      tabIndex={-1}
      onPointerMove={onPoint}
      onClick={() => choose(entry)}
      onKeyDown={(event) => event.key === 'Enter' && choose(entry)}
    >
      <span className={styles.name}>{entry.name}</span>
      {entry.keys && (
        <span className={styles.keys}>
          {entry.keys.map((key) => (
            <kbd key={key}>{key}</kbd>
          ))}
        </span>
      )}
      <span className={styles.kind}>{entry.kind}</span>
    </div>
  )
}

function idOf(listId: string, index: number): string {
  return `${listId}-${index}`
}

/** The palette goes first, so that what it opens has the page to itself. */
function choose(entry: Entry) {
  closeDialog()
  entry.choose()
}

function moved(key: string, active: number, count: number): number | null {
  if (count === 0) return null
  switch (key) {
    case 'ArrowDown':
      return (active + 1) % count
    case 'ArrowUp':
      return (active + count - 1) % count
    case 'PageDown':
      return Math.min(count - 1, active + 8)
    case 'PageUp':
      return Math.max(0, active - 8)
    default:
      return null
  }
}
