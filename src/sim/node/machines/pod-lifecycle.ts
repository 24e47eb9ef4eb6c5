import { createMachine } from 'xstate'
import { transitionTable } from './transition-table.ts'

/** What the node does with a pod, from the moment the kubelet hears of it. */
export type PodLifecycleEvent =
  | 'ADMIT'
  | 'REJECT'
  | 'SANDBOX_READY'
  | 'SANDBOX_LOST'
  | 'INITIALIZED'
  | 'BECOME_READY'
  | 'BECOME_UNREADY'
  | 'SUCCEED'
  | 'FAIL'
  | 'KILL'
  | 'STOPPED'
  | 'REMOVE'

/** A pod on its node: kubelet's pod worker, finer than `status.phase`. */
const podLifecycle = createMachine({
  id: 'pod',
  initial: 'bound',
  states: {
    bound: { on: { ADMIT: 'preparing', REJECT: 'failed', KILL: 'terminating' } },
    preparing: { on: { SANDBOX_READY: 'initializing', KILL: 'terminating', FAIL: 'failed' } },
    initializing: {
      on: {
        INITIALIZED: 'running',
        SANDBOX_LOST: 'preparing',
        FAIL: 'failed',
        SUCCEED: 'succeeded',
        KILL: 'terminating',
      },
    },
    running: {
      on: {
        BECOME_READY: 'ready',
        SANDBOX_LOST: 'preparing',
        SUCCEED: 'succeeded',
        FAIL: 'failed',
        KILL: 'terminating',
      },
    },
    ready: {
      on: {
        BECOME_UNREADY: 'running',
        SANDBOX_LOST: 'preparing',
        SUCCEED: 'succeeded',
        FAIL: 'failed',
        KILL: 'terminating',
      },
    },
    succeeded: { on: { KILL: 'terminating', REMOVE: 'gone' } },
    failed: { on: { KILL: 'terminating', REMOVE: 'gone' } },
    terminating: { on: { STOPPED: 'terminated' } },
    terminated: { on: { REMOVE: 'gone' } },
    gone: { type: 'final' },
  },
})

export const podTransitions = transitionTable(podLifecycle)
