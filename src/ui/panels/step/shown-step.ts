import { useEffect, useState } from 'react'
import type { StepView } from '../../../protocol/views.ts'
import { type ClusterState, useCluster } from '../../state/cluster.ts'

/** While playing, words change at most this often: nobody reads faster, and the frames have other work. */
const PLAYING_INTERVAL_MS = 200

/** The step to tell: at once when the reader steps, now and then while the run plays. */
export function useShownStep(): StepView | null {
  const [step, setStep] = useState(useCluster.getState().step)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    function showNow() {
      clearTimeout(timer)
      timer = undefined
      setStep(useCluster.getState().step)
    }
    function onCluster({ step: next, playing }: ClusterState, before: ClusterState) {
      if (playing === null) {
        if (next !== before.step || before.playing !== null) showNow()
      } else if (next !== before.step) {
        timer ??= setTimeout(showNow, PLAYING_INTERVAL_MS)
      }
    }
    showNow()
    const unsubscribe = useCluster.subscribe(onCluster)
    return () => {
      unsubscribe()
      clearTimeout(timer)
    }
  }, [])
  return step
}
