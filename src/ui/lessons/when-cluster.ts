/** Waiting for the mirror of the cluster to show something. */
import { type ClusterState, useCluster } from '../state/cluster.ts'

/** The run that a lesson plays on is gone: it crashed, or the reader opened another one. */
export class LessonStopped extends Error {}

/**
 * Resolves with the first state of the mirror that is so, or after `withinMs` whatever it is by then;
 * rejects if the run ends before.
 */
export function whenCluster(is: (state: ClusterState) => boolean, withinMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => end(resolve), withinMs)
    const stop = useCluster.subscribe(look)
    look(useCluster.getState())

    function look(state: ClusterState) {
      if (state.crashed) end(() => reject(new LessonStopped(state.crashed?.message)))
      else if (!state.ready) end(() => reject(new LessonStopped('another run was opened')))
      else if (is(state)) end(resolve)
    }
    function end(then: () => void) {
      clearTimeout(timer)
      // Where the state is so at once there is nothing to stop yet.
      queueMicrotask(() => stop())
      then()
    }
  })
}
