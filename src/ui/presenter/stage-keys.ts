/** The keys of the stage. They come before the page's own, which keep those that are not taken here. */
import { useEffect } from 'react'
import { PEN_COLOURS, useStage } from './stage-state.ts'
import {
  chooseAnswer,
  escapeLayer,
  goBack,
  goOn,
  leaveStage,
  openSpeaker,
  orders,
  toggleFullscreen,
  toggleZoom,
} from './steering.ts'

const TYPING = 'input, textarea, select, [contenteditable="true"]'
const OWN_KEYS = '[role="menu"], [role="dialog"], [role="alertdialog"], [role="listbox"]'

/** Listens for as long as the stage is shown. */
export function useStageKeys(): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing) return
      if (event.ctrlKey || event.metaKey || event.altKey) return
      const target = event.target instanceof Element ? event.target : null
      if (target?.closest(TYPING) || target?.closest(OWN_KEYS)) return
      if (!obey(event)) return
      event.preventDefault()
      event.stopPropagation()
    }
    // Before the page's listeners, which wait at the same place.
    window.addEventListener('keydown', onKeyDown, { capture: true })
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true })
  }, [])
}

/** Does what the key says; false if it means nothing on stage. */
function obey(event: KeyboardEvent): boolean {
  if (event.key === '?') return toggleHelp()
  if (event.shiftKey) return false
  const byName = NAMED_KEYS[event.key]
  if (byName) {
    byName()
    return true
  }
  // By the key's place, so that the letters work with the Korean input method on too.
  const byPlace = PLACED_KEYS[event.code]
  if (byPlace) {
    byPlace()
    return true
  }
  return chooseByNumber(event.key)
}

/** Clickers send one pair of these or the other. */
const NAMED_KEYS: { readonly [key: string]: (() => void) | undefined } = {
  PageDown: goOn,
  PageUp: goBack,
  ArrowRight: goOn,
  ArrowDown: goOn,
  ArrowLeft: goBack,
  ArrowUp: goBack,
  '.': orders.black,
  Escape: escapeLayer,
}

const PLACED_KEYS: { readonly [code: string]: (() => void) | undefined } = {
  KeyB: orders.black,
  KeyF: toggleFullscreen,
  KeyZ: toggleZoom,
  KeyL: () => takeTool('laser'),
  KeyD: () => takeTool('pen'),
  KeyE: () => useStage.setState({ strokes: [] }),
  KeyS: openSpeaker,
  KeyH: toggleHelp,
  KeyP: leaveStage,
}

/** Takes a tool into the hand, or puts it away. */
export function takeTool(tool: 'pen' | 'laser'): void {
  useStage.setState((stage) => ({ tool: stage.tool === tool ? null : tool, pointer: null }))
}

function toggleHelp(): boolean {
  useStage.setState(({ isHelpOpen }) => ({ isHelpOpen: !isHelpOpen }))
  return true
}

function chooseByNumber(key: string): boolean {
  if (!/^[1-9]$/.test(key)) return false
  if (useStage.getState().tool !== 'pen') return chooseAnswer(Number(key))
  const colour = PEN_COLOURS.find((it) => String(it) === key)
  if (colour) useStage.setState({ colour })
  return colour !== undefined
}
