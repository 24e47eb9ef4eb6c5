import { Circle, CircleCheck } from 'lucide-react'
import type { Task } from '../../lessons/format/lesson.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { useLesson } from './lesson-state.ts'
import { useLocalized } from './localized.ts'
import { Markdown } from './markdown/Markdown.tsx'

export interface CheckListProps {
  readonly task: Task
  readonly isSolved: boolean
  /** The looks are the place's: a lesson's page, or the stage. */
  readonly className: string | undefined
  /** Whether to say how much was found where a check does not hold yet. */
  readonly isCounting?: boolean
}

/** What must hold for a task to be solved, and what of it the cluster says holds now. */
export function CheckList({ task, isSolved, className, isCounting = false }: CheckListProps) {
  const { t } = useTranslation('lessons')
  const localized = useLocalized()
  const verdicts = useLesson((play) => play.verdicts)
  return (
    <ul className={className} aria-label={t('task.checks')}>
      {task.checks.map((check, index) => {
        const verdict = verdicts[index]
        const isMet = isSolved || verdict?.isMet === true
        const Icon = isMet ? CircleCheck : Circle
        return (
          <li key={localized(check.text)} data-met={isMet || undefined}>
            <Icon aria-hidden />
            <span>
              <Markdown text={localized(check.text)} isInline />
              <span className="visually-hidden">{t(isMet ? 'task.met' : 'task.unmet')}</span>
            </span>
            {isCounting && !isMet && verdict?.found !== undefined && (
              <small>{t('task.found', { count: verdict.found })}</small>
            )}
          </li>
        )
      })}
    </ul>
  )
}
