/** Numbers, shares and lengths of time as the reader's language writes them. */
import i18next, { type FormatterModule } from 'i18next'

type Unit = 'microsecond' | 'millisecond' | 'second' | 'minute' | 'hour'

/** What names something rather than counting it: written as it is, without grouping. */
const NAMES = new Set(['seed', 'line', 'column', 'revision', 'code', 'port'])

const formats = new Map<string, Intl.NumberFormat>()

function formatOf(language: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${language} ${JSON.stringify(options)}`
  let format = formats.get(key)
  if (!format) {
    format = new Intl.NumberFormat(language, options)
    formats.set(key, format)
  }
  return format
}

function languageNow(): string {
  return i18next.language || 'en'
}

/** `1,613`, `7.9`: up to so many digits after the decimal sign. */
export function formatNumber(value: number, digitsMax = 2): string {
  return formatOf(languageNow(), { maximumFractionDigits: digitsMax }).format(value)
}

/** `30%`, of 30. */
export function formatPercent(percent: number, language = languageNow()): string {
  return formatOf(language, { style: 'percent' }).format(percent / 100)
}

/** A length of virtual time in its largest useful units: `12ms`, `4.2s`, `5m 40s`; `4.2초`, `5분 40초`. */
export function formatDuration(micros: number): string {
  if (micros < 1000) return inUnit(Math.round(micros), 'microsecond')
  const millis = Math.round(micros / 1000)
  if (millis < 1000) return inUnit(millis, 'millisecond')
  const seconds = micros / 1_000_000
  if (seconds < 9.95) return inUnit(seconds, 'second', 1)
  const whole = Math.round(seconds)
  if (whole < 60) return inUnit(whole, 'second')
  const minutes = Math.floor(whole / 60)
  if (minutes < 60) return inTwo([minutes, 'minute'], [whole % 60, 'second'])
  return inTwo([Math.floor(minutes / 60), 'hour'], [minutes % 60, 'minute'])
}

function inUnit(value: number, unit: Unit, digits = 0): string {
  return formatOf(languageNow(), {
    style: 'unit',
    unit,
    unitDisplay: 'narrow',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value)
}

type Amount = readonly [value: number, unit: Unit]

function inTwo(large: Amount, small: Amount): string {
  return small[0] === 0 ? inUnit(...large) : `${inUnit(...large)} ${inUnit(...small)}`
}

/** What stands between whole seconds and their parts. */
export function decimalSign(): string {
  const parts = formatOf(languageNow(), { minimumFractionDigits: 1 }).formatToParts(0.1)
  return parts.find(({ type }) => type === 'decimal')?.value ?? '.'
}

/**
 * How the translator writes the parameters of texts: numbers with the language's groups, `{{share, percent}}` as a share. What names
 * something stays as it is.
 */
export const parameterFormat: FormatterModule = {
  type: 'formatter',
  init: () => undefined,
  add: () => undefined,
  addCached: () => undefined,
  format: (value: unknown, format, language, options) => {
    if (typeof value !== 'number') return String(value ?? '')
    const spoken = language ?? languageNow()
    if (format === 'percent') return formatPercent(value, spoken)
    if (NAMES.has(options?.interpolationkey ?? '')) return String(value)
    return formatOf(spoken, { maximumFractionDigits: 2 }).format(value)
  },
}
