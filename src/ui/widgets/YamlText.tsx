import { memo } from 'react'
import styles from './YamlText.module.css'

export interface YamlTextProps {
  readonly text: string
  readonly hasLineNumbers?: boolean
}

/** YAML in colour, to read only. Line by line: enough for manifests, and cheap. */
export const YamlText = memo(function YamlText({ text, hasLineNumbers = false }: YamlTextProps) {
  return (
    <pre className={styles.text} data-numbered={hasLineNumbers}>
      {text.split('\n').map((line, index) => (
        // Lines have no identity but their place.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <span key={index} className={styles.line}>
          <YamlLine line={line} />
          {'\n'}
        </span>
      ))}
    </pre>
  )
})

/** One line of YAML in colour. */
export function YamlLine({ line }: { readonly line: string }) {
  return colourLine(line).map((part) => (
    <span key={part.at} className={styles[part.colour]}>
      {part.text}
    </span>
  ))
}

interface ColouredPart {
  readonly at: number
  readonly text: string
  readonly colour: 'plain' | 'key' | 'string' | 'number' | 'keyword' | 'comment' | 'mark'
}

const LINE = /^(\s*(?:- +)*)(?:("[^"]*"|'[^']*'|[^\s#:'"][^:#]*?)(:)(?=\s|$))?(.*)$/

function colourLine(line: string): readonly ColouredPart[] {
  const [, lead = '', key = '', colon = '', rest = ''] = LINE.exec(line) ?? []
  const comment = /(^|\s)#.*$/.exec(rest)?.[0] ?? ''
  const value = rest.slice(0, rest.length - comment.length)
  const parts = [
    { text: lead, colour: 'mark' },
    { text: key, colour: 'key' },
    { text: colon, colour: 'mark' },
    { text: value, colour: colourOfValue(value.trim()) },
    { text: comment, colour: 'comment' },
  ] as const
  let at = 0
  return parts.flatMap((part) => {
    if (part.text === '') return []
    const placed = { ...part, at }
    at += part.text.length
    return [placed]
  })
}

function colourOfValue(value: string): ColouredPart['colour'] {
  if (value === '---' || value === '') return 'mark'
  if (/^(true|false|null|~)$/.test(value)) return 'keyword'
  if (/^[-+]?\d+(\.\d+)?$/.test(value)) return 'number'
  return 'string'
}
