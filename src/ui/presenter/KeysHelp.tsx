import { useTranslation } from '../i18n/use-translation.ts'
import styles from './StageTools.module.css'

const rows = [
  { keys: ['PageDown', 'PageUp'], text: 'keys.next' },
  { keys: ['Space'], text: 'keys.play' },
  { keys: ['1', '2', '3'], text: 'keys.choose' },
  { keys: ['Z'], text: 'keys.zoom' },
  { keys: ['L'], text: 'keys.laser' },
  { keys: ['D'], text: 'keys.pen' },
  { keys: ['E'], text: 'keys.erase' },
  { keys: ['B', '.'], text: 'keys.black' },
  { keys: ['F'], text: 'keys.fullscreen' },
  { keys: ['S'], text: 'keys.speaker' },
  { keys: ['?'], text: 'keys.help' },
  { keys: ['Esc'], text: 'keys.leave' },
] as const

/** The keys of the stage, in a corner of it: the lecture may go on beside them. */
export function KeysHelp() {
  const { t } = useTranslation('presenter')
  return (
    <aside className={styles.help} aria-label={t('keys.title')}>
      <h2>{t('keys.title')}</h2>
      <dl>
        {rows.map((row) => (
          <div key={row.text}>
            <dt>
              {row.keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(row.text)}</dd>
          </div>
        ))}
      </dl>
    </aside>
  )
}
