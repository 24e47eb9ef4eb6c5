import { type ReactNode, useLayoutEffect, useRef } from 'react'
import styles from './Stage.module.css'
import { useStage } from './stage-state.ts'

export interface PagedWordsProps {
  readonly children: ReactNode
  /** As high as there is room, for text that is not the caption's. */
  readonly isTall?: boolean
  /** How many stand side by side on a page. */
  readonly columns?: number
}

/**
 * Words in pages of a few whole lines. They flow into columns of which one is in sight: a line is never
 * cut, and the clicker turns the page. Give it a `key` for each text: another begins at its first page.
 */
export function PagedWords({ children, isTall = false, columns = 1 }: PagedWordsProps) {
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
    <div
      ref={box}
      className={styles.pages}
      data-page={page}
      data-tall={isTall || undefined}
      style={{ columnCount: columns }}
    >
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
  // The last page may have fewer columns than it has room for; half a pixel is none.
  return step > 0 ? 1 + Math.ceil((element.scrollWidth - element.clientWidth) / step - 0.01) : 1
}
