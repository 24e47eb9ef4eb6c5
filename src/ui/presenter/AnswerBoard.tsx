import { Check, X } from 'lucide-react'
import type { Prediction } from '../../lessons/format/lesson.ts'
import type { BeatState } from '../../lessons/run/state.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { CallList } from '../lessons/CallList.tsx'
import { useLesson } from '../lessons/lesson-state.ts'
import { useLocalized } from '../lessons/localized.ts'
import { Markdown } from '../lessons/markdown/Markdown.tsx'
import styles from './Stage.module.css'

export interface AnswerBoardProps {
  readonly prediction: Prediction
  readonly state: BeatState
}

/** The answers to the question in the heading, before the deed; after it, which of them came true. */
export function AnswerBoard({ prediction, state }: AnswerBoardProps) {
  const { t } = useTranslation('presenter')
  const localized = useLocalized()
  const { picked, choose } = useLesson()
  const isOpen = state.phase === 'predicting'
  const chosen = isOpen ? picked : state.chosen
  const told = prediction.choices.find(({ id }) => id === (chosen ?? state.outcome?.[0]))
  return (
    <div className={styles.board}>
      <ol className={styles.choices} aria-label={t('question')}>
        {prediction.choices.map((choice, index) => (
          <li key={choice.id}>
            <button
              type="button"
              className={styles.choice}
              aria-pressed={chosen === choice.id}
              disabled={!isOpen}
              data-outcome={outcomeOf(choice.id, chosen, state)}
              onClick={() => choose(choice.id)}
            >
              <b aria-hidden>{index + 1}</b>
              <span>
                <Markdown text={localized(choice.text)} isInline />
                <Mark
                  isRight={state.outcome?.includes(choice.id)}
                  isChosen={chosen === choice.id}
                />
              </span>
            </button>
          </li>
        ))}
      </ol>
      {state.outcome && told?.feedback ? (
        <div className={styles.words}>
          <Markdown text={localized(told.feedback)} />
        </div>
      ) : (
        <CallList calls={state.calls} className={styles.calls} />
      )}
    </div>
  )
}

function outcomeOf(id: string, chosen: string | null, { outcome }: BeatState) {
  if (!outcome) return undefined
  if (outcome.includes(id)) return 'right'
  return chosen === id ? 'wrong' : 'other'
}

interface MarkProps {
  /** Undefined while the cluster has not answered. */
  readonly isRight: boolean | undefined
  readonly isChosen: boolean
}

function Mark({ isRight, isChosen }: MarkProps) {
  const { t } = useTranslation('presenter')
  if (isRight === undefined || (!isRight && !isChosen)) return null
  const Icon = isRight ? Check : X
  return (
    <small className={styles.mark} data-mark={isRight ? 'right' : 'wrong'}>
      <Icon aria-hidden />
      {t(isRight ? 'right' : 'yours')}
    </small>
  )
}
