/** Pods packed into an area, each with the colour and shape of its look. */
import type { ContainerRow, PodRow } from '../../../../protocol/views.ts'
import type { Box } from '../../../diagram/layout/geometry.ts'
import { type PodSize, podGrid } from '../../../diagram/layout/pod-grid.ts'
import { podName } from '../../../diagram/parts/pod-name.ts'
import { element, escapeXml, mix, paint, widthOf, words } from './markup.ts'
import type { Palette, Picture } from './picture.ts'

const DOTS_MAX = 5

/** As many pods as there is room for; the rest as a number. */
export function podCells(
  picture: Picture,
  pods: readonly PodRow[],
  area: Box,
  roomFor = 0,
): string {
  const grid = podGrid(area.width, area.height, Math.max(pods.length, roomFor))
  const shown = pods.length > grid.shown ? pods.slice(0, grid.shown) : pods
  const boxOf = (index: number): Box => ({
    x: area.x + (index % grid.columns) * (grid.cellWidth + grid.gap),
    y: area.y + Math.floor(index / grid.columns) * (grid.cellHeight + grid.gap),
    width: grid.cellWidth,
    height: grid.cellHeight,
  })
  const cells = shown.map((pod, index) => podCell(picture, pod, boxOf(index), grid))
  if (pods.length > shown.length) {
    const at = boxOf(shown.length)
    const more = picture.t('more', { count: pods.length - shown.length })
    const colour = picture.palette['text-muted']
    cells.push(words(more, at.x, at.y + at.height / 2, { size: 9.5, weight: 600, colour }))
  }
  return cells.join('')
}

function podCell(
  { palette, t }: Picture,
  pod: PodRow,
  box: Box,
  { size, zoom }: { readonly size: PodSize; readonly zoom: number },
): string {
  const name = `${pod.namespace}/${pod.name}: ${t(`look.${pod.look}`)}`
  const label = element('title', {}, escapeXml(name))
  const inside = size === 'dot' || size === 'tiny' ? '' : podWords(palette, pod, box, size, zoom)
  return element('g', {}, label, shape(palette, pod, box, size), inside)
}

/** Frame and ground tell the look twice: by colour and by form. */
function shape(palette: Palette, { look }: PodRow, box: Box, size: PodSize): string {
  const colour = palette[`phase-${look}`]
  const radius =
    size === 'tiny' ? 2 : size === 'dot' ? 4 : size === 'short' || size === 'line' ? 5 : 7
  const isSmall = size === 'dot' || size === 'tiny'
  const place = { x: box.x, y: box.y, width: box.width, height: box.height, rx: radius }
  const frame = (more: { readonly [name: string]: string | number } = {}) =>
    element('rect', {
      ...place,
      fill: 'none',
      stroke: colour,
      'stroke-width': size === 'tiny' ? 1 : 1.5,
      ...more,
    })
  const ground = (fill: string) => element('rect', { ...place, ...paint('fill', fill) })
  switch (look) {
    case 'ready':
      return ground(isSmall ? colour : palette['good-wash']) + frame()
    case 'creating':
      return (
        element('rect', {
          ...place,
          y: box.y + box.height / 2,
          height: box.height / 2,
          rx: Math.min(radius, 3),
          ...paint('fill', isSmall ? colour : palette['warning-wash']),
        }) + frame()
      )
    case 'running': {
      const bar = { ...place, width: isSmall ? box.width / 2 : 5, rx: Math.min(radius, 2) }
      return element('rect', { ...bar, ...paint('fill', colour) }) + frame()
    }
    case 'succeeded':
      return frame() + inner(box, radius, colour)
    case 'terminating':
      return element('rect', { ...place, fill: 'url(#going)' }) + frame()
    case 'failed':
    case 'crash-looping':
      return (
        ground(palette['bad-wash']) +
        frame() +
        corners(box, size === 'tiny' ? 4 : 9, colour, look === 'crash-looping')
      )
    case 'unknown':
      return frame({ 'stroke-dasharray': '4 3' })
    case 'pending':
      return frame()
  }
}

function inner({ x, y, width, height }: Box, radius: number, colour: string): string {
  const place = {
    x: x + 2.5,
    y: y + 2.5,
    width: Math.max(1, width - 5),
    height: Math.max(1, height - 5),
  }
  return element('rect', { ...place, rx: Math.max(0, radius - 2), fill: 'none', stroke: colour })
}

