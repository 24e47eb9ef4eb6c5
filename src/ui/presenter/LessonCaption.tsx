import type { Act, Beat } from '../../lessons/format/lesson.ts'
import type { LessonState } from '../../lessons/run/state.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { useActText } from '../lessons/act-text.ts'
import { CallList } from '../lessons/CallList.tsx'
import { useLesson } from '../lessons/lesson-state.ts'
import { useLocalized } from '../lessons/localized.ts'
import { Markdown } from '../lessons/markdown/Markdown.tsx'
import { formatClock } from '../state/clock.ts'
import { useCluster } from '../state/cluster.ts'
import { AnswerBoard } from './AnswerBoard.tsx'
import { PagedWords } from './PagedWords.tsx'
import type { Part } from './parts.ts'
import { useReachedTitle } from './reached.ts'
import styles from './Stage.module.css'
import { StepWords } from './StepWords.tsx'
import { usePresentPart, useStage } from './stage-state.ts'
import { TaskBoard } from './TaskBoard.tsx'

/** The present part of the present beat. */
export function LessonCaption() {
  const { lesson, state, trouble } = useLesson()
  const part = usePresentPart()
  const beat = lesson?.beats[state?.beatIndex ?? 0]
  if (!lesson || !state || !beat || !part) return null
  return (
    <>
      <Heading beat={beat} state={state} count={lesson.beats.length} part={part} />
      {trouble !== '' && <Trouble message={trouble} />}
      <PartBody beat={beat} state={state} part={part} />
    </>
  )
}

interface PartProps {
  readonly beat: Beat
  readonly state: LessonState
  readonly part: Part
}

/** The beat's title, or its question; while the cluster works, the last thing that it came to. */
function Heading({ beat, state, count, part }: PartProps & { readonly count: number }) {
  const { t } = useTranslation('presenter')
  const localized = useLocalized()
  const pages = useStage((stage) => stage.pages)
  const page = useStage((stage) => stage.page)
  // To the hundredth: that much is told of in lessons.
  const time = useCluster(({ atMicros }) => formatClock(atMicros).slice(0, -1))
  const isDoing = state.beat.phase === 'doing'
  const isAsking = part === 'question' || part === 'watching' || part === 'outcome'
  const question = isAsking ? beat.prediction?.question : undefined
  const place = { number: state.beatIndex + 1, count }
  return (
    <header className={styles.heading}>
      <h2
        className={styles.title}
        data-doing={isDoing || undefined}
        data-question={question !== undefined || undefined}
      >
        {isDoing && <i className={styles.pulse} aria-hidden />}
        {question ? <Markdown text={localized(question)} isInline /> : localized(beat.title)}
        {isDoing && part === 'text' && <Reached />}
      </h2>
      {part === 'after' && <CallList calls={state.beat.calls} className={styles.calls} />}
      {pages > 1 && (
        <span className={styles.pageNumber}>{t('page', { page: page + 1, pages })}</span>
      )}
      <span className={styles.aside}>{time}</span>
      <span className={styles.aside} title={t('place', place)}>
        {place.number} / {place.count}
      </span>
    </header>
  )
}

/** What of the story has happened last, since the beat began. */
function Reached() {
  const { t } = useTranslation()
  const title = useReachedTitle()
  return title && <small className={styles.reached}>{t(title.key, { ...title.params })}</small>
}

function PartBody({ beat, state, part }: PartProps) {
  const { t } = useTranslation('presenter')
  const localized = useLocalized()
  const lesson = useLesson((play) => play.lesson)
  switch (part) {
    case 'text':
      return <Told key={`${beat.id} text`} text={localized(beat.text)} />
    case 'file':
      // The file itself fills the stage.
      return null
    case 'after':
      return <Told key={`${beat.id} after`} text={beat.after ? localized(beat.after) : ''} />
    case 'question':
    case 'outcome':
      return beat.prediction ? (
        <AnswerBoard prediction={beat.prediction} state={state.beat} />
      ) : null
    case 'watching':
      return <StepWords />
    case 'stalled':
      return (
        <p className={styles.words} role="status">
          {t('stalled')}
        </p>
      )
    case 'task':
      return <TaskBoard beat={beat} state={state} />
    case 'solution':
      return <SolutionBoard beat={beat} isDoing={state.beat.phase === 'doing'} />
    case 'end':
      return (
        lesson && <p className={styles.words}>{t('ended', { title: localized(lesson.title) })}</p>
      )
  }
}

function Told({ text }: { readonly text: string }) {
  return (
    <PagedWords>
      <Markdown text={text} />
    </PagedWords>
  )
}

/** Waiting is part of showing a solution, not of what somebody would do. */
function isMove(act: Act): boolean {
  return !('pass' in act || 'until' in act || 'runToQuiet' in act)
}

interface SolutionBoardProps {
  readonly beat: Beat
  readonly isDoing: boolean
}

/** One way to do the task: before the lesson does it, and while it does. */
function SolutionBoard({ beat, isDoing }: SolutionBoardProps) {
  const { t } = useTranslation('presenter')
  const actText = useActText()
  const task = beat.task ?? beat.break
  return (
    <div className={styles.board}>
      {isDoing ? <StepWords /> : <p className={styles.words}>{t('solution')}</p>}
      <ol className={styles.acts}>
        {task?.solution.filter(isMove).map((act, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a solution's acts have no identity but their place
          <li key={index}>
            <code>{actText(act)}</code>
          </li>
        ))}
      </ol>
    </div>
  )
}

/** The run that the lesson plays on is gone: the audience sees that it is not the cluster's doing. */
function Trouble({ message }: { readonly message: string }) {
  const { t } = useTranslation('lessons')
  return (
    <p className={styles.stopped} role="alert" data-tone="warning">
      {t('lesson.stopped', { message })}
    </p>
  )
}
