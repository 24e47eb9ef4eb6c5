/** A finger held still asks for the menu. Some browsers say so themselves (`contextmenu`), Safari on phones does not. */

/** A little more than those browsers wait that say so themselves: theirs comes first. */
const HELD_MS = 650
/** A finger is never quite still. */
const STILL_PX = 10

/** Sends `contextmenu` from where a finger is held still inside `element`, unless the browser does. */
export function listenForLongPresses(element: HTMLElement, signal: AbortSignal): void {
  let held: { readonly x: number; readonly y: number; readonly timer: number } | null = null
  let hasOpened = false

  function release() {
    if (held) clearTimeout(held.timer)
    held = null
  }
  function press(event: PointerEvent) {
    release()
    hasOpened = false
    // A second finger makes it a pinch.
    if (event.pointerType !== 'touch' || !event.isPrimary) return
    const { clientX, clientY, target } = event
    const timer = window.setTimeout(() => {
      held = null
      hasOpened = true
      const place = { bubbles: true, cancelable: true, clientX, clientY }
      target?.dispatchEvent(new MouseEvent('contextmenu', place))
    }, HELD_MS)
    held = { x: clientX, y: clientY, timer }
  }
  function move({ clientX, clientY }: PointerEvent) {
    if (held && Math.hypot(clientX - held.x, clientY - held.y) > STILL_PX) release()
  }
  function asked(event: Event) {
    if (!event.isTrusted || !held) return
    release()
    hasOpened = true
  }
  /** The mouse's events that follow a finger's would move the focus, and with that close the menu again. */
  function lift(event: TouchEvent) {
    if (hasOpened && event.cancelable) event.preventDefault()
    hasOpened = false
  }

  const options = { signal, capture: true }
  element.addEventListener('pointerdown', press, options)
  element.addEventListener('pointermove', move, options)
  element.addEventListener('pointerup', release, options)
  element.addEventListener('pointercancel', release, options)
  element.addEventListener('contextmenu', asked, options)
  element.addEventListener('touchend', lift, { ...options, passive: false })
}
