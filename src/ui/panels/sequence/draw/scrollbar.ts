/** The strip at the right: the whole run, what of it is in sight, its story steps, the present. */
import { nowY, type Scene } from './scene.ts'

export const SCROLLBAR_WIDTH = 14
const THUMB_MIN = 22
/** More marks than this would only be a blur. */
const MARKS_MAX = 400

/** How far the picture can be moved: a little beyond both ends. */
export function scrollRange(axisHeight: number, boxHeight: number) {
  const above = Math.min(34, boxHeight / 4)
  return { min: -above, max: Math.max(-above, axisHeight - boxHeight * 0.6) }
}

/** Where the thumb stands. */
export function thumbOf({ axis, box, offsetY }: Pick<Scene, 'axis' | 'box' | 'offsetY'>) {
  const { min, max } = scrollRange(axis.height, box.height)
  const total = max - min + box.height
  const height = Math.max(THUMB_MIN, (box.height / total) * box.height)
  const share = max === min ? 0 : (offsetY - min) / (max - min)
  return { top: share * (box.height - height), height }
}

/** The offset that puts the thumb's middle at `y`. */
export function offsetOfThumb({ axis, box }: Pick<Scene, 'axis' | 'box'>, y: number): number {
  const { min, max } = scrollRange(axis.height, box.height)
  const { height } = thumbOf({ axis, box, offsetY: 0 })
  const share = (y - height / 2) / Math.max(1, box.height - height)
  return min + Math.min(1, Math.max(0, share)) * (max - min)
}

export function drawScrollbar(context: CanvasRenderingContext2D, scene: Scene): void {
  const { box, axis, columns, colours, offsetY } = scene
  const x = box.width - SCROLLBAR_WIDTH
  const { min, max } = scrollRange(axis.height, box.height)
  const total = max - min + box.height
  const yOf = (y: number) => ((y - min) / total) * box.height
  context.fillStyle = colours.raised
  context.fillRect(x, 0, SCROLLBAR_WIDTH, box.height)
  const { top, height } = thumbOf(scene)
  context.fillStyle = colours.lineStrong
  context.globalAlpha = 0.6
  context.beginPath()
  context.roundRect(x + 3, top + 1, SCROLLBAR_WIDTH - 6, height - 2, 4)
  context.fill()
  context.globalAlpha = 1
  context.fillStyle = colours.accent
  const { stories } = columns
  const every = Math.max(1, Math.ceil(stories.length / MARKS_MAX))
  for (let at = 0; at < stories.length; at += every) {
    const index = stories[at] as number
    context.fillRect(x + 5, yOf(axis.y[index] as number), SCROLLBAR_WIDTH - 10, 1)
  }
  context.fillRect(x, yOf(nowY(scene) + offsetY) - 1, SCROLLBAR_WIDTH, 2)
}
