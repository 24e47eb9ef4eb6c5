import { expect, test } from 'vitest'
import { RateLimit, requestRateFor } from '../../../src/sim/controllers/runtime/rate-limit.ts'
import { Kernel } from '../../../src/sim/kernel/kernel.ts'
import { SECOND } from '../../../src/sim/kernel/types.ts'

/** How long the last of so many requests waits that a controller wants to make at once. */
function waitOfLast(requests: number, nodes: number): number {
  const kernel = new Kernel({ seed: 1, latency: () => 0 })
  const limit = new RateLimit(kernel, 'test', requestRateFor(nodes))
  let wait = 0
  for (let i = 0; i < requests; i++) wait = limit.take(0)
  return wait
}

test.each([
  ['a burst goes at once', 30, 3, 0],
  ['what comes after it, at 20 a second', 30 + 20 * 4, 3, 4 * SECOND],
  ['with thousands of nodes, at 100 a second', 100 + 100 * 4, 5000, 4 * SECOND],
])('%s', (_, requests, nodes, wait) => {
  expect(waitOfLast(requests, nodes)).toBe(wait)
})
