/** What is selected, everywhere at once: diagram, timeline, editor, events, inspector. */
import { create } from 'zustand'
import type { Inspection, InspectionTarget } from '../../protocol/inspection.ts'
import type { ObjectRef } from '../../protocol/trace.ts'

export interface SelectionState {
  readonly target: InspectionTarget | null
  /** Under the pointer or the keyboard's focus; lights up without being selected. */
  readonly hovered: InspectionTarget | null
  readonly select: (target: InspectionTarget | null) => void
  readonly hover: (target: InspectionTarget | null) => void
}

/** The selection. Selecting also has the worker send the target's inspection with every frame. */
export const useSelection = create<SelectionState>((set) => ({
  target: null,
  hovered: null,
  select: (target) =>
    set((state) => (isSameTarget(state.target, target) ? state : { ...state, target })),
  hover: (hovered) =>
    set((state) => (isSameTarget(state.hovered, hovered) ? state : { ...state, hovered })),
}))

export interface InspectionState {
  /** The newest answer for the selected target; null until it arrives. */
  readonly inspection: Inspection | null
  readonly position: number
}

/** The inspection of what is selected, as the worker last sent it. */
export const useInspection = create<InspectionState>(() => ({ inspection: null, position: 0 }))

/** Whether two targets name the same thing; a uid is compared only when both know it. */
export function isSameTarget(a: InspectionTarget | null, b: InspectionTarget | null): boolean {
  if (a === null || b === null) return a === b
  if (a.type === 'component') return b.type === 'component' && a.name === b.name
  return b.type === 'object' && isSameObject(a.object, b.object)
}

/** Whether two references name the same object. */
export function isSameObject(a: ObjectRef, b: ObjectRef): boolean {
  if (a.kind !== b.kind || a.name !== b.name) return false
  if ((a.namespace ?? '') !== (b.namespace ?? '')) return false
  return a.uid === undefined || b.uid === undefined || a.uid === b.uid
}
