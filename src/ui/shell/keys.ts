/** The helm by keyboard. Never while the reader types or another control wants the key. */
import { useEffect } from 'react'
import type { Grain } from '../../protocol/views.ts'
import { playbackMode } from '../machines/playback.ts'
import { startPresenting } from '../presenter/presenter-shell.ts'
import { useCluster } from '../state/cluster.ts'
import { commands } from '../state/commands.ts'
import { usePreferences } from '../state/preferences.ts'
import { useSelection } from '../state/selection.ts'

/** Where keys are text, or belong to a widget with its own arrows. */
const TYPING = 'input, textarea, select, [contenteditable="true"], .monaco-editor'
const OWN_KEYS = '[role="menu"], [role="dialog"], [role="alertdialog"], [role="listbox"]'
const OWN_ARROWS = '[role="tab"], [role="slider"], [role="separator"], [role="grid"]'
const PRESSABLE = 'button, a[href], summary, [role="button"], [role="tab"], [role="option"]'

export interface KeyActions {
  readonly onHelp: () => void
}

/** Listens at the window for as long as the page lives. */
export function useKeys({ onHelp }: KeyActions): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey) return
      const target = event.target instanceof Element ? event.target : null
      if (target?.closest(TYPING) || target?.closest(OWN_KEYS)) return
      if (isPressed(event, target) || isArrowOfWidget(event, target)) return
      if (steer(event, onHelp)) event.preventDefault()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [onHelp])
}

/** Space presses the button that has the focus; it must not play as well. */
function isPressed(event: KeyboardEvent, target: Element | null): boolean {
  return event.key === ' ' && target?.closest(PRESSABLE) != null
}

function isArrowOfWidget(event: KeyboardEvent, target: Element | null): boolean {
  const isMove = event.key.startsWith('Arrow') || event.key === 'Home' || event.key === 'End'
  return isMove && target?.closest(OWN_ARROWS) != null
}

/** Does what the key says; false if the key means nothing here. */
function steer(event: KeyboardEvent, onHelp: () => void): boolean {
  const mode = playbackMode()
  if (event.key === '?') {
    onHelp()
    return true
  }
  if (mode === 'restoring' || mode === 'crashed') return false
  switch (event.key) {
    case ' ':
      if (mode === 'playing' || mode === 'runningToQuiet') commands.pause()
      else commands.play(usePreferences.getState().pace)
      return true
    case 'ArrowRight':
      commands.step(grainOf(event), 'forward')
      return true
    case 'ArrowLeft':
      commands.step(grainOf(event), 'back')
      return true
    case 'Home':
      commands.seek(useCluster.getState().start)
      return true
    case 'End':
      commands.seek(useCluster.getState().end)
      return true
    case 'Escape':
      useSelection.getState().select(null)
      return true
  }
  return !event.shiftKey && !event.altKey && steerByLetter(event)
}

/** By the key's place, so that the letters work with the Korean input method on too. */
function steerByLetter(event: KeyboardEvent): boolean {
  switch (event.code) {
    case 'KeyR':
      commands.runToQuiet()
      return true
    case 'KeyN':
      commands.skipAhead()
      return true
    case 'KeyP':
      startPresenting()
      return true
  }
  return false
}

/** Shift takes the largest grain, Alt the smallest. */
function grainOf(event: KeyboardEvent): Grain {
  if (event.shiftKey) return 'story'
  if (event.altKey) return 'decision'
  return usePreferences.getState().grain
}
