import type { Table } from '../kernel/table.ts'

/** Service network 10.96.0.0/12, kubeadm's default; its first 256 addresses are kept for explicit choice. */
const RANGE_BASE = (10 << 24) + (96 << 16)
const RANGE_SIZE = 1 << 20
const STATIC_BAND = 256
const NODE_PORT_FIRST = 30_000
const NODE_PORT_COUNT = 2768
/** Static band of node ports: min(max(16, size / 32), 128). */
const NODE_PORT_STATIC_BAND = 86

/** Hands out cluster IPs and node ports. Upstream: pkg/registry/core/service/{ipallocator,portallocator}, v1.36. */
export class ServiceAllocator {
  /** IP or port to the key of the Service that holds it. */
  private readonly taken: Table<string>

  constructor(taken: Table<string>) {
    this.taken = taken
  }

  /** A free address from the dynamic band, at random, then the next free one after it. */
  allocateIp(service: string, random: () => number): string {
    const first = STATIC_BAND + Math.floor(random() * (RANGE_SIZE - STATIC_BAND - 1))
    return this.allocateFrom(service, first, STATIC_BAND, RANGE_SIZE - 1, (offset) =>
      dotted(RANGE_BASE + offset),
    )
  }

  allocatePort(service: string, random: () => number): number {
    const first =
      NODE_PORT_STATIC_BAND + Math.floor(random() * (NODE_PORT_COUNT - NODE_PORT_STATIC_BAND))
    return Number(
      this.allocateFrom(service, first, NODE_PORT_STATIC_BAND, NODE_PORT_COUNT, (offset) =>
        String(NODE_PORT_FIRST + offset),
      ),
    )
  }

  /** Takes a chosen address or port; false if another Service has it. */
  reserve(service: string, wanted: string): boolean {
    const holder = this.taken.get(wanted)
    if (holder !== undefined) return holder === service
    this.taken.set(wanted, service)
    return true
  }

  release(wanted: string): void {
    this.taken.delete(wanted)
  }

  isInRange(ip: string): boolean {
    const parts = ip.split('.').map(Number)
    if (parts.length !== 4) return false
    const [a = 0, b = 0, c = 0, d = 0] = parts
    const offset = a * 2 ** 24 + b * 2 ** 16 + c * 256 + d - RANGE_BASE
    return offset > 0 && offset < RANGE_SIZE - 1
  }

  private allocateFrom(
    service: string,
    first: number,
    low: number,
    high: number,
    name: (offset: number) => string,
  ): string {
    for (let i = 0; i < high - low; i++) {
      const wanted = name(low + ((first - low + i) % (high - low)))
      if (this.taken.has(wanted)) continue
      this.taken.set(wanted, service)
      return wanted
    }
    throw new Error('the service range is full')
  }
}

/** Name of the service network in error messages. */
export const SERVICE_RANGE = '10.96.0.0/12'

function dotted(address: number): string {
  return `${(address >>> 24) & 255}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`
}
