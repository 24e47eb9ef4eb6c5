import { GraduationCap } from 'lucide-react'
import { useTranslation } from '../i18n/use-translation.ts'
import { Button } from '../widgets/Button.tsx'
import { lazily } from '../widgets/lazily.tsx'
import styles from './LessonPane.module.css'
import { openLessonList, useLessonShell } from './lesson-shell.ts'

const LessonView = lazily(() => import('./LessonView.tsx').then((module) => module.LessonView))

/** The lesson that is being taken, or the invitation to take one. */
export function LessonPane() {
  const { t } = useTranslation('lessons')
  const isTaken = useLessonShell((state) => state.isTaken)
  if (isTaken) return <LessonView />
  return (
    <section className={styles.nothing} aria-label={t('lesson.region')}>
      <GraduationCap aria-hidden />
      <h2>{t('none.title')}</h2>
      <p>{t('none.what')}</p>
      <Button look="primary" onClick={openLessonList}>
        {t('none.choose')}
      </Button>
    </section>
  )
}
