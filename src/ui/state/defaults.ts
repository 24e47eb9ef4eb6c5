/** What is booted where nobody asks for anything else. */
import type { TopologyOptions } from '../../protocol/messages.ts'

export const SEED_DEFAULT = 1

export const TOPOLOGY_DEFAULT: TopologyOptions = {
  workers: 3,
  cpuMilli: 4000,
  memoryBytes: 8 * 1024 ** 3,
  podsMax: 110,
}
