import { Maximize, Minus, Plus } from 'lucide-react'
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { type Node, ReactFlow, ReactFlowProvider, useReactFlow, useStore } from 'reactflow'
import { useTranslation } from '../i18n/use-translation.ts'
import 'reactflow/dist/base.css'
import { useShallow } from 'zustand/react/shallow'
import { useIsWelcome, Welcome } from '../guide/Welcome.tsx'
import { TargetMenu } from '../menus/TargetMenu.tsx'
import { useCluster } from '../state/cluster.ts'
import { useSelection } from '../state/selection.ts'
import { nodesInOrder } from '../state/selectors.ts'
import { useSpotlight } from '../state/spotlight.ts'
import { cameraBox, type Viewport, viewportOnto } from './camera.ts'
import './diagram.css'
import './boxes.css'
import './cards.css'
import './pods.css'
import { FlightLayer } from './flights/FlightLayer.tsx'
import { flowNodes, flowNodeTypes } from './flow-nodes.tsx'
import { Legend } from './Legend.tsx'
import type { Box } from './layout/geometry.ts'
import { layoutScene } from './layout/layout-scene.ts'
import { routesOf } from './layout/routes.ts'
import type { Scene } from './layout/scene.ts'
import { usePaneKeysAndPointer } from './pane-input.ts'
import { STAGE_WORDS, StageWords } from './stage-words.ts'
import { tileGrid } from './tiles/tile-grid.ts'

export interface DiagramProps {
  /** Drawn for a lecture hall: fewer things, larger; who acts stands out. */
  readonly isOnStage?: boolean
  /** What lies over the diagram and moves with it: reads the pane's transform from React Flow's store. */
  readonly children?: ReactNode
}

/** The cluster as a picture: who is there, who talks to whom, where the pods are. */
export function Diagram({ isOnStage = false, children }: DiagramProps) {
  const { t } = useTranslation('diagram')
  const pane = useRef<HTMLDivElement>(null)
  const size = useSizeOf(pane)
  const isWelcome = useIsWelcome()
  usePaneKeysAndPointer(pane)
  return (
    <div
      ref={pane}
      className="dg"
      data-welcome={isWelcome || undefined}
      data-stage={isOnStage || undefined}
      role="application"
      aria-label={t('label')}
      aria-description={t('hint')}
    >
      {size && (
        <StageWords value={isOnStage ? STAGE_WORDS : 1}>
          <Scenery width={size.width} height={size.height} isOnStage={isOnStage}>
            {children}
          </Scenery>
        </StageWords>
      )}
      {isWelcome && !isOnStage && <Welcome />}
      <TargetMenu />
    </div>
  )
}

interface Size {
  readonly width: number
  readonly height: number
}

interface SceneryProps extends Size {
  readonly isOnStage: boolean
  readonly children: ReactNode
}

function Scenery({ width, height, isOnStage, children }: SceneryProps) {
  const workers = useCluster(
    useShallow(({ rows }) => nodesInOrder(rows.nodes).map((node) => node.name)),
  )
  const scene = useMemo(
    () => layoutScene({ width, height, workers, isOnStage }),
    [width, height, workers, isOnStage],
  )
  const nodes = useMemo(() => flowNodes(scene, workers), [scene, workers])
  return (
    // With what it will be told at once anyway, its first picture is whole.
    <ReactFlowProvider initialNodes={nodes} initialWidth={width} initialHeight={height}>
      <Flow {...{ width, height, scene, nodes, workers, isOnStage }} />
      {children}
    </ReactFlowProvider>
  )
}

interface FlowProps extends Size {
  readonly scene: Scene
  readonly nodes: Node[]
  readonly workers: readonly string[]
  readonly isOnStage: boolean
}

function Flow({ width, height, scene, nodes, workers, isOnStage }: FlowProps) {
  const tileOf = useMemo(() => {
    const grid = scene.tiles && tileGrid(scene.tiles, workers.length)
    const indexes = new Map(workers.map((name, index) => [name, index]))
    return (worker: string) => {
      const index = indexes.get(worker)
      return grid && index !== undefined ? grid.boxOf(index) : undefined
    }
  }, [scene, workers])
  const routes = useMemo(() => routesOf(scene, tileOf), [scene, tileOf])
  const view = useFittedView(scene, tileOf, { width, height })
  const isNear = useStore(({ transform }) => transform[2] > scene.scale * NEAR)
  return (
    <>
      <ReactFlow
        className={isNear ? 'dg-near' : ''}
        nodes={nodes}
        nodeTypes={flowNodeTypes}
        defaultViewport={viewportOf(scene, { width, height })}
        minZoom={0.2}
        maxZoom={4}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        zoomOnDoubleClick={false}
        proOptions={{ hideAttribution: false }}
        onPaneClick={() => useSelection.getState().select(null)}
        onMoveEnd={view.onMoveEnd}
      />
      <FlightLayer routes={routes} />
      {!isOnStage && <ViewButtons onFit={view.fit} shape={scene.shape} />}
      {!isOnStage && <Legend />}
    </>
  )
}

