/** A clicker works in whichever of the two windows has the focus. */
import { useEffect } from 'react'
import type { Order } from '../steering.ts'
import { order } from './speaker-state.ts'

const ORDERS: { readonly [key: string]: Order | undefined } = {
  PageDown: 'next',
  PageUp: 'back',
  ArrowRight: 'next',
  ArrowLeft: 'back',
  '.': 'black',
  ' ': 'play',
}

/** Listens for as long as the window lives. */
export function useSpeakerKeys(): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
      const isOnButton = event.target instanceof Element && event.target.closest('button') !== null
      if (event.key === ' ' && isOnButton) return
      const what = event.code === 'KeyB' ? 'black' : ORDERS[event.key]
      if (!what) return
      event.preventDefault()
      order(what)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}
