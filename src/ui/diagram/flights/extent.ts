/** How much of a canvas was drawn on: only that is cleared and shown anew with the next picture. */
import type { Box, Point } from '../layout/geometry.ts'

/** The smallest box around all that was drawn. */
export class Extent {
  private left = Number.POSITIVE_INFINITY
  private top = Number.POSITIVE_INFINITY
  private right = Number.NEGATIVE_INFINITY
  private bottom = Number.NEGATIVE_INFINITY

  /** A box, and as much around it as its pen was wide. */
  box({ x, y, width, height }: Box, around: number): void {
    this.left = Math.min(this.left, x - around)
    this.top = Math.min(this.top, y - around)
    this.right = Math.max(this.right, x + width + around)
    this.bottom = Math.max(this.bottom, y + height + around)
  }

  line(points: readonly Point[], around: number): void {
    for (const { x, y } of points) this.box({ x, y, width: 0, height: 0 }, around)
  }

  /** In whole pixels of the canvas; null if nothing was drawn. */
  pixels(scale: number, offset: Point): Box | null {
    if (this.right < this.left) return null
    const x = Math.floor(this.left * scale + offset.x) - 1
    const y = Math.floor(this.top * scale + offset.y) - 1
    return {
      x,
      y,
      width: Math.ceil(this.right * scale + offset.x) + 1 - x,
      height: Math.ceil(this.bottom * scale + offset.y) + 1 - y,
    }
  }
}
