/** The diagram as an SVG that stands alone: no style sheet, no font file, no HTML inside. */
import { pathOf } from '../../../diagram/layout/geometry.ts'
import type { Wire } from '../../../diagram/layout/scene.ts'
import { podsByNode } from '../../../state/selectors.ts'
import { componentBox } from './boxes.ts'
import { element, escapeXml, paint, words } from './markup.ts'
import type { Palette, Picture } from './picture.ts'
import { podCells } from './pods.ts'
import { workerCard, workerTiles } from './workers.ts'

/** A picture of the cluster as it is now, as large on the screen as its scene says. */
export function diagramSvg(picture: Picture): string {
  const { scene, palette, caption } = picture
  const { width, height, scale } = scene
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width: Math.round(width * scale),
      height: Math.round(height * scale),
      viewBox: `0 0 ${width.toFixed(2)} ${height.toFixed(2)}`,
      role: 'img',
    },
    element('title', {}, escapeXml(caption)),
    patterns(palette),
    element('rect', { width, height, ...paint('fill', palette['surface-0']) }),
    ground(picture),
    tray(picture),
    ...[...scene.boxes].map(([name, box]) => componentBox(picture, name, box)),
    ...scene.cards.map((card) => workerCard(picture, card)),
    scene.tiles ? workerTiles(picture, scene.tiles) : '',
    words(caption, 14, height - 10, {
      size: 10.5,
      colour: palette['text-faint'],
      width: width - 28,
    }),
  )}\n`
}

/** Hatches: what is going, and machines that are down. */
function patterns(palette: Palette): string {
  const hatch = (id: string, pitch: number, colour: string, opacity: number) =>
    element(
      'pattern',
      {
        id,
        width: pitch,
        height: pitch,
        patternUnits: 'userSpaceOnUse',
        patternTransform: 'rotate(45)',
      },
      element('rect', { width: 1.8, height: pitch, fill: colour, 'fill-opacity': opacity }),
    )
  return element(
    'defs',
    {},
    hatch('going', 5.5, palette['phase-terminating'], 0.38),
    hatch('down', 9, palette.bad, 0.16),
  )
}

/** The control plane's frame and the lines to the API server. */
function ground(picture: Picture): string {
  const { scene, palette, t } = picture
  const { x, y, width, height } = scene.controlPlane
  return [
    element('rect', {
      x,
      y,
      width,
      height,
      rx: 12,
      fill: palette['surface-1'],
      stroke: palette.line,
    }),
    words(t('controlPlane'), x + 13, y + 16, { size: 11.5, colour: palette['text-muted'] }),
    ...scene.wires.map((wire) => wireLine(picture, wire)),
  ].join('')
}

function wireLine({ palette, rows, step }: Picture, wire: Wire): string {
  const node = wire.host === '' ? undefined : rows.nodes.get(wire.host)
  const isCut = node !== undefined && (node.isNetworkCut || node.machine === 'crashed')
  const isBroken = isCut || rows.components.get(wire.component)?.state === 'stopped'
  const isLit = step?.actors.includes(wire.component) ?? false
  const colours = {
    watch: palette['message-watch'],
    storage: palette['message-storage'],
    request: palette['line-strong'],
  }
  const colour = isBroken ? palette.bad : colours[wire.kind]
  const opacities = { watch: 0.5, storage: 0.75, request: 1 }
  const end = wire.points[0] ?? { x: 0, y: 0 }
  const middle = wire.points[Math.floor(wire.points.length / 2)] ?? end
  const cross = `M${middle.x - 4} ${middle.y - 4}l8 8m0 -8l-8 8`
  return [
    element('path', {
      d: pathOf(wire.points),
      fill: 'none',
      stroke: colour,
      'stroke-width': isLit ? 1.9 : wire.kind === 'storage' ? 2 : 1.4,
      'stroke-opacity': isBroken ? 0.75 : isLit ? 1 : opacities[wire.kind],
      'stroke-dasharray': isBroken ? '1 6' : wire.kind === 'watch' ? '4 4' : undefined,
    }),
    element('circle', {
      cx: end.x,
      cy: end.y,
      r: 3,
      fill: palette['surface-0'],
      stroke: colour,
      'stroke-width': 1.4,
    }),
    isBroken ? element('path', { d: cross, fill: 'none', stroke: colour, 'stroke-width': 2 }) : '',
  ].join('')
}

/** Where pods wait that no node has been chosen for. */
function tray(picture: Picture): string {
  const { scene, palette, rows, t } = picture
  const { x, y, width, height } = scene.tray
  const pods = podsByNode(rows.pods).get('') ?? []
  const isEmpty = pods.length === 0
  const frame = element('rect', {
    x,
    y,
    width,
    height,
    rx: 8,
    fill: 'none',
    stroke: isEmpty ? palette.line : palette.warning,
    'stroke-dasharray': '4 3',
  })
  const title = words(`${t('tray.title')}${isEmpty ? '' : ` ${pods.length}`}`, x + 6, y + 9, {
    size: 10,
    colour: isEmpty ? palette['text-faint'] : palette.warning,
  })
  const area = { x: x + 6, y: y + 16, width: width - 12, height: height - 24 }
  return frame + title + (isEmpty ? '' : podCells(picture, pods, area))
}
