import type { IntOrString } from '../../protocol/objects/meta.ts'

/**
 * Numbers that may be given as a share, `maxSurge: 25%`. Rules: `apimachinery/pkg/util/intstr`,
 * v0.36.
 */

const INT32_MAX = 2_147_483_647
const INT64_MAX = 9_223_372_036_854_775_807n
const INTEGER = /^[+-]?[0-9]+$/

/** Why a value is neither a number nor a percentage, in Kubernetes' words. */
export interface IntOrStringError {
  readonly error: string
}

/**
 * The number itself, or the percentage of `total`, rounded as told. Upstream:
 * `GetScaledValueFromIntOrPercent`.
 */
export function scaledIntOrPercent(
  value: IntOrString | null | undefined,
  total: number,
  rounding: 'up' | 'down',
): number | IntOrStringError {
  if (value === undefined || value === null) return { error: 'nil value for IntOrString' }
  if (typeof value === 'number') return value
  const percent = percentOf(value)
  if (typeof percent !== 'number') {
    return { error: `invalid value for IntOrString: ${percent.error}` }
  }
  const share = (percent * total) / 100
  return rounding === 'up' ? Math.ceil(share) : Math.floor(share)
}

/**
 * Reads a flag's text: a number if it is one that fits, else the text. Upstream: `intstr.Parse`.
 */
export function parseIntOrString(text: string): IntOrString {
  const value = INTEGER.test(text) ? Number(text) : undefined
  return value === undefined || Math.abs(value) > INT32_MAX ? text : value
}

function percentOf(text: string): number | IntOrStringError {
  if (!text.endsWith('%')) return { error: 'invalid type: string is not a percentage' }
  const digits = text.slice(0, -1)
  if (!INTEGER.test(digits)) return { error: atoiError(text, digits, 'invalid syntax') }
  const value = BigInt(digits.replace(/^\+/, ''))
  if (value > INT64_MAX || value < -INT64_MAX - 1n) {
    return { error: atoiError(text, digits, 'value out of range') }
  }
  return Number(value)
}

function atoiError(text: string, digits: string, reason: string): string {
  return `invalid value ${JSON.stringify(text)}: strconv.Atoi: parsing ${JSON.stringify(digits)}: ${reason}`
}