interface ViewButtonsProps {
  readonly onFit: () => void
  readonly shape: Scene['shape']
}

function ViewButtons({ onFit, shape }: ViewButtonsProps) {
  const { t } = useTranslation('diagram')
  const flow = useReactFlow()
  return (
    <div className="dg-view" data-shape={shape} role="toolbar" aria-label={t('view')}>
      <button type="button" aria-label={t('zoomOut')} onClick={() => flow.zoomOut()}>
        <Minus aria-hidden />
      </button>
      <button type="button" aria-label={t('zoomIn')} onClick={() => flow.zoomIn()}>
        <Plus aria-hidden />
      </button>
      <button type="button" aria-label={t('fit')} title={t('fit')} onClick={onFit}>
        <Maximize aria-hidden />
      </button>
    </div>
  )
}

/** From this much nearer than the whole, a stage has room for what it else leaves out. */
const NEAR = 1.25
/** A part is gone to if it can be drawn at least so much larger. */
const LARGER_MIN = 1.05
/** How long the camera takes to where a lesson wants it. */
const CAMERA_MS = 500

/** Keeps the whole scene (or what a lesson's camera is on) in view until the reader moves it; `fit` brings it back. */
function useFittedView(
  scene: Scene,
  tileOf: (worker: string) => Box | undefined,
  { width, height }: Size,
) {
  const flow = useReactFlow()
  const isMoved = useRef(false)
  const camera = useSpotlight((state) => state.camera)
  const wish = useSpotlight((state) => state.wish)
  const lastWish = useRef(wish)
  useEffect(() => {
    const isNewWish = lastWish.current !== wish
    lastWish.current = wish
    if (isNewWish && camera !== null) isMoved.current = false
    if (isMoved.current) return
    const size = { width, height }
    const onto = camera === null ? null : cameraBox(scene, camera, tileOf)
    const near = onto && viewportOnto(onto, size, scene.scale)
    const viewport = near && isWorthGoing(near, scene, size) ? near : viewportOf(scene, size)
    const isStill = document.documentElement.dataset.motion === 'reduced'
    flow.setViewport(viewport, { duration: isNewWish && !isStill ? CAMERA_MS : 0 })
  }, [flow, scene, tileOf, width, height, camera, wish])
  return {
    fit: () => {
      isMoved.current = false
      useSpotlight.setState({ camera: null })
      flow.setViewport(viewportOf(scene, { width, height }))
    },
    onMoveEnd: (event: MouseEvent | TouchEvent | null) => {
      // Moves that the page makes itself come without an event.
      if (event) isMoved.current = true
    },
  }
}

/** Where a part can be drawn no larger than it is, going there would only push the rest out of a whole that fits. */
function isWorthGoing(near: Viewport, scene: Scene, { width, height }: Size): boolean {
  const isWholeInView = scene.width * scene.scale <= width && scene.height * scene.scale <= height
  return !isWholeInView || near.zoom > scene.scale * LARGER_MIN
}

/** The scene at its scale, centred where there is room to spare. */
function viewportOf(scene: Scene, { width, height }: Size): Viewport {
  return {
    x: Math.max(0, (width - scene.width * scene.scale) / 2),
    y: Math.max(0, (height - scene.height * scene.scale) / 2),
    zoom: scene.scale,
  }
}

function useSizeOf(element: { readonly current: HTMLElement | null }): Size | null {
  const [size, setSize] = useState<Size | null>(null)
  // Before the browser draws: else a picture without the cluster would come first.
  useLayoutEffect(() => {
    if (!element.current) return
    const { width, height } = element.current.getBoundingClientRect()
    if (width > 0 && height > 0) setSize({ width, height })
  }, [element])
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      if (!entry) return
      const { width, height } = entry.contentRect
      if (width === 0 || height === 0) return
      setSize((known) =>
        known?.width === width && known.height === height ? known : { width, height },
      )
    })
    if (element.current) observer.observe(element.current)
    return () => observer.disconnect()
  }, [element])
  return size
}
