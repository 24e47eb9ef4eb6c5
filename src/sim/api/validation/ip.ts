/** IP addresses and ranges. Upstream: `k8s.io/apimachinery/pkg/util/validation/ip.go` and `k8s.io/utils/net`, v1.36. */

/** Sixteen-bit groups of an IPv6 address, or bytes of an IPv4 one. */
interface ParsedIp {
  readonly family: 4 | 6
  readonly parts: readonly number[]
}

/** An address; undefined if it is none. Leading zeros are refused, as new fields do. */
export function parseIp(text: string): ParsedIp | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text)
}

function parseIpv4(text: string): ParsedIp | undefined {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9][0-9]{0,2})$/.test(part))) {
    return undefined
  }
  const bytes = parts.map(Number)
  return bytes.every((byte) => byte <= 255) ? { family: 4, parts: bytes } : undefined
}

function parseIpv6(text: string): ParsedIp | undefined {
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const groups = halves.map(groupsOf)
  const [head, tail = []] = groups
  if (head === undefined || groups.includes(undefined)) return undefined
  const missing = 8 - head.length - (tail?.length ?? 0)
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined
  return { family: 6, parts: [...head, ...Array<number>(missing).fill(0), ...(tail ?? [])] }
}

function groupsOf(text: string): number[] | undefined {
  if (text === '') return []
  const groups: number[] = []
  const parts = text.split(':')
  for (const [index, part] of parts.entries()) {
    if (part.includes('.') && index === parts.length - 1) {
      const embedded = parseIpv4(part)
      if (embedded === undefined) return undefined
      const [a = 0, b = 0, c = 0, d = 0] = embedded.parts
      groups.push(a * 256 + b, c * 256 + d)
    } else if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(Number.parseInt(part, 16))
    else return undefined
  }
  return groups
}

/** The address and length of a range, `10.0.0.0/24`; undefined if it is none. */
function parseCidr(text: string): (ParsedIp & { readonly length: number }) | undefined {
  const [address = '', length = '', ...more] = text.split('/')
  const ip = parseIp(address)
  if (ip === undefined || more.length > 0 || !/^(0|[1-9][0-9]{0,2})$/.test(length)) return undefined
  const bits = Number(length)
  return bits <= (ip.family === 4 ? 32 : 128) ? { ...ip, length: bits } : undefined
}

/** `IsValidIP`. */
export function ipErrors(text: string): readonly string[] {
  return parseIp(text) === undefined
    ? ['must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)']
    : []
}

/** `IsValidCIDR`. */
export function cidrErrors(text: string): readonly string[] {
  return parseCidr(text) === undefined
    ? ['must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)']
    : []
}

/** Addresses that no external traffic can be for. Upstream: `ValidateEndpointIP`. */
export function nonSpecialIpErrors(text: string): readonly string[] {
  const ip = parseIp(text)
  if (ip === undefined) return ['must be a valid IP address']
  const [a = 0, b = 0, c = 0] = ip.parts
  const errors: string[] = []
  const isV4 = ip.family === 4
  const isZeroBut = (last: number): boolean =>
    ip.parts.slice(0, -1).every((part) => part === 0) && ip.parts.at(-1) === last
  if (isZeroBut(0)) errors.push(`may not be unspecified (${text})`)
  if (isV4 ? a === 127 : isZeroBut(1)) {
    errors.push('may not be in the loopback range (127.0.0.0/8, ::1/128)')
  }
  if (isV4 ? a === 169 && b === 254 : (a & 0xffc0) === 0xfe80) {
    errors.push('may not be in the link-local range (169.254.0.0/16, fe80::/10)')
  }
  if (isV4 ? a === 224 && b === 0 && c === 0 : a === 0xff02) {
    errors.push('may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)')
  }
  return errors
}
