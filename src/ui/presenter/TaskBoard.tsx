import type { Beat } from '../../lessons/format/lesson.ts'
import type { LessonState } from '../../lessons/run/state.ts'
import { CheckList } from '../lessons/CheckList.tsx'
import { useLocalized } from '../lessons/localized.ts'
import { Markdown } from '../lessons/markdown/Markdown.tsx'
import styles from './Stage.module.css'

export interface TaskBoardProps {
  readonly beat: Beat
  readonly state: LessonState
}

/** What the hall shall bring about, and how much of it holds already. */
export function TaskBoard({ beat, state }: TaskBoardProps) {
  const localized = useLocalized()
  const task = beat.task ?? beat.break
  if (!task) return null
  return (
    <div className={styles.board}>
      <div className={styles.question}>
        <Markdown text={localized(task.ask)} />
      </div>
      <CheckList task={task} isSolved={state.beat.phase === 'over'} className={styles.checks} />
    </div>
  )
}
