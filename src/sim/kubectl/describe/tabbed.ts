/**
 * Lays out lines with tabs as Go's `text/tabwriter` does with kubectl's settings: a column goes on over
 * neighbouring lines that have it, each as wide as its widest cell and two blanks more.
 */
export function tabbed(lines: readonly string[]): string {
  const rows = lines.map((line) => line.split('\t'))
  const widths = rows.map((): number[] => [])
  const columns = Math.max(0, ...rows.map((cells) => cells.length - 1))
  for (let column = 0; column < columns; column++) {
    for (let from = 0; from < rows.length; from++) {
      // Text behind the last tab belongs to no column.
      if (!hasColumn(rows[from], column)) continue
      let until = from
      let width = 0
      while (hasColumn(rows[until], column)) {
        width = Math.max(width, (rows[until]?.[column] ?? '').length + PADDING)
        until++
      }
      for (let row = from; row < until; row++) widths[row]?.push(width)
      from = until
    }
  }
  return rows
    .map((cells, row) => cells.map((cell, i) => cell.padEnd(widths[row]?.[i] ?? 0)).join(''))
    .join('\n')
}

const PADDING = 2

function hasColumn(cells: readonly string[] | undefined, column: number): boolean {
  return cells !== undefined && column < cells.length - 1
}
