// Goal: the page is of one piece: sizes, colours and paces are the tokens'. Method: read every style sheet and component.
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const UI = resolve(import.meta.dirname, '../../src/ui')
const TOKENS = 'styles/tokens.css'

/** Where a literal may stand after all, and why. */
const EXCEPTIONS: readonly (readonly [path: string, line: RegExp, reason: string])[] = [
  ['panels/editor/monaco/theme.ts', /#00000000/, 'Monaco knows transparent only as a hex number'],
  ['panels/editor/monaco/create-editor.ts', /fontSize: 0\.8125/, 'Monaco takes pixels; --text-sm'],
  ['styles/base.css', /font-size: clamp/, 'the root size, of which all rem are a part'],
  ['styles/base.css', /0\.01ms !important/, 'no motion at all, whatever a component says'],
]

interface Line {
  readonly path: string
  readonly number: number
  readonly text: string
}

function filesIn(folder: string, kind: RegExp): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return filesIn(path, kind)
    return kind.test(entry.name) ? [relative(UI, path)] : []
  })
}

/** All lines but the tokens' own and those of comments. */
function linesOf(kind: RegExp): readonly Line[] {
  return filesIn(UI, kind)
    .filter((path) => path !== TOKENS)
    .flatMap((path) =>
      read(path)
        .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ''))
        .split('\n')
        .map((text, index) => ({ path, number: index + 1, text })),
    )
}

function read(path: string): string {
  return readFileSync(join(UI, path), 'utf8')
}

function breaking(lines: readonly Line[], isBroken: (text: string) => boolean): readonly string[] {
  return lines
    .filter(({ text }) => isBroken(text))
    .filter(({ path, text }) => !EXCEPTIONS.some(([p, line]) => p === path && line.test(text)))
    .map(({ path, number, text }) => `${path}:${number}: ${text.trim()}`)
}

const styles = linesOf(/\.css$/)
const code = linesOf(/\.tsx?$/)

/** The values given to a property on this line. */
function givenTo(property: RegExp, line: string): string | undefined {
  return line.match(new RegExp(`^\\s*(?:${property.source}):\\s*([^;]+);`))?.[1]
}

/** Of a value: numbers with a unit that stand in no `var(…)`. */
function literals(value: string, unit: string): boolean {
  return new RegExp(`\\b\\d*\\.?\\d+(?:${unit})\\b`).test(value.replace(/var\([^()]*\)/g, ''))
}

describe('the page is of one piece', () => {
  test('colours are tokens', () => {
    const colour = /#[0-9a-f]{3,4}\b(?!-)|#[0-9a-f]{6}(?:[0-9a-f]{2})?\b|\b(?:rgb|hsl|oklch)a?\(/i
    expect(breaking(styles, (line) => line.includes(':') && colour.test(line))).toEqual([])
    const inCode = /['"`](?:#[0-9a-f]{6}(?:[0-9a-f]{2})?|(?:rgb|hsl)a?\([^)]*\))['"`]/i
    expect(breaking(code, (line) => inCode.test(line))).toEqual([])
  })

  test('letters are as large as a token, or so much of their parent (em)', () => {
    const isOff = (line: string) => literals(givenTo(/font-size/, line) ?? '', 'px|rem|pt|vw')
    expect(breaking(styles, isOff)).toEqual([])
    expect(breaking(code, (line) => /fontSize:\s*['"\d]/.test(line))).toEqual([])
  })

  test('corners are round as a token says, or fully', () => {
    const isOff = (line: string) => literals(givenTo(/border[a-z-]*-radius/, line) ?? '', 'px|rem')
    expect(breaking(styles, isOff)).toEqual([])
  })

  test('motion takes as long as a token says', () => {
    const isOff = (line: string) =>
      literals(givenTo(/(?:animation|transition)[a-z-]*/, line) ?? '', 'ms|s')
    expect(breaking(styles, isOff)).toEqual([])
  })

  test('every token that is used exists, and every token is used', () => {
    const tokens = read(TOKENS)
    const all = [...styles, ...code].map(({ text }) => text).join('\n')
    const told = new Set(
      [...`${tokens}\n${all}`.matchAll(/['"]?(--[\w-]+)['"]?\]?:/g)].map((m) => m[1]),
    )
    const used = [...all.matchAll(/var\((--[\w-]+)/g)].map((match) => match[1] ?? '')
    expect(used.filter((name) => !told.has(name) && !fromLibraries(name))).toEqual([])
    // Phases and messages are also read by name, put together from their kind.
    const names = [...tokens.matchAll(/^ {2}(--[\w-]+):/gm)].map((match) => match[1] ?? '')
    const isRead = (name: string) =>
      /^--(phase|message)-/.test(name) || new RegExp(`${name}(?![\\w-])`).test(all)
    const inTokens = (name: string) => tokens.includes(`var(${name})`)
    expect([...new Set(names)].filter((name) => !isRead(name) && !inTokens(name))).toEqual([])
  })

  test('each exception is needed', () => {
    const idle = EXCEPTIONS.filter(
      ([path, line]) => ![...styles, ...code].some((l) => l.path === path && line.test(l.text)),
    )
    expect(idle).toEqual([])
  })
})

/** Set by Radix and React Flow on their elements. */
function fromLibraries(name: string): boolean {
  return /^--(radix|xy)-/.test(name)
}
