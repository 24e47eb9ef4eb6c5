/** The diagram as it stands on the page: its theme, its rows, its step. */
import i18next from 'i18next'
import { createElement } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import type { ComponentKind } from '../../../../protocol/views.ts'
import { layoutScene } from '../../../diagram/layout/layout-scene.ts'
import type { SceneInput } from '../../../diagram/layout/scene.ts'
import { componentIcons } from '../../../diagram/parts/component-icons.ts'
import { formatClock } from '../../../state/clock.ts'
import { useCluster } from '../../../state/cluster.ts'
import { nodesInOrder } from '../../../state/selectors.ts'
import { diagramSvg } from './diagram-svg.ts'
import { COLOUR_NAMES, type Palette, type Picture } from './picture.ts'
import type { DrawnSvg } from './rasterise.ts'

/** The shape of a slide, whatever the pane's. */
const PANE = { width: 1280, height: 720 }

export interface DrawnDiagram extends DrawnSvg {
  /** Pixels of the picture to a pixel of the scene. */
  readonly scale: number
}

/** In the shape of a slide, or as it stands on stage in a pane of a size. */
export function presentSvg(stage?: Pick<SceneInput, 'width' | 'height'>): DrawnDiagram {
  const { rows, atMicros, step } = useCluster.getState()
  const workers = nodesInOrder(rows.nodes).map((node) => node.name)
  const scene = layoutScene({ ...(stage ?? PANE), workers, isOnStage: stage !== undefined })
  const title = step ? i18next.t(step.title.key, { ...step.title.params }) : ''
  const caption = ['Pilothouse', formatClock(atMicros), title].filter(Boolean).join(' · ')
  const svg = diagramSvg({
    scene,
    rows,
    workers,
    atMicros,
    step,
    palette: presentPalette(),
    icons: drawnIcons(),
    caption,
    t: (key, params = {}) => i18next.t(key, { ns: 'diagram', ...params }),
  })
  return {
    svg,
    width: Math.round(scene.width * scene.scale),
    height: Math.round(scene.height * scene.scale),
    scale: scene.scale,
  }
}

/** The theme that is on the page: whoever exports sees what they get. */
function presentPalette(): Palette {
  const style = getComputedStyle(document.documentElement)
  const read = (name: string) => style.getPropertyValue(`--${name}`).trim()
  return Object.fromEntries(COLOUR_NAMES.map((name) => [name, read(name)])) as Palette
}

/** The page's own icons as markup: drawn once, out of sight. */
function drawnIcons(): Picture['icons'] {
  const host = document.createElement('div')
  const root = createRoot(host)
  const kinds = Object.keys(componentIcons) as ComponentKind[]
  flushSync(() =>
    root.render(kinds.map((kind) => createElement(componentIcons[kind], { key: kind }))),
  )
  const drawn = [...host.children].map((icon) => icon.innerHTML)
  root.unmount()
  return Object.fromEntries(kinds.map((kind, index) => [kind, drawn[index]]))
}
