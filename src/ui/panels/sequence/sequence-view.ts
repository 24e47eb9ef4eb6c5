/** What of the sequence diagram is in sight, and how it moves; paints when something changed. Knows no React. */
import { fittingScale, placeOfY, SCALE, yOfPlace } from './axis.ts'
import { readSequenceColours } from './colours.ts'
import { isDense } from './draw/density.ts'
import { drawSequence } from './draw/draw-sequence.ts'
import { TextWidths } from './draw/labels.ts'
import {
  boxOf,
  leftOf,
  messageAt,
  nowY,
  type Scene,
  type SequenceBox,
  type SequenceColours,
  type SequenceWords,
  visibleRange,
} from './draw/scene.ts'
import { offsetOfThumb, SCROLLBAR_WIDTH, scrollRange } from './draw/scrollbar.ts'
import { type ModelOptions, modelOf, rescaled, type SequenceModel } from './model.ts'

/** The present is kept between these parts of the height, and put back at `home`. */
const NOW = { min: 0.04, max: 0.88, home: 0.68 } as const

/** What does not lie in the messages themselves. */
export interface Surroundings {
  readonly count: number
  readonly nowMicros: number
  readonly selected: number
  readonly path: readonly number[]
  readonly litLane: number
  readonly isLit: (index: number) => boolean
  readonly words: SequenceWords
}

/** What the page's own elements (the lanes' heads) must know. */
export interface SequenceSight {
  readonly model: SequenceModel
  readonly box: SequenceBox
  readonly offsetX: number
}

export class SequenceView {
  private readonly canvas: HTMLCanvasElement
  private readonly onSight: (sight: SequenceSight) => void
  private readonly widths = new TextWidths()
  private model: SequenceModel
  private around: Surroundings
  private colours: SequenceColours | null = null
  private size = { width: 0, height: 0 }
  private scale: number = SCALE.reading
  private isTrueScale = false
  private offsetX = 0
  private offsetY = -24
  private hovered = -1
  private frame = 0
  private told: SequenceSight | null = null

  constructor(
    canvas: HTMLCanvasElement,
    options: Omit<ModelOptions, 'scale'>,
    {
      around,
      onSight,
    }: { readonly around: Surroundings; readonly onSight: (sight: SequenceSight) => void },
  ) {
    this.canvas = canvas
    this.onSight = onSight
    this.isTrueScale = options.isTrueScale
    this.model = modelOf({ ...options, scale: this.scale })
    this.around = around
  }

  stop(): void {
    cancelAnimationFrame(this.frame)
  }

  /** Other messages, lanes or another kind of scale. */
  update(options: Omit<ModelOptions, 'scale'>): void {
    const place = placeOfY(this.model.axis, this.offsetY + this.size.height / 2)
    const isOther = options.isTrueScale !== this.isTrueScale
    this.isTrueScale = options.isTrueScale
    this.model = modelOf({ ...options, scale: this.scale }, this.model)
    if (isOther) this.offsetY = yOfPlace(this.model.axis, place) - this.size.height / 2
    this.hovered = -1
    this.moved()
  }

  surround(around: Surroundings): void {
    this.around = around
    this.repaint()
  }

  resize(width: number, height: number): void {
    const isFirst = this.size.height === 0
    this.size = { width, height }
    if (isFirst && height > 0) this.keepNowInSight()
    this.moved()
  }

  forgetColours(): void {
    this.colours = null
    this.repaint()
  }

  /** By a factor about a height of the picture; what lies there stays there. */
  zoom(factor: number, at = this.size.height / 2): void {
    this.scaleTo(Math.min(SCALE.max, Math.max(SCALE.min, this.scale * factor)), at)
  }

  /** The whole run at once. */
  fit(): void {
    const { columns } = this.model
    const height = this.size.height - 64
    const isTrueScale = this.isTrueScale
    this.scaleTo(fittingScale(columns.at, columns.length, { height, isTrueScale }), 0)
    this.offsetY = -32
    this.moved()
  }

  pan(byX: number, byY: number): void {
    this.offsetX += byX
    this.offsetY += byY
    this.moved()
  }

