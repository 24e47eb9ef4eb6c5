import { ChevronDown, ChevronRight, ZoomIn, ZoomOut } from 'lucide-react'
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useMediaQuery } from '../../shell/use-media-query.ts'
import { useCluster } from '../../state/cluster.ts'
import { useSelection } from '../../state/selection.ts'
import { Button } from '../../widgets/Button.tsx'
import { laneHeightIn, RULER_HEIGHT } from './draw-lanes.ts'
import { type Lane, laneFinder, lanesOf } from './lanes.ts'
import styles from './Timeline.module.css'
import { useLanePainter } from './use-lane-painter.ts'

/** Every message of the run as a stroke from lane to lane. The Messages tab tells the same in words. */
export function Lanes() {
  const { t } = useTranslation()
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set())
  const lanes = useLanes(unfolded)
  const laneOf = useMemo(() => laneFinder(lanes), [lanes])
  const frame = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const [scrollTop, setScrollTop] = useState(0)
  const isFinger = useMediaQuery('(pointer: coarse)')
  const laneHeight = laneHeightIn(useHeight(frame), lanes.length, isFinger)
  const painter = useLanePainter({ canvas, lanes, laneOf, laneHeight, scrollTop })

  function toggle(worker: string) {
    const next = new Set(unfolded)
    if (!next.delete(worker)) next.add(worker)
    setUnfolded(next)
  }
  return (
    <div className={styles.lanes}>
      <div
        ref={frame}
        className={styles.scroller}
        onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}
      >
        <div style={{ height: RULER_HEIGHT + lanes.length * laneHeight }}>
          <div className={styles.view}>
            <LaneLabels
              lanes={lanes}
              laneHeight={laneHeight}
              scrollTop={scrollTop}
              unfolded={unfolded}
              onToggle={toggle}
            />
            <canvas
              ref={canvas}
              className={styles.canvas}
              role="img"
              aria-label={t('timeline.lanes')}
              {...painter.pointerHandlers}
            />
          </div>
        </div>
      </div>
      {painter.tooltip && (
        <p className={styles.tooltip} style={{ left: painter.tooltip.x }} aria-hidden>
          {painter.tooltip.text}
        </p>
      )}
      <div className={styles.zoom}>
        <Button
          look="quiet"
          size="small"
          aria-label={t('timeline.zoomOut')}
          onClick={() => painter.zoom(1 / 1.5)}
        >
          <ZoomOut aria-hidden />
        </Button>
        <Button
          look="quiet"
          size="small"
          aria-label={t('timeline.zoomIn')}
          onClick={() => painter.zoom(1.5)}
        >
          <ZoomIn aria-hidden />
        </Button>
      </div>
    </div>
  )
}

/** The lanes of the components there are. Their rows change with every frame, but who they are does not. */
function useLanes(unfolded: ReadonlySet<string>): readonly Lane[] {
  const topology = useCluster((state) => state.topology)
  const componentCount = useCluster((state) => state.rows.components.size)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what tells that other components are there
  return useMemo(
    () => lanesOf(useCluster.getState().rows.components.values(), unfolded),
    [topology, componentCount, unfolded],
  )
}

/** An element's height, live. */
function useHeight(element: RefObject<HTMLElement | null>): number {
  const [height, setHeight] = useState(0)
  useEffect(() => {
    if (!element.current) return
    const observer = new ResizeObserver(([entry]) => setHeight(entry?.contentRect.height ?? 0))
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [element])
  return height
}

interface LaneLabelsProps {
  readonly lanes: readonly Lane[]
  readonly laneHeight: number
  readonly scrollTop: number
  readonly unfolded: ReadonlySet<string>
  readonly onToggle: (worker: string) => void
}

/** Labels of the lanes in sight only: a large cluster has thousands. */
const LABELS_SHOWN_MAX = 80

function LaneLabels({ lanes, laneHeight, scrollTop, unfolded, onToggle }: LaneLabelsProps) {
  const first = Math.max(0, Math.floor(scrollTop / laneHeight) - 1)
  return (
    <div className={styles.labels}>
      <ul style={{ transform: `translateY(${RULER_HEIGHT - scrollTop}px)` }}>
        {lanes.slice(first, first + LABELS_SHOWN_MAX).map((lane, index) => (
          <li
            key={lane.name}
            data-part={lane.isPart}
            style={{ top: (first + index) * laneHeight, height: laneHeight }}
          >
            <LaneLabel lane={lane} unfolded={unfolded} onToggle={onToggle} />
          </li>
        ))}
      </ul>
    </div>
  )
}

type LaneLabelProps = Pick<LaneLabelsProps, 'unfolded' | 'onToggle'> & { readonly lane: Lane }

function LaneLabel({ lane, unfolded, onToggle }: LaneLabelProps) {
  const { t } = useTranslation()
  const select = useSelection((state) => state.select)
  const text = lane.textKey ? t(lane.textKey) : lane.label
  const { worker } = lane
  if (worker === null) {
    return (
      <button type="button" onClick={() => select({ type: 'component', name: lane.name })}>
        {text}
      </button>
    )
  }
  const isOpen = unfolded.has(worker)
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      aria-label={t(isOpen ? 'timeline.fold' : 'timeline.unfold', { name: worker })}
      onClick={() => onToggle(worker)}
    >
      {isOpen ? <ChevronDown aria-hidden /> : <ChevronRight aria-hidden />}
      {text}
    </button>
  )
}
