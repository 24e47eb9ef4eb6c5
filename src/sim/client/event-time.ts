import { type Micros, SECOND } from '../kernel/types.ts'

/** 2026-01-01T00:00:00Z, virtual time 0, in seconds since 1970. */
export const UNIX_SECONDS_AT_START = 1_767_225_600
const DAY_SECONDS = 86_400

export function timeOf(at: Micros): string {
  const total = UNIX_SECONDS_AT_START + Math.floor(at / SECOND)
  const seconds = total % DAY_SECONDS
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return `${dateOf(Math.floor(total / DAY_SECONDS))}T${clock.map(twoDigits).join(':')}Z`
}

export function microTimeOf(at: Micros): string {
  return `${timeOf(at).slice(0, -1)}.${String(at % SECOND).padStart(6, '0')}Z`
}

/** Howard Hinnant's days-to-civil. */
function dateOf(days: number): string {
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return `${year}-${twoDigits(month)}-${twoDigits(day)}`
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