  /** Puts the scrollbar's thumb at a height; false if the point is not on the scrollbar. */
  isOnScrollbar(x: number): boolean {
    return x >= this.size.width - SCROLLBAR_WIDTH
  }

  scrollTo(y: number): void {
    this.offsetY = offsetOfThumb({ axis: this.model.axis, box: this.box }, y)
    this.moved()
  }

  keepNowInSight(): void {
    const { height } = this.size
    if (height === 0) return
    const place = nowY(this.scene()) / height
    if (place >= NOW.min && place <= NOW.max) return
    this.offsetY += nowY(this.scene()) - height * NOW.home
    this.moved()
  }

  keepInSight(index: number): void {
    const { axis } = this.model
    if (index < 0 || index >= axis.length) return
    const y = (axis.y[index] as number) - this.offsetY
    const { height } = this.size
    if (y < 24) this.offsetY += y - height * 0.25
    else if (y > height - 24) this.offsetY += y - height * 0.75
    this.moved()
  }

  /** The message under a point of the picture, or -1; none while they are too dense to tell apart. */
  hit(x: number, y: number): number {
    const scene = this.scene()
    if (x < leftOf(scene.box) || isDense(visibleRange(scene), scene.box.height)) return -1
    return messageAt(scene, x, y)
  }

  hover(index: number): void {
    if (index === this.hovered) return
    this.hovered = index
    this.repaint()
  }

  /** Keeps to the edges, tells who follows, and paints with the next picture. */
  private moved(): void {
    const { axis, lanes } = this.model
    const { box } = this
    const { min, max } = scrollRange(axis.height, box.height)
    this.offsetY = Math.min(max, Math.max(min, this.offsetY))
    const lanesWidth = lanes.length * box.laneWidth
    const room = box.width - leftOf(box) - SCROLLBAR_WIDTH
    this.offsetX = Math.min(Math.max(0, lanesWidth - room), Math.max(0, this.offsetX))
    this.tell(box)
    this.repaint()
  }

  private tell(box: SequenceBox): void {
    const { told, model, offsetX } = this
    const isSame =
      told?.model.lanes === model.lanes &&
      told.model.shown === model.shown &&
      told.offsetX === offsetX &&
      told.box.laneWidth === box.laneWidth &&
      told.box.width === box.width
    if (isSame) return
    this.told = { model, box, offsetX }
    this.onSight(this.told)
  }

  private scaleTo(scale: number, at: number): void {
    const { axis } = this.model
    const wanted = this.offsetY + at
    const place = placeOfY(axis, wanted)
    const beyond = wanted - yOfPlace(axis, place)
    this.scale = scale
    this.model = rescaled(this.model, { scale, isTrueScale: this.isTrueScale })
    this.offsetY = yOfPlace(this.model.axis, place) + beyond - at
    this.moved()
  }

  private get box(): SequenceBox {
    const { width, height } = this.size
    return boxOf(width, height, this.model.lanes.length)
  }

  private scene(): Scene {
    const { columns, axis, lanes, laneOf, sentFrom } = this.model
    const { offsetX, offsetY, hovered, around, box } = this
    this.colours ??= readSequenceColours()
    const { colours } = this
    return {
      ...{ columns, axis, lanes, laneOf, sentFrom },
      ...{ offsetX, offsetY, hovered, box, colours },
      ...around,
    }
  }

  private repaint(): void {
    if (this.frame !== 0) return
    this.frame = requestAnimationFrame(() => {
      this.frame = 0
      this.paint()
    })
  }

  private paint(): void {
    const context = this.canvas.getContext('2d', { alpha: false })
    const { width, height } = this.size
    if (!context || width === 0 || height === 0) return
    const ratio = devicePixelRatio
    const pixels = { width: Math.round(width * ratio), height: Math.round(height * ratio) }
    if (this.canvas.width !== pixels.width || this.canvas.height !== pixels.height) {
      this.canvas.width = pixels.width
      this.canvas.height = pixels.height
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    drawSequence(context, this.scene(), this.widths)
  }
}
