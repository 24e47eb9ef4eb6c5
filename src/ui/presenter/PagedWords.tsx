import { type ReactNode, useLayoutEffect, useRef } from 'react'
import styles from './Stage.module.css'
import { useStage } from './stage-state.ts'

/**
 * Words in pages of a few whole lines. They flow into columns of which one is in sight: a line is never
 * cut, and the clicker turns the page. Give it a `key` for each text: another begins at its first page.
 */
export function PagedWords({ children }: { readonly children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  const page = useStage((stage) => stage.page)
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    useStage.setState({ page: 0 })
    const count = () => {
      const pages = countPages(element)
      useStage.setState((stage) => ({ pages, page: Math.min(stage.page, pages - 1) }))
    }
    count()
    const observer = new ResizeObserver(count)
    observer.observe(element)
    // Words wider than the ones they were measured with, once their font is here.
    document.fonts?.addEventListener('loadingdone', count)
    return () => {
      observer.disconnect()
      document.fonts?.removeEventListener('loadingdone', count)
      useStage.setState({ page: 0, pages: 1 })
    }
  }, [])
  useLayoutEffect(() => {
    const element = box.current
    if (element) element.scrollLeft = page * stride(element)
  })
  return (
    <div ref={box} className={styles.pages} data-page={page}>
      {children}
    </div>
  )
}

/** From one page's left edge to the next one's. */
function stride(element: HTMLElement): number {
  return element.clientWidth + (Number.parseFloat(getComputedStyle(element).columnGap) || 0)
}

function countPages(element: HTMLElement): number {
  const step = stride(element)
  return step > 0
    ? Math.max(1, Math.round((element.scrollWidth + step - element.clientWidth) / step))
    : 1
}
