import { useTranslation } from 'react-i18next'
import { useShownStep } from '../panels/step/shown-step.ts'
import { Sentences } from './Sentences.tsx'
import styles from './Stage.module.css'

/** The step as it runs, for who watches for an answer. */
export function StepWords() {
  const { t } = useTranslation()
  const { t: own } = useTranslation('presenter')
  const step = useShownStep()
  return (
    <div className={styles.board}>
      <p className={styles.running}>
        <i className={styles.pulse} aria-hidden />
        {step ? t(step.title.key, { ...step.title.params }) : own('watching')}
      </p>
      {step && <Sentences step={step} />}
    </div>
  )
}
