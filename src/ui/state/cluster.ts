/**
 * The page's mirror of the cluster, built from the worker's frames. Written by `applyFrame` (and the
 * session's start and crash) alone; everybody else reads with narrow selectors.
 */
import { create } from 'zustand'
import type { Frame, Recording, TopologyOptions } from '../../protocol/messages.ts'
import type { MessageView, StepView, ViewChange, ViewRows } from '../../protocol/views.ts'
import { veiled } from './veil.ts'

/** How many kubectl commands the Output tab remembers. */
const OUTPUT_ENTRIES_MAX = 500

/** View rows by key; a table's map is a new map whenever one of its rows changed. */
export type ClusterRows = { readonly [T in keyof ViewRows]: ReadonlyMap<string, ViewRows[T]> }

/** One kubectl command and what it printed, where and when. */
type OutputEntry = Frame['output'][number]

/** A bug stopped the simulation: what the dialog shows and offers to restore. */
export interface CrashReport {
  readonly message: string
  readonly stack: string
  readonly recording: Recording | null
}

export interface ClusterState {
  /** The first frame has been taken: there is something to draw. */
  readonly ready: boolean
  readonly seed: number
  readonly topology: TopologyOptions | null
  readonly rows: ClusterRows
  readonly position: number
  readonly end: number
  /** Where the booted cluster had settled: no step back goes before it, and the clock counts from it. */
  readonly start: number
  readonly startAtMicros: number
  readonly fork: number
  readonly atMicros: number
  readonly endAtMicros: number
  readonly isQuiet: boolean
  readonly nextAtMicros: number | null
  readonly motion: Frame['motion']
  /** Messages of the last frame, oldest first. `messagesSequence` tells two frames apart. */
  readonly messages: readonly MessageView[]
  readonly messagesSequence: number
  readonly step: StepView | null
  readonly playing: Frame['playing']
  readonly output: readonly OutputEntry[]
  readonly crashed: CrashReport | null
}

const emptyRows: ClusterRows = {
  components: new Map(),
  nodes: new Map(),
  pods: new Map(),
  objects: new Map(),
  events: new Map(),
}

/** A mirror of nothing, before the first frame. */
export const emptyCluster: ClusterState = {
  ready: false,
  seed: 0,
  topology: null,
  rows: emptyRows,
  position: 0,
  end: 0,
  start: 0,
  startAtMicros: 0,
  fork: 0,
  atMicros: 0,
  endAtMicros: 0,
  isQuiet: true,
  nextAtMicros: null,
  motion: 'jump',
  messages: [],
  messagesSequence: 0,
  step: null,
  playing: null,
  output: [],
  crashed: null,
}

/** The mirror as a hook: `useCluster((state) => state.rows.pods.get(key))`. */
export const useCluster = create<ClusterState>(() => emptyCluster)

/** Nothing but heartbeats will ever happen by itself; a lost node whose lease still runs out is not that. */
export function hasNothingAhead(state: ClusterState): boolean {
  return state.isQuiet && state.nextAtMicros === null
}

/** Takes one frame of the worker into the mirror, forwards and backwards alike. */
export function applyFrame(frame: Frame): void {
  useCluster.setState((state) => clusterAfter(state, veiled(frame)))
}

/** A worker answered `boot`: forget everything of the run before. */
export function startCluster(seed: number, topology: TopologyOptions): void {
  useCluster.setState({ ...emptyCluster, seed, topology }, true)
}

/** The worker crashed; the last picture stays on the screen behind the dialog. */
export function crashCluster(crashed: CrashReport): void {
  useCluster.setState({ crashed, playing: null })
}

/** The mirror after one more frame. Pure. */
export function clusterAfter(state: ClusterState, frame: Frame): Partial<ClusterState> {
  return {
    ready: true,
    rows: rowsAfter(frame.reset ? emptyRows : state.rows, frame.changes),
    position: frame.position,
    end: frame.end,
    start: frame.start,
    startAtMicros: frame.startAtMicros,
    fork: frame.fork,
    atMicros: frame.atMicros,
    endAtMicros: frame.endAtMicros,
    isQuiet: frame.isQuiet,
    nextAtMicros: frame.nextAtMicros,
    motion: frame.motion,
    messages: frame.messages,
    messagesSequence: frame.sequence,
    step: frame.step,
    playing: frame.playing,
    output: outputAfter(state.output, frame),
  }
}

function rowsAfter(rows: ClusterRows, changes: readonly ViewChange[]): ClusterRows {
  if (changes.length === 0) return rows
  // One copy per touched table and frame.
  const copies = new Map<string, Map<string, unknown>>()
  for (const change of changes) {
    let copy = copies.get(change.table)
    if (!copy) {
      copy = new Map<string, unknown>(rows[change.table])
      copies.set(change.table, copy)
    }
    if (change.row === null) copy.delete(change.key)
    else copy.set(change.key, change.row)
  }
  return { ...rows, ...Object.fromEntries(copies) }
}

/** Stepping back takes printed lines back too; going forward again prints them again. */
function outputAfter(output: readonly OutputEntry[], frame: Frame): readonly OutputEntry[] {
  const isUndone = output.some((entry) => entry.position > frame.position)
  const kept = isUndone ? output.filter((entry) => entry.position <= frame.position) : output
  if (frame.output.length === 0) return kept
  return [...kept, ...frame.output].slice(-OUTPUT_ENTRIES_MAX)
}
