import { type PointerEvent, useEffect, useRef, useState } from 'react'
import { useStore } from 'reactflow'
import type { Point } from '../diagram/layout/geometry.ts'
import styles from './StageTools.module.css'
import { StrokeLine } from './StrokeLine.tsx'
import { type Stroke, useStage } from './stage-state.ts'

/** Nearer than this to the last point, in scene pixels, a point tells nothing new. */
const POINT_DISTANCE_MIN = 1.2

/** What is drawn over the diagram: kept in the scene's coordinates, so that it stays with what it marks. */
export function PenLayer() {
  const [x, y, zoom] = useStore((state) => state.transform)
  const width = useStore((state) => state.width)
  const height = useStore((state) => state.height)
  const strokes = useStage((stage) => stage.strokes)
  const isDrawing = useStage((stage) => stage.tool === 'pen')
  useEffect(() => {
    useStage.setState({ view: { x, y, zoom, width, height } })
  }, [x, y, zoom, width, height])
  const { drawn, handlers } = usePen({ x, y, zoom })
  return (
    <>
      <svg className={styles.ink} width="100%" height="100%" aria-hidden="true">
        <g transform={`translate(${x} ${y}) scale(${zoom})`}>
          {strokes.map((stroke) => (
            <StrokeLine key={stroke.id} stroke={stroke} />
          ))}
          {drawn && <StrokeLine stroke={drawn} />}
        </g>
      </svg>
      {isDrawing && <div className={styles.paper} data-paper {...handlers} />}
    </>
  )
}

interface Transform extends Point {
  readonly zoom: number
}

/** The line that is being drawn, and the pointer's part in it. */
function usePen({ x, y, zoom }: Transform) {
  const [drawn, setDrawn] = useState<Stroke | null>(null)
  const lastId = useRef(0)

  function pointOf(event: PointerEvent): Point {
    const box = event.currentTarget.getBoundingClientRect()
    return { x: (event.clientX - box.left - x) / zoom, y: (event.clientY - box.top - y) / zoom }
  }

  const handlers = {
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return
      event.currentTarget.setPointerCapture(event.pointerId)
      lastId.current += 1
      const id = Date.now() + lastId.current
      setDrawn({ id, colour: useStage.getState().colour, points: [pointOf(event)] })
    },
    onPointerMove: (event: PointerEvent) => {
      if (!drawn) return
      const point = pointOf(event)
      const last = drawn.points.at(-1) ?? point
      if (Math.hypot(point.x - last.x, point.y - last.y) < POINT_DISTANCE_MIN) return
      setDrawn({ ...drawn, points: [...drawn.points, point] })
    },
    onPointerUp: () => {
      if (drawn) useStage.setState(({ strokes }) => ({ strokes: [...strokes, drawn] }))
      setDrawn(null)
    },
    onPointerCancel: () => setDrawn(null),
  }
  return { drawn, handlers }
}
