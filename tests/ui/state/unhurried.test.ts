import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { emptyCluster, useCluster } from '../../../src/ui/state/cluster.ts'
import { UNHURRIED_MS, useUnhurried } from '../../../src/ui/state/unhurried.ts'

const playing = { type: 'speed', factor: 60 } as const

/** A frame of the run, as far as this is about it. */
function frame(position: number, isPlaying: boolean): void {
  useCluster.setState({ position, playing: isPlaying ? playing : null })
}

describe('the unhurried mirror', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    useCluster.setState(emptyCluster, true)
    vi.advanceTimersByTime(UNHURRIED_MS)
  })
  afterEach(() => vi.useRealTimers())

  test('is the cluster itself wherever time stands still', () => {
    frame(1, false)
    frame(2, false)
    expect(useUnhurried.getState()).toBe(useCluster.getState())
  })

  test('follows a playing run at its own pace, and ends where the run is', () => {
    const seen: number[] = []
    const stop = useUnhurried.subscribe(({ position }) => seen.push(position))
    for (let position = 1; position <= 20; position++) {
      frame(position, true)
      vi.advanceTimersByTime(UNHURRIED_MS / 10)
    }
    vi.advanceTimersByTime(UNHURRIED_MS)
    stop()
    // Soon after the first frame, then every tenth.
    expect(seen.length).toBeGreaterThanOrEqual(3)
    expect(seen.length).toBeLessThanOrEqual(4)
    expect(seen[0]).toBeLessThan(5)
    expect(useUnhurried.getState().position).toBe(20)
  })

  test('stands where the run stands at once when it is paused', () => {
    frame(1, true)
    frame(2, true)
    frame(3, false)
    expect(useUnhurried.getState().position).toBe(3)
  })
})
