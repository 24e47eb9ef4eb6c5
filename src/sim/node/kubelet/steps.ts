import type { EventId, Micros } from '../../kernel/types.ts'

/** One thing that a pod's worker does; a sync is a list of them, done one after another. */
export type Step =
  /** Reads the ConfigMaps and Secrets that the pod names, and mounts its volumes. */
  | { readonly do: 'mount' }
  | { readonly do: 'run-sandbox'; readonly attempt: number }
  | { readonly do: 'stop-sandbox' }
  | {
      readonly do: 'start'
      readonly container: string
      readonly isInit: boolean
      readonly stage: 'begin' | 'pulling' | 'creating' | 'starting' | 'hook'
      readonly containerId: string
      readonly attempt: number
      /** When the newest run that was over as the sync began had ended; the back-off counts from there. */
      readonly lastExitAt?: Micros
      /** When the pull was asked for. */
      readonly since: Micros
    }
  /** Stops containers at the same time. */
  | {
      readonly do: 'stop'
      readonly containers: readonly StopTarget[]
      readonly graceSeconds: number
    }
  /** Asks the runtime what is left. */
  | { readonly do: 'inspect' }
  | { readonly do: 'finish' }

export interface StopTarget {
  readonly containerId: string
  readonly container: string
  /** The event's message. */
  readonly message: string
  /** The preStop hook's call or timer; 0 if it is over or there is none. */
  readonly hook: EventId
}
