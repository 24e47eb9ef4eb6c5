import type { SectionTable } from '../../../../protocol/inspection.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { useSelection } from '../../../state/selection.ts'
import { SidewaysScroll } from '../../../widgets/SidewaysScroll.tsx'
import { cellText } from './cell-text.ts'

/** A small table; rows about an object select it. */
export function SectionTableView({ table }: { readonly table: SectionTable }) {
  const { t } = useTranslation('inspector')
  if (table.rows.length === 0) return <p className="in-none">{t('component.empty')}</p>
  const label = t(table.title.key, { ...table.title.params })
  const rows = table.rows.map((row, index) => {
    const cells = row.cells.map(cellText)
    return { ...row, cells, key: `${index}/${cells.join('/')}` }
  })
  return (
    <SidewaysScroll className="sect-scroll" label={label}>
      <table className="sect">
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th scope="col" key={column.key}>
                {t(column.key, { ...column.params })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} data-mark={row.mark}>
              {table.columns.map((column, index) => (
                <td key={column.key} data-short={isShort(row.cells[index]) || undefined}>
                  {index === 0 && row.object ? (
                    <RowLink object={row.object} text={row.cells[0] ?? ''} />
                  ) : (
                    row.cells[index]
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {table.more > 0 && <p className="in-none">{t('component.more', { count: table.more })}</p>}
    </SidewaysScroll>
  )
}

/** Up to here a cell stays on one line; longer ones may break anywhere. */
const SHORT_CHARS_MAX = 16

function isShort(text = ''): boolean {
  return text.length <= SHORT_CHARS_MAX
}

type RowObject = NonNullable<SectionTable['rows'][number]['object']>

function RowLink({ object, text }: { readonly object: RowObject; readonly text: string }) {
  return (
    <button
      type="button"
      className="sect-link"
      onClick={() => useSelection.getState().select({ type: 'object', object })}
    >
      {text}
    </button>
  )
}
