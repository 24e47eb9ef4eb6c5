/** Which field each line of an object's YAML is about. For YAML in block style, as the worker writes it. */

interface Level {
  readonly indent: number
  /** Path of what is at this level. */
  readonly path: string
  /** Which item of a list this level is in; -1 where it is none. */
  item: number
}

/** Field paths of lines, list items by their place (`spec.containers[0].image`); '' where a line says none. */
export function pathsOfLines(lines: readonly string[]): readonly string[] {
  const levels: Level[] = [{ indent: -1, path: '', item: -1 }]
  let last = ''
  /** How far in the key of a long text stands, while its lines come. */
  let textIndent: number | undefined
  return lines.map((line) => {
    const indent = line.search(/\S/)
    if (textIndent !== undefined && (indent < 0 || indent > textIndent)) return last
    textIndent = /: +[|>][-+\d]*$/.test(line) ? indent : undefined
    last = pathOfLine(line, levels) ?? last
    return last
  })
}

function pathOfLine(line: string, levels: Level[]): string | undefined {
  const [, spaces = '', dashes = '', rest = ''] = /^(\s*)((?:- +|-$)*)(.*)$/.exec(line) ?? []
  const dashCount = (dashes.match(/-/g) ?? []).length
  let indent = spaces.length
  let path: string | undefined
  // Each dash opens a list's item, one within the other.
  for (let i = 0; i < dashCount; i++) {
    path = openItem(indent, levels)
    indent += 2
  }
  const key = /^("[^"]*"|'[^']*'|[^\s:][^:]*?):(?:\s|$)/.exec(rest)?.[1]
  if (key === undefined || rest.startsWith('#')) return path
  return openField(indent, key.replace(/^["']|["']$/g, ''), levels)
}

function openField(indent: number, key: string, levels: Level[]): string {
  while ((levels.at(-1)?.indent ?? -1) >= indent) levels.pop()
  const parent = levels.at(-1)?.path ?? ''
  const step = /[./]/.test(key) ? `['${key}']` : key
  const path = parent === '' || step.startsWith('[') ? parent + step : `${parent}.${step}`
  levels.push({ indent, path, item: -1 })
  return path
}

/** A dash stands at its key's own indent, or deeper. */
function openItem(indent: number, levels: Level[]): string {
  while ((levels.at(-1)?.indent ?? -1) > indent) levels.pop()
  const top = levels.at(-1)
  if (top && top.indent === indent && top.item >= 0) {
    // The next item of the list that is open.
    levels.pop()
    const listPath = top.path.replace(/\[\d+\]$/, '')
    const next = { indent, path: `${listPath}[${top.item + 1}]`, item: top.item + 1 }
    levels.push(next)
    return next.path
  }
  const first = { indent, path: `${top?.path ?? ''}[0]`, item: 0 }
  levels.push(first)
  return first.path
}
