/** How pods are packed into their area: as large as they fit, down to a dot each. */

/** `full`: name, containers, status; `named`: without status; `line`: name; `short`: its end; `dot`, `tiny`: look alone. */
export type PodSize = 'full' | 'named' | 'line' | 'short' | 'dot' | 'tiny'

export interface PodGrid {
  readonly size: PodSize
  readonly columns: number
  readonly cellWidth: number
  readonly cellHeight: number
  readonly gap: number
  /** How much larger than usual the words in a cell are. */
  readonly zoom: number
  /** How many cells there is room for; the rest is told as a number. */
  readonly shown: number
}

const SIZES: readonly {
  readonly size: PodSize
  readonly width: number
  readonly widthMax: number
  readonly height: number
  readonly gap: number
  readonly zoom?: number
}[] = [
  { size: 'full', width: 150, widthMax: 230, height: 72, gap: 8, zoom: 1.4 },
  { size: 'full', width: 124, widthMax: 190, height: 60, gap: 8, zoom: 1.2 },
  { size: 'full', width: 102, widthMax: 148, height: 50, gap: 7 },
  { size: 'named', width: 70, widthMax: 104, height: 36, gap: 6 },
  { size: 'named', width: 58, widthMax: 74, height: 34, gap: 4 },
  { size: 'line', width: 82, widthMax: 130, height: 20, gap: 4 },
  { size: 'short', width: 56, widthMax: 84, height: 20, gap: 4 },
  { size: 'short', width: 40, widthMax: 52, height: 20, gap: 4 },
  { size: 'dot', width: 15, widthMax: 15, height: 15, gap: 3 },
  { size: 'tiny', width: 8, widthMax: 8, height: 8, gap: 2 },
]

/** Chooses the largest cells with which `count` pods fit into an area. */
export function podGrid(width: number, height: number, count: number): PodGrid {
  let grid = packed(width, height, 0)
  for (let index = 0; index < SIZES.length; index += 1) {
    grid = packed(width, height, index)
    if (grid.shown >= count) return grid
  }
  // The last line has to leave room for the number of those not shown.
  return { ...grid, shown: Math.max(0, grid.shown - Math.min(grid.columns, 4)) }
}

function packed(width: number, height: number, index: number): PodGrid {
  const form = SIZES[Math.min(index, SIZES.length - 1)] ?? {
    size: 'tiny' as const,
    zoom: 1,
    width: 8,
    widthMax: 8,
    height: 8,
    gap: 2,
  }
  const columns = Math.max(1, Math.floor((width + form.gap) / (form.width + form.gap)))
  const rows = Math.max(0, Math.floor((height + form.gap) / (form.height + form.gap)))
  const cellWidth = Math.min(form.widthMax, (width - form.gap * (columns - 1)) / columns)
  return {
    size: form.size,
    columns,
    cellWidth,
    cellHeight: form.height,
    gap: form.gap,
    zoom: form.zoom ?? 1,
    shown: columns * rows,
  }
}
