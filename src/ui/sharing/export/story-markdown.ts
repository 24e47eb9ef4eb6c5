/** The story so far as Markdown: every step with its time, what happened and why. */
import type { UserAction } from '../../../protocol/messages.ts'
import { commandText } from '../../state/command-text.ts'

/** A step in the reader's language. */
export interface WrittenStep {
  readonly clock: string
  readonly title: string
  readonly what: readonly string[]
  readonly why: readonly string[]
}

export interface StoryWords {
  readonly title: string
  readonly about: string
  readonly why: string
  readonly none: string
  readonly commands: string
}

export interface WrittenCommand {
  readonly clock: string
  readonly action: UserAction
}

/** Markdown without any HTML: names and messages of the run are escaped, so that they stay text. */
export function storyMarkdown(
  words: StoryWords,
  commands: readonly WrittenCommand[],
  steps: readonly WrittenStep[],
): string {
  const parts = [`# ${escapeMarkdown(words.title)}`, escapeMarkdown(words.about)]
  if (commands.length > 0) {
    const lines = commands.map(({ clock, action }) => `- \`${clock}\` ${code(commandText(action))}`)
    parts.push(`## ${escapeMarkdown(words.commands)}`, lines.join('\n'))
  }
  if (steps.length === 0) parts.push(escapeMarkdown(words.none))
  steps.forEach(({ clock, title, what, why }, index) => {
    parts.push(`## ${index + 1}. ${escapeMarkdown(title)}`, `\`${clock}\``)
    parts.push(...what.map(escapeMarkdown))
    why.forEach((reason, at) => {
      const lead = at === 0 ? `**${escapeMarkdown(words.why)}:** ` : ''
      parts.push(`> ${lead}${escapeMarkdown(reason)}`)
    })
  })
  return `${parts.join('\n\n')}\n`
}

/** One line of text that Markdown takes as it is. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/\s*\n\s*/g, ' ')
    .replace(/[\\`*_{}[\]<>#|~&]/g, (sign) => `\\${sign}`)
    .replace(/^(\s*)([-+]|\d+[.)])(\s)/, '$1\\$2$3')
}

/** A code span, fenced by more backticks than its text has in a row. */
function code(text: string): string {
  const line = text.replace(/\s*\n\s*/g, ' ')
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return longest === 0 ? `\`${line}\`` : `${fence} ${line} ${fence}`
}
