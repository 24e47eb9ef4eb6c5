import { createMachine } from 'xstate'
import { transitionTable } from './transition-table.ts'

/** What happens to a machine and its kubelet. */
export type NodeLifecycleEvent =
  | 'REGISTER'
  | 'BECOME_READY'
  | 'BECOME_UNREADY'
  | 'STOP_KUBELET'
  | 'START_KUBELET'
  | 'CUT_NETWORK'
  | 'HEAL_NETWORK'
  | 'CRASH'
  | 'RESTART'

/** A worker machine. What the control plane believes of it (Ready, Unknown) follows later, by leases. */
const nodeLifecycle = createMachine({
  id: 'node',
  initial: 'booting',
  states: {
    booting: { on: { REGISTER: 'registered', CRASH: 'crashed', STOP_KUBELET: 'kubeletStopped' } },
    registered: {
      on: {
        BECOME_READY: 'ready',
        CUT_NETWORK: 'cutOff',
        STOP_KUBELET: 'kubeletStopped',
        CRASH: 'crashed',
      },
    },
    ready: {
      on: {
        BECOME_UNREADY: 'registered',
        CUT_NETWORK: 'cutOff',
        STOP_KUBELET: 'kubeletStopped',
        CRASH: 'crashed',
      },
    },
    cutOff: { on: { HEAL_NETWORK: 'ready', STOP_KUBELET: 'kubeletStopped', CRASH: 'crashed' } },
    kubeletStopped: { on: { START_KUBELET: 'booting', CRASH: 'crashed' } },
    crashed: { on: { RESTART: 'booting' } },
  },
})

export const nodeTransitions = transitionTable(nodeLifecycle)
