import { StepForward, X } from 'lucide-react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useLessonShell } from '../lessons/lesson-shell.ts'
import { commands } from '../state/commands.ts'
import { useFiles } from '../state/files.ts'
import { usePreferences } from '../state/preferences.ts'
import { useSession } from '../state/session-state.ts'
import { Button } from '../widgets/Button.tsx'
import styles from './Guide.module.css'
import { startTour, useTour } from './tour-state.ts'

/** Whether the reader has never taken a step here: the page then says what it is. */
export function useIsWelcome(): boolean {
  const isNew = usePreferences((state) => !state.isWelcomed)
  const isUntouched = useSession((state) => state.isUntouched && !state.isGuest)
  const isTaught = useLessonShell((state) => state.isTaken || state.isWanted)
  const isTouring = useTour((state) => state.stop !== null)
  return isNew && isUntouched && !isTaught && !isTouring
}

/** One sentence, one button. Gone for good with the first step, wherever it is taken. */
export function Welcome() {
  const { t } = useTranslation('guide')
  const file = useFiles((state) => state.active)
  const grain = usePreferences((state) => state.grain)
  return (
    <section className={styles.welcome} aria-label={t('welcome.label')}>
      <p>{t('welcome.what', { file })}</p>
      <div className={styles.welcomeButtons}>
        <Button look="primary" className="beckon" onClick={() => commands.step(grain, 'forward')}>
          {t('welcome.begin')}
          <StepForward aria-hidden />
        </Button>
        <Button onClick={startTour}>{t('tour.start')}</Button>
      </div>
      <Button
        look="quiet"
        size="small"
        className={styles.dismiss}
        aria-label={t('welcome.dismiss')}
        onClick={() => usePreferences.getState().set({ isWelcomed: true })}
      >
        <X aria-hidden />
      </Button>
    </section>
  )
}

// Whoever has taken a step needs no welcome, on later visits either.
useSession.subscribe(({ isUntouched }, before) => {
  if (before.isUntouched && !isUntouched) usePreferences.getState().set({ isWelcomed: true })
})
