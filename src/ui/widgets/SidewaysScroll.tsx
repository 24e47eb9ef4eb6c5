import { type ReactNode, useEffect, useRef, useState } from 'react'

export interface SidewaysScrollProps {
  readonly className: string
  /** Says what scrolls, to who comes here by keyboard. */
  readonly label: string
  readonly children: ReactNode
}

/** A box that scrolls sideways, and is a stop of the keyboard only while there is something to scroll. */
export function SidewaysScroll({ className, label, children }: SidewaysScrollProps) {
  const box = useRef<HTMLElement>(null)
  const [isScrollable, setIsScrollable] = useState(false)
  useEffect(() => {
    const element = box.current
    if (!element) return
    const observer = new ResizeObserver(() =>
      setIsScrollable(element.scrollWidth > element.clientWidth),
    )
    observer.observe(element)
    for (const child of element.children) observer.observe(child)
    return () => observer.disconnect()
  }, [])
  return (
    <section
      ref={box}
      className={className}
      aria-label={isScrollable ? label : undefined}
      tabIndex={isScrollable ? 0 : undefined}
    >
      {children}
    </section>
  )
}
