/** Draws one picture of the sequence diagram. A function of its input alone. */
import { drawArrows, drawPath, drawRaised, wayOf } from './arrows.ts'
import { drawDensity, isDense } from './density.ts'
import { drawCoarseRuler, drawGround, drawNow, drawRuler, drawStories } from './ground.ts'
import { drawLabels, Occupancy, type TextWidths } from './labels.ts'
import { leftOf, type Scene, visibleRange } from './scene.ts'
import { drawScrollbar } from './scrollbar.ts'

/** The context is in CSS pixels. */
export function drawSequence(
  context: CanvasRenderingContext2D,
  scene: Scene,
  widths: TextWidths,
): void {
  const { box } = scene
  const range = visibleRange(scene)
  const taken = new Occupancy(box.width, box.height)
  context.fillStyle = scene.colours.ground
  context.fillRect(0, 0, box.width, box.height)
  context.textBaseline = 'middle'
  drawGround(context, scene)
  context.save()
  context.beginPath()
  context.rect(leftOf(box), 0, box.width - leftOf(box), box.height)
  context.clip()
  const isBlurred = isDense(range, box.height)
  if (isBlurred) drawDensity(context, scene, range)
  else {
    drawLit(context, scene, range)
    drawArrows(context, scene, range)
  }
  drawPath(context, scene)
  drawSingled(context, scene)
  context.restore()
  if (isBlurred) drawCoarseRuler(context, scene)
  else drawRuler(context, scene, { range, widths, taken })
  drawStories(context, scene, { widths, taken })
  if (!isBlurred) {
    context.save()
    context.beginPath()
    context.rect(leftOf(box), 0, box.width - leftOf(box), box.height)
    context.clip()
    drawLabels(context, scene, { range, widths, taken })
    context.restore()
  }
  drawNow(context, scene)
  drawScrollbar(context, scene)
}

/** A glow under what is about the selected object. */
function drawLit(
  context: CanvasRenderingContext2D,
  scene: Scene,
  range: { readonly first: number; readonly end: number },
): void {
  context.strokeStyle = scene.colours.accent
  context.globalAlpha = 0.2
  context.lineWidth = 8
  context.beginPath()
  for (let index = range.first; index < range.end; index++) {
    const way = scene.isLit(index) ? wayOf(scene, index) : undefined
    if (!way) continue
    context.moveTo(way.x1, way.y1)
    context.lineTo(way.x2, way.y2)
  }
  context.stroke()
  context.globalAlpha = 1
}

function drawSingled(context: CanvasRenderingContext2D, scene: Scene): void {
  const { selected, hovered, colours } = scene
  if (hovered >= 0) drawRaised(context, scene, { index: hovered, colour: colours.text, width: 2 })
  if (selected >= 0)
    drawRaised(context, scene, { index: selected, colour: colours.accent, width: 3 })
}
