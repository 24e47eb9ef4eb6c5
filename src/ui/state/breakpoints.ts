/** Where the reader wants time to stop by itself. Kept in localStorage, as preferences are: they outlive a run. */
import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import type { Breakpoint } from '../../protocol/breakpoints.ts'
import type { InspectionTarget } from '../../protocol/inspection.ts'

/** A breakpoint that can be turned off and stays in the list. */
export interface KeptBreakpoint {
  readonly breakpoint: Breakpoint
  readonly isOn: boolean
}

export type AutomaticType = Extract<Breakpoint['type'], 'first-of-kind' | 'failure-consequence'>

export interface BreakpointsState {
  readonly list: readonly KeptBreakpoint[]
  /** Sets one at a component or an object, or takes it away. */
  readonly toggleAt: (target: InspectionTarget) => void
  readonly setOn: (id: string, isOn: boolean) => void
  readonly setAutomatic: (type: AutomaticType, isOn: boolean) => void
  readonly remove: (id: string) => void
  /** Takes away all that the reader set by hand; the automatic ones stay as they are. */
  readonly removeOwn: () => void
}

/** The breakpoints; `breakpointsNow` are those that the worker shall know of. */
export const useBreakpoints = create<BreakpointsState>()(
  persist(
    (set) => ({
      list: [],
      toggleAt: (target) => set(({ list }) => ({ list: toggled(list, breakpointAt(target)) })),
      setOn: (id, isOn) =>
        set(({ list }) => ({
          list: list.map((kept) => (kept.breakpoint.id === id ? { ...kept, isOn } : kept)),
        })),
      setAutomatic: (type, isOn) =>
        set(({ list }) => {
          const others = list.filter(({ breakpoint }) => breakpoint.id !== type)
          return { list: isOn ? [...others, { breakpoint: { id: type, type }, isOn }] : others }
        }),
      remove: (id) =>
        set(({ list }) => ({ list: list.filter(({ breakpoint }) => breakpoint.id !== id) })),
      removeOwn: () => set(({ list }) => ({ list: list.filter(isAutomatic) })),
    }),
    { name: 'pilothouse.breakpoints', version: 1 },
  ),
)

/** Those that are on. */
export function breakpointsNow(): readonly Breakpoint[] {
  return useBreakpoints.getState().list.flatMap((kept) => (kept.isOn ? [kept.breakpoint] : []))
}

/** Set by a switch rather than at something. */
export function isAutomatic({ breakpoint }: KeptBreakpoint): boolean {
  return breakpoint.type === 'first-of-kind' || breakpoint.type === 'failure-consequence'
}

/** Whether time stops at this component or object; re-renders only when that changes. */
export function useStopsAt(target: InspectionTarget): boolean {
  const { id } = breakpointAt(target)
  return useBreakpoints(({ list }) =>
    list.some(({ breakpoint, isOn }) => isOn && breakpoint.id === id),
  )
}

/** By name, not by uid: what comes again under the same name is stopped at again. */
function breakpointAt(target: InspectionTarget): Breakpoint {
  if (target.type === 'component')
    return { id: `component ${target.name}`, type: 'component', component: target.name }
  const { kind, namespace, name } = target.object
  const object = namespace === undefined ? { kind, name } : { kind, namespace, name }
  return { id: `object ${kind} ${namespace ?? ''} ${name}`, type: 'object', object }
}

function toggled(list: readonly KeptBreakpoint[], breakpoint: Breakpoint) {
  const kept = list.find((entry) => entry.breakpoint.id === breakpoint.id)
  const others = list.filter((entry) => entry !== kept)
  // One that is in the list but off is turned on, as its menu entry says.
  return kept?.isOn ? others : [...others, { breakpoint, isOn: true }]
}
