/** The ranges that Services get their addresses and node ports from. Upstream: pkg/registry/core/service/{ipallocator,portallocator}, v1.36. */

/** A range of IPv4 addresses; its first and last are never given out. */
export interface IpRange {
  readonly cidr: string
  readonly base: number
  readonly size: number
}

export interface PortRange {
  readonly base: number
  readonly size: number
}

/** Reads `10.96.0.0/12`. */
export function ipRange(cidr: string): IpRange {
  const [address = '', bits = ''] = cidr.split('/')
  const size = 2 ** (32 - Number(bits))
  const number = numberOf(address) ?? 0
  return { cidr, base: number - (number % size), size }
}

/** The n-th address of a range; undefined if the range is too small. Upstream: utils/net GetIndexedIP. */
export function ipAt({ base, size }: IpRange, index: number): string | undefined {
  return index < size ? dotted(base + index) : undefined
}

/** Which address of the range it is; undefined if it can not be given out. */
export function offsetIn({ base, size }: IpRange, address: string): number | undefined {
  const offset = (numberOf(address) ?? -1) - base
  return offset > 0 && offset < size - 1 ? offset : undefined
}

/** Dynamic choice leaves the first addresses alone as long as it can: they are for explicit choice. */
export function ipBand({ size }: IpRange): number {
  return size <= 16 ? 0 : Math.min(Math.max(16, Math.floor(size / 16)), 256)
}

/** The same for node ports. */
export function portBand({ size }: PortRange): number {
  return size <= 16 ? 0 : Math.min(Math.max(16, Math.floor(size / 32)), 128)
}

/** Why an address is not given to who asks for it. */
export function notInRange({ cidr }: IpRange): string {
  return `provided IP is not in the valid range. The range of valid IPs is ${cidr}`
}
export function portNotInRange(range: PortRange): string {
  return `provided port is not in the valid range. The range of valid ports is ${formatPortRange(range)}`
}
export const IP_TAKEN = 'provided IP is already allocated'
export const PORT_TAKEN = 'provided port is already allocated'

const PORTS_MAX = 65_535

/** Reads `30000-32767`, `30000+10` or `30000`; an empty text is an empty range. Upstream: apimachinery/pkg/util/net PortRange. */
export function parsePortRange(text: string): PortRange | { readonly error: string } {
  const trimmed = text.trim()
  if (trimmed === '') return { base: 0, size: 0 }
  const [, first = trimmed, operator, second = ''] = /^([^-+]*)([-+])(.*)$/s.exec(trimmed) ?? []
  const low = atoi(first)
  const high = operator === undefined ? low : atoi(second)
  if (typeof low === 'string') return { error: low }
  if (typeof high === 'string') return { error: high }
  const last = operator === '+' ? low + high : high
  if (low > PORTS_MAX || last > PORTS_MAX)
    return { error: `the port range cannot be greater than ${PORTS_MAX}: ${trimmed}` }
  if (last < low) return { error: `end port cannot be less than start port: ${trimmed}` }
  return { base: low, size: last - low + 1 }
}

export function formatPortRange({ base, size }: PortRange): string {
  return size === 0 ? '' : `${base}-${base + size - 1}`
}

function atoi(text: string): number | string {
  return /^[+-]?\d+$/.test(text)
    ? Number(text)
    : `strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`
}

function numberOf(address: string): number | undefined {
  const parts = address.split('.')
  if (parts.length !== 4) return undefined
  let number = 0
  for (const part of parts) {
    if (!/^\d{1,3}$/.test(part) || Number(part) > 255) return undefined
    number = number * 256 + Number(part)
  }
  return number
}

function dotted(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.')
}
