import type { Kernel } from '../kernel/kernel.ts'

/** Load balancers get addresses of the machines' network, from here up. */
const FIRST_BALANCER = 200

/** The cloud's own record of what was rented from it. */
export interface Cloud {
  /** Whether a machine exists, running or not. */
  hasMachine(name: string): boolean
  /** What the cloud calls a machine. */
  providerId(name: string): string
  readonly zone: string
  readonly region: string
  readonly instanceType: string
  /** The address of a service's load balancer; it is rented if there is none. */
  balancerFor(service: string): string
  releaseBalancer(service: string): void
}

/**
 * The simulated cloud. Simplified: it is asked by a call, not over the network, and answers at once;
 * machines exist unless they were given back (table `cloud/machines`).
 */
export function createCloud(kernel: Kernel): Cloud {
  const machines = kernel.table<{ readonly isGone: boolean }>('cloud/machines')
  const balancers = kernel.table<string>('cloud/load-balancers')
  const next = kernel.cell('cloud/next-load-balancer', 0)
  return {
    hasMachine: (name) => machines.get(name)?.isGone !== true,
    providerId: (name) => `pilothouse://zone-a/${name}`,
    zone: 'zone-a',
    region: 'region-1',
    instanceType: 'standard-4',
    balancerFor(service) {
      const known = balancers.get(service)
      if (known !== undefined) return known
      const index = next.get()
      next.set(index + 1)
      const offset = FIRST_BALANCER + index
      const ip = `172.18.${255 - (offset >> 8)}.${offset & 255}`
      balancers.set(service, ip)
      return ip
    },
    releaseBalancer(service) {
      balancers.delete(service)
    },
  }
}
