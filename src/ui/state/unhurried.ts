/**
 * The mirror for what is read: the same as the cluster's wherever time stands still, and while a run plays taken over
 * now and then. Nobody reads faster, and writing every word anew with every frame takes the time that motion needs.
 */
import { create } from 'zustand'
import { type ClusterState, useCluster } from './cluster.ts'

/** While playing, words change at most this often. */
export const UNHURRIED_MS = 200
/** What moves has been drawn by then: both at once would be too much for one picture. */
const BETWEEN_MS = 40

/** As `useCluster`, for words, counts and bars; what moves or lights up is read from the cluster itself. */
export const useUnhurried = create<ClusterState>(() => useCluster.getState())

let timer: ReturnType<typeof setTimeout> | undefined
let takenAtMs = Number.NEGATIVE_INFINITY

function take(): void {
  clearTimeout(timer)
  timer = undefined
  takenAtMs = performance.now()
  useUnhurried.setState(useCluster.getState(), true)
}

useCluster.subscribe(({ playing }) => {
  if (playing === null) return take()
  const waitMs = takenAtMs + UNHURRIED_MS - performance.now()
  timer ??= setTimeout(take, Math.max(BETWEEN_MS, waitMs))
})
