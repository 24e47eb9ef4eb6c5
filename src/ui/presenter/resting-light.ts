/** Whose light is on while nothing happens. */
import { useEffect } from 'react'
import { useLesson } from '../lessons/lesson-state.ts'
import { useCluster } from '../state/cluster.ts'
import { useSpotlight } from '../state/spotlight.ts'

/**
 * A lesson that rests lights up what it speaks of, and nothing else: who happened to act last (a heartbeat, most
 * often) is no part of what it says. Without a lesson the caption tells the step, and its actors stay lit.
 */
export function useRestingLight(): void {
  const isPlaying = useCluster(({ playing }) => playing !== null)
  const isTelling = useLesson(
    ({ lesson, state }) => lesson !== null && state?.beat.phase !== 'doing',
  )
  useEffect(() => {
    useSpotlight.setState({ isStepLit: isPlaying || !isTelling })
    return () => useSpotlight.setState({ isStepLit: true })
  }, [isPlaying, isTelling])
}
