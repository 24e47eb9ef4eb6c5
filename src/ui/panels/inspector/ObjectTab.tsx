import type { ObjectInspection } from '../../../protocol/inspection.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { summaryOf } from '../../kinds/index.ts'
import { KindIcon } from '../../kinds/KindIcon.tsx'
import { useSelection } from '../../state/selection.ts'
import { AskButton } from './AskButton.tsx'
import { Block } from './Block.tsx'
import { useObjectInspection } from './current-inspection.ts'
import { Events } from './Events.tsx'
import { MachineDiagram } from './MachineDiagram.tsx'
import { Nothing } from './Nothing.tsx'
import { OwnerTree } from './OwnerTree.tsx'
import { Yaml } from './Yaml.tsx'

/** The selected object: its place among others, YAML, events, lifecycles. */
export function ObjectTab() {
  const { t } = useTranslation('inspector')
  const target = useSelection((state) => state.target)
  const inspection = useObjectInspection()
  if (target?.type !== 'object') {
    return <Nothing title={t('object.none')} hint={t('object.noneHint')} />
  }
  if (!inspection) return <Nothing title={target.object.name} hint={t('object.loading')} />
  return <Inspected inspection={inspection} />
}

function Inspected({ inspection }: { readonly inspection: ObjectInspection }) {
  const { t } = useTranslation('inspector')
  const { ref, object, owners } = inspection
  const summary = object && summaryOf(object)
  const hasFamily = owners !== null && owners.children.length > 0
  return (
    <>
      <header className="in-head">
        <KindIcon kind={ref.kind} />
        <div>
          <p className="in-kind">
            {ref.kind}
            {ref.namespace && <span> · {ref.namespace}</span>}
          </p>
          <h2>{ref.name}</h2>
          {summary && <p className="in-summary">{t(summary.key, { ...summary.params })}</p>}
        </div>
        <AskButton question={{ type: 'object', object: ref }} name={ref.name} />
      </header>
      {!object && (
        <p className="in-gone">{t(inspection.hasBeen ? 'object.gone' : 'object.notYet')}</p>
      )}
      {hasFamily && (
        <Block title={t('object.owners')}>
          <OwnerTree root={owners} />
        </Block>
      )}
      {object && (
        <Block title={t('object.yaml')}>
          <Yaml text={inspection.yaml} object={ref} />
        </Block>
      )}
      <Block title={t('object.events')} count={inspection.events.length}>
        {inspection.events.length === 0 ? (
          <p className="in-none">{t('object.noEvents')}</p>
        ) : (
          <Events events={inspection.events} />
        )}
      </Block>
      {inspection.machines.length > 0 && (
        <Block title={t('object.lifecycle')}>
          {inspection.machines.map((view) => (
            <MachineDiagram key={`${view.machine}/${view.subject}`} view={view} />
          ))}
        </Block>
      )}
    </>
  )
}
