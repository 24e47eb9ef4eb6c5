import { Circle, CircleCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Beat } from '../../lessons/format/lesson.ts'
import type { LessonState } from '../../lessons/run/state.ts'
import { useLesson } from '../lessons/lesson-state.ts'
import { useLocalized } from '../lessons/localized.ts'
import { Markdown } from '../lessons/markdown/Markdown.tsx'
import styles from './Stage.module.css'

export interface TaskBoardProps {
  readonly beat: Beat
  readonly state: LessonState
}

/** What the hall shall bring about, and how much of it holds already. */
export function TaskBoard({ beat, state }: TaskBoardProps) {
  const { t } = useTranslation('lessons')
  const localized = useLocalized()
  const verdicts = useLesson((play) => play.verdicts)
  const task = beat.task ?? beat.break
  if (!task) return null
  const isOver = state.beat.phase === 'over'
  return (
    <div className={styles.board}>
      <div className={styles.question}>
        <Markdown text={localized(task.ask)} />
      </div>
      <ul className={styles.checks} aria-label={t('task.checks')}>
        {task.checks.map((check, index) => {
          const isMet = isOver || verdicts[index]?.isMet === true
          const Icon = isMet ? CircleCheck : Circle
          return (
            <li key={localized(check.text)} data-met={isMet || undefined}>
              <Icon aria-hidden />
              <span>
                <Markdown text={localized(check.text)} isInline />
                <span className="visually-hidden">{t(isMet ? 'task.met' : 'task.unmet')}</span>
              </span>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
