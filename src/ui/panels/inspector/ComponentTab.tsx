import { useTranslation } from '../../i18n/use-translation.ts'
import { useSelection } from '../../state/selection.ts'
import { useUnhurried } from '../../state/unhurried.ts'
import { useComponentInspection } from './current-inspection.ts'
import { MachineDiagram } from './MachineDiagram.tsx'
import { Nothing } from './Nothing.tsx'
import { SectionView } from './sections/SectionView.tsx'

/** The selected component's inside: queues, caches, rules, the last things it did. */
export function ComponentTab() {
  const { t } = useTranslation('inspector')
  const target = useSelection((state) => state.target)
  const inspection = useComponentInspection()
  if (target?.type !== 'component') {
    return <Nothing title={t('component.none')} hint={t('component.noneHint')} />
  }
  if (!inspection) return <Nothing title={target.name} hint={t('object.loading')} />
  return (
    <>
      <ComponentHead name={inspection.name} />
      {inspection.machines.map((view) => (
        <MachineDiagram key={`${view.machine}/${view.subject}`} view={view} />
      ))}
      {inspection.sections.length === 0 && inspection.machines.length === 0 && (
        <p className="in-none">{t('component.empty')}</p>
      )}
      {inspection.sections.map((section) => (
        <SectionView key={`${section.type}/${section.title.key}`} section={section} />
      ))}
    </>
  )
}

function ComponentHead({ name }: { readonly name: string }) {
  const { t } = useTranslation('inspector')
  const row = useUnhurried(({ rows }) => rows.components.get(name))
  return (
    <header className="in-head">
      <div>
        <p className="in-kind">{row?.host}</p>
        <h2>{name}</h2>
        {row && <p className="in-summary">{t(row.summary.key, { ...row.summary.params })}</p>}
      </div>
    </header>
  )
}
