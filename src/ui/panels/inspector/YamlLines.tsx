import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { YamlLine } from '../../widgets/YamlText.tsx'
import { pathsOfLines } from './yaml-paths.ts'

export interface YamlLinesProps {
  readonly text: string
  /** The reader wants to know why the field of a line is as it is. */
  readonly onAsk: (path: string) => void
}

/** YAML of which every line can be asked about: by a click, or by arrows and Enter. */
export function YamlLines({ text, onAsk }: YamlLinesProps) {
  const { t } = useTranslation('why')
  const lines = text.replace(/\n$/, '').split('\n')
  const paths = pathsOfLines(lines)
  const [current, setCurrent] = useState(-1)
  const list = useRef<HTMLDivElement>(null)

  // The current line stays in sight, as far as the box itself scrolls.
  useEffect(() => {
    const line = list.current?.children[current]
    if (line) line.scrollIntoView({ block: 'nearest' })
  }, [current])

  function onKeyDown(event: KeyboardEvent) {
    const next = moved(event.key, current, lines.length)
    if (next !== undefined) setCurrent(next)
    else if (event.key === 'Enter' || event.key === ' ') ask(current)
    else return
    event.preventDefault()
  }

  function ask(line: number) {
    const path = paths[line]
    if (path) onAsk(path)
  }

  return (
    <div
      ref={list}
      className="yaml-lines"
      role="listbox"
      tabIndex={0}
      aria-label={t('yaml')}
      aria-activedescendant={current < 0 ? undefined : lineId(current)}
      onKeyDown={onKeyDown}
      onFocus={() => setCurrent((line) => Math.max(0, line))}
      onBlur={() => setCurrent(-1)}
    >
      {lines.map((line, index) => (
        // Keys are handled by the list, as its active descendant.
        // biome-ignore lint/a11y/useKeyWithClickEvents: see above
        <div
          // Lines have no identity but their place.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          key={index}
          id={lineId(index)}
          className="yaml-line"
          role="option"
          tabIndex={-1}
          aria-selected={index === current}
          title={paths[index] ? t('askField', { path: paths[index] }) : undefined}
          onClick={() => {
            // Who marks text to copy it asks nothing.
            if (getSelection()?.isCollapsed !== false) ask(index)
          }}
        >
          <YamlLine line={line} />
        </div>
      ))}
    </div>
  )
}

function lineId(index: number): string {
  return `yaml-line-${index}`
}

function moved(key: string, line: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return Math.min(count - 1, line + 1)
    case 'ArrowUp':
      return Math.max(0, line - 1)
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return undefined
  }
}
