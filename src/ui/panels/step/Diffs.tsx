import { useState } from 'react'
import type { ObjectRef } from '../../../protocol/trace.ts'
import type { FieldChange, ObjectDiff } from '../../../protocol/views.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ObjectLink } from '../../kinds/ObjectLink.tsx'
import { useWhy } from '../../state/why.ts'
import { valueText } from './value-text.ts'

/** What fits a glance; the rest opens on demand. */
const DIFFS_MAX = 5
const FIELDS_MAX = 7

/** What a step changed, object by object, as it was and is. */
export function Diffs({ diffs }: { readonly diffs: readonly ObjectDiff[] }) {
  const { t } = useTranslation('inspector')
  const [isOpen, setIsOpen] = useState(false)
  const ordered = diffs.toSorted((a, b) => tediumOf(a) - tediumOf(b))
  const shown = isOpen ? ordered : ordered.slice(0, DIFFS_MAX)
  const more = diffs.length - shown.length
  return (
    <>
      <h3>{t('step.changed')}</h3>
      {diffs.length === 0 && <p className="step-none">{t('step.changedNothing')}</p>}
      {shown.map((diff) => (
        <Diff key={keyOf(diff)} diff={diff} />
      ))}
      {more > 0 && (
        <button type="button" className="step-open" onClick={() => setIsOpen(true)}>
          +{more}
        </button>
      )}
    </>
  )
}

/** What beats along with everything comes after what the step is about. */
const TEDIOUS_KINDS = ['Event', 'Node', 'Lease']
const TEDIOUS_FIELD = /(lastHeartbeatTime|lastProbeTime|renewTime)$/

function tediumOf({ object }: ObjectDiff): number {
  return TEDIOUS_KINDS.indexOf(object.kind) + 1
}

/** What is wanted, what became of it, what says the same again, what beats. */
function tediumOfField({ path }: FieldChange): number {
  if (path.startsWith('spec')) return 0
  if (path.includes('last-applied-configuration')) return 2
  return TEDIOUS_FIELD.test(path) ? 3 : 1
}

function keyOf({ object, change }: ObjectDiff): string {
  return `${object.kind}/${object.namespace ?? ''}/${object.name}/${object.uid ?? ''}/${change}`
}

interface DiffProps {
  readonly diff: ObjectDiff
  /** What the change is called where it is none in time. */
  readonly label?: string
}

/** One object as it was and is; each field can be asked about. */
export function Diff({ diff, label }: DiffProps) {
  const { t } = useTranslation('inspector')
  const [isOpen, setIsOpen] = useState(false)
  // What is gone has nothing left to compare.
  const fields =
    diff.change === 'deleted'
      ? []
      : diff.fields.toSorted((a, b) => tediumOfField(a) - tediumOfField(b))
  const shown = isOpen ? fields : fields.slice(0, FIELDS_MAX)
  const more = fields.length - shown.length
  return (
    <article className="diff" data-change={diff.change}>
      <header>
        <ObjectLink object={diff.object} />
        <span className="diff-change">{label ?? t(`diff.${diff.change}`)}</span>
      </header>
      {shown.length > 0 && (
        <dl>
          {shown.map((field) => (
            <Field key={field.path} field={field} object={diff.object} />
          ))}
        </dl>
      )}
      {more > 0 && (
        <button type="button" className="step-open" onClick={() => setIsOpen(true)}>
          {t('step.moreFields', { count: more })}
        </button>
      )}
    </article>
  )
}

interface FieldProps {
  readonly field: FieldChange
  readonly object: ObjectRef
}

function Field({ field, object }: FieldProps) {
  const { t } = useTranslation('inspector')
  const { path } = field
  return (
    <div className="diff-field">
      <dt>
        <button
          type="button"
          className="diff-path"
          title={t('why:askField', { path })}
          onClick={() => useWhy.getState().ask({ type: 'object', object, path })}
        >
          {path}
        </button>
      </dt>
      {field.before !== undefined && (
        <dd className="diff-before">
          <span className="visually-hidden">{t('diff.before')}: </span>
          <del>{valueText(field.before)}</del>
        </dd>
      )}
      {field.after !== undefined && (
        <dd className="diff-after">
          <span className="visually-hidden">{t('diff.after')}: </span>
          <ins>{valueText(field.after)}</ins>
        </dd>
      )}
    </div>
  )
}
