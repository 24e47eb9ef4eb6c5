/** The lanes' colours out of the stylesheet's tokens: a canvas cannot read them by itself. */
import type { MessageClass } from '../../../protocol/views.ts'
import type { LaneColours } from './draw-lanes.ts'

const messageClasses: readonly MessageClass[] = [
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

/** Reads the tokens as they are now. */
export function readLaneColours(): LaneColours {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string) => style.getPropertyValue(name).trim()
  const classes = messageClasses.map((name) => [name, token(`--message-${name}`)])
  return {
    text: token('--text'),
    faint: token('--text-faint'),
    line: token('--line'),
    accent: token('--accent'),
    wash: token('--accent-wash'),
    sunken: token('--surface-sunken'),
    font: `${0.6875 * Number.parseFloat(style.fontSize)}px ${token('--font-sans')}`,
    classes: Object.fromEntries(classes) as LaneColours['classes'],
  }
}
