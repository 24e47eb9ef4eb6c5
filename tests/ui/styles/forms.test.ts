// Goal: no look and no message is told by colour alone. Method: what is drawn for each, with its colours taken away, is compared.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type MessageClass, POD_LOOKS, type PodLook } from '../../../src/protocol/views.ts'
import { drawFlights, type FlightColours } from '../../../src/ui/diagram/flights/draw-flights.ts'
import { layoutScene } from '../../../src/ui/diagram/layout/layout-scene.ts'
import { routesOf } from '../../../src/ui/diagram/layout/routes.ts'
import { drawPod, type TileColours } from '../../../src/ui/diagram/tiles/draw-tiles.ts'
import { drawLanes, type LaneColours } from '../../../src/ui/panels/timeline/draw-lanes.ts'
import type { Palette } from '../../../src/ui/sharing/export/svg/picture.ts'
import { podSquare } from '../../../src/ui/sharing/export/svg/pod-square.ts'
import { entry } from '../sequence/entries.ts'
import { STYLES } from './tokens.ts'

/** One of each family of message: answers look like the reads they answer, and CNI calls like CRI calls. */
const CLASSES: readonly MessageClass[] = [
  'write',
  'read',
  'watch',
  'storage',
  'runtime',
  'traffic',
  'user',
]
const ONE_COLOUR = '#808080'

/** Any name gives the same colour. */
function colourless<T extends object>(more: Partial<T> = {}): T {
  return new Proxy(more, {
    get: (target, name) => (name in target ? Reflect.get(target, name) : ONE_COLOUR),
  }) as T
}

/** A canvas that only writes down what is asked of it. */
function recorder() {
  const calls: string[] = []
  const context = new Proxy(
    {},
    {
      get: (_, name) =>
        name === 'measureText'
          ? () => ({ width: 40 })
          : (...args: readonly unknown[]) => calls.push(`${String(name)}(${args.join()})`),
      set: (_, name, value) => {
        calls.push(`${String(name)}=${String(value)}`)
        return true
      },
    },
  ) as CanvasRenderingContext2D
  return { context, drawn: () => calls.join('\n') }
}

function alike<K extends string>(names: readonly K[], drawingOf: (name: K) => string) {
  const seen = new Map<string, K>()
  return names.flatMap((name) => {
    const drawing = drawingOf(name)
    expect(drawing).not.toBe('')
    const twin = seen.get(drawing)
    seen.set(drawing, name)
    return twin === undefined ? [] : [`${twin} and ${name}`]
  })
}

/** What the style sheet says of cells of a look and size, in order, without colours. */
function cellStyle(css: string, look: PodLook, size?: string): string {
  return [...css.matchAll(/([^{}]+)\{([^{}]*)\}/g)]
    .filter(([, selector = '']) =>
      selector
        .replace(/\/\*[\s\S]*?\*\//g, '')
        .split(',')
        .map((one) => one.trim())
        .some(
          (one) =>
            one === `.dg-pod[data-look="${look}"]` ||
            one === `.dg-pod[data-look="${look}"][data-size="${size}"]`,
        ),
    )
    .map(([, , body = '']) =>
      body
        .replace(/--look:[^;]*;/g, '')
        .replace(/var\(--(look|(phase|good|warning|bad)[\w-]*)\)/g, ONE_COLOUR)
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .join(' ')
}

describe("a pod's look has a form of its own", () => {
  const css = readFileSync(resolve(STYLES, 'diagram/pods.css'), 'utf8')

  test.each([undefined, 'dot', 'tiny'])('as a cell of size %s', (size) => {
    // Hollow is a form as well: the one look without a rule of its own for it.
    const hollow = 'pending'
    const others = POD_LOOKS.filter((look) => look !== hollow)
    expect(cellStyle(css, hollow, size)).toBe('')
    expect(alike(others, (look) => cellStyle(css, look, size))).toEqual([])
  })

  test('as a square of a tile', () => {
    const drawing = (look: PodLook) => {
      const { context, drawn } = recorder()
      const colours = colourless<TileColours>({ byLook: colourless() })
      drawPod(context, { x: 0, y: 0, width: 8, height: 8 }, { look, colours, isSelected: false })
      return drawn()
    }
    expect(alike(POD_LOOKS, drawing)).toEqual([])
  })

  test('as a square of the exported picture', () => {
    const palette = colourless<Palette>()
    const box = { x: 0, y: 0, width: 8, height: 8 }
    expect(alike(POD_LOOKS, (look) => podSquare(palette, box, look))).toEqual([])
  })
})

describe('a message has a form of its own', () => {
  test('under way in the diagram', () => {
    const scene = layoutScene({ width: 1280, height: 720, workers: ['worker-1'] })
    const drawing = (kind: MessageClass) => {
      const { context, drawn } = recorder()
      drawFlights(
        {
          context,
          routes: routesOf(scene),
          colours: colourless<FlightColours>({ byClass: colourless() }),
          isStill: true,
          bounds: { x: 0, y: 0, width: 1280, height: 720 },
          words: 1,
          widths: new Map(),
        },
        [
          {
            message: { ...entry(1, { class: kind }) },
            startMs: 0,
            durationMs: 100,
            isBackward: false,
          },
        ],
        50,
      )
      return drawn()
    }
    expect(alike(CLASSES, drawing)).toEqual([])
  })

  test('in the lanes of the timeline', () => {
    const drawing = (kind: MessageClass) => {
      const { context, drawn } = recorder()
      drawLanes(context, {
        entries: [entry(1, { class: kind })],
        count: 1,
        laneCount: 2,
        laneHeight: 20,
        laneOf: (component) => (component === 'kubectl' ? 0 : 1),
        offset: 0,
        columnWidth: 20,
        scrollTop: 0,
        width: 300,
        height: 80,
        hovered: -1,
        litLanes: [],
        path: [],
        colours: colourless<LaneColours>({ classes: colourless() }),
        notYet: '',
        known: '',
        clock: String,
        duration: String,
      })
      return drawn()
    }
    expect(alike(CLASSES, drawing)).toEqual([])
  })
})
