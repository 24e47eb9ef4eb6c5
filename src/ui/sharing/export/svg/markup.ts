/** SVG as text: elements with escaped content, and colours as programs outside browsers take them. */

type Attributes = { readonly [name: string]: string | number | undefined }

/** One element. Children are markup already; words come in through `words`. */
export function element(name: string, attributes: Attributes, ...children: string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(
      ([key, value]) =>
        ` ${key}="${typeof value === 'number' ? round(value) : escapeXml(String(value))}"`,
    )
    .join('')
  return children.length === 0
    ? `<${name}${written}/>`
    : `<${name}${written}>${children.join('')}</${name}>`
}

/** Text that is nothing but text, in XML 1.0: characters it can not hold are left out. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

function round(value: number): string {
  return String(Math.round(value * 100) / 100)
}

/** `fill` (or `stroke`) and its opacity: eight-digit colours are unknown to Inkscape and slides. */
export function paint(kind: 'fill' | 'stroke', colour: string): Attributes {
  const [, solid, alpha] = /^(#[0-9a-f]{6})([0-9a-f]{2})$/i.exec(colour) ?? []
  if (solid === undefined || alpha === undefined) return { [kind]: colour }
  return {
    [kind]: solid,
    [`${kind}-opacity`]: Math.round((Number.parseInt(alpha, 16) / 255) * 1000) / 1000,
  }
}

/** So much of one colour in another, both as `#rrggbb`. */
export function mix(colour: string, into: string, share: number): string {
  const channels = [1, 3, 5].map((at) => {
    const a = Number.parseInt(colour.slice(at, at + 2), 16)
    const b = Number.parseInt(into.slice(at, at + 2), 16)
    return Math.round(a * share + b * (1 - share))
      .toString(16)
      .padStart(2, '0')
  })
  return `#${channels.join('')}`
}

export const SANS =
  "'Pretendard Variable', Pretendard, 'Segoe UI', 'Apple SD Gothic Neo', 'Noto Sans KR', 'Noto Sans CJK KR', sans-serif"
export const MONO = "'JetBrains Mono Variable', 'JetBrains Mono', Menlo, Consolas, monospace"

export interface WordStyle {
  readonly size: number
  readonly weight?: number
  readonly colour: string
  /** What there is room for; longer words end in `…`. */
  readonly width?: number
  readonly anchor?: 'start' | 'middle' | 'end'
  readonly isMono?: boolean
  readonly isStruck?: boolean
}

/** A line of words, its middle at `y`. */
export function words(text: string, x: number, y: number, style: WordStyle): string {
  const { size, weight = 400, colour, width, anchor = 'start', isMono = false, isStruck } = style
  const shown = width === undefined ? text : fitted(text, width, { size, weight, isMono })
  if (shown === '') return ''
  return element(
    'text',
    {
      x,
      // Baselines by sum: `dominant-baseline` means something else in every program.
      y: y + size * 0.36,
      'font-family': isMono ? MONO : SANS,
      'font-size': size,
      'font-weight': weight,
      'text-anchor': anchor === 'start' ? undefined : anchor,
      'text-decoration': isStruck ? 'line-through' : undefined,
      ...paint('fill', colour),
    },
    escapeXml(shown),
  )
}

interface Face {
  readonly size: number
  readonly weight: number
  readonly isMono: boolean
}

/** As much of a text as has room. Widths are estimates a little on the wide side: nothing measures outside a browser. */
export function fitted(text: string, width: number, face: Face): string {
  if (widthOf(text, face) <= width) return text
  const letters = [...text]
  while (letters.length > 0 && widthOf(`${letters.join('')}…`, face) > width) letters.pop()
  return letters.length === 0 ? '' : `${letters.join('')}…`
}

/** About how wide a text is. */
export function widthOf(text: string, { size, weight, isMono }: Face): number {
  let ems = 0
  for (const letter of text) ems += isMono ? monoEms(letter) : sansEms(letter)
  return ems * size * (weight > 550 ? 1.06 : 1)
}

function monoEms(letter: string): number {
  return letter > '\u2e80' ? 1 : 0.6
}

function sansEms(letter: string): number {
  if (letter > '\u2e80') return 0.92
  if (/[ilj.,:;|'!]/.test(letter)) return 0.27
  if (/[frt()/ -]/.test(letter)) return 0.36
  if (/[mwMW%…—]/.test(letter)) return 0.86
  return /[A-Z]/.test(letter) ? 0.66 : 0.56
}
