/**
 * Stretches of the run that are not told: a lesson's fault happens there, and finding it is the task.
 * Frames and timeline leave out what they would say of them. The cluster itself is shown as it is.
 */
import { create } from 'zustand'
import type { Frame } from '../../protocol/messages.ts'
import type { StepView } from '../../protocol/views.ts'

interface Stretch {
  /** The last position that is told. */
  readonly from: number
  /** The last position that is not; null while it goes on. */
  readonly to: number | null
}

interface VeilState {
  readonly stretches: readonly Stretch[]
}

export const useVeil = create<VeilState>(() => ({ stretches: [] }))

/** From here on nothing is told, until `endVeil`. */
export function beginVeil(position: number): void {
  useVeil.setState(({ stretches }) => ({ stretches: [...stretches, { from: position, to: null }] }))
}

export function endVeil(position: number): void {
  useVeil.setState(({ stretches }) => ({
    stretches: stretches.map((stretch) =>
      stretch.to === null ? { ...stretch, to: position } : stretch,
    ),
  }))
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
