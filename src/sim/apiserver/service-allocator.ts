import type { Table } from '../kernel/table.ts'
import {
  IP_TAKEN,
  type IpRange,
  ipAt,
  ipBand,
  notInRange,
  offsetIn,
  PORT_TAKEN,
  type PortRange,
  portBand,
  portNotInRange,
} from './service-ranges.ts'

/** Hands out cluster IPs and node ports. Upstream: pkg/registry/core/service/{ipallocator,portallocator}, v1.36. */
export class ServiceAllocator {
  /** IP or port to the key of the Service that holds it. */
  private readonly taken: Table<string>
  private readonly ips: IpRange
  private readonly ports: PortRange

  constructor(taken: Table<string>, ips: IpRange, ports: PortRange) {
    this.taken = taken
    this.ips = ips
    this.ports = ports
  }

  /** A free address at random from the dynamic band, then from the static one; undefined if the range is full. */
  allocateIp(service: string, random: () => number): string | undefined {
    const last = this.ips.size - 1
    const nameOf = (offset: number) => ipAt(this.ips, offset) ?? ''
    const band = Math.max(1, ipBand(this.ips))
    return (
      this.pick(service, { low: band, high: last, random, nameOf }) ??
      this.pick(service, { low: 1, high: band, random, nameOf })
    )
  }

  /** A free node port, chosen alike. */
  allocatePort(service: string, random: () => number): number | undefined {
    const { base, size } = this.ports
    const nameOf = (offset: number) => String(base + offset)
    const band = portBand(this.ports)
    const found =
      this.pick(service, { low: band, high: size, random, nameOf }) ??
      this.pick(service, { low: 0, high: band, random, nameOf })
    return found === undefined ? undefined : Number(found)
  }

  /** Takes a chosen address; answers why not, if it can not be had. */
  reserveIp(service: string, ip: string): string | undefined {
    if (offsetIn(this.ips, ip) === undefined) return notInRange(this.ips)
    return this.take(service, ip) ? undefined : IP_TAKEN
  }

  /** Takes a chosen port; answers why not, if it can not be had. */
  reservePort(service: string, port: number): string | undefined {
    const offset = port - this.ports.base
    if (offset < 0 || offset >= this.ports.size) return portNotInRange(this.ports)
    return this.take(service, String(port)) ? undefined : PORT_TAKEN
  }

  has(wanted: string): boolean {
    return this.taken.has(wanted)
  }

  release(wanted: string): void {
    this.taken.delete(wanted)
  }

  /** Frees what no Service holds: what was taken for one that was never stored. */
  keepOnly(held: ReadonlySet<string>): void {
    for (const wanted of this.taken.keys()) if (!held.has(wanted)) this.taken.delete(wanted)
  }

  private take(service: string, wanted: string): boolean {
    const holder = this.taken.get(wanted)
    if (holder !== undefined) return holder === service
    this.taken.set(wanted, service)
    return true
  }

  private pick(service: string, band: Band): string | undefined {
    const { low, high, random, nameOf } = band
    const count = high - low
    if (count <= 0) return undefined
    const first = Math.floor(random() * count)
    for (let i = 0; i < count; i++) {
      const wanted = nameOf(low + ((first + i) % count))
      if (this.taken.has(wanted)) continue
      this.taken.set(wanted, service)
      return wanted
    }
    return undefined
  }
}

/** Offsets from `low` up to but without `high`. */
interface Band {
  readonly low: number
  readonly high: number
  readonly random: () => number
  readonly nameOf: (offset: number) => string
}
