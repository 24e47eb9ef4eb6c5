import { RefreshCw } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import styles from '../shell/Shell.module.css'
import { Button } from '../widgets/Button.tsx'
import { putUpdateOff, startOffline, takeUpdate, useOffline } from './offline.ts'

/** Makes the page work offline, and asks before another version takes its place. */
export function OfflineLayer() {
  const { t } = useTranslation('offline')
  const update = useOffline((state) => state.update)
  useEffect(() => {
    void startOffline()
  }, [])
  if (update === null) return null
  return (
    <div className={styles.notice} data-tone="info" role="status">
      <RefreshCw aria-hidden />
      <span>{t(update)}</span>
      <Button size="small" look="primary" onClick={takeUpdate}>
        {t('reload')}
      </Button>
      <Button size="small" onClick={putUpdateOff}>
        {t('later')}
      </Button>
    </div>
  )
}
