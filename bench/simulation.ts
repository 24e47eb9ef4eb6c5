import { benchCluster, benchTravel } from './cluster.ts'
import { benchKernel } from './kernel.ts'
import type { Row } from './measure.ts'

/** Figures of the simulation alone: they need neither page nor Node. */
export const SIMULATION = {
  kernel: benchKernel,
  cluster: () => [...benchCluster(1000, 100, 1.5, 3), ...benchCluster(5000, 500, 10, 1)],
  travel: benchTravel,
} satisfies { readonly [part: string]: () => readonly Row[] }

export type SimulationPart = keyof typeof SIMULATION
