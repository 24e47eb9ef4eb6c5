import {
  type MouseEvent,
  type RefObject,
  useCallback,
  useEffect,
  useRef,
  useState,
  type WheelEvent,
} from 'react'
import type { CauseLink, TimelineEntry } from '../../../protocol/views.ts'
import { formatDuration } from '../../i18n/formats.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { formatClock } from '../../state/clock.ts'
import { useCluster } from '../../state/cluster.ts'
import { commands } from '../../state/commands.ts'
import { useSelection } from '../../state/selection.ts'
import { useWhy } from '../../state/why.ts'
import { drawLanes, entryAt, type LanePicture, type PathPoint } from './draw-lanes.ts'
import { countThrough, useTimeline } from './entries.ts'
import { readLaneColours } from './lane-colours.ts'
import type { Lane } from './lanes.ts'

const COLUMN_WIDTH = { default: 15, min: 0.5, max: 60 } as const
/** A chain that ends further left than this would have little of itself in sight. */
const CHAIN_SHARE_MIN = 0.4
/** The playhead is kept between these parts of the width, and put back at `home`. */
const PLAYHEAD = { min: 0.04, max: 0.9, home: 0.66 } as const

interface PainterOptions {
  readonly canvas: RefObject<HTMLCanvasElement | null>
  readonly lanes: readonly Lane[]
  readonly laneOf: (component: string) => number
  readonly laneHeight: number
  readonly scrollTop: number
}

interface LaneTooltip {
  readonly x: number
  readonly text: string
}

/** Keeps the canvas painted, outside React's rendering, and lets the pointer look around in it. */
export function useLanePainter(options: PainterOptions) {
  const { t } = useTranslation()
  const { canvas } = options
  const view = useRef<ViewState>({
    offset: 0,
    columnWidth: COLUMN_WIDTH.default,
    hovered: -1,
    width: 0,
    height: 0,
  })
  const latest = useRef({ ...options, notYet: '', known: '' })
  const [tooltip, setTooltip] = useState<LaneTooltip | null>(null)
  const repaint = useRepaint(canvas, view, latest)

  // After every rendering: what React knows of changed (fold, scroll, language).
  useEffect(() => {
    latest.current = { ...options, notYet: t('timeline.notYet'), known: t('timeline.known') }
    repaint()
  })

  return {
    tooltip,
    zoom: (factor: number) => {
      const { columnWidth } = view.current
      const next = Math.min(COLUMN_WIDTH.max, Math.max(COLUMN_WIDTH.min, columnWidth * factor))
      const count = countThrough(useTimeline.getState().entries, useCluster.getState().position)
      // The playhead stays where it is on the screen.
      view.current.offset = count - ((count - view.current.offset) * columnWidth) / next
      view.current.columnWidth = next
      repaint()
    },
    pointerHandlers: {
      onMouseMove: (event: MouseEvent<HTMLCanvasElement>) => {
        const x = event.nativeEvent.offsetX
        const { entries } = useTimeline.getState()
        const index = entryAt({ ...view.current, entries }, x)
        const entry = entries[index]
        view.current.hovered = index
        setTooltip(
          entry ? { x: event.currentTarget.offsetLeft + x, text: tooltipText(entry) } : null,
        )
        repaint()
      },
      onMouseLeave: () => {
        view.current.hovered = -1
        setTooltip(null)
        repaint()
      },
      onClick: (event: MouseEvent<HTMLCanvasElement>) => {
        const { entries } = useTimeline.getState()
        const entry = entries[entryAt({ ...view.current, entries }, event.nativeEvent.offsetX)]
        if (entry) commands.seek(entry.position)
      },
      onWheel: (event: WheelEvent<HTMLCanvasElement>) => {
        const delta = event.deltaX !== 0 ? event.deltaX : event.shiftKey ? event.deltaY : 0
        if (delta === 0) return
        const { entries } = useTimeline.getState()
        const offset = view.current.offset + delta / view.current.columnWidth
        view.current.offset = Math.min(Math.max(0, offset), entries.length)
        repaint()
      },
    },
  }
}

interface ViewState {
  offset: number
  columnWidth: number
  hovered: number
  /** The canvas's size in CSS pixels, as last observed: asking the element would force a layout. */
  width: number
  height: number
}

type View = RefObject<ViewState>
type Latest = RefObject<PainterOptions & { readonly notYet: string; readonly known: string }>

