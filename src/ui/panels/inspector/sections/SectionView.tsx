import type { ReactNode } from 'react'
import type { Section, SectionFacts, SectionText } from '../../../../protocol/inspection.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { formatClock } from '../../../state/clock.ts'
import { commands } from '../../../state/commands.ts'
import { ReconcileView } from '../../step/ReconcileView.tsx'
import { SchedulingTable } from '../../step/SchedulingTable.tsx'
import { Block } from '../Block.tsx'
import { cellText } from './cell-text.ts'
import { SectionTableView } from './SectionTableView.tsx'

/** One section of a component's inside, whichever form it has. */
export function SectionView({ section }: { readonly section: Section }) {
  const { t } = useTranslation('inspector')
  return (
    <Block title={t(section.title.key, { ...section.title.params })} count={countOf(section)}>
      <Body section={section} />
    </Block>
  )
}

function countOf(section: Section): number | undefined {
  return section.type === 'table' ? section.rows.length + section.more : undefined
}

function Body({ section }: { readonly section: Section }) {
  switch (section.type) {
    case 'table':
      return <SectionTableView table={section} />
    case 'facts':
      return <Facts section={section} />
    case 'text':
      return <Lines section={section} />
    case 'reconciles':
      return (
        <Times items={section.reconciles}>
          {(item) => <ReconcileView trace={item.trace} title="" />}
        </Times>
      )
    case 'scheduling':
      return (
        <Times items={section.cycles}>{(item) => <SchedulingTable trace={item.trace} />}</Times>
      )
  }
}

function Facts({ section }: { readonly section: SectionFacts }) {
  const { t } = useTranslation('inspector')
  return (
    <dl className="facts">
      {section.facts.map((fact) => (
        <div key={fact.label.key}>
          <dt>{t(fact.label.key, { ...fact.label.params })}</dt>
          <dd>{cellText(fact.value)}</dd>
        </div>
      ))}
    </dl>
  )
}

function Lines({ section }: { readonly section: SectionText }) {
  const { t } = useTranslation('inspector')
  if (section.lines.length === 0) return <p className="in-none">{t('component.empty')}</p>
  return <pre className="lines">{section.lines.join('\n')}</pre>
}

interface Timed {
  readonly position: number
  readonly atMicros: number
}

interface TimesProps<T extends Timed> {
  readonly items: readonly T[]
  readonly children: (item: T) => ReactNode
}

/** Things with their time; a click on the time goes there. */
function Times<T extends Timed>({ items, children }: TimesProps<T>) {
  const { t } = useTranslation('inspector')
  if (items.length === 0) return <p className="in-none">{t('component.empty')}</p>
  const keyed = items.map((item, index) => ({ item, key: `${item.position}/${index}` }))
  return (
    <ol className="times">
      {keyed.map(({ item, key }) => (
        <li key={key}>
          <button
            type="button"
            className="times-at"
            title={t('step.jump', { time: formatClock(item.atMicros) })}
            onClick={() => commands.seek(item.position)}
          >
            {formatClock(item.atMicros)}
          </button>
          {children(item)}
        </li>
      ))}
    </ol>
  )
}
