/** The parts of an RFC 3339 time in order, with the names that Go's layout has for them. */
const PARTS: readonly (readonly [RegExp, string])[] = [
  [/^[0-9]{4}/, '2006'],
  [/^-/, '-'],
  [/^(0[1-9]|1[0-2])/, '01'],
  [/^-/, '-'],
  [/^(0[1-9]|[12][0-9]|3[01])/, '02'],
  [/^T/, 'T'],
  [/^([01][0-9]|2[0-3])/, '15'],
  [/^:/, ':'],
  [/^[0-5][0-9]/, '04'],
  [/^:/, ':'],
  [/^[0-5][0-9](\.[0-9]+)?/, '05'],
  [/^(Z|[+-][0-9]{2}:[0-9]{2})/, 'Z07:00'],
]

const LAYOUT = '2006-01-02T15:04:05Z07:00'
const MICRO_LAYOUT = '2006-01-02T15:04:05.000000Z07:00'

/** Why a text is no time, in Go's words; undefined if it is one. Upstream: Go's `time.Parse`. */
export function timeError(text: string, isMicro: boolean): string | undefined {
  const head = `parsing time ${JSON.stringify(text)}`
  const layout = isMicro ? MICRO_LAYOUT : LAYOUT
  let rest = text
  for (const [pattern, name] of PARTS) {
    const match = pattern.exec(rest)
    if (match === null) {
      return `${head} as "${layout}": cannot parse ${JSON.stringify(rest)} as "${name}"`
    }
    rest = rest.slice(match[0].length)
  }
  return rest === '' ? undefined : `${head}: extra text: ${JSON.stringify(rest)}`
}
