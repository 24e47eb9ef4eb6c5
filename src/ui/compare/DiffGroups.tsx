import { useState } from 'react'
import type { ObjectDiff } from '../../protocol/views.ts'
import { formatNumber } from '../i18n/formats.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { Diff } from '../panels/step/Diffs.tsx'
import { Button } from '../widgets/Button.tsx'
import styles from './Compare.module.css'
import { groupedBy } from './differences.ts'

/** What is wanted comes before what became of it. */
const KINDS_FIRST = ['Deployment', 'ReplicaSet', 'Pod', 'Service', 'EndpointSlice', 'Node']
const SHOWN_OF_KIND = 20

export interface DiffGroupsProps {
  readonly diffs: readonly ObjectDiff[]
  /** What the changes are called, where they are no changes in time. */
  readonly labels?: { readonly [C in ObjectDiff['change']]: string }
}

/** Differing objects with their fields, kind by kind. */
export function DiffGroups({ diffs, labels }: DiffGroupsProps) {
  const { t } = useTranslation('compare')
  if (diffs.length === 0) return <p className={styles.note}>{t('same')}</p>
  const groups = groupedBy(diffs, ({ object }) => object.kind)
  return (
    <>
      <p className={styles.note} role="status">
        {t('counted', { count: diffs.length })}
      </p>
      <div className={styles.groups}>
        {[...groups.keys()].toSorted(byKind).map((kind) => (
          <Group key={kind} kind={kind} diffs={groups.get(kind) ?? []} labels={labels} />
        ))}
      </div>
    </>
  )
}

function byKind(a: string, b: string): number {
  const rank = (kind: string) => {
    const found = KINDS_FIRST.indexOf(kind)
    return found < 0 ? KINDS_FIRST.length : found
  }
  return rank(a) - rank(b) || (a < b ? -1 : 1)
}

type GroupProps = DiffGroupsProps & { readonly kind: string }

function Group({ kind, diffs, labels }: GroupProps) {
  const { t } = useTranslation('compare')
  const [isOpen, setIsOpen] = useState(false)
  const shown = isOpen ? diffs : diffs.slice(0, SHOWN_OF_KIND)
  const more = diffs.length - shown.length
  return (
    <section className={styles.group} aria-label={kind}>
      <h3>
        {kind} <span>{formatNumber(diffs.length)}</span>
      </h3>
      {shown.map((diff) => (
        <Diff
          key={`${diff.object.namespace ?? ''}/${diff.object.name}`}
          diff={diff}
          label={labels?.[diff.change]}
        />
      ))}
      {more > 0 && (
        <Button size="small" onClick={() => setIsOpen(true)}>
          {t('more', { count: more })}
        </Button>
      )}
    </section>
  )
}
