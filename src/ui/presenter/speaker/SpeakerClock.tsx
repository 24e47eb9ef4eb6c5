import { TimerReset } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { usePreferences } from '../../state/preferences.ts'
import { Button } from '../../widgets/Button.tsx'
import { formatElapsed } from './elapsed.ts'
import styles from './Speaker.module.css'

const STARTED_KEY = 'pilothouse.speaker.started'

/** The time of day, and how long the talk has been going on; a reload of the window does not stop it. */
export function SpeakerClock() {
  const { t } = useTranslation('presenter')
  const language = usePreferences((state) => state.language)
  const [startedMs, setStarted] = useState(loadStarted)
  const nowMs = useNow()
  useEffect(() => sessionStorage.setItem(STARTED_KEY, String(startedMs)), [startedMs])
  const time = new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit' })
  return (
    <div className={styles.clocks}>
      <p>
        <span>{t('speaker.clock')}</span>
        <time>{time.format(nowMs)}</time>
      </p>
      <p>
        <span>{t('speaker.elapsed')}</span>
        <time data-elapsed>{formatElapsed(nowMs - startedMs)}</time>
      </p>
      <Button
        look="quiet"
        aria-label={t('speaker.reset')}
        title={t('speaker.reset')}
        onClick={() => setStarted(Date.now())}
      >
        <TimerReset aria-hidden />
      </Button>
    </div>
  )
}

function loadStarted(): number {
  return Number(sessionStorage.getItem(STARTED_KEY)) || Date.now()
}

function useNow(): number {
  const [nowMs, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500)
    return () => clearInterval(timer)
  }, [])
  return nowMs
}
