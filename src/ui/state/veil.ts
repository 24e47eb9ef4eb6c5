/**
 * Stretches of the run that are not told: a lesson's fault happens there, and finding it is the task.
 * Frames and timeline leave out what they would say of them. The cluster itself is shown as it is, but for one thing: the
 * diagram does not cross out a process that was stopped there. Of a real one, too, nobody is told; one asks after it.
 */
import { useMemo } from 'react'
import { create } from 'zustand'
import type { Frame } from '../../protocol/messages.ts'
import type { ComponentRow, NodeRow, StepView } from '../../protocol/views.ts'

interface Stretch {
  /** The last position that is told. */
  readonly from: number
  /** The last position that is not; null while it goes on. */
  readonly to: number | null
  /** The components as they were before. */
  readonly before: Components
  /** And afterwards; null while it goes on. */
  readonly after: Components | null
}

/** The rows of the mirror, by name. */
type Components = ReadonlyMap<string, ComponentRow>

interface VeilState {
  readonly stretches: readonly Stretch[]
}

export const useVeil = create<VeilState>(() => ({ stretches: [] }))

/** From here on nothing is told, until `endVeil`. */
export function beginVeil(position: number, before: Components): void {
  useVeil.setState(({ stretches }) => ({
    stretches: [...stretches, { from: position, to: null, before, after: null }],
  }))
}

export function endVeil(position: number): void {
  changeOpen((stretch) => stretch.to === null, { to: position })
}

/** How the components stand after the stretch that was ended last: what stops from now on is the reader's own doing. */
export function settleVeil(after: Components): void {
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

/** What the diagram tells of a node: what the API knows is not hidden, that its kubelet was stopped is. */
export function useToldNode(row: NodeRow | undefined): NodeRow | undefined {
  const isHidden = useVeil(({ stretches }) => {
    if (!row || row.isKubeletRunning) return false
    return stretches.some((stretch) => isStoppedIn(stretch, `${row.name}/kubelet`))
  })
  return useMemo(
    () => (row && isHidden ? { ...row, isKubeletRunning: true } : row),
    [row, isHidden],
  )
}

function toldOf(row: ComponentRow, stretches: readonly Stretch[]): ComponentRow {
  const stretch = stretches.find((each) => isStoppedIn(each, row.name))
  return stretch?.before.get(row.name) ?? row
}

function isStoppedIn({ before, after }: Stretch, name: string): boolean {
  if (before.get(name)?.state !== 'running') return false
  return after === null || after.get(name)?.state === 'stopped'
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
