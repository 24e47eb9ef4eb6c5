import { createMachine } from 'xstate'
import { transitionTable } from './transition-table.ts'

/** What happens to one container of a pod, over all its restarts. */
export type ContainerLifecycleEvent =
  | 'PULL'
  | 'PULLED'
  | 'PULL_FAILED'
  | 'CREATE'
  | 'CONFIG_FAILED'
  | 'START'
  | 'START_FAILED'
  | 'STOP'
  | 'EXIT'
  | 'BACK_OFF'

/** A container, as kubelet and runtime bring it about together. */
const containerLifecycle = createMachine({
  id: 'container',
  initial: 'waiting',
  states: {
    waiting: { on: { PULL: 'pulling', CREATE: 'created', CONFIG_FAILED: 'configError' } },
    pulling: { on: { PULLED: 'waiting', PULL_FAILED: 'pullBackOff' } },
    pullBackOff: { on: { PULL: 'pulling', CREATE: 'created' } },
    configError: { on: { PULL: 'pulling', CREATE: 'created' } },
    created: { on: { START: 'running', START_FAILED: 'exited' } },
    running: { on: { STOP: 'stopping', EXIT: 'exited' } },
    stopping: { on: { EXIT: 'exited' } },
    exited: {
      on: {
        BACK_OFF: 'crashLoopBackOff',
        PULL: 'pulling',
        CREATE: 'created',
        CONFIG_FAILED: 'configError',
      },
    },
    crashLoopBackOff: { on: { PULL: 'pulling', CREATE: 'created', CONFIG_FAILED: 'configError' } },
  },
})

export const containerTransitions = transitionTable(containerLifecycle)
