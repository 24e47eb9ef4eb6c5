import type { StepView } from '../../../protocol/views.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ObjectLink } from '../../kinds/ObjectLink.tsx'
import { formatClock } from '../../state/clock.ts'
import { Causes } from './Causes.tsx'
import { ChapterBar } from './ChapterBar.tsx'
import { Diffs } from './Diffs.tsx'
import { ReconcileView } from './ReconcileView.tsx'
import { SchedulingTable } from './SchedulingTable.tsx'
import { Stages } from './Stages.tsx'
import { Words } from './Words.tsx'

/** A step from its title to what it changed. */
export function ToldStep({ step }: { readonly step: StepView }) {
  const { t } = useTranslation('inspector')
  return (
    <>
      {step.chapter && <ChapterBar chapter={step.chapter} />}
      <h2 className="step-title">
        {step.chapter && (
          <span className="step-number" aria-hidden>
            {step.chapter.number}
          </span>
        )}
        <span>{t(step.title.key, { ...step.title.params })}</span>
      </h2>
      <p className="step-place">
        {formatClock(step.atMicros)}
        <Actors names={step.actors} />
      </p>
      <Words texts={step.what} className="step-what" />
      {step.scheduling && <SchedulingTable trace={step.scheduling} />}
      {(step.why.length > 0 || step.causes.length > 0) && (
        <aside className="step-why">
          <h3>{t('step.because')}</h3>
          <Words texts={step.why} className="step-reason" />
          <Causes causes={step.causes} />
        </aside>
      )}
      {step.reconcile && <ReconcileView trace={step.reconcile} title={t('reconcile.title')} />}
      {step.stages && step.stages.length > 0 && <Stages stages={step.stages} />}
      {step.objects.length > 0 && <Objects step={step} />}
      <Diffs diffs={step.diffs} key={step.position} />
    </>
  )
}

/** More actors than this are a crowd that the diagram shows better. */
const ACTORS_MAX = 4

function Actors({ names }: { readonly names: readonly string[] }) {
  const shown = names.slice(0, ACTORS_MAX)
  const more = names.length - shown.length
  return (
    <span className="step-actors">
      {shown.join(' · ')}
      {more > 0 && ` +${more}`}
    </span>
  )
}

/** Objects beyond this are found in the diagram. */
const OBJECTS_MAX = 8

function Objects({ step }: { readonly step: StepView }) {
  const { t } = useTranslation('inspector')
  const more = step.objects.length - OBJECTS_MAX
  return (
    <>
      <h3>{t('step.objects')}</h3>
      <ul className="step-objects">
        {step.objects.slice(0, OBJECTS_MAX).map((object) => (
          <li key={`${object.kind}/${object.namespace}/${object.name}`}>
            <ObjectLink object={object} />
          </li>
        ))}
        {more > 0 && <li className="step-more">+{more}</li>}
      </ul>
    </>
  )
}
