import { type KeyboardEvent, type MouseEvent, memo, useEffect, useRef, useState } from 'react'
import { POD_LOOKS, type PodRow } from '../../../protocol/views.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { menuTargetOf, openMenuAt } from '../../menus/menu-state.ts'
import { type ClusterState, useCluster } from '../../state/cluster.ts'
import { usePreferences } from '../../state/preferences.ts'
import { useSelection } from '../../state/selection.ts'
import { podsByNode } from '../../state/selectors.ts'
import type { Box } from '../layout/geometry.ts'
import { nodeTarget, podTarget } from '../targets.ts'
import { directionOf } from '../walk.ts'
import { drawTile, type Tile, type TileColours } from './draw-tiles.ts'
import { podSquares, squareAt, type TileGrid, tileGrid } from './tile-grid.ts'

export interface CanvasTilesProps {
  /** In scene pixels. */
  readonly area: Box
  readonly workers: readonly string[]
}

const NO_PODS: readonly PodRow[] = []

/** Many nodes as tiles on one canvas, with the same selection, menus and keys as cards have. */
export const CanvasTiles = memo(function CanvasTiles({ area, workers }: CanvasTilesProps) {
  const { t } = useTranslation('diagram')
  const canvas = useRef<HTMLCanvasElement>(null)
  const [active, setActive] = useState(0)
  const ground = { x: 0, y: 0, width: area.width, height: area.height }
  const grid = tileGrid(ground, workers.length)
  const activeName = workers[Math.min(active, workers.length - 1)] ?? ''
  useTilePainting(canvas, area, workers)

  function onClick(event: MouseEvent) {
    // The pane's own click handler would see the ground.
    event.stopPropagation()
    const target = targetAt(event, { canvas: canvas.current, grid, workers })
    if (target) useSelection.getState().select(target)
  }

  function onContextMenu(event: MouseEvent) {
    const target = menuTargetOf(targetAt(event, { canvas: canvas.current, grid, workers }))
    if (!target) return
    event.preventDefault()
    openMenuAt(target, { x: event.clientX, y: event.clientY }, canvas.current)
  }

  function onKeyDown(event: KeyboardEvent) {
    const next = neighbour(event.key, active, grid, workers.length)
    const box = canvas.current?.getBoundingClientRect()
    if (next !== null) {
      setActive(next)
      useSelection.getState().hover(nodeTarget(workers[next] ?? ''))
    } else if (event.key === 'Enter' || event.key === ' ') {
      useSelection.getState().select(nodeTarget(activeName))
    } else if ((event.code === 'KeyM' || event.key === 'ContextMenu') && box) {
      const place = grid.boxOf(active)
      const zoom = box.width / area.width
      const point = { x: box.left + place.x * zoom, y: box.top + (place.y + place.height) * zoom }
      openMenuAt(nodeTarget(activeName), point, canvas.current)
    } else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div className="dg-tiles">
      <canvas
        ref={canvas}
        role="listbox"
        tabIndex={0}
        aria-label={t('tiles.label', { count: workers.length })}
        aria-activedescendant="dg-active-tile"
        onClick={onClick}
        onContextMenu={onContextMenu}
        onKeyDown={onKeyDown}
      >
        <ActiveTile name={activeName} />
      </canvas>
      <span className="dg-active-frame" style={frameStyle(grid.boxOf(active))} aria-hidden />
    </div>
  )
})

/** The tile under the keyboard, for screen readers. */
function ActiveTile({ name }: { readonly name: string }) {
  const { t } = useTranslation('diagram')
  const state = useCluster(({ rows }) => rows.nodes.get(name)?.ready)
  const count = useCluster(({ rows }) => podsByNode(rows.pods).get(name)?.length ?? 0)
  const isSelected = useSelection(
    ({ target }) => target?.type === 'object' && target.object.name === name,
  )
  const key = state === 'True' ? 'node.ready' : 'node.notReady'
  return (
    <div id="dg-active-tile" role="option" aria-selected={isSelected} tabIndex={-1}>
      {t('node.label', { name, state: t(key), count })}
    </div>
  )
}

function frameStyle({ x, y, width, height }: Box) {
  return { left: x, top: y, width, height }
}

interface Ground {
  readonly canvas: HTMLCanvasElement | null
  readonly grid: TileGrid
  readonly workers: readonly string[]
}

