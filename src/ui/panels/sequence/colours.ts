import { MESSAGE_CLASSES } from './columns.ts'
import type { SequenceColours } from './draw/scene.ts'

/** Reads the tokens as they are now. */
export function readSequenceColours(): SequenceColours {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string) => style.getPropertyValue(name).trim()
  const classes = MESSAGE_CLASSES.map((name) => [name, token(`--message-${name}`)])
  const size = `${0.6875 * Number.parseFloat(style.fontSize)}px ${token('--font-sans')}`
  return {
    ground: token('--surface-1'),
    raised: token('--surface-3'),
    text: token('--text'),
    muted: token('--text-muted'),
    faint: token('--text-faint'),
    line: token('--line'),
    lineStrong: token('--line-strong'),
    accent: token('--accent'),
    wash: token('--accent-wash'),
    bad: token('--bad'),
    font: size,
    boldFont: `600 ${size}`,
    classes: Object.fromEntries(classes) as SequenceColours['classes'],
  }
}
