import type { Kernel } from '../../kernel/kernel.ts'
import type { Cell } from '../../kernel/table.ts'
import type { Micros } from '../../kernel/types.ts'
import { TIMINGS } from '../../latencies.ts'

/** How fast each controller of a process may ask the API server. */
export interface RequestRate {
  /** Between two requests, once the burst is used up. */
  readonly interval: Micros
  readonly burst: number
}

/** What a manager is set up with in a cluster of so many nodes: at 20 requests a second thousands of them would wait for minutes. */
export function requestRateFor(nodes: number): RequestRate {
  return nodes < TIMINGS.largeClusterNodes
    ? { interval: TIMINGS.controllerRequestInterval, burst: TIMINGS.controllerRequestBurst }
    : {
        interval: TIMINGS.largeControllerRequestInterval,
        burst: TIMINGS.largeControllerRequestBurst,
      }
}

/**
 * The token bucket of a controller's API client: by default, after a burst of 30 requests, 20 a second.
 * Upstream: client-go/util/flowcontrol, v1.36. Simplified: events do not draw from it.
 */
export class RateLimit {
  /** When the bucket would be full again if nothing more were asked. */
  private readonly fullAt: Cell<Micros>
  private readonly rate: RequestRate

  constructor(kernel: Kernel, prefix: string, rate: RequestRate) {
    this.rate = rate
    this.fullAt = kernel.cell(`${prefix}/rate-limit`, 0)
  }

  /** Takes a token: how long the request must wait. */
  take(now: Micros): Micros {
    const { interval, burst } = this.rate
    const fullAt = Math.max(now, this.fullAt.get()) + interval
    this.fullAt.set(fullAt)
    return Math.max(0, fullAt - now - burst * interval)
  }
}
