/** Pointer and keyboard of the whole diagram in one place: elements only say what they stand for. */
import { type RefObject, useEffect } from 'react'
import { menuTargetOf, openMenuAt, openMenuBeside } from '../menus/menu-state.ts'
import { useSelection } from '../state/selection.ts'
import { listenForLongPresses } from './long-press.ts'
import { targetOfElement, WALK } from './targets.ts'
import { directionOf, nearestInDirection } from './walk.ts'

/** Selecting, hovering, menus and walking by arrow keys, by delegation from the pane. */
export function usePaneKeysAndPointer(pane: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = pane.current
    if (!element) return
    const stop = new AbortController()
    const options = { signal: stop.signal }
    // `:focus-visible` does not tell: a browser may turn it on with the very key that is asked about.
    let isWalking = false
    element.addEventListener('pointerdown', () => (isWalking = false), options)
    window.addEventListener('keydown', (event) => (isWalking ||= event.key === 'Tab'), options)
    element.addEventListener('click', onClick, options)
    element.addEventListener('contextmenu', onContextMenu, options)
    listenForLongPresses(element, stop.signal)
    element.addEventListener('keydown', (event) => onKeyDown(event, isWalking), options)
    element.addEventListener('pointerover', onPoint, options)
    element.addEventListener('focusin', onPoint, options)
    element.addEventListener('pointerleave', () => useSelection.getState().hover(null), options)
    return () => stop.abort()
  }, [pane])
}

function elementOf(event: Event): HTMLElement | null {
  return event.target instanceof HTMLElement || event.target instanceof SVGElement
    ? (event.target as HTMLElement)
    : null
}

function onClick(event: MouseEvent): void {
  const target = targetOfElement(elementOf(event))
  if (target) useSelection.getState().select(target)
}

function onPoint(event: Event): void {
  useSelection.getState().hover(targetOfElement(elementOf(event)))
}

function onContextMenu(event: MouseEvent): void {
  const element = elementOf(event)
  const target = menuTargetOf(targetOfElement(element))
  if (!target) return
  event.preventDefault()
  const focused = element?.closest<HTMLElement>(WALK) ?? null
  openMenuAt(target, { x: event.clientX, y: event.clientY }, focused)
}

function onKeyDown(event: KeyboardEvent, isWalking: boolean): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
  const focused = elementOf(event)?.closest<HTMLElement>(WALK)
  if (!focused) return
  if (event.code === 'KeyM' || event.key === 'ContextMenu') {
    const target = menuTargetOf(targetOfElement(focused))
    if (!target) return
    event.preventDefault()
    openMenuBeside(target, focused)
    return
  }
  // Cards are no buttons, for they hold some.
  if ((event.key === 'Enter' || event.key === ' ') && focused.dataset.walk === 'node') {
    event.preventDefault()
    useSelection.getState().select(targetOfElement(focused))
    return
  }
  if (isWalking && !event.shiftKey) walk(event, focused)
}

/** Arrows walk only for who came by keyboard: after a click they step through time as everywhere. */
function walk(event: KeyboardEvent, focused: HTMLElement): void {
  const direction = directionOf(event.key)
  if (!direction) return
  const pane = focused.closest('.dg')
  const stops = [...(pane?.querySelectorAll<HTMLElement>(WALK) ?? [])]
  const boxes = stops.map((stop) => stop.getBoundingClientRect())
  const next = stops[nearestInDirection(boxes, stops.indexOf(focused), direction)]
  event.preventDefault()
  next?.focus({ preventScroll: true })
}
