/**
 * Which tooltip shows. The page has dozens of places with one and never two at once: they share a single one, so that a page that
 * nobody hovers over yet draws none.
 */
import { create } from 'zustand'

export interface TooltipWords {
  readonly text: string
  /** Shown as keys after the text. */
  readonly keys?: string
  readonly side: 'top' | 'bottom' | 'left' | 'right'
}

interface ShownTooltip extends TooltipWords {
  /** Whose it is. */
  readonly id: string
  /** What it is about, and stands beside. */
  readonly anchor: HTMLElement
}

export const useTooltip = create<{ readonly shown: ShownTooltip | null }>(() => ({ shown: null }))

/** The pointer rests this long before the first one shows; the next ones show at once. */
const SHOW_AFTER_MS = 500
/** Time to move the pointer from the anchor into the tooltip, to select its words or to enlarge them. */
const HIDE_AFTER_MS = 150
/** This long after one was hidden the next still shows at once. */
const STILL_LOOKING_MS = 300

let showing: ReturnType<typeof setTimeout> | undefined
let hiding: ReturnType<typeof setTimeout> | undefined
let hiddenAtMs = Number.NEGATIVE_INFINITY

/** At once, as for keys. */
export function showTooltip(tooltip: ShownTooltip): void {
  stay()
  useTooltip.setState({ shown: tooltip })
}

/** When the pointer rests. */
export function showTooltipSoon(tooltip: ShownTooltip): void {
  stay()
  const isLooking =
    useTooltip.getState().shown !== null || performance.now() - hiddenAtMs < STILL_LOOKING_MS
  if (isLooking) showTooltip(tooltip)
  else showing = setTimeout(() => showTooltip(tooltip), SHOW_AFTER_MS)
}

/** Neither comes nor goes: the pointer is on it. */
export function stay(): void {
  clearTimeout(showing)
  clearTimeout(hiding)
}

/** Unless the pointer comes to it in time. */
export function hideTooltipSoon(): void {
  stay()
  hiding = setTimeout(hideTooltip, HIDE_AFTER_MS)
}

export function hideTooltip(): void {
  stay()
  if (useTooltip.getState().shown === null) return
  hiddenAtMs = performance.now()
  useTooltip.setState({ shown: null })
}

/** Its owner says something else now, or is gone. */
export function retell(id: string, words: TooltipWords | null): void {
  const { shown } = useTooltip.getState()
  if (shown?.id !== id) return
  if (words === null) hideTooltip()
  else if (words.text !== shown.text || words.keys !== shown.keys)
    useTooltip.setState({ shown: { ...shown, ...words } })
}
