/**
 * The run's messages as the timeline knows them: fetched from the worker in chunks, kept while they
 * hold. The array grows in place (a run can have 100,000 of them); `version` tells that it did.
 */
import { useEffect } from 'react'
import { create } from 'zustand'
import type { ObjectRef } from '../../../protocol/trace.ts'
import type { TimelineEntry } from '../../../protocol/views.ts'
import { useCluster } from '../../state/cluster.ts'
import { commands } from '../../state/commands.ts'
import { isVeiled, useVeil } from '../../state/veil.ts'

/** So few that the worker is not held up for longer than a picture takes. */
const CHUNK_ENTRIES = 1000
const FETCH_AFTER_MS = 200
/** More entries than this are not kept: the oldest go, a quarter at a time. */
const ENTRIES_KEPT_MAX = 200_000

export interface TimelineState {
  /** In the order of positions, without heartbeats. Do not keep slices across versions. */
  readonly entries: readonly TimelineEntry[]
  readonly version: number
  /** Everything up to this position is in `entries`. */
  readonly through: number
  readonly fork: number
}

const nothingYet: TimelineState = { entries: [], version: 0, through: -1, fork: -1 }

export const useTimeline = create<TimelineState>(() => nothingYet)

/** How many entries lie at or before a position: where the playhead stands among them. */
export function countThrough(entries: readonly TimelineEntry[], position: number): number {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((entries[middle]?.position ?? Number.POSITIVE_INFINITY) <= position) low = middle + 1
    else high = middle
  }
  return low
}

/** What still holds after a fork: entries up to where the old run and the new one part. */
export function cutAt(state: TimelineState, position: number, fork: number): TimelineState {
  const entries = state.entries.slice(0, countThrough(state.entries, position))
  const through = Math.min(state.through, position)
  return { entries, version: state.version + 1, through, fork }
}

/** What is known after one more chunk came. */
export function extended(
  state: TimelineState,
  chunk: readonly TimelineEntry[],
  through: number,
): TimelineState {
  let grown = state.entries as TimelineEntry[]
  for (const entry of chunk) {
    if (entry.position <= state.through || entry.class === 'heartbeat') continue
    if (!isVeiled(entry.position)) grown.push(slim(entry))
  }
  if (grown.length > ENTRIES_KEPT_MAX) grown = grown.slice(-ENTRIES_KEPT_MAX * 0.75)
  return { ...state, entries: grown, version: state.version + 1, through }
}

/** Every copy that came over the corridor has strings of its own; there are few different ones. */
const strings = new Map<string, string>()

function same(text: string): string {
  const known = strings.get(text)
  if (known !== undefined) return known
  if (strings.size > ENTRIES_KEPT_MAX) strings.clear()
  strings.set(text, text)
  return text
}

function slim(entry: TimelineEntry): TimelineEntry {
  const { from, to, label, object } = entry
  return {
    ...entry,
    from: same(from),
    to: same(to),
    class: same(entry.class) as TimelineEntry['class'],
    label: same(label),
    ...(object ? { object: slimObject(object) } : {}),
  }
}

function slimObject({ kind, namespace, name, uid }: ObjectRef): ObjectRef {
  return {
    kind: same(kind),
    name: same(name),
    ...(namespace === undefined ? {} : { namespace: same(namespace) }),
    ...(uid === undefined ? {} : { uid: same(uid) }),
  }
}

/** Keeps the entries up to the end of the run for as long as the caller is on the page. */
export function useFollowTimeline(): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let isFetching = false
    let isGone = false
    /** The last answer was cut short: the rest of a long run is fetched without waits. */
    let isMoreKnown = false

    function check(position: number) {
      const { fork, end, ready } = useCluster.getState()
      const known = useTimeline.getState()
      if (!ready) {
        useTimeline.setState({ ...nothingYet, version: known.version + 1 })
        return
      }
      if (known.fork !== fork) useTimeline.setState(cutAt(known, position, fork))
      if (useTimeline.getState().through >= end || isFetching) return
      timer ??= setTimeout(fetchChunk, isMoreKnown ? 0 : FETCH_AFTER_MS)
    }

    async function fetchChunk() {
      timer = undefined
      isFetching = true
      const { through, fork } = useTimeline.getState()
      const from = Math.max(through + 1, useCluster.getState().start + 1)
      const reply = await commands.timeline(from, CHUNK_ENTRIES)
      isFetching = false
      const now = useTimeline.getState()
      if (isGone || reply.type !== 'timeline') return
      // A fork meanwhile makes the answer void; the next check asks anew.
      if (now.fork === fork && now.through === through) {
        useTimeline.setState(extended(now, reply.entries, reply.through))
        isMoreKnown = reply.through < reply.end
      }
      check(useCluster.getState().position)
    }

    check(useCluster.getState().position)
    const stop = useCluster.subscribe((state, before) => {
      // Old and new part at the latest where the reader stood before or stands now.
      if (state !== before) check(Math.min(state.position, before.position))
    })
    // What may be told has changed: it is asked for anew from there on.
    const stopVeil = useVeil.subscribe(({ stretches }, before) => {
      const from = Math.min(...[...stretches, ...before.stretches].map((stretch) => stretch.from))
      const known = useTimeline.getState()
      if (known.through > from) useTimeline.setState(cutAt(known, from, known.fork))
      check(useCluster.getState().position)
    })
    return () => {
      isGone = true
      clearTimeout(timer)
      stop()
      stopVeil()
    }
  }, [])
}