/** The folded corner of what failed; of what fails again and again, two. */
function corners(
  { x, y, width, height }: Box,
  size: number,
  colour: string,
  isTwice: boolean,
): string {
  const [right, foot] = [x + width, y + height]
  const second = isTwice ? `M${x} ${foot - size}V${foot}H${x + size}Z` : ''
  const d = `M${right - size} ${y}H${right}V${y + size}Z${second}`
  return element('path', { d, fill: colour })
}

function podWords(palette: Palette, pod: PodRow, box: Box, size: PodSize, zoom: number): string {
  const { base, suffix } = podName(pod)
  const padding = size === 'short' || size === 'line' ? 4 : 6 * zoom
  const x = box.x + padding
  const width = box.width - 2 * padding
  const middle = box.y + box.height / 2
  const small = { size: 9 * zoom, colour: palette['text-muted'], isMono: true, width }
  const restarts = pod.restarts > 0 ? restartsBadge(palette, pod.restarts, box) : ''
  if (size === 'short') return words(suffix || base, x, middle, small) + restarts
  if (size === 'line') return words(`${base} ${suffix}`, x, middle, small) + restarts
  const heights = [
    10.5 * zoom * 1.2,
    9 * zoom * 1.2,
    ...(size === 'full' ? [9.5 * zoom * 1.2] : []),
  ]
  let y = middle - (heights.reduce((sum, each) => sum + each, 0) + heights.length - 1) / 2
  const centres = heights.map((height) => {
    y += height + 1
    return y - 1 - height / 2
  })
  const [nameY = middle, lineY = middle, statusY] = centres
  const dots = containerDots(palette, pod, x, lineY, zoom)
  const name = words(base, x, nameY, {
    size: 10.5 * zoom,
    weight: 600,
    colour: palette.text,
    width,
  })
  const tail = words(suffix, x + dots.width, lineY, { ...small, width: width - dots.width })
  const look = palette[`phase-${pod.look}`]
  const status =
    statusY === undefined
      ? ''
      : words(pod.status, x, statusY, {
          size: 9.5 * zoom,
          colour: mix(look, palette.text, 0.75),
          width,
        })
  return name + dots.markup + tail + status + restarts
}

function containerDots(palette: Palette, pod: PodRow, x: number, y: number, zoom: number) {
  const side = 7 * zoom
  const shown = pod.containers.slice(0, DOTS_MAX)
  const colour = palette[`phase-${pod.look}`]
  const markup = shown
    .map((container, index) => {
      const at = { x: x + index * (side + 2.5), y: y - side / 2, side }
      return dot(palette, container, at, colour)
    })
    .join('')
  return { markup, width: shown.length === 0 ? 0 : shown.length * (side + 2.5) + 1.5 }
}

interface DotPlace {
  readonly x: number
  readonly y: number
  readonly side: number
}

function dot(palette: Palette, container: ContainerRow, { x, y, side }: DotPlace, look: string) {
  const { state, type, isReady } = container
  const middle = { cx: x + side / 2, cy: y + side / 2 }
  if (isBad(container)) {
    const { cx, cy } = middle
    const half = side / 2
    const d = `M${cx} ${cy - half}L${cx + half} ${cy}L${cx} ${cy + half}L${cx - half} ${cy}Z`
    return element('path', { d, fill: palette.bad })
  }
  const isOver = state === 'terminated'
  const colour = isOver ? palette['text-faint'] : look
  const style = {
    fill: isReady || isOver ? colour : 'none',
    stroke: colour,
    'stroke-width': 1.5,
    'stroke-dasharray': state === 'waiting' ? '1.5 1.5' : undefined,
  }
  if (type === 'init')
    return element('rect', {
      x: x + 0.75,
      y: y + 0.75,
      width: side - 1.5,
      height: side - 1.5,
      rx: 1,
      ...style,
    })
  return element('circle', { ...middle, r: side / 2 - 0.75, ...style })
}

function isBad({ state, reason }: ContainerRow): boolean {
  if (state === 'terminated') return reason !== 'Completed'
  return state === 'waiting' && (reason.includes('BackOff') || reason.startsWith('Err'))
}

function restartsBadge(palette: Palette, count: number, box: Box): string {
  const text = `↻${count}`
  const width = widthOf(text, { size: 8.5, weight: 700, isMono: false }) + 8
  const x = box.x + box.width + 5 - width
  const ground = element('rect', { x, y: box.y - 6, width, height: 13, rx: 6.5, fill: palette.bad })
  const style = { size: 8.5, weight: 700, colour: palette['surface-1'], anchor: 'middle' } as const
  return ground + words(text, x + width / 2, box.y + 0.5, style)
}
