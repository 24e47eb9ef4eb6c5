/** Where each node stands when there are too many for cards, and where its pods are on its tile. */
import type { Box, Point } from '../layout/geometry.ts'

export interface TileGrid {
  readonly columns: number
  readonly rows: number
  readonly width: number
  readonly height: number
  /** In scene pixels. */
  readonly boxOf: (index: number) => Box
  /** Index of the tile at a point of the scene, or -1. */
  readonly indexAt: (point: Point) => number
}

const TILE_GAP = 4
/** Of thousands, tiles are so small that a gap takes only a share of them. */
const TILE_GAP_SHARE = 0.25
/** How much wider than high a tile likes to be. */
const TILE_ASPECT = 1.35

/** Fills an area with tiles as large as their number allows. */
export function tileGrid(area: Box, count: number): TileGrid {
  const total = Math.max(1, count)
  const ideal = Math.sqrt((area.width / Math.max(1, area.height) / TILE_ASPECT) * total)
  const columns = Math.max(1, Math.min(total, Math.round(ideal)))
  const rows = Math.ceil(total / columns)
  const width = area.width / columns
  const height = area.height / rows
  const gap = Math.min(TILE_GAP, TILE_GAP_SHARE * Math.min(width, height))
  return {
    columns,
    rows,
    width: width - gap,
    height: height - gap,
    boxOf: (index) => ({
      x: area.x + (index % columns) * width + gap / 2,
      y: area.y + Math.floor(index / columns) * height + gap / 2,
      width: width - gap,
      height: height - gap,
    }),
    indexAt: ({ x, y }) => {
      const column = Math.floor((x - area.x) / width)
      const row = Math.floor((y - area.y) / height)
      if (column < 0 || column >= columns || row < 0 || row >= rows) return -1
      const index = row * columns + column
      return index < count ? index : -1
    },
  }
}

/** Tiles at least this wide carry their name. */
export const NAMED_FROM_WIDTH = 62
const NAME_HEIGHT = 14
const TILE_PADDING = 4
const TILE_PADDING_SHARE = 0.15
const POD_MAX = 9
const POD_MIN = 2

/** Squares of a tile's pods: as large as all of them fit. */
export function podSquares(tile: Box, count: number): readonly Box[] {
  const top = tile.width >= NAMED_FROM_WIDTH ? NAME_HEIGHT : 0
  const padding = Math.min(TILE_PADDING, TILE_PADDING_SHARE * tile.height)
  const width = tile.width - 2 * padding
  const height = tile.height - 2 * padding - top
  let size = POD_MAX
  while (size > POD_MIN && capacity(width, height, size) < count) size -= 1
  const pitch = size + gapOf(size)
  const columns = Math.max(1, Math.floor((width + gapOf(size)) / pitch))
  const shown = Math.min(count, Math.max(0, capacity(width, height, size)))
  return Array.from({ length: shown }, (_, index) => ({
    x: tile.x + padding + (index % columns) * pitch,
    y: tile.y + padding + top + Math.floor(index / columns) * pitch,
    width: size,
    height: size,
  }))
}

function capacity(width: number, height: number, size: number): number {
  const pitch = size + gapOf(size)
  const columns = Math.floor((width + gapOf(size)) / pitch)
  const rows = Math.floor((height + gapOf(size)) / pitch)
  return Math.max(0, columns) * Math.max(0, rows)
}

function gapOf(size: number): number {
  return size >= 5 ? 2 : 1
}

/** Index of the square at a point, or -1. */
export function squareAt(squares: readonly Box[], { x, y }: Point): number {
  return squares.findIndex(
    (box) =>
      x >= box.x - 1 && x <= box.x + box.width + 1 && y >= box.y - 1 && y <= box.y + box.height + 1,
  )
}
