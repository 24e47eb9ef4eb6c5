import type { Kernel } from '../../kernel/kernel.ts'
import type { Cell } from '../../kernel/table.ts'
import type { Micros } from '../../kernel/types.ts'
import { TIMINGS } from '../../latencies.ts'

const BURST = TIMINGS.controllerRequestBurst
const INTERVAL = TIMINGS.controllerRequestInterval

/**
 * The token bucket of a controller's API client: after a burst of 30 requests, 20 a second.
 * Upstream: client-go/util/flowcontrol, v1.36. Simplified: events do not draw from it.
 */
export class RateLimit {
  /** When the bucket would be full again if nothing more were asked. */
  private readonly fullAt: Cell<Micros>

  constructor(kernel: Kernel, prefix: string) {
    this.fullAt = kernel.cell(`${prefix}/rate-limit`, 0)
  }

  /** Takes a token: how long the request must wait. */
  take(now: Micros): Micros {
    const fullAt = Math.max(now, this.fullAt.get()) + INTERVAL
    this.fullAt.set(fullAt)
    return Math.max(0, fullAt - now - BURST * INTERVAL)
  }
}
