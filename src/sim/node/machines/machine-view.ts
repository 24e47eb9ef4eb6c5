import type { MachineView } from '../../../protocol/inspection.ts'
import { containerTransitions } from './container-lifecycle.ts'
import { nodeTransitions } from './node-lifecycle.ts'
import { podTransitions } from './pod-lifecycle.ts'
import type { TransitionTable } from './transition-table.ts'

/** Every lifecycle that is drawn, by the name that traces and views give it. */
const LIFECYCLES: { readonly [machine in MachineView['machine']]: TransitionTable } = {
  pod: podTransitions,
  container: containerTransitions,
  node: nodeTransitions,
}

/** A lifecycle to draw, with `current` lit. */
export function machineView(
  machine: MachineView['machine'],
  subject: string,
  current: string,
): MachineView {
  const { states, edges } = LIFECYCLES[machine]
  return { machine, subject, states, edges, current }
}
