import type { Beat, Lesson } from '../../lessons/format/lesson.ts'
import type { LessonState } from '../../lessons/run/state.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import styles from './Lesson.module.css'
import { useLesson } from './lesson-state.ts'
import { useLocalized } from './localized.ts'

export interface BeatDotsProps {
  readonly lesson: Lesson
  readonly state: LessonState
}

/** The lesson's parts in a row: what is done, where one stands, what kind of part comes. Each can be gone to. */
export function BeatDots({ lesson, state }: BeatDotsProps) {
  const { t } = useTranslation('lessons')
  const localized = useLocalized()
  const goTo = useLesson((play) => play.goTo)
  const count = lesson.beats.length
  return (
    <ol className={styles.dots} aria-label={t('lesson.beats')}>
      {lesson.beats.map((beat, index) => {
        const standing = standingOf(index, beat, state)
        const label = t(labels[standing], {
          number: index + 1,
          count,
          title: localized(beat.title),
        })
        return (
          <li key={beat.id}>
            <button
              type="button"
              data-standing={standing}
              data-kind={kindOf(beat)}
              aria-current={standing === 'now' ? 'step' : undefined}
              aria-label={label}
              title={label}
              onClick={() => goTo(index)}
            >
              <i />
            </button>
          </li>
        )
      })}
    </ol>
  )
}

const labels = {
  done: 'lesson.beatDone',
  now: 'lesson.beatNow',
  ahead: 'lesson.beat',
} as const

function standingOf(index: number, beat: Beat, state: LessonState): keyof typeof labels {
  if (index === state.beatIndex) return 'now'
  return state.visited.includes(beat.id) ? 'done' : 'ahead'
}

function kindOf(beat: Beat): 'read' | 'predict' | 'do' {
  if (beat.task || beat.break) return 'do'
  return beat.prediction ? 'predict' : 'read'
}
