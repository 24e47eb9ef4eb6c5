/** The n-th IPv4 address of a range: `addressAt('10.244.1.0/24', 2)` is `10.244.1.2`. */
export function addressAt(cidr: string, offset: number): string {
  const [base = ''] = cidr.split('/')
  const number = base.split('.').reduce((sum, part) => sum * 256 + Number(part), 0) + offset
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.')
}

/** How many addresses a range has. */
export function addressCount(cidr: string): number {
  const [, bits = '32'] = cidr.split('/')
  return 2 ** (32 - Number(bits))
}
