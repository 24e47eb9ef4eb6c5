/** The one menu of the page: for which component, node or pod it is open, and where. */
import { create } from 'zustand'
import type { InspectionTarget } from '../../protocol/inspection.ts'
import { useSelection } from '../state/selection.ts'

export interface MenuState {
  readonly target: InspectionTarget | null
  /** In CSS pixels of the window. */
  readonly x: number
  readonly y: number
  /** Gets the focus back when the menu closes. */
  readonly returnTo: HTMLElement | null
}

export const useMenu = create<MenuState>(() => ({ target: null, x: 0, y: 0, returnTo: null }))

/** Opens the menu of a component, node or pod at a point of the window, and selects what it is about. */
export function openMenuAt(
  target: InspectionTarget,
  point: { readonly x: number; readonly y: number },
  returnTo: HTMLElement | null = null,
): void {
  useSelection.getState().select(target)
  useMenu.setState({ target, ...point, returnTo })
}

/** Opens the menu beside the element that shows the target. */
export function openMenuBeside(target: InspectionTarget, element: HTMLElement): void {
  const box = element.getBoundingClientRect()
  openMenuAt(target, { x: box.left + Math.min(box.width / 2, 60), y: box.bottom }, element)
}

export function closeMenu(): void {
  useMenu.setState({ target: null })
}

/** What has a menu: components, nodes and pods. A worker's part has its machine's entries in its own. */
export function menuTargetOf(target: InspectionTarget | null): InspectionTarget | null {
  if (target === null) return null
  if (target.type === 'component') return target
  return target.object.kind === 'Pod' || target.object.kind === 'Node' ? target : null
}
