import { useTranslation } from '../../i18n/use-translation.ts'
import { useSession } from '../../state/session-state.ts'

const CHAPTERS = [1, 2, 3, 4, 5, 6, 7]

/** Before the first step: what there is to see, and how to begin. */
export function EmptyStep() {
  const { t } = useTranslation('inspector')
  const isUntouched = useSession((state) => state.isUntouched)
  const isBooting = useSession((state) => state.booting !== null)
  if (isBooting) return <StepOfBoot />
  return (
    <div className="step-empty">
      <h2 className="step-title">{t('step.emptyTitle')}</h2>
      <p className="step-what">{t('step.emptyWhat')}</p>
      <div className="step-invite">
        <p>{t(isUntouched ? 'step.emptyInvite' : 'step.emptyInviteAgain')}</p>
        <p className="step-key">{t('step.emptyKey')}</p>
      </div>
      {isUntouched && (
        <div className="step-plan">
          <h3>{t('step.emptyPlan')}</h3>
          <ol>
            {CHAPTERS.map((number) => (
              <li key={number}>{t(`step.plan${number}`)}</li>
            ))}
          </ol>
        </div>
      )}
    </div>
  )
}

/** A boot that takes long: nothing is at rest yet. */
function StepOfBoot() {
  const { t } = useTranslation()
  return (
    <div className="step-empty">
      <h2 className="step-title">{t('app.startingTitle')}</h2>
      <p className="step-what">{t('app.startingWhat')}</p>
    </div>
  )
}
