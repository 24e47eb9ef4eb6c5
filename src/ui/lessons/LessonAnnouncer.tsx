import { useTranslation } from '../i18n/use-translation.ts'
import { useLesson } from './lesson-state.ts'
import { useLocalized } from './localized.ts'
import { verdictOf } from './PredictionCard.tsx'

/** Says to screen readers what changed in the lesson: the part, the answer, the solved task, the way off the script. */
export function LessonAnnouncer() {
  const { t } = useTranslation('lessons')
  const localized = useLocalized()
  const { lesson, state, isAway } = useLesson()
  const beat = lesson?.beats[state?.beatIndex ?? 0]
  if (!lesson || !state || !beat) return null
  const isSolved = state.beat.phase === 'over' && (beat.task ?? beat.break) !== undefined
  return (
    <div className="visually-hidden" aria-live="polite" data-lesson-announcer>
      <p>
        {t('lesson.said', {
          number: state.beatIndex + 1,
          count: lesson.beats.length,
          title: localized(beat.title),
        })}
      </p>
      {state.beat.phase === 'working' && <p>{t(beat.break ? 'break.title' : 'task.title')}</p>}
      {state.beat.outcome && <p>{t(`predict.${verdictOf(state.beat)}`)}</p>}
      {isSolved && <p>{t('task.solved')}</p>}
      {isAway && <p>{t('away.said')}</p>}
    </div>
  )
}
