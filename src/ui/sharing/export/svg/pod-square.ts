/** A pod as a small square, in the forms of `diagram/tiles/draw-tiles.ts`. */
import type { PodLook } from '../../../../protocol/views.ts'
import type { Box } from '../../../diagram/layout/geometry.ts'
import { element, paint } from './markup.ts'
import type { Palette } from './picture.ts'

/** Each look has a form of its own, so that its colour need not be seen. */
export function podSquare(palette: Palette, box: Box, look: PodLook): string {
  const { x, y, width, height } = box
  const colour = palette[`phase-${look}`]
  const frame = element('rect', {
    x: x + 0.5,
    y: y + 0.5,
    width: Math.max(0.5, width - 1),
    height: Math.max(0.5, height - 1),
    fill: 'none',
    stroke: colour,
    'stroke-dasharray': look === 'unknown' ? '1.5 1.5' : undefined,
  })
  const filled = (part: Box) => element('rect', { ...part, ...paint('fill', colour) })
  switch (look) {
    case 'ready':
      return filled(box)
    case 'succeeded':
      return (
        frame +
        filled({ x: x + width / 4, y: y + height / 4, width: width / 2, height: height / 2 })
      )
    case 'creating':
      return frame + filled({ x, y: y + height / 2, width, height: height / 2 })
    case 'running':
      return frame + filled({ x, y, width: width / 2, height })
    case 'failed':
    case 'crash-looping':
      return element('path', { d: folded(box, look === 'crash-looping'), fill: colour })
    case 'terminating':
      return frame + element('path', { d: `M${x} ${y + height}L${x + width} ${y}`, stroke: colour })
    case 'unknown':
    case 'pending':
      return frame
  }
}

/** A corner is folded; of what fails again and again, two. */
function folded({ x, y, width, height }: Box, isTwice: boolean): string {
  const start = `M${x} ${y}h${width * 0.55}l${width * 0.45} ${height * 0.45}v${height * 0.55}`
  if (!isTwice) return `${start}h${-width}Z`
  return `${start}h${-width * 0.55}l${-width * 0.45} ${-height * 0.45}Z`
}
