import { useTranslation } from 'react-i18next'
import type { SectionTable } from '../../../../protocol/inspection.ts'
import { useSelection } from '../../../state/selection.ts'

/** A small table; rows about an object select it. */
export function SectionTableView({ table }: { readonly table: SectionTable }) {
  const { t } = useTranslation('inspector')
  if (table.rows.length === 0) return <p className="in-none">{t('component.empty')}</p>
  const rows = table.rows.map((row, index) => ({ ...row, key: `${index}/${row.cells.join('/')}` }))
  return (
    <div className="sect-scroll">
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
                <td key={column.key}>
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
    </div>
  )
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
