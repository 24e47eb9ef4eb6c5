/**
 * Stretches of the run that are not told: a lesson's fault happens there, and finding it is the task.
 * Frames and timeline leave out what they would say of them. The cluster itself is shown as it is, but for two things: the
 * diagram crosses out no process that was stopped there and marks no network that was cut. Of real ones, too, nobody is told; one asks
 * after them.
 */
import { useMemo } from 'react'
import { create } from 'zustand'
import type { Frame } from '../../protocol/messages.ts'
import type { ComponentRow, NodeRow, StepView } from '../../protocol/views.ts'
import type { ClusterRows } from './cluster.ts'

interface Stretch {
  /** The last position that is told. */
  readonly from: number
  /** The last position that is not; null while it goes on. */
  readonly to: number | null
  /** Components and nodes as they were before. */
  readonly before: Machines
  /** And afterwards; null while it goes on. */
  readonly after: Machines | null
}

/** Rows of the mirror, by name. */
type Machines = Pick<ClusterRows, 'components' | 'nodes'>

interface VeilState {
  readonly stretches: readonly Stretch[]
}

export const useVeil = create<VeilState>(() => ({ stretches: [] }))

/** From here on nothing is told, until `endVeil`. */
export function beginVeil(position: number, before: Machines): void {
  useVeil.setState(({ stretches }) => ({
    stretches: [...stretches, { from: position, to: null, before, after: null }],
  }))
}

export function endVeil(position: number): void {
  changeOpen((stretch) => stretch.to === null, { to: position })
}

/** How all stands after the stretch that was ended last: what stops from now on is the reader's own doing. */
export function settleVeil(after: Machines): void {
  changeOpen((stretch) => stretch.after === null, { after })
}

function changeOpen(isOpen: (stretch: Stretch) => boolean, change: Partial<Stretch>): void {
  useVeil.setState(({ stretches }) => ({
    stretches: stretches.map((stretch) => (isOpen(stretch) ? { ...stretch, ...change } : stretch)),
  }))
}

/** What the diagram tells of a component: of one that was stopped under the veil, what it told before. */
export function useToldComponent(row: ComponentRow | undefined): ComponentRow | undefined {
  return useVeil(({ stretches }) => (row?.state === 'stopped' ? toldOf(row, stretches) : row))
}

/** What the diagram tells of a node: what the API knows is not hidden, that its kubelet was stopped or its network cut is. */
export function useToldNode(row: NodeRow | undefined): NodeRow | undefined {
  const isKubeletHidden = useVeil(
    ({ stretches }) =>
      row?.isKubeletRunning === false &&
      stretches.some((stretch) => isStoppedIn(stretch, `${row.name}/kubelet`)),
  )
  const isCutHidden = useIsCutHidden(row?.isNetworkCut ? row.name : '')
  return useMemo(() => {
    if (!row || !(isKubeletHidden || isCutHidden)) return row
    return {
      ...row,
      isKubeletRunning: row.isKubeletRunning || isKubeletHidden,
      isNetworkCut: row.isNetworkCut && !isCutHidden,
    }
  }, [row, isKubeletHidden, isCutHidden])
}

/** Whether the network of a node that is cut was cut where nothing is told. */
export function useIsCutHidden(node: string): boolean {
  return useVeil(({ stretches }) => stretches.some((stretch) => isCutIn(stretch, node)))
}

function toldOf(row: ComponentRow, stretches: readonly Stretch[]): ComponentRow {
  const stretch = stretches.find((each) => isStoppedIn(each, row.name))
  return stretch?.before.components.get(row.name) ?? row
}

function isStoppedIn({ before, after }: Stretch, name: string): boolean {
  if (before.components.get(name)?.state !== 'running') return false
  return after === null || after.components.get(name)?.state === 'stopped'
}

function isCutIn({ before, after }: Stretch, name: string): boolean {
  if (before.nodes.get(name)?.isNetworkCut !== false) return false
  return after === null || after.nodes.get(name)?.isNetworkCut === true
}

/** Whether what led to this position is not told. */
export function isVeiled(position: number): boolean {
  return useVeil
    .getState()
    .stretches.some(({ from, to }) => position > from && (to === null || position <= to))
}

/** The frame without what is not told. */
export function veiled(frame: Frame): Frame {
  if (useVeil.getState().stretches.length === 0) return frame
  return {
    ...frame,
    step: frame.step && isVeiled(frame.step.position) ? untold(frame.step) : frame.step,
    messages: frame.messages.filter(({ position }) => !isVeiled(position)),
    output: frame.output.filter(({ position }) => !isVeiled(position)),
  }
}

function untold({ position, atMicros }: StepView): StepView {
  return {
    position,
    atMicros,
    grain: 'story',
    title: { key: 'lessons:veiled.title' },
    what: [{ key: 'lessons:veiled.what' }],
    why: [],
    causes: [],
    diffs: [],
    actors: [],
    objects: [],
  }
}