function useRepaint(canvas: RefObject<HTMLCanvasElement | null>, view: View, latest: Latest) {
  const frame = useRef(0)
  const colours = useRef<LanePicture['colours'] | null>(null)
  const paper = useRef<OffscreenCanvas | null>(null)

  const repaint = useCallback(() => {
    if (frame.current !== 0) return
    frame.current = requestAnimationFrame(() => {
      frame.current = 0
      if (!canvas.current) return
      colours.current ??= readLaneColours()
      paint(canvas.current, paper, view, latest.current, colours.current)
    })
  }, [canvas, view, latest])

  useEffect(() => {
    if (!canvas.current) return
    const size = new ResizeObserver(([entry]) => {
      view.current.width = entry?.contentRect.width ?? 0
      view.current.height = entry?.contentRect.height ?? 0
      keepPlayheadInSight(view)
      repaint()
    })
    size.observe(canvas.current)
    const looks = new MutationObserver(() => {
      colours.current = null
      repaint()
    })
    looks.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    const stops = [
      useTimeline.subscribe(() => {
        keepPlayheadInSight(view)
        repaint()
      }),
      useSelection.subscribe(repaint),
      useWhy.subscribe(({ chain }, before) => {
        if (chain !== before.chain) bringChainInSight(view, chain)
        repaint()
      }),
      useCluster.subscribe((state, before) => {
        if (state.position !== before.position) keepPlayheadInSight(view)
        repaint()
      }),
    ]
    return () => {
      cancelAnimationFrame(frame.current)
      frame.current = 0
      size.disconnect()
      looks.disconnect()
      for (const stop of stops) stop()
    }
  }, [canvas, view, repaint])
  return repaint
}

function keepPlayheadInSight(view: View) {
  const { offset, columnWidth, width } = view.current
  if (width === 0) return
  const columns = width / columnWidth
  const count = countThrough(useTimeline.getState().entries, useCluster.getState().position)
  const place = (count - offset) / columns
  const isInSight = place <= PLAYHEAD.max && (place >= PLAYHEAD.min || offset === 0)
  if (!isInSight) view.current.offset = Math.max(0, count - columns * PLAYHEAD.home)
}

/** What was asked about comes into sight with as much as there is room for of what led to it. */
function bringChainInSight(view: View, chain: readonly CauseLink[]) {
  const nearest = chain[0]
  const { offset, columnWidth, width } = view.current
  if (!nearest || width === 0) return
  const columns = width / columnWidth
  const count = countThrough(useTimeline.getState().entries, nearest.position)
  const isInSight = count <= offset + columns && count >= offset + columns * CHAIN_SHARE_MIN
  if (!isInSight) view.current.offset = Math.max(0, count - columns * PLAYHEAD.max)
}

/**
 * Painted beside the page and handed over as a picture: the browser copies a canvas that is painted on for every picture of the page,
 * sixty times a second while messages fly over it; a handed picture it copies once.
 */
function paint(
  canvas: HTMLCanvasElement,
  paper: RefObject<OffscreenCanvas | null>,
  view: View,
  latest: Latest['current'],
  colours: LanePicture['colours'],
) {
  const shown = canvas.getContext('bitmaprenderer')
  const ratio = devicePixelRatio
  const width = Math.round(view.current.width * ratio)
  const height = Math.round(view.current.height * ratio)
  // A pane may be closed to nothing, and of nothing there is no picture.
  if (!shown || width === 0 || height === 0) return
  paper.current ??= new OffscreenCanvas(1, 1)
  const sheet = paper.current
  const context = sheet.getContext('2d')
  if (!context) return
  sheet.width = width
  sheet.height = height
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  const { entries } = useTimeline.getState()
  drawLanes(context, {
    ...view.current,
    entries,
    count: countThrough(entries, useCluster.getState().position),
    laneCount: latest.lanes.length,
    laneHeight: latest.laneHeight,
    laneOf: latest.laneOf,
    scrollTop: latest.scrollTop,
    litLanes: litLanes(latest),
    path: pathIn(entries, latest.laneOf),
    colours,
    notYet: latest.notYet,
    known: latest.known,
    clock: formatClock,
    duration: formatDuration,
  })
  shown.transferFromImageBitmap(sheet.transferToImageBitmap())
}

/** The chain that was asked for, where it lies among the lanes. */
function pathIn(
  entries: readonly TimelineEntry[],
  laneOf: (component: string) => number,
): readonly PathPoint[] {
  return useWhy.getState().chain.flatMap(({ position, component }) => {
    const lane = laneOf(component)
    return lane < 0 ? [] : [{ index: countThrough(entries, position) - 1, lane }]
  })
}

function litLanes(latest: Latest['current']): readonly number[] {
  const { target } = useSelection.getState()
  const name =
    target?.type === 'component'
      ? target.name
      : target?.object.kind === 'Node'
        ? target.object.name
        : undefined
  const lane = name === undefined ? -1 : latest.laneOf(name)
  return lane < 0 ? [] : [lane]
}

function tooltipText(entry: {
  readonly atMicros: number
  readonly from: string
  readonly to: string
  readonly label: string
}): string {
  return `${formatClock(entry.atMicros)}  ${entry.from} → ${entry.to}  ${entry.label}`
}
