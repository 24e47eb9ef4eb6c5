import { type RefObject, useEffect, useRef } from 'react'
import styles from './StageTools.module.css'
import { useStage } from './stage-state.ts'

/** The speaker's window follows the pointer at this distance. */
const TELL_EVERY_MS = 80

/** A dot that follows the mouse over the whole stage; its way needs no React. */
export function Laser({ stage }: { readonly stage: RefObject<HTMLElement | null> }) {
  const dot = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = stage.current
    if (!element) return
    let lastTold = 0
    function onMove(event: globalThis.PointerEvent) {
      const { style } = dot.current ?? {}
      if (!style) return
      style.translate = `${event.clientX}px ${event.clientY}px`
      style.visibility = 'visible'
      if (event.timeStamp - lastTold < TELL_EVERY_MS) return
      lastTold = event.timeStamp
      const pane = element?.querySelector('.dg')?.getBoundingClientRect()
      if (!pane) return
      const pointer = {
        x: (event.clientX - pane.left) / pane.width,
        y: (event.clientY - pane.top) / pane.height,
      }
      useStage.setState({ pointer })
    }
    function onLeave() {
      if (dot.current) dot.current.style.visibility = 'hidden'
      useStage.setState({ pointer: null })
    }
    element.addEventListener('pointermove', onMove)
    element.addEventListener('pointerleave', onLeave)
    return () => {
      element.removeEventListener('pointermove', onMove)
      element.removeEventListener('pointerleave', onLeave)
    }
  }, [stage])
  return <div ref={dot} className={styles.laser} data-laser aria-hidden="true" />
}
