import type { NodeVerdict, SchedulingTrace } from '../../../protocol/trace.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ObjectLink } from '../../kinds/ObjectLink.tsx'
import { SidewaysScroll } from '../../widgets/SidewaysScroll.tsx'

/** A cluster's worth of rows is no table to read. */
const ROWS_MAX = 40
/** Up to here nodes stand beside each other. */
const COLUMNS_MAX = 4

/** One scheduling cycle, node by plugin: who was refused and why, who scored what. */
export function SchedulingTable({ trace }: { readonly trace: SchedulingTrace }) {
  const { t } = useTranslation('inspector')
  const plugins = pluginsOf(trace)
  const rows = trace.verdicts.toSorted(byMerit).slice(0, ROWS_MAX)
  const more = trace.verdicts.length - rows.length
  const scored = rows.filter((verdict) => verdict.refusedBy === '')
  const isUpright = scored.length > 0 && scored.length <= COLUMNS_MAX && plugins.length > 0
  return (
    <div className="sched">
      <h3>{t('scheduling.title')}</h3>
      <p className="sched-pod">
        <ObjectLink object={trace.pod} isShort />
        {trace.outcome === 'assigned' ? (
          <b data-outcome="assigned">→ {trace.node}</b>
        ) : (
          <b data-outcome="unschedulable">{t('scheduling.none')}</b>
        )}
      </p>
      {trace.message !== '' && <p className="sched-message">{trace.message}</p>}
      <SidewaysScroll className="sched-scroll" label={t('scheduling.title')}>
        {isUpright ? (
          <NodesAsColumns trace={trace} plugins={plugins} rows={rows} />
        ) : (
          <NodesAsRows trace={trace} plugins={plugins} rows={rows} />
        )}
      </SidewaysScroll>
      {(more > 0 || trace.nodesEvaluated < trace.nodesTotal) && (
        <p className="step-none">
          {t('scheduling.evaluated', {
            evaluated: trace.nodesEvaluated,
            total: trace.nodesTotal,
          })}
        </p>
      )}
    </div>
  )
}

interface TableProps {
  readonly trace: SchedulingTrace
  readonly plugins: readonly string[]
  readonly rows: readonly NodeVerdict[]
}

/** For many nodes: one under another, plugins beside each other. */
function NodesAsRows({ trace, plugins, rows }: TableProps) {
  const { t } = useTranslation('inspector')
  return (
    <table className="sched-across">
      <thead>
        <tr>
          <th scope="col">{t('scheduling.node')}</th>
          <th scope="col">{t('scheduling.fits')}</th>
          <th scope="col">{t('scheduling.total')}</th>
          {plugins.map((plugin) => (
            <th scope="col" key={plugin} title={plugin}>
              {shortName(plugin)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((verdict) => (
          <Row
            key={verdict.node}
            verdict={verdict}
            plugins={plugins}
            isChosen={verdict.node === trace.node}
          />
        ))}
      </tbody>
    </table>
  )
}

/** For few nodes: a sum per node that is read downwards, and fits a narrow pane. */
function NodesAsColumns({ trace, plugins, rows }: TableProps) {
  const { t } = useTranslation('inspector')
  const scored = rows.filter((verdict) => verdict.refusedBy === '')
  const refused = rows.filter((verdict) => verdict.refusedBy !== '')
  const chosen = (verdict: NodeVerdict) => verdict.node === trace.node || undefined
  return (
    <table className="sched-upright">
      <thead>
        <tr>
          <th scope="col">{t('scheduling.plugin')}</th>
          {scored.map((verdict) => (
            <th scope="col" key={verdict.node} data-chosen={chosen(verdict)}>
              {verdict.node}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {plugins.map((plugin) => (
          <tr key={plugin}>
            <th scope="row" title={plugin}>
              {shortName(plugin)}
            </th>
            {scored.map((verdict) => (
              <Score
                key={verdict.node}
                plugin={plugin}
                score={verdict.scores[plugin]}
                isChosen={verdict.node === trace.node}
              />
            ))}
          </tr>
        ))}
        <tr className="sched-sum">
          <th scope="row">{t('scheduling.total')}</th>
          {scored.map((verdict) => (
            <td key={verdict.node} data-chosen={chosen(verdict)}>
              {Math.round(verdict.total)}
            </td>
          ))}
        </tr>
        {refused.map((verdict) => (
          <tr key={verdict.node} data-refused>
            <th scope="row">{verdict.node}</th>
            <td colSpan={scored.length} className="sched-reason">
              <b>{verdict.refusedBy}</b> {verdict.reasons.join('; ')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface RowProps {
  readonly verdict: NodeVerdict
  readonly plugins: readonly string[]
  readonly isChosen: boolean
}

function Row({ verdict, plugins, isChosen }: RowProps) {
  const { t } = useTranslation('inspector')
  const isRefused = verdict.refusedBy !== ''
  return (
    <tr data-chosen={isChosen || undefined} data-refused={isRefused || undefined}>
      <th scope="row">{verdict.node}</th>
      {isRefused ? (
        <td colSpan={plugins.length + 2} className="sched-reason">
          <b>{verdict.refusedBy}</b> {verdict.reasons.join('; ')}
        </td>
      ) : (
        <>
          <td>{t('scheduling.yes')}</td>
          <td className="sched-total">
            {plugins.length > 0 ? Math.round(verdict.total) : t('scheduling.notScored')}
          </td>
          {plugins.map((plugin) => (
            <Score key={plugin} plugin={plugin} score={verdict.scores[plugin]} />
          ))}
        </>
      )}
    </tr>
  )
}

interface ScoreProps {
  readonly plugin: string
  readonly score: NodeVerdict['scores'][string] | undefined
  readonly isChosen?: boolean
}

function Score({ plugin, score, isChosen = false }: ScoreProps) {
  const { t } = useTranslation('inspector')
  if (!score) return <td data-chosen={isChosen || undefined}>–</td>
  return (
    <td data-chosen={isChosen || undefined} title={t('scheduling.scoreHint', { plugin, ...score })}>
      {Math.round(score.weighted)}
    </td>
  )
}

function pluginsOf(trace: SchedulingTrace): readonly string[] {
  const names = new Set(trace.verdicts.flatMap((verdict) => Object.keys(verdict.scores)))
  return [...names].sort()
}

/** The best first, then those not scored, then the refused. */
function byMerit(a: NodeVerdict, b: NodeVerdict): number {
  const refused = Number(a.refusedBy !== '') - Number(b.refusedBy !== '')
  return refused || b.total - a.total
}

/** Plugin names are long; the table's head keeps what tells them apart. */
function shortName(plugin: string): string {
  return plugin.replace(/^Node(Resources)?(?=.)/, '').replace(/([a-z])([A-Z])/g, '$1 $2')
}
