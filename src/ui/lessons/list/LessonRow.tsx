import { Check } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Button } from '../../widgets/Button.tsx'
import type { BuiltIn } from '../built-in.ts'
import { showLessonPane } from '../lesson-shell.ts'
import { useLesson } from '../lesson-state.ts'
import { useLocalized } from '../localized.ts'
import { Markdown } from '../markdown/Markdown.tsx'
import { openBuiltIn } from '../open-lesson.ts'
import { type LessonProgress, useProgress } from '../progress.ts'
import styles from './LessonList.module.css'

export interface LessonRowProps {
  readonly builtIn: BuiltIn
  /** All of the list, for the names of those that come before. */
  readonly all: readonly BuiltIn[]
  readonly onOpen: () => void
}

/** One lesson of the list. */
export function LessonRow({ builtIn, all, onOpen }: LessonRowProps) {
  const { t } = useTranslation('lessons')
  const localized = useLocalized()
  const title = useId()
  const { lesson, id } = builtIn
  const progress = useProgress((state) => state.lessons[id])
  const isTaken = useLesson((play) => play.lesson?.id === id)
  const number = numberOf(id)
  const before = (lesson.prerequisites ?? []).filter((wanted) =>
    all.some((other) => other.id === wanted),
  )
  return (
    <li className={styles.row} data-done={progress?.isDone || undefined} aria-labelledby={title}>
      <span className={styles.number} aria-hidden>
        {progress?.isDone ? <Check /> : number}
      </span>
      <div className={styles.words}>
        <h3 id={title}>
          <span className="visually-hidden">{number}. </span>
          {localized(lesson.title)}
        </h3>
        <Markdown text={localized(lesson.goal)} isInline />
        <p className={styles.facts}>
          <span>{t('list.minutes', { count: lesson.minutes })}</span>
          {before.length > 0 && (
            <span>{t('list.needs', { names: before.map(numberOf).join(', ') })}</span>
          )}
          <Standing progress={progress} />
        </p>
        {(lesson.misconceptions ?? []).length > 0 && (
          <details>
            <summary>{t('list.refutes')}</summary>
            <ul>
              {lesson.misconceptions?.map((misconception) => (
                <li key={misconception.en}>
                  <Markdown text={localized(misconception)} isInline />
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
      <Button
        look={isTaken ? 'primary' : 'plain'}
        size="small"
        aria-describedby={title}
        onClick={() => {
          onOpen()
          if (isTaken) showLessonPane()
          else void openBuiltIn(id)
        }}
      >
        {t(isTaken ? 'list.continue' : progress ? 'list.again' : 'list.start')}
      </Button>
    </li>
  )
}

/** Lessons are numbered by their ids: `03-seven-steps`. */
function numberOf(id: string): string {
  const number = Number.parseInt(id, 10)
  return Number.isNaN(number) ? '·' : String(number)
}

function Standing({ progress }: { readonly progress: LessonProgress | undefined }) {
  const { t } = useTranslation('lessons')
  if (!progress) return <span>{t('list.new')}</span>
  if (progress.isDone) return <span className={styles.done}>{t('list.done')}</span>
  return (
    <span className={styles.begun}>
      {t('list.at', { number: progress.beat + 1, count: progress.beats })}
    </span>
  )
}
