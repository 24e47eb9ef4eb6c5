import { useTranslation } from '../i18n/use-translation.ts'
import { Button } from '../widgets/Button.tsx'
import { Modal } from '../widgets/Modal.tsx'
import styles from './Sharing.module.css'
import { useSharing } from './sharing-state.ts'

/** A run from elsewhere takes a while to be played: what is going on, and the way out. */
export function OpeningDialog() {
  const { t } = useTranslation('sharing')
  const opening = useSharing((state) => state.opening)
  if (!opening) return null
  return (
    <Modal
      isOpen
      title={t('opening.title')}
      description={t('opening.what', { count: opening.commands })}
    >
      <div className={styles.progress} aria-hidden />
      <div className={styles.actions}>
        <Button onClick={opening.cancel}>{t('cancel')}</Button>
      </div>
    </Modal>
  )
}
