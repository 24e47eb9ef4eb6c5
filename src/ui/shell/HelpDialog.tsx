import { useTranslation } from 'react-i18next'
import { Modal } from '../widgets/Modal.tsx'
import styles from './Dialogs.module.css'

const keys: readonly { readonly keys: readonly string[]; readonly text: string }[] = [
  { keys: ['Space'], text: 'help.key.play' },
  { keys: ['←', '→'], text: 'help.key.step' },
  { keys: ['Shift', '←', '→'], text: 'help.key.coarse' },
  { keys: ['Alt', '←', '→'], text: 'help.key.fine' },
  { keys: ['Home', 'End'], text: 'help.key.ends' },
  { keys: ['R'], text: 'help.key.quiet' },
  { keys: ['N'], text: 'help.key.skip' },
  { keys: ['M'], text: 'help.key.menu' },
  { keys: ['PageUp', 'PageDown'], text: 'help.key.lesson' },
  { keys: ['P'], text: 'presenter:open' },
  { keys: ['Esc'], text: 'help.key.escape' },
  { keys: ['Ctrl/⌘', 'Enter'], text: 'help.key.apply' },
  { keys: ['?'], text: 'help.key.help' },
]
const grains = ['story', 'message', 'decision'] as const

export interface HelpDialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** What the page is, its keys and its grains. */
export function HelpDialog({ isOpen, onClose }: HelpDialogProps) {
  const { t } = useTranslation()
  return (
    <Modal
      isOpen={isOpen}
      onClose={onClose}
      closeLabel={t('help.close')}
      title={t('help.title')}
      description={t('help.intro')}
    >
      <section>
        <h3 className={styles.heading}>{t('help.keys')}</h3>
        <dl className={styles.keys}>
          {keys.map((row) => (
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
      </section>
      <section>
        <h3 className={styles.heading}>{t('help.legend')}</h3>
        <dl className={styles.grains}>
          {grains.map((grain) => (
            <div key={grain}>
              <dt>{t(`grain.${grain}`)}</dt>
              <dd>{t(`grain.${grain}Hint`)}</dd>
            </div>
          ))}
        </dl>
      </section>
      <p className={styles.aside}>{t('help.offline')}</p>
    </Modal>
  )
}
