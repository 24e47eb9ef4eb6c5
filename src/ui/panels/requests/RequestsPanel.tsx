import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { formatNumber } from '../../i18n/formats.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { formatClock } from '../../state/clock.ts'
import { useSelection } from '../../state/selection.ts'
import { useSpotlight } from '../../state/spotlight.ts'
import { Button } from '../../widgets/Button.tsx'
import { Tooltip } from '../../widgets/Tooltip.tsx'
import styles from './Requests.module.css'
import { useCountRequests, useRequests } from './requests-state.ts'
import { type ClientRow, clientRows, kindOfVerb, sum, verbKinds } from './tallies.ts'

/** The busiest clients; 200 kubelets that all do the same are no reading matter. */
const CLIENTS_MAX = 40

export interface RequestsPanelProps {
  /** Only the table, for who looks on from afar. */
  readonly isTable?: boolean
}

/** Who asked the API server what, and what it told by itself: polling beside watching. */
export function RequestsPanel({ isTable = false }: RequestsPanelProps) {
  const { t } = useTranslation('requests')
  useCountRequests()
  const tallies = useRequests((state) => state.tallies)
  const hasHeartbeats = useRequests((state) => state.hasHeartbeats)
  const refusal = useRequests((state) => state.refusal)
  const lit = useSpotlight((state) => state.lit)
  const rows = clientRows(tallies, hasHeartbeats, lit)
  return (
    <section className={styles.panel} data-table={isTable || undefined} aria-label={t('label')}>
      {!isTable && <Head rows={rows} />}
      {refusal !== '' && (
        <p className={styles.refusal} role="alert">
          {t('refused', { message: refusal })}
        </p>
      )}
      {rows.length === 0 ? (
        <p className={styles.empty}>{t('none')}</p>
      ) : (
        <ClientTable rows={rows} />
      )}
    </section>
  )
}

function Head({ rows }: { readonly rows: readonly ClientRow[] }) {
  const { t } = useTranslation('requests')
  const { since, hasHeartbeats, countFromHere, countFromStart, setHeartbeats } = useRequests()
  return (
    <div className={styles.head}>
      <span className={styles.since}>
        {since ? t('sincePlace', { time: formatClock(since.atMicros) }) : t('sinceStart')}
      </span>
      <Tooltip text={t('sinceHereHint')} side="top">
        <Button size="small" onClick={countFromHere}>
          {t('sinceHere')}
        </Button>
      </Tooltip>
      {since && (
        <Button size="small" look="quiet" onClick={countFromStart}>
          {t('fromStart')}
        </Button>
      )}
      <label className={styles.check} title={t('heartbeatsHint')}>
        <input
          type="checkbox"
          checked={hasHeartbeats}
          onChange={(event) => setHeartbeats(event.target.checked)}
        />
        {t('heartbeats')}
      </label>
      <span className={styles.totals}>
        <b>{t('total', { count: sum(rows, (row) => row.requests) })}</b>
        {' · '}
        <b>{t('totalTold', { count: sum(rows, (row) => row.told) })}</b>
      </span>
    </div>
  )
}

function ClientTable({ rows }: { readonly rows: readonly ClientRow[] }) {
  const { t } = useTranslation('requests')
  const most = Math.max(1, ...rows.map((row) => Math.max(row.requests, row.told)))
  const more = rows.length - CLIENTS_MAX
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('client')}</th>
            <th scope="col">{t('requests')}</th>
            <th scope="col" title={t('toldHint')}>
              {t('told')}
            </th>
            <th scope="col">{t('verbs')}</th>
          </tr>
        </thead>
        {rows.slice(0, CLIENTS_MAX).map((row) => (
          <Client key={row.client} row={row} most={most} />
        ))}
      </table>
      {more > 0 && <p className={styles.more}>{t('more', { count: more })}</p>}
      <p className={styles.legend}>
        {verbKinds.map((kind) => (
          <span key={kind} data-kind={kind}>
            {t(`kind.${kind}`)}
          </span>
        ))}
        <span data-kind="told">{t('told')}</span>
      </p>
    </div>
  )
}

interface ClientProps {
  readonly row: ClientRow
  /** The longest bar's number. */
  readonly most: number
}

function Client({ row, most }: ClientProps) {
  const { t } = useTranslation('requests')
  const [isOpen, setIsOpen] = useState(false)
  return (
    <tbody>
      <tr>
        <th scope="row">
          <button
            type="button"
            className={styles.fold}
            aria-expanded={isOpen}
            aria-label={t(isOpen ? 'fold' : 'unfold', { client: row.client })}
            onClick={() => setIsOpen(!isOpen)}
          >
            <ChevronRight aria-hidden />
          </button>
          <button
            type="button"
            className={styles.client}
            onClick={() => useSelection.getState().select({ type: 'component', name: row.client })}
          >
            {row.client}
          </button>
        </th>
        <td>
          <span className={styles.bar}>
            {verbKinds.map((kind) => (
              <Piece key={kind} kind={kind} count={row.byKind[kind]} most={most} />
            ))}
            <span className={styles.number}>{formatNumber(row.requests)}</span>
          </span>
        </td>
        <td>
          <span className={styles.bar}>
            <Piece kind="told" count={row.told} most={most} />
            <span className={styles.number}>{formatNumber(row.told)}</span>
          </span>
        </td>
        <td className={styles.verbs}>
          {row.verbs.map(({ verb, count }) => (
            <span key={verb} data-kind={kindOfVerb(verb)}>
              {verb} <b>{formatNumber(count)}</b>
            </span>
          ))}
        </td>
      </tr>
      {isOpen &&
        row.parts.map((part) => <Part key={`${part.verb}/${part.resource}`} part={part} />)}
    </tbody>
  )
}

interface PieceProps {
  readonly kind: string
  readonly count: number
  readonly most: number
}

function Piece({ kind, count, most }: PieceProps) {
  if (count === 0) return null
  return (
    <span
      className={styles.piece}
      data-kind={kind}
      style={{ width: `${Math.max(1.5, (count / most) * 64)}%` }}
    />
  )
}

function Part({ part }: { readonly part: ClientRow['parts'][number] }) {
  return (
    <tr className={styles.part}>
      <th scope="row">
        {part.verb} {part.resource}
      </th>
      <td>{formatNumber(part.count)}</td>
      <td>{part.watchEvents > 0 ? formatNumber(part.watchEvents) : ''}</td>
      <td />
    </tr>
  )
}
