import type { JsonObject } from '../../../protocol/objects/meta.ts'
import { ServiceAllocator } from '../../../sim/apiserver/service-allocator.ts'
import {
  formatPortRange,
  ipAt,
  ipRange,
  type PortRange,
  parsePortRange,
} from '../../../sim/apiserver/service-ranges.ts'
import { Kernel } from '../../../sim/kernel/kernel.ts'
import type { SuiteAdapter } from '../suite-adapter.ts'

const ANY_IPS = ipRange('10.0.0.0/24')
const NO_PORTS: PortRange = { base: 0, size: 0 }

/** Cluster IPs and node ports. */
export const serviceAllocatorsSuite: SuiteAdapter = {
  suite: 'serviceallocators',

  run(input) {
    if (input.op === 'ParsePortRange') return portRangeAnswer(String(input.s))
    if (typeof input.op === 'string') return untilFull(String(input.cidr))
    return input.cidr === undefined ? portOps(input) : ipOps(input)
  },
}

type Op = {
  readonly has?: string | number
  readonly allocate?: string | number
  readonly release?: string | number
}

function allocator(ips = ANY_IPS, ports = NO_PORTS): ServiceAllocator {
  const kernel = new Kernel({ seed: 1, latency: () => 1 })
  return new ServiceAllocator(kernel.table('taken'), ips, ports)
}

function portRangeAnswer(text: string): unknown {
  const range = parsePortRange(text)
  return 'error' in range ? range : { ...range, string: formatPortRange(range), error: null }
}

function untilFull(cidr: string): unknown {
  const services = allocator(ipRange(cidr))
  let count = 0
  while (services.allocateIp(`s${count}`, () => 0.5) !== undefined) count++
  return { count, error: 'range is full' }
}

function ipOps(input: JsonObject): unknown {
  const range = ipRange(String(input.cidr))
  const services = allocator(range)
  const held = new Set<string>()
  const results = (input.ops as readonly Op[]).map((op, index) =>
    perform(op, services, held, (ip) => services.reserveIp(`s${index}`, String(ip))),
  )
  const initialFree = range.size - 2
  const tooSmall = `error: can't generate IP with index 10 from subnet. subnet too small. subnet: "${range.cidr}"`
  return {
    results,
    rangeSize: range.size,
    initialFree,
    free: initialFree - held.size,
    used: held.size,
    firstIP: ipAt(range, 1),
    tenthIP: ipAt(range, 10) ?? tooSmall,
  }
}

function portOps(input: JsonObject): unknown {
  const range = parsePortRange(String(input.range)) as PortRange
  const services = allocator(ANY_IPS, range)
  const held = new Set<string>()
  const results = (input.ops as readonly Op[]).map((op, index) =>
    perform(op, services, held, (port) => services.reservePort(`s${index}`, Number(port))),
  )
  return { results, free: range.size - held.size, used: held.size }
}

function perform(
  op: Op,
  services: ServiceAllocator,
  held: Set<string>,
  reserve: (wanted: string | number) => string | undefined,
): unknown {
  if (op.has !== undefined) return services.has(String(op.has))
  if (op.release !== undefined) {
    services.release(String(op.release))
    held.delete(String(op.release))
    return null
  }
  const misfit = reserve(op.allocate ?? '')
  if (misfit === undefined) held.add(String(op.allocate))
  return misfit ?? null
}
