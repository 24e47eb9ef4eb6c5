/** Where playing, running and stepping by larger grains shall stop, as in a debugger. */
import type { ObjectRef } from './trace.ts'
import type { Text } from './views.ts'

export type Breakpoint =
  /** The first story step of each kind in this run. */
  | { readonly id: string; readonly type: 'first-of-kind' }
  /** Each step that a failure caused: NotReady, taint, eviction, replacement, restart. */
  | { readonly id: string; readonly type: 'failure-consequence' }
  /** A message reaches this component, or it decides something. */
  | { readonly id: string; readonly type: 'component'; readonly component: string }
  /** This object is written. `uid` is not compared; without a name, any object of the kind. */
  | {
      readonly id: string
      readonly type: 'object'
      readonly object: Pick<ObjectRef, 'kind' | 'namespace'> & { readonly name?: string }
    }

/** Why time stopped. */
export interface BreakpointHit {
  readonly id: string
  readonly position: number
  readonly text: Text
}
