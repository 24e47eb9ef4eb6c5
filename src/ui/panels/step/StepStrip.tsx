import { useTranslation } from '../../i18n/use-translation.ts'
import { useShownStep } from './shown-step.ts'
import { Words } from './Words.tsx'

/** The step in brief, over the inspector's other tabs: the story goes on while one looks closer. */
export function StepStrip({ onOpen }: { readonly onOpen: () => void }) {
  const { t } = useTranslation('inspector')
  const step = useShownStep()
  return (
    <section className="strip" aria-label={t('step.region')}>
      {step ? (
        <>
          <button type="button" className="strip-title" title={t('step.open')} onClick={onOpen}>
            {step.chapter && (
              <span className="step-number" aria-hidden>
                {step.chapter.number}
              </span>
            )}
            {t(step.title.key, { ...step.title.params })}
          </button>
          <Words texts={step.what.slice(0, 1)} className="strip-what" />
        </>
      ) : (
        <p className="strip-what">{t('step.emptyInviteAgain')}</p>
      )}
    </section>
  )
}
