/** Measures what an audience can read: every text on stage with its height in pixels and its contrast. */
import type { Page } from '@playwright/test'

export interface Letters {
  readonly text: string
  /** `caption`: what is told; `words`: all else beside the diagram; `diagram`: names within it. */
  readonly where: 'caption' | 'words' | 'diagram'
  readonly pixels: number
  readonly contrast: number
}

/** Every text that is seen. React Flow's mark in the corner tells the audience nothing. */
export async function lettersOnStage(page: Page): Promise<readonly Letters[]> {
  return page.evaluate(() => {
    type Rgba = readonly [number, number, number, number]

    const canvas = document.createElement('canvas')
    canvas.width = 1
    canvas.height = 1
    const paint = canvas.getContext('2d', { willReadFrequently: true })

    /** Any CSS colour as numbers. */
    function rgba(colour: string): Rgba {
      if (!paint) throw new Error('no canvas')
      paint.clearRect(0, 0, 1, 1)
      paint.fillStyle = colour
      paint.fillRect(0, 0, 1, 1)
      const [r = 0, g = 0, b = 0, a = 0] = paint.getImageData(0, 0, 1, 1).data
      return [r, g, b, a / 255]
    }

    function over([r, g, b, a]: Rgba, [br, bg, bb]: Rgba, opacity = 1): Rgba {
      const share = a * opacity
      const mix = (top: number, bottom: number) => top * share + bottom * (1 - share)
      return [mix(r, br), mix(g, bg), mix(b, bb), 1]
    }

    function chain(element: Element): readonly Element[] {
      const parent = element.parentElement
      return parent ? [...chain(parent), element] : [element]
    }

    /** What lies behind an element, and how opaque it is itself; groups fade towards what is behind them. */
    function ground(element: Element): { readonly behind: Rgba; readonly opacity: number } {
      let behind: Rgba = [0, 0, 0, 1]
      let opacity = 1
      for (const it of chain(element)) {
        const style = getComputedStyle(it)
        opacity *= Number(style.opacity)
        behind = over(rgba(style.backgroundColor), behind, opacity)
      }
      return { behind, opacity }
    }

    function luminance([r, g, b]: Rgba): number {
      const [x = 0, y = 0, z = 0] = [r, g, b].map((value) => {
        const share = value / 255
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
      })
      return 0.2126 * x + 0.7152 * y + 0.0722 * z
    }

    function contrastOf(element: Element): number {
      const { behind, opacity } = ground(element)
      const style = getComputedStyle(element)
      const colour = element instanceof SVGElement ? style.fill : style.color
      const front = luminance(over(rgba(colour), behind, opacity))
      const back = luminance(behind)
      return (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05)
    }

    function isSeen(element: Element): boolean {
      const { width, height, right, bottom, left, top } = element.getBoundingClientRect()
      if (width <= 1 || height <= 1) return false
      if (right < 0 || bottom < 0 || left > innerWidth || top > innerHeight) return false
      return element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    }

    function placeOf(element: Element): Letters['where'] {
      if (element.closest('.dg')) return 'diagram'
      const isAside = element.closest(
        'header > span, small, pre, table, kbd, aside, [role="toolbar"]',
      )
      return element.closest('footer') && !isAside ? 'caption' : 'words'
    }

    /** Computed sizes know neither of the diagram's scale nor of CSS zoom. */
    function zoomOf(element: Element): number {
      const viewport = element.closest('.react-flow__viewport')
      const scale = viewport ? new DOMMatrix(getComputedStyle(viewport).transform).a : 1
      return scale * element.currentCSSZoom
    }

    const found: Letters[] = []
    const walker = document.createTreeWalker(
      document.querySelector('main') ?? document.body,
      NodeFilter.SHOW_TEXT,
    )
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? ''
      const element = node.parentElement
      if (text === '' || !element || !isSeen(element)) continue
      if (element.closest('.visually-hidden, .react-flow__attribution, title')) continue
      const size = Number.parseFloat(getComputedStyle(element).fontSize)
      found.push({
        text,
        where: placeOf(element),
        pixels: Math.round(size * zoomOf(element) * 10) / 10,
        contrast: Math.round(contrastOf(element) * 100) / 100,
      })
    }
    return found
  })
}
