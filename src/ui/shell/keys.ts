/** The page's actions by keyboard. Never while the reader types or another control wants the key. */
import { useEffect } from 'react'
import { type Action, isChord } from '../actions/action.ts'
import { useDialogs } from '../state/dialogs.ts'

/** Where keys are text, or belong to a widget with its own arrows. */
const TYPING = 'input, textarea, select, [contenteditable="true"], .monaco-editor'
const OWN_KEYS = '[role="menu"], [role="dialog"], [role="alertdialog"], [role="listbox"]'
const OWN_ARROWS = '[role="tab"], [role="slider"], [role="separator"], [role="grid"]'
const PRESSABLE = 'button, a[href], summary, [role="button"], [role="tab"], [role="option"]'

/** Listens at the window for as long as the page lives. */
export function useKeys(actions: readonly Action[]): void {
  useEffect(() => {
    const stop = new AbortController()
    // Before any part of the page: what is held with Ctrl or ⌘ is meant for the page wherever the reader types.
    const first = { signal: stop.signal, capture: true }
    window.addEventListener('keydown', (event) => press(event, actions, true), first)
    window.addEventListener('keydown', onKeyDown, { signal: stop.signal })
    function onKeyDown(event: KeyboardEvent) {
      // What is typed for a dialog that was asked for and is still on its way is not meant for the page.
      if (useDialogs.getState().open !== null) return
      const target = event.target instanceof Element ? event.target : null
      if (target?.closest(TYPING) || target?.closest(OWN_KEYS)) return
      if (isPressed(event, target) || isArrowOfWidget(event, target)) return
      press(event, actions, false)
    }
    return () => stop.abort()
  }, [actions])
}

/** Does what the chord says, if it is one of these. */
function press(event: KeyboardEvent, actions: readonly Action[], isHeld: boolean): void {
  if (event.defaultPrevented || event.isComposing) return
  if ((event.ctrlKey || event.metaKey) !== isHeld) return
  const action = actions.find(
    ({ chords, isHeardElsewhere }) =>
      !isHeardElsewhere && chords?.some((chord) => isChord(chord, event)),
  )
  if (!action || action.isEnabled?.() === false) return
  event.preventDefault()
  if (isHeld) event.stopPropagation()
  action.run()
}

/** Space presses the button that has the focus; it must not play as well. */
function isPressed(event: KeyboardEvent, target: Element | null): boolean {
  return event.key === ' ' && target?.closest(PRESSABLE) != null
}

function isArrowOfWidget(event: KeyboardEvent, target: Element | null): boolean {
  const isMove = event.key.startsWith('Arrow') || event.key === 'Home' || event.key === 'End'
  return isMove && target?.closest(OWN_ARROWS) != null
}
