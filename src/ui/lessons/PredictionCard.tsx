import { Check, CircleHelp, X } from 'lucide-react'
import { useEffect, useId, useRef } from 'react'
import type { Prediction } from '../../lessons/format/lesson.ts'
import type { BeatState } from '../../lessons/run/state.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { Button } from '../widgets/Button.tsx'
import { CallList } from './CallList.tsx'
import styles from './Lesson.module.css'
import { useLesson } from './lesson-state.ts'
import { useLocalized } from './localized.ts'
import { Markdown } from './markdown/Markdown.tsx'

export interface PredictionCardProps {
  readonly prediction: Prediction
  readonly state: BeatState
}

/** A question before the deed. Which choice was right, the cluster says; the reader's own stays in sight. */
export function PredictionCard({ prediction, state }: PredictionCardProps) {
  const { t } = useTranslation('lessons')
  const localized = useLocalized()
  const { picked, choose, reveal } = useLesson()
  const group = useId()
  const isOpen = state.phase === 'predicting'
  const chosen = isOpen ? picked : state.chosen
  return (
    <section className={styles.card} data-kind="predict" aria-labelledby={group}>
      <h4 className={styles.cardTitle}>
        <CircleHelp aria-hidden />
        {t('predict.title')}
      </h4>
      <div id={group} className={styles.question}>
        <Markdown text={localized(prediction.question)} />
      </div>
      <div className={styles.choices} role="radiogroup" aria-labelledby={group}>
        {prediction.choices.map((choice) => (
          <label key={choice.id} className={styles.choice} {...marksOf(choice.id, chosen, state)}>
            <input
              type="radio"
              name={group}
              value={choice.id}
              checked={chosen === choice.id}
              disabled={!isOpen}
              onChange={() => choose(choice.id)}
            />
            <span>
              <Markdown text={localized(choice.text)} isInline />
              <Marks isRight={state.outcome?.includes(choice.id)} isChosen={chosen === choice.id} />
            </span>
          </label>
        ))}
      </div>
      {isOpen && (
        <div className={styles.actions}>
          <Button look="primary" disabled={picked === null} onClick={reveal}>
            {t('predict.see')}
          </Button>
          {picked === null && (
            <Button look="quiet" size="small" onClick={reveal}>
              {t('lesson.skipAsk')}
            </Button>
          )}
        </div>
      )}
      {isOpen && picked === null && <p className={styles.quiet}>{t('predict.choose')}</p>}
      {state.outcome && <Verdict prediction={prediction} state={state} />}
    </section>
  )
}

function marksOf(id: string, chosen: string | null, { outcome }: BeatState) {
  if (!outcome) return { 'data-chosen': chosen === id || undefined }
  return {
    'data-chosen': chosen === id || undefined,
    'data-outcome': outcome.includes(id) ? 'right' : chosen === id ? 'wrong' : 'other',
  }
}

interface MarksProps {
  /** Undefined while the cluster has not answered. */
  readonly isRight: boolean | undefined
  readonly isChosen: boolean
}

function Marks({ isRight, isChosen }: MarksProps) {
  const { t } = useTranslation('lessons')
  if (isRight === undefined || (!isRight && !isChosen)) return null
  return (
    <small className={styles.marks}>
      {isRight && (
        <span data-mark="right">
          <Check aria-hidden />
          {t('predict.markRight')}
        </span>
      )}
      {isChosen && (
        <span data-mark={isRight ? 'right' : 'wrong'}>
          {!isRight && <X aria-hidden />}
          {t('predict.markYours')}
        </span>
      )}
    </small>
  )
}

/** What the reader's choice came to, and what the author says to it. */
function Verdict({ prediction, state }: PredictionCardProps) {
  const { t } = useTranslation('lessons')
  const localized = useLocalized()
  const { chosen, outcome } = state
  const told = prediction.choices.find(({ id }) => id === (chosen ?? outcome?.[0]))
  const words = useRef<HTMLDivElement>(null)
  // The answer comes some while after the question was read.
  useEffect(() => {
    // Some browsers answer with a promise, which is no clean-up.
    words.current?.scrollIntoView?.({ block: 'nearest' })
  }, [])
  return (
    <div ref={words} className={styles.verdict} data-verdict={verdictOf(state)}>
      <p>
        <b>{t(`predict.${verdictOf(state)}`)}</b>
      </p>
      {told?.feedback && <Markdown text={localized(told.feedback)} />}
      <CallList calls={state.calls} className={styles.calls} />
    </div>
  )
}

/** In a word, for the card and for who listens. */
export function verdictOf({ chosen, outcome }: BeatState): 'right' | 'wrong' | 'skipped' | 'none' {
  if (!outcome || outcome.length === 0) return 'none'
  if (chosen === null) return 'skipped'
  return outcome.includes(chosen) ? 'right' : 'wrong'
}
