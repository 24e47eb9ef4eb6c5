import { CircleCheck, Hammer, Lightbulb, SearchX } from 'lucide-react'
import type { Beat, Task } from '../../lessons/format/lesson.ts'
import type { LessonState } from '../../lessons/run/state.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { Button } from '../widgets/Button.tsx'
import { CheckList } from './CheckList.tsx'
import styles from './Lesson.module.css'
import { useLesson } from './lesson-state.ts'
import { useLocalized } from './localized.ts'
import { Markdown } from './markdown/Markdown.tsx'
import { Solution } from './Solution.tsx'

export interface TaskCardProps {
  readonly beat: Beat
  readonly task: Task
  readonly state: LessonState
}

/** Something to bring about, or to mend: what must hold, live, with hints and a solution for who wants them. */
export function TaskCard({ beat, task, state }: TaskCardProps) {
  const { t } = useTranslation('lessons')
  const localized = useLocalized()
  const { phase, hintsShown, isSolutionShown } = state.beat
  const isBreak = beat.break !== undefined
  const isSet = phase === 'working' || phase === 'over' || isSolutionShown
  // A break's question would tell that it happened before it did.
  if (!isSet) return null
  const Icon = isBreak ? SearchX : Hammer
  return (
    <section
      className={styles.card}
      data-kind={isBreak ? 'break' : 'task'}
      data-solved={phase === 'over' || undefined}
    >
      <h4 className={styles.cardTitle}>
        <Icon aria-hidden />
        {t(isBreak ? 'break.title' : 'task.title')}
      </h4>
      <Markdown text={localized(task.ask)} />
      <CheckList task={task} isSolved={phase === 'over'} className={styles.checks} isCounting />
      {phase === 'over' && (
        <p className={styles.solved}>
          <CircleCheck className={styles.solvedIcon} aria-hidden />
          {t(state.solved[beat.id] === 'shown' ? 'task.solvedShown' : 'task.solved')}
        </p>
      )}
      <Hints task={task} shown={hintsShown} />
      {phase === 'working' && <Help hintsShown={hintsShown} />}
      <Solution task={task} />
    </section>
  )
}

function Hints({ task, shown }: { readonly task: Task; readonly shown: number }) {
  const { t } = useTranslation('lessons')
  const localized = useLocalized()
  const hints = task.hints.slice(0, shown)
  if (hints.length === 0) return null
  return (
    <ol className={styles.hints}>
      {hints.map((hint, index) => (
        <li key={localized(hint)}>
          <small>{t('task.hintName', { number: index + 1, count: task.hints.length })}</small>
          <Markdown text={localized(hint)} />
        </li>
      ))}
    </ol>
  )
}

const HINTS = 3

function Help({ hintsShown }: { readonly hintsShown: number }) {
  const { t } = useTranslation('lessons')
  const { hint, showSolution, isSolutionOpen, solve, goTo, state } = useLesson()
  return (
    <div className={styles.actions}>
      {hintsShown < HINTS && (
        <Button size="small" onClick={hint}>
          <Lightbulb aria-hidden />
          {t(hintsShown === 0 ? 'task.hint' : 'task.hintMore')}
        </Button>
      )}
      {!isSolutionOpen && (
        <Button size="small" look="quiet" onClick={() => showSolution(true)}>
          {t('task.solution')}
        </Button>
      )}
      {isSolutionOpen && (
        <Button size="small" onClick={solve}>
          {t('task.doIt')}
        </Button>
      )}
      <Button size="small" look="quiet" onClick={() => goTo(state?.beatIndex ?? 0)}>
        {t('task.startOver')}
      </Button>
    </div>
  )
}
