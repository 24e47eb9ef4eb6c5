import { Info, OctagonPause, TriangleAlert, X } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useSession } from '../state/session-state.ts'
import { Button } from '../widgets/Button.tsx'
import styles from './Shell.module.css'

const icons = { info: Info, warning: TriangleAlert, stop: OctagonPause } as const

/** Good news goes by itself; warnings wait to be dismissed. */
const INFO_SHOWN_MS = 6000

/** One line about the run as a whole: restored, not kept, refused. */
export function NoticeBar() {
  const { t } = useTranslation()
  const notice = useSession((state) => state.notice)

  useEffect(() => {
    if (notice?.tone !== 'info' || notice.action) return
    const timer = setTimeout(() => useSession.setState({ notice: null }), INFO_SHOWN_MS)
    return () => clearTimeout(timer)
  }, [notice])

  if (!notice) return null
  const Icon = icons[notice.tone]
  return (
    <div className={styles.notice} data-tone={notice.tone}>
      <Icon aria-hidden />
      <span>{t(notice.key, { ...notice.params })}</span>
      {notice.action && (
        <Button size="small" onClick={notice.action.run}>
          {t(notice.action.key)}
        </Button>
      )}
      <Button
        look="quiet"
        size="small"
        aria-label={t('notice.dismiss')}
        onClick={() => useSession.setState({ notice: null })}
      >
        <X aria-hidden />
      </Button>
    </div>
  )
}
