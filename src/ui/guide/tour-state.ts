/** The tour: five places of the page, one after the other. */
import { create } from 'zustand'
import { type NarrowPane, usePanes } from '../state/panes.ts'

/** A place to look at; its words are `tour.NAME` in the `guide` texts. */
export interface TourStop {
  readonly name: 'manifest' | 'step' | 'cluster' | 'inspector' | 'timeline'
  /** The element on a wide page. */
  readonly anchor: string
  /** The pane to turn to on a narrow one, which then is the element. */
  readonly narrow: NarrowPane
}

export const tourStops: readonly TourStop[] = [
  { name: 'manifest', anchor: '#editor', narrow: 'editor' },
  { name: 'step', anchor: '[data-tour="step"]', narrow: 'diagram' },
  { name: 'cluster', anchor: '#diagram-pane', narrow: 'diagram' },
  { name: 'inspector', anchor: '#inspector', narrow: 'inspector' },
  { name: 'timeline', anchor: '#bottom', narrow: 'bottom' },
]

/** The stop that is shown, by its place in the list; null while there is no tour. */
export const useTour = create<{ readonly stop: number | null }>(() => ({ stop: null }))

export function startTour(): void {
  goToStop(0)
}

/** Past either end the tour is over. */
export function goToStop(index: number): void {
  const stop = tourStops[index]
  if (stop) usePanes.setState({ narrow: stop.narrow })
  useTour.setState({ stop: stop ? index : null })
}

export function endTour(): void {
  useTour.setState({ stop: null })
}
