import { useEffect, useRef } from 'react'
import { useStoreApi } from 'reactflow'
import type { MessageClass } from '../../../protocol/views.ts'
import { type ClusterState, useCluster } from '../../state/cluster.ts'
import { usePreferences } from '../../state/preferences.ts'
import type { Box } from '../layout/geometry.ts'
import type { Routes } from '../layout/routes.ts'
import { useStageWords } from '../stage-words.ts'
import { drawFlights, type FlightColours } from './draw-flights.ts'
import { type Arrival, current, type Flight, flightsAfter } from './flights.ts'

/**
 * The canvas over the diagram on which messages travel. React draws it once; frames of the cluster
 * feed the flights and an animation loop that runs only while something is in the air.
 */
export function FlightLayer({ routes }: { readonly routes: Routes }) {
  const words = useStageWords()
  const canvas = useRef<HTMLCanvasElement>(null)
  const store = useStoreApi()
  // They outlive a new layout: else the last picture of them would stay where the scene was.
  const inTheAir = useRef<readonly Flight[]>([])
  const drawn = useRef<Box | null>(null)

  useEffect(() => {
    const element = canvas.current
    const context = element?.getContext('2d')
    if (!element || !context) return
    let loop = requestAnimationFrame(draw)
    let colours = coloursOf(element)
    const widths = new Map<string, number>()

    function draw(nowMs: number) {
      if (!element || !context) return
      const flights = current(inTheAir.current, nowMs)
      inTheAir.current = flights
      // React Flow knows the pane's size without asking the document to lay itself out.
      const { transform, width, height } = store.getState()
      sizeTo(element, width, height)
      context.setTransform(1, 0, 0, 1, 0, 0)
      // The browser puts together anew what was drawn on; most pictures are of a few messages in a corner of the pane.
      const { current: old } = drawn
      if (old) context.clearRect(old.x, old.y, old.width, old.height)
      const [x, y, zoom] = transform
      const density = element.width / Math.max(1, width)
      context.setTransform(density * zoom, 0, 0, density * zoom, density * x, density * y)
      const bounds = { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom }
      const isStill = document.documentElement.dataset.motion === 'reduced'
      const picture = { context, routes, colours, isStill, bounds, words, widths }
      const extent = drawFlights(picture, flights, nowMs)
      drawn.current = extent.pixels(density * zoom, { x: density * x, y: density * y })
      loop = flights.length > 0 ? requestAnimationFrame(draw) : 0
    }

    function onCluster(state: ClusterState, before: ClusterState) {
      if (state.messagesSequence === before.messagesSequence) return
      const nowMs = performance.now()
      const { messages, motion, playing } = state
      inTheAir.current = flightsAfter(inTheAir.current, {
        messages,
        motion,
        isPlaying: playing !== null,
        nowMs,
        period: periodOf(playing),
      })
      if (loop !== 0 || inTheAir.current.length === 0) return
      colours = coloursOf(element ?? document.documentElement)
      widths.clear()
      loop = requestAnimationFrame(draw)
    }

    const unsubscribe = useCluster.subscribe(onCluster)
    return () => {
      unsubscribe()
      cancelAnimationFrame(loop)
    }
  }, [routes, store, words])

  return (
    <div className="dg-flights" aria-hidden="true">
      <canvas ref={canvas} />
    </div>
  )
}

/** What the pace gives to one step: of the play that is on, else of the one that the reader chose. */
function periodOf(playing: ClusterState['playing']): Arrival['period'] {
  if (playing === 'running-to-quiet') return undefined
  const pace = playing ?? usePreferences.getState().pace
  return pace.type === 'steps' ? { grain: pace.grain, ms: 1000 / pace.perSecond } : undefined
}

/** Keeps the canvas as fine as the screen. */
function sizeTo(canvas: HTMLCanvasElement, paneWidth: number, paneHeight: number): void {
  const density = Math.min(2, window.devicePixelRatio || 1)
  const width = Math.round(paneWidth * density)
  const height = Math.round(paneHeight * density)
  if (canvas.width !== width) canvas.width = width
  if (canvas.height !== height) canvas.height = height
}

const CLASSES: readonly MessageClass[] = [
  'write',
  'read',
  'watch',
  'answer',
  'storage',
  'runtime',
  'network',
  'heartbeat',
  'traffic',
  'user',
]

function coloursOf(element: Element): FlightColours {
  const style = getComputedStyle(element)
  const read = (name: string) => style.getPropertyValue(name).trim()
  return {
    byClass: Object.fromEntries(
      CLASSES.map((kind) => [kind, read(`--message-${kind}`)]),
    ) as FlightColours['byClass'],
    surface: read('--surface-1'),
    text: read('--text'),
    bad: read('--bad'),
  }
}
