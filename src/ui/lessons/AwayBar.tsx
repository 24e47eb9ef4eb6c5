import { Undo2 } from 'lucide-react'
import { useTranslation } from '../i18n/use-translation.ts'
import { Button } from '../widgets/Button.tsx'
import styles from './Lesson.module.css'
import { useLesson } from './lesson-state.ts'

/** The learner left the script: nothing is lost, and here is the way back. */
export function AwayBar() {
  const { t } = useTranslation('lessons')
  const { isAway, comeBack } = useLesson()
  if (!isAway) return null
  return (
    <aside className={styles.away}>
      <div>
        <b>{t('away.title')}</b>
        <p>{t('away.what')}</p>
      </div>
      <Button size="small" look="primary" onClick={comeBack}>
        <Undo2 aria-hidden />
        {t('away.back')}
      </Button>
    </aside>
  )
}
