/** Components, as boxes by themselves and as chips on a worker's card. */
import type { ComponentKind } from '../../../../protocol/views.ts'
import type { Box } from '../../../diagram/layout/geometry.ts'
import { API_SERVER } from '../../../diagram/layout/scene.ts'
import { element, paint, type WordStyle, words } from './markup.ts'
import type { Picture } from './picture.ts'

const LEADING = 1.25
/** On narrower cards names come before icons, as in the page. */
const ICONS_FROM_CARD_WIDTH = 205

interface Line {
  readonly text: string
  readonly style: WordStyle
}

/** A component that stands by itself, with a line about its doing. */
export function componentBox(picture: Picture, name: string, box: Box): string {
  const { palette, rows, t } = picture
  const row = rows.components.get(name)
  const { isStopped, frame } = frameOf(picture, name, box, 9)
  const isHub = name === API_SERVER
  const summary = row ? t(row.summary.key, row.summary.params) : ''
  const isUser = name === 'kubectl'
  const lines: Line[] = []
  if (isUser)
    lines.push({ text: t('you'), style: { size: 12.5, weight: 680, colour: palette.text } })
  lines.push({
    text: t(`name.${name}`),
    style: {
      size: isUser ? 10.5 : isHub ? 13.5 : 12,
      weight: isUser ? 500 : 650,
      colour: isUser || isStopped ? palette['text-muted'] : palette.text,
      isStruck: isStopped,
    },
  })
  if (summary !== '')
    lines.push({ text: summary, style: { size: 10.5, colour: palette['text-muted'] } })
  return frame + (isHub ? hubInside(picture, box, lines) : rowInside(picture, name, box, lines))
}

/** The API server's words stand in its middle, under its icon. */
function hubInside(picture: Picture, box: Box, lines: readonly Line[]): string {
  const height = 16 + 3 + heightOf(lines)
  const top = box.y + (box.height - height) / 2
  const x = box.x + box.width / 2
  const icon = iconAt(picture, 'kube-apiserver', { x: x - 8, y: top, size: 16 }, true)
  return icon + stacked(lines, x, top + 19, { width: box.width - 16, anchor: 'middle' })
}

function rowInside(picture: Picture, name: string, box: Box, lines: readonly Line[]): string {
  const isLit = isActing(picture, name)
  const y = box.y + box.height / 2
  const icon = iconAt(picture, kindOf(name), { x: box.x + 10, y: y - 8, size: 16 }, isLit)
  const top = y - heightOf(lines) / 2
  return icon + stacked(lines, box.x + 34, top, { width: box.width - 42, anchor: 'start' })
}

/** A part of a worker. */
export function chip(picture: Picture, name: string, box: Box, cardWidth: number): string {
  const { palette, t } = picture
  const kind = kindOf(name)
  const { isStopped, frame } = frameOf(picture, name, box, 6)
  const y = box.y + box.height / 2
  const hasIcon = cardWidth > ICONS_FROM_CARD_WIDTH
  const x = box.x + 7 + (hasIcon ? 16 : 0)
  const icon = hasIcon
    ? iconAt(picture, kind, { x: box.x + 7, y: y - 5.5, size: 11 }, isActing(picture, name))
    : ''
  const label = words(t(`name.${kind}`), x, y, {
    size: 10.5,
    weight: 550,
    colour: isStopped ? palette['text-muted'] : palette.text,
    isStruck: isStopped,
    width: box.x + box.width - 4 - x,
  })
  return frame + icon + label
}

function frameOf(picture: Picture, name: string, box: Box, radius: number) {
  const { palette, rows } = picture
  const isChip = name.includes('/')
  const isStopped = rows.components.get(name)?.state === 'stopped'
  const isLit = isActing(picture, name)
  const isHub = name === API_SERVER
  const rest = isChip ? palette.line : palette['line-strong']
  const stroke = isStopped ? palette.bad : isLit || isHub ? palette.accent : rest
  const place = { x: box.x, y: box.y, width: box.width, height: box.height, rx: radius }
  const ground = isChip ? palette['surface-1'] : palette['surface-2']
  const frame = element('rect', {
    ...place,
    ...paint('fill', ground),
    ...paint('stroke', stroke),
    'stroke-width': isLit ? 2 : 1,
    'stroke-dasharray': isStopped ? '4 3' : undefined,
  })
  const wash = isHub ? element('rect', { ...place, ...paint('fill', palette['accent-wash']) }) : ''
  return { isStopped, frame: frame + wash }
}

function heightOf(lines: readonly Line[]): number {
  return lines.reduce((sum, { style }) => sum + style.size * LEADING, 0)
}

interface Column {
  readonly width: number
  readonly anchor: 'start' | 'middle'
}

function stacked(lines: readonly Line[], x: number, top: number, column: Column): string {
  let y = top
  return lines
    .map(({ text, style }) => {
      const height = style.size * LEADING
      y += height
      return words(text, x, y - height / 2, { ...style, ...column })
    })
    .join('')
}

interface IconPlace {
  readonly x: number
  readonly y: number
  readonly size: number
}

function iconAt(picture: Picture, kind: ComponentKind, place: IconPlace, isLit: boolean): string {
  const inside = picture.icons[kind]
  if (!inside) return ''
  const { palette } = picture
  return element(
    'g',
    {
      transform: `translate(${place.x.toFixed(2)} ${place.y.toFixed(2)}) scale(${(place.size / 24).toFixed(4)})`,
      fill: 'none',
      stroke: isLit ? palette.accent : palette['text-muted'],
      'stroke-width': 2,
      'stroke-linecap': 'round',
      'stroke-linejoin': 'round',
    },
    inside,
  )
}

function isActing({ step }: Picture, name: string): boolean {
  return step?.actors.includes(name) ?? false
}

function kindOf(name: string): ComponentKind {
  return name.slice(name.indexOf('/') + 1) as ComponentKind
}
