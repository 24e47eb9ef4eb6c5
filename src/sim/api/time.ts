import type { MicroTimestamp, Timestamp } from '../../protocol/objects/meta.ts'
import { type Micros, SECOND } from '../kernel/types.ts'

/**
 * Virtual time as Kubernetes objects write it. Micros 0 is 2026-01-01T00:00:00Z, so that runs show
 * the same dates
 * whenever they are made.
 */

const SECONDS_PER_DAY = 86_400
/** Days from 0000-03-01 (the calendar's arithmetic starts after a leap day) to the epoch. */
const EPOCH_DAY = daysFromCivil(2026, 1, 1)
const RFC3339 =
  /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d))$/

/** `metav1.Time`: whole seconds, `2026-01-01T00:00:00Z`. */
export function timestampAt(at: Micros): Timestamp {
  return `${secondsText(at)}Z`
}

/** `metav1.MicroTime`: six digits, `2026-01-01T00:00:00.000000Z`. */
export function microTimestampAt(at: Micros): MicroTimestamp {
  const micros = at - Math.floor(at / SECOND) * SECOND
  return `${secondsText(at)}.${padded(micros, 6)}Z`
}

/** Reads an RFC 3339 time of any zone; what is finer than a microsecond is cut off. */
export function parseTime(text: Timestamp | MicroTimestamp): Micros | undefined {
  const match = RFC3339.exec(text)
  if (match === null) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map(Number)
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined
  if (hour > 23 || minute > 59 || second > 59) return undefined
  const fraction = Number((match[7] ?? '').slice(0, 6).padEnd(6, '0'))
  const offset = Number(match[9] ?? 0) * 3600 + Number(match[10] ?? 0) * 60
  const seconds =
    (daysFromCivil(year, month, day) - EPOCH_DAY) * SECONDS_PER_DAY +
    (hour * 60 + minute) * 60 +
    second -
    (match[8] === '-' ? -offset : offset)
  return seconds * SECOND + fraction
}

/** The time of a stored object, which is known to be valid; the epoch for a missing one. */
export function timeOf(text: Timestamp | MicroTimestamp | null | undefined): Micros {
  return text === null || text === undefined ? 0 : (parseTime(text) ?? 0)
}

// Memo of the last answer: what happens within a second is written with the same text.
let lastSeconds = Number.NaN
let lastText = ''

function secondsText(at: Micros): string {
  const seconds = Math.floor(at / SECOND)
  if (seconds === lastSeconds) return lastText
  lastSeconds = seconds
  lastText = writtenOut(seconds)
  return lastText
}

function writtenOut(seconds: number): string {
  const day = Math.floor(seconds / SECONDS_PER_DAY)
  const rest = seconds - day * SECONDS_PER_DAY
  const time = [Math.floor(rest / 3600), Math.floor(rest / 60) % 60, rest % 60]
  return `${dateText(day + EPOCH_DAY)}T${time.map((part) => padded(part, 2)).join(':')}`
}

/**
 * Civil calendar in 400-year eras, with years that begin in March so that the leap day comes last.
 * See H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
 */
function daysFromCivil(year: number, month: number, day: number): number {
  const shiftedYear = month <= 2 ? year - 1 : year
  const era = Math.floor(shiftedYear / 400)
  const yearOfEra = shiftedYear - era * 400
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra
}

function dateText(days: number): string {
  const era = Math.floor(days / 146_097)
  const dayOfEra = days - era * 146_097
  const leaps =
    Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096)
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365)
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`
}

function daysInMonth(year: number, month: number): number {
  const isLast = month === 12
  const next = isLast ? daysFromCivil(year + 1, 1, 1) : daysFromCivil(year, month + 1, 1)
  return next - daysFromCivil(year, month, 1)
}

function padded(value: number, digits: number): string {
  return String(value).padStart(digits, '0')
}
