import { type Action, keysOf } from '../actions/action.ts'
import { actions } from '../actions/index.ts'
import { startTour } from '../guide/tour-state.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { Button } from '../widgets/Button.tsx'
import { Modal } from '../widgets/Modal.tsx'
import styles from './Dialogs.module.css'

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
      <div>
        <Button
          onClick={() => {
            onClose()
            startTour()
          }}
        >
          {t('guide:tour.start')}
        </Button>
      </div>
      <section>
        <h3 className={styles.heading}>{t('help.keys')}</h3>
        <dl className={styles.keys}>
          {actions.map((action) => action.chords && <KeyRow key={action.id} action={action} />)}
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

/** An action that has a key, with all its keys. */
function KeyRow({ action }: { readonly action: Action }) {
  const { t } = useTranslation()
  return (
    <div>
      <dt>
        {action.chords?.flatMap(keysOf).map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dt>
      <dd>{t(action.title, { ...action.params })}</dd>
    </div>
  )
}
