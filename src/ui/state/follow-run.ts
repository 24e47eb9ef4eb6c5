/** Keeps what the reader asked of and marked in a run in step with it: breakpoints, their hits, forks. */
import type { Frame } from '../../protocol/messages.ts'
import { breakpointsNow, useBreakpoints } from './breakpoints.ts'
import { type ClusterState, useCluster } from './cluster.ts'
import { commands, onPlugIn } from './commands.ts'
import { useComparison } from './comparison.ts'
import { useSession } from './session-state.ts'
import { useWhy } from './why.ts'

/** Follows the present run and all later ones. Returns the function that ends it. */
export function followRun(): () => void {
  let stopListening: (() => void) | undefined
  const stops = [
    onPlugIn((connection) => {
      stopListening?.()
      connection.send({ type: 'breakpoints', breakpoints: breakpointsNow() })
      stopListening = connection.onUpdate((update) => {
        if (update.type === 'frame') tellStop(update)
      })
    }),
    useBreakpoints.subscribe(() => commands.setBreakpoints(breakpointsNow())),
    useCluster.subscribe(forgetVoid),
    () => stopListening?.(),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

/** A line above the panes says why time stopped, until it goes on. */
function tellStop({ stopped, position }: Frame): void {
  const { notice } = useSession.getState()
  if (stopped) {
    const { key, params } = stopped.text
    useSession.setState({ notice: { key, params, tone: 'stop', position } })
  } else if (notice?.tone === 'stop' && notice.position !== position)
    useSession.setState({ notice: null })
}

/** After a fork, and in another run, positions past the parting mean something else. */
function forgetVoid(state: ClusterState, before: ClusterState): void {
  const isAnother = before.ready && !state.ready
  if (!isAnother && state.fork === before.fork) return
  const last = isAnother ? -1 : Math.min(state.position, before.position)
  const { chain, question, forget } = useWhy.getState()
  if (question && (isAnother || chain.some(({ position }) => position > last))) forget()
  useComparison.getState().forgetPast(last)
}