function targetAt(event: MouseEvent, { canvas, grid, workers }: Ground) {
  const box = canvas?.getBoundingClientRect()
  if (!canvas || !box) return null
  const zoom = box.width / canvas.clientWidth
  const point = { x: (event.clientX - box.left) / zoom, y: (event.clientY - box.top) / zoom }
  const index = grid.indexAt(point)
  const name = workers[index]
  if (name === undefined) return null
  const pods = podsByNode(useCluster.getState().rows.pods).get(name) ?? NO_PODS
  const pod = pods[squareAt(podSquares(grid.boxOf(index), pods.length), point)]
  return pod ? podTarget(pod) : nodeTarget(name)
}

function neighbour(key: string, active: number, grid: TileGrid, count: number): number | null {
  const direction = directionOf(key)
  if (!direction) return null
  const step = { left: -1, right: 1, up: -grid.columns, down: grid.columns }[direction]
  const next = active + step
  return next >= 0 && next < count ? next : active
}

/** Paints what changed, at most once per animation frame, without React. */
function useTilePainting(
  ref: { readonly current: HTMLCanvasElement | null },
  area: Box,
  workers: readonly string[],
): void {
  useEffect(() => {
    const canvas = ref.current
    const context = canvas?.getContext('2d')
    if (!canvas || !context) return
    const density = Math.min(3, (window.devicePixelRatio || 1) * 1.5)
    canvas.width = Math.round(area.width * density)
    canvas.height = Math.round(area.height * density)
    context.setTransform(density, 0, 0, density, 0, 0)
    const grid = tileGrid({ x: 0, y: 0, width: area.width, height: area.height }, workers.length)
    let drawn = new Map<string, Tile>()
    let request = 0

    function paint() {
      request = 0
      if (!canvas || !context) return
      const colours = coloursOf(canvas)
      const state = useCluster.getState()
      workers.forEach((name, index) => {
        const tile = tileOf(state, name)
        if (!tile || isSameTile(drawn.get(name), tile)) return
        drawn.set(name, tile)
        drawTile(context, grid.boxOf(index), { tile, colours })
      })
    }
    function later() {
      if (request === 0) request = requestAnimationFrame(paint)
    }
    function afresh() {
      drawn = new Map()
      later()
    }
    later()
    const stops = [
      useCluster.subscribe(later),
      useSelection.subscribe(later),
      // The theme's colours are in the document a moment after the preference.
      usePreferences.subscribe(afresh),
    ]
    return () => {
      for (const stop of stops) stop()
      cancelAnimationFrame(request)
    }
  }, [ref, area, workers])
}

function tileOf({ rows }: ClusterState, name: string): Tile | null {
  const node = rows.nodes.get(name)
  if (!node) return null
  const { target } = useSelection.getState()
  const object = target?.type === 'object' ? target.object : null
  const selected = object?.kind === 'Pod' ? `${object.namespace}/${object.name}` : ''
  const pods = podsByNode(rows.pods).get(name) ?? NO_PODS
  const isHere = pods.some((pod) => `${pod.namespace}/${pod.name}` === selected)
  return {
    node,
    pods,
    isSelected: object?.kind === 'Node' && object.name === name,
    selectedPod: isHere ? selected : '',
  }
}

function isSameTile(a: Tile | undefined, b: Tile): boolean {
  if (!a || a.isSelected !== b.isSelected || a.selectedPod !== b.selectedPod) return false
  // Leases and requests do not show on a tile, but the rest of the row does.
  if (a.node !== b.node && !isSameNode(a.node, b.node)) return false
  return a.pods.length === b.pods.length && a.pods.every((pod, index) => pod === b.pods[index])
}

function isSameNode(a: Tile['node'], b: Tile['node']): boolean {
  return (
    a.ready === b.ready &&
    a.machine === b.machine &&
    a.isNetworkCut === b.isNetworkCut &&
    a.isKubeletRunning === b.isKubeletRunning &&
    a.isSchedulable === b.isSchedulable
  )
}

function coloursOf(element: Element): TileColours {
  const style = getComputedStyle(element)
  const read = (name: string) => style.getPropertyValue(name).trim()
  return {
    byLook: Object.fromEntries(
      POD_LOOKS.map((look) => [look, read(`--phase-${look}`)]),
    ) as TileColours['byLook'],
    surface: read('--surface-2'),
    line: read('--line-strong'),
    text: read('--text'),
    accent: read('--accent'),
    bad: read('--bad'),
    unknown: read('--phase-unknown'),
  }
}
