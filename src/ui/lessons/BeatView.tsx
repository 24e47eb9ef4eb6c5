import { FileText } from 'lucide-react'
import type { Beat } from '../../lessons/format/lesson.ts'
import type { LessonState, Stall } from '../../lessons/run/state.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { usePanes } from '../state/panes.ts'
import { Button } from '../widgets/Button.tsx'
import { useActText } from './act-text.ts'
import styles from './Lesson.module.css'
import { useLessonShell } from './lesson-shell.ts'
import { useLesson } from './lesson-state.ts'
import { useLocalized } from './localized.ts'
import { Markdown } from './markdown/Markdown.tsx'
import { PredictionCard } from './PredictionCard.tsx'
import { TaskCard } from './TaskCard.tsx'

export interface BeatViewProps {
  readonly beat: Beat
  readonly state: LessonState
}

/** One beat: what to read, what to answer or do, and what was seen. */
export function BeatView({ beat, state }: BeatViewProps) {
  const localized = useLocalized()
  const { phase, stall } = state.beat
  const task = beat.task ?? beat.break
  return (
    <article className={styles.beat}>
      <h3 className={styles.beatTitle} tabIndex={-1} data-beat-title>
        {localized(beat.title)}
      </h3>
      <Markdown text={localized(beat.text)} />
      <FileShown />
      {beat.prediction && <PredictionCard prediction={beat.prediction} state={state.beat} />}
      {phase === 'doing' && <Doing />}
      {phase === 'stalled' && stall && <Stalled beat={beat} stall={stall} />}
      <Trouble />
      {task && <TaskCard beat={beat} task={task} state={state} />}
      {phase === 'over' && beat.after && (
        <div className={styles.after}>
          <Markdown text={localized(beat.after)} />
        </div>
      )}
    </article>
  )
}

function Doing() {
  const { t } = useTranslation('lessons')
  return (
    <p className={styles.doing}>
      <i className={styles.pulse} aria-hidden />
      {t('lesson.doing')}
    </p>
  )
}

/** The lesson opened a file, which has its place behind this one. */
function FileShown() {
  const { t } = useTranslation('lessons')
  const file = useLessonShell((state) => state.fileShown)
  if (file === null) return null
  return (
    <p className={styles.file}>
      <FileText aria-hidden />
      <span>{t('lesson.fileOpen', { file })}</span>
      <Button
        size="small"
        onClick={() => usePanes.setState({ left: 'manifest', narrow: 'editor' })}
      >
        {t('lesson.fileShow')}
      </Button>
    </p>
  )
}

function Stalled({ beat, stall }: { readonly beat: Beat; readonly stall: Stall }) {
  const { t } = useTranslation('lessons')
  const next = useLesson((play) => play.next)
  const actText = useActText()
  const task = beat.task ?? beat.break
  const lists = { do: beat.do, fault: beat.break?.fault, solution: task?.solution }
  const act = lists[stall.list]?.[stall.act]
  const isRefused = stall.reason === 'refused'
  // A fault stays a secret even where it went wrong.
  const what = act && stall.list !== 'fault' ? actText(act) : ''
  return (
    <div className={styles.stall} role="status">
      <p>{t(isRefused ? 'stall.refused' : 'stall.notMet', { what })}</p>
      {stall.problems.map((problem) => (
        <p key={`${problem.line}/${problem.message}`} className={styles.problem}>
          {problem.message}
        </p>
      ))}
      {!isRefused && <p className={styles.quiet}>{t('stall.notMetWhy')}</p>}
      <Button look="primary" size="small" onClick={next}>
        {t('stall.goOn')}
      </Button>
    </div>
  )
}

/** The run that the lesson played on is gone, or something in it broke. */
function Trouble() {
  const { t } = useTranslation('lessons')
  const trouble = useLesson((play) => play.trouble)
  const { goTo, state } = useLesson()
  if (trouble === '' || !state) return null
  return (
    <div className={styles.stall} role="alert">
      <p>{t('lesson.stopped', { message: trouble })}</p>
      <Button size="small" onClick={() => goTo(state.beatIndex)}>
        {t('lesson.tryAgain')}
      </Button>
    </div>
  )
}
