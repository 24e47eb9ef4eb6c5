/** Which part of the page is in sight where several share a place. Panels read it; lessons, palette and tour turn it. */
import { create } from 'zustand'

export type LeftTab = 'manifest' | 'lesson'
export type InspectorTab = 'step' | 'object' | 'component' | 'why'
/** The panes of a narrow screen, one at a time. */
export type NarrowPane = 'editor' | 'lesson' | 'diagram' | 'inspector' | 'bottom'

interface PanesState {
  readonly left: LeftTab
  readonly inspector: InspectorTab
  readonly narrow: NarrowPane
}

/** The panes in sight; `usePanes.setState({ left: 'lesson' })` turns to another. */
export const usePanes = create<PanesState>(() => ({
  left: 'manifest',
  inspector: 'step',
  narrow: 'diagram',
}))
