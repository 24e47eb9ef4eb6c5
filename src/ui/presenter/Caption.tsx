import { OctagonPause, TriangleAlert } from 'lucide-react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useLesson } from '../lessons/lesson-state.ts'
import { useShownStep } from '../panels/step/shown-step.ts'
import { formatClock } from '../state/clock.ts'
import { useCluster } from '../state/cluster.ts'
import { useFiles } from '../state/files.ts'
import { useSession } from '../state/session-state.ts'
import { LessonCaption } from './LessonCaption.tsx'
import { Sentences } from './Sentences.tsx'
import styles from './Stage.module.css'
import { usePresentPart } from './stage-state.ts'

/** The strip below the diagram: what happens, or what the lesson says and asks. */
export function Caption() {
  const { t } = useTranslation('presenter')
  const hasLesson = useLesson((play) => play.lesson !== null)
  const part = usePresentPart()
  return (
    <footer
      className={styles.strip}
      data-lesson-on={hasLesson || undefined}
      data-part={part ?? undefined}
    >
      <section className={styles.caption} aria-label={t('caption')}>
        <Stopped />
        {hasLesson ? <LessonCaption /> : <StepCaption />}
      </section>
    </footer>
  )
}

/** Why time stopped, or what else the page has to warn of: larger than anything, for it was not asked for. */
function Stopped() {
  const { t } = useTranslation()
  const notice = useSession((state) => state.notice)
  if (!notice || notice.tone === 'info') return null
  const Icon = notice.tone === 'stop' ? OctagonPause : TriangleAlert
  return (
    <p className={styles.stopped} role="status" data-tone={notice.tone}>
      <Icon aria-hidden />
      <span>{t(notice.key, { ...notice.params })}</span>
    </p>
  )
}

function StepCaption() {
  const { t } = useTranslation()
  const { t: own } = useTranslation('presenter')
  const step = useShownStep()
  const isUntouched = useSession((state) => state.isUntouched)
  const file = useFiles((state) => state.active)
  if (!step) {
    return (
      <>
        <Heading title={own('beginning')} />
        <p className={styles.words}>{isUntouched && own('beginningWhat', { file })}</p>
      </>
    )
  }
  return (
    <>
      <Heading title={t(step.title.key, { ...step.title.params })} number={step.chapter?.number} />
      <Sentences step={step} />
    </>
  )
}

interface HeadingProps {
  readonly title: string
  readonly number?: number
}

function Heading({ title, number }: HeadingProps) {
  const time = useCluster((state) => formatClock(state.atMicros))
  return (
    <header className={styles.heading}>
      <h2 className={styles.title}>
        {number !== undefined && <span className={styles.number}>{number}</span>}
        {title}
      </h2>
      <span className={styles.aside}>{time}</span>
    </header>
  )
}
