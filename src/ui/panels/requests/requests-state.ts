/** Since when the Requests tab counts, and what it counted last. */
import { useEffect } from 'react'
import { create } from 'zustand'
import type { RequestTally } from '../../../protocol/conditions.ts'
import { useCluster } from '../../state/cluster.ts'
import { commands } from '../../state/commands.ts'

/** While the run plays, the count is asked for at most this often. */
const ASK_INTERVAL_MS = 250

interface RequestsState {
  /** Null: since the run began. */
  readonly since: { readonly position: number; readonly atMicros: number } | null
  readonly hasHeartbeats: boolean
  readonly tallies: readonly RequestTally[]
  /** Why there is no count, or ''. */
  readonly refusal: string
  /** Counts from the moment that is shown. */
  readonly countFromHere: () => void
  readonly countFromStart: () => void
  readonly setHeartbeats: (hasHeartbeats: boolean) => void
}

/** The Requests tab's state; lessons set its beginning too. */
export const useRequests = create<RequestsState>((set) => ({
  since: null,
  hasHeartbeats: false,
  tallies: [],
  refusal: '',
  countFromHere: () => {
    const { position, atMicros } = useCluster.getState()
    set({ since: { position, atMicros }, tallies: [] })
  },
  countFromStart: () => set({ since: null }),
  setHeartbeats: (hasHeartbeats) => set({ hasHeartbeats }),
}))

/** Keeps the count in step with the run for as long as somebody looks. */
export function useCountRequests(): void {
  const since = useRequests((state) => state.since)
  useEffect(() => {
    let isBusy = false
    let isStale = true
    let isOver = false
    let timer: ReturnType<typeof setTimeout> | undefined

    async function ask() {
      if (isBusy || !isStale || isOver) return
      isBusy = true
      isStale = false
      const { start, position } = useCluster.getState()
      const reply = await commands.requests(Math.min(since?.position ?? start, position))
      if (isOver) return
      if (reply.type === 'requests') useRequests.setState({ tallies: reply.tallies, refusal: '' })
      else useRequests.setState({ refusal: reply.message })
      timer = setTimeout(() => {
        isBusy = false
        void ask()
      }, ASK_INTERVAL_MS)
    }

    const unsubscribe = useCluster.subscribe((state, before) => {
      if (state.position === before.position && state.fork === before.fork) return
      isStale = true
      void ask()
    })
    void ask()
    return () => {
      isOver = true
      clearTimeout(timer)
      unsubscribe()
    }
  }, [since])
}
