import type { Lesson } from '../../lessons/format/lesson.ts'
import type { LessonState } from '../../lessons/run/state.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { Button } from '../widgets/Button.tsx'
import styles from './Lesson.module.css'
import { openLessonList } from './lesson-shell.ts'
import { useLesson } from './lesson-state.ts'
import { useLocalized } from './localized.ts'
import { Markdown } from './markdown/Markdown.tsx'
import { useProgress } from './progress.ts'

export interface SummaryProps {
  readonly lesson: Lesson
  readonly state: LessonState
}

/** The lesson is over: what it came to. */
export function Summary({ lesson, state }: SummaryProps) {
  const { t } = useTranslation('lessons')
  const localized = useLocalized()
  const leave = useLesson((play) => play.leave)
  const seconds = useProgress(({ lessons }) => lessons[lesson.id]?.seconds ?? 0)
  const answers = Object.values(state.answers)
  const solved = Object.values(state.solved)
  return (
    <section className={styles.summary}>
      <h3>{t('lesson.overTitle', { title: localized(lesson.title) })}</h3>
      <ul>
        {answers.length > 0 && (
          <li>
            {t('lesson.overPredicted', {
              right: answers.filter(({ isRight }) => isRight).length,
              count: answers.length,
            })}
          </li>
        )}
        {solved.length > 0 && (
          <li>
            {t('lesson.overSolved', {
              alone: solved.filter((how) => how === 'alone').length,
              count: solved.length,
            })}
          </li>
        )}
        <li>{t('lesson.overTime', { minutes: Math.max(1, Math.round(seconds / 60)) })}</li>
      </ul>
      <p>{t('lesson.overCan')}</p>
      <Markdown text={localized(lesson.goal)} />
      <div className={styles.actions}>
        <Button look="primary" onClick={openLessonList}>
          {t('lesson.toList')}
        </Button>
        <Button look="quiet" onClick={leave}>
          {t('lesson.close')}
        </Button>
      </div>
    </section>
  )
}
