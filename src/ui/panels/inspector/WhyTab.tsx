import type { ObjectInspection } from '../../../protocol/inspection.ts'
import type { Condition } from '../../../protocol/objects/meta.ts'
import type { StepView } from '../../../protocol/views.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useWhy } from '../../state/why.ts'
import { CauseButton } from '../step/Causes.tsx'
import { useShownStep } from '../step/shown-step.ts'
import { Words } from '../step/Words.tsx'
import { useObjectInspection } from './current-inspection.ts'
import { Events } from './Events.tsx'
import { Nothing } from './Nothing.tsx'
import { WhyAnswer } from './WhyAnswer.tsx'

/** Why: the answer to the reader's question if there is one, else the whole chain of causes of the step, and what the selected object says of its own state. */
export function WhyTab() {
  const { t } = useTranslation('inspector')
  const step = useShownStep()
  const inspection = useObjectInspection()
  const question = useWhy((state) => state.question)
  if (question) return <WhyAnswer question={question} />
  return (
    <section className="why">
      {step ? <Chain step={step} /> : <Nothing title={t('tab.why')} hint={t('why.none')} />}
      {inspection?.object && <OwnWords inspection={inspection} />}
    </section>
  )
}

function Chain({ step }: { readonly step: StepView }) {
  const { t } = useTranslation('inspector')
  // Told as it came about: from the user's own act down to the step.
  const causes = step.causes.toSorted((a, b) => a.position - b.position)
  return (
    <>
      <h2>{t('why.step')}</h2>
      <Words texts={step.why} className="why-reason" />
      <h2>{t('why.chain')}</h2>
      <p className="in-none">{t('why.chainHint')}</p>
      <ol className="chain">
        {causes.map((cause) => (
          <li key={cause.position}>
            <CauseButton cause={cause} />
          </li>
        ))}
        <li aria-current="step">
          <p className="chain-now">
            {t(step.title.key, { ...step.title.params })}
            <span> · {t('why.now')}</span>
          </p>
        </li>
      </ol>
    </>
  )
}

function OwnWords({ inspection }: { readonly inspection: ObjectInspection }) {
  const { t } = useTranslation('inspector')
  const conditions = conditionsOf(inspection)
  const warnings = inspection.events.filter((event) => event.type === 'Warning')
  return (
    <>
      <h2>{t('why.object', { name: inspection.ref.name })}</h2>
      {conditions.length > 0 && (
        <table className="conditions">
          <caption className="visually-hidden">{t('why.conditions')}</caption>
          <tbody>
            {conditions.map((condition) => (
              <tr key={condition.type} data-good={isGood(condition) || undefined}>
                <th scope="row">{condition.type}</th>
                <td>{condition.status}</td>
                <td>
                  {condition.reason}
                  {condition.message && <p>{condition.message}</p>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {warnings.length > 0 ? (
        <Events events={warnings} />
      ) : (
        <p className="in-none">{t('why.noWarnings')}</p>
      )}
    </>
  )
}

/** Conditions that are good news while they are false. */
const GOOD_IF_FALSE = /Pressure$|Unavailable$|Failure$/

function isGood({ type, status }: Condition): boolean {
  return status === (GOOD_IF_FALSE.test(type) ? 'False' : 'True')
}

/** `status.conditions` of any kind that has them. */
function conditionsOf({ object }: ObjectInspection): readonly Condition[] {
  const status = object?.status
  if (typeof status !== 'object' || status === null || !('conditions' in status)) return []
  return Array.isArray(status.conditions) ? status.conditions : []
}
