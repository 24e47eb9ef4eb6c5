import { useTranslation } from '../../i18n/use-translation.ts'
import { lazily } from '../../widgets/lazily.tsx'
import { EmptyStep } from './EmptyStep.tsx'
import './step.css'
import './traces.css'
import { useShownStep } from './shown-step.ts'

const ToldStep = lazily(() => import('./ToldStep.tsx').then((module) => module.ToldStep))

/** The step in words: what happened, why, and what it changed. */
export function StepPanel() {
  const { t } = useTranslation('inspector')
  const step = useShownStep()
  return (
    <section className="step" aria-label={t('step.region')}>
      {step ? <ToldStep step={step} /> : <EmptyStep />}
    </section>
  )
}
