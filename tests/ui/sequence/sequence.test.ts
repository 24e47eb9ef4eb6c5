// Goal: what the sequence diagram shows is where and what it says. Method: its pure parts over any run.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  axisOf,
  FOLD_PX,
  fittingScale,
  placeOfY,
  timeOfY,
  yOfPlace,
  yOfTime,
} from '../../../src/ui/panels/sequence/axis.ts'
import { columnsOf } from '../../../src/ui/panels/sequence/columns.ts'
import { densityOf, isDense } from '../../../src/ui/panels/sequence/draw/density.ts'
import {
  arrivalY,
  boxOf,
  earliestSendings,
  sendingY,
  visibleRange,
} from '../../../src/ui/panels/sequence/draw/scene.ts'
import { laneFinder, sequenceLanes } from '../../../src/ui/panels/sequence/lanes.ts'
import { sequenceLayout } from '../../../src/ui/panels/sequence/layout.ts'
import { modelOf } from '../../../src/ui/panels/sequence/model.ts'
import { nextOnLane } from '../../../src/ui/panels/sequence/walk.ts'
import { causesOf, filtered, relatedTo } from '../../../src/ui/panels/timeline/filter.ts'
import { noFilter } from '../../../src/ui/state/sequence.ts'
import { entry, runs } from './entries.ts'

const scales = fc.double({ min: 1e-6, max: 8, noNaN: true })
const model = (entries: Parameters<typeof modelOf>[0]['entries'], scale: number) =>
  modelOf({
    entries,
    filter: noFilter,
    components: [],
    unfolded: new Set(),
    scale,
    isTrueScale: false,
  })

describe('the axis', () => {
  test('later is never higher, and no wait is longer than a fold', () => {
    fc.assert(
      fc.property(runs, scales, (entries, scale) => {
        const { axis } = model(entries, scale)
        for (let index = 1; index < axis.length; index++) {
          const step = (axis.y[index] as number) - (axis.y[index - 1] as number)
          expect(step).toBeGreaterThanOrEqual(0)
          expect(step).toBeLessThanOrEqual(FOLD_PX + 1e-6)
        }
      }),
    )
  })

  test('at true scale, distances are times', () => {
    fc.assert(
      fc.property(runs, scales, (entries, scale) => {
        const { at, length } = columnsOf(entries)
        const axis = axisOf(at, length, { scale, isTrueScale: true })
        for (let index = 1; index < length; index++) {
          const passed = (at[index] as number) - (at[0] as number)
          expect(axis.y[index] as number).toBeCloseTo(passed * scale, 2)
        }
      }),
    )
  })

  test('a moment is found again where it was laid', () => {
    fc.assert(
      fc.property(
        runs,
        scales,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (entries, scale, share) => {
          fc.pre(entries.length > 1)
          const { axis } = model(entries, scale)
          const first = axis.at[0] as number
          const last = axis.at[axis.length - 1] as number
          const time = first + share * (last - first)
          const found = timeOfY(axis, yOfTime(axis, time))
          expect(Math.abs(found - time)).toBeLessThanOrEqual(1 + (last - first) * 1e-6)
        },
      ),
    )
  })

  test('zooming keeps the place under the pointer: a place lies between the same messages at any scale', () => {
    fc.assert(
      fc.property(
        runs,
        scales,
        scales,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (entries, one, two, share) => {
          fc.pre(entries.length > 1)
          const before = model(entries, one).axis
          const after = model(entries, two).axis
          const place = placeOfY(before, share * before.height)
          const y = yOfPlace(after, place)
          const index = Math.max(0, Math.floor(place))
          expect(y).toBeGreaterThanOrEqual((after.y[index] as number) - 1e-6)
          expect(y).toBeLessThanOrEqual(
            (after.y[Math.min(after.length - 1, index + 1)] as number) + 1e-6,
          )
        },
      ),
    )
  })

  test('the whole run fits where it is made to fit', () => {
    fc.assert(
      fc.property(runs, (entries) => {
        const { at, length } = columnsOf(entries)
        const scale = fittingScale(at, length, { height: 3000, isTrueScale: false })
        expect(axisOf(at, length, { scale, isTrueScale: false }).height).toBeLessThanOrEqual(3000)
      }),
    )
  })
})

describe('columns', () => {
  test('growing chunk by chunk gives what building at once gives', () => {
    fc.assert(
      fc.property(runs, fc.nat(80), (entries, cut) => {
        const growing = [...entries.slice(0, cut)]
        const before = columnsOf(growing)
        growing.push(...entries.slice(cut))
        const grown = columnsOf(growing, before)
        const whole = columnsOf(entries)
        for (const name of [
          'at',
          'sentAt',
          'cause',
          'activeSince',
          'from',
          'to',
          'classes',
        ] as const)
          expect([...grown[name].slice(0, grown.length)]).toEqual([
            ...whole[name].slice(0, whole.length),
          ])
        expect(grown.stories).toEqual(whole.stories)
      }),
    )
  })

  test('a server is at work from the request to its answer, over what it asked in between', () => {
    const entries = [
      entry(1, { from: 'kubectl', to: 'kube-apiserver' }),
      entry(2, { from: 'kube-apiserver', to: 'etcd', causePosition: 1 }),
      entry(3, { from: 'etcd', to: 'kube-apiserver', causePosition: 2 }),
      entry(4, { from: 'kube-apiserver', to: 'kubectl', causePosition: 3 }),
    ]
    const { activeSince, length } = columnsOf(entries)
    expect([...activeSince.slice(0, length)]).toEqual([-1, 0, 1, 0])
  })
})

describe('what is in sight', () => {
  test('no message that crosses the picture is left out', () => {
    fc.assert(
      fc.property(runs, scales, fc.integer({ min: -50, max: 3000 }), (entries, scale, offsetY) => {
        const { columns, axis, lanes } = model(entries, scale)
        const box = boxOf(900, 300, lanes.length)
        const scene = { columns, axis, box, offsetY, sentFrom: earliestSendings(columns) }
        const { first, end } = visibleRange(scene)
        for (let index = 0; index < axis.length; index++) {
          const isCrossing = arrivalY(scene, index) >= 0 && sendingY(scene, index) <= box.height
          if (isCrossing) {
            expect(index).toBeGreaterThanOrEqual(first)
            expect(index).toBeLessThan(end)
          }
        }
      }),
    )
  })

  test('strips count every message in sight once per lane that it touches', () => {
    fc.assert(
      fc.property(runs, scales, (entries, scale) => {
        const { columns, axis, lanes, laneOf } = model(entries, scale)
        const box = boxOf(900, Math.ceil(axis.height) + 4, lanes.length)
        const density = densityOf(
          { columns, axis, lanes, laneOf, box, offsetY: 0 },
          { first: 0, end: columns.length },
        )
        const counted = density.counts.reduce((sum, count) => sum + count, 0)
        const find = laneFinder(lanes)
        const touched = entries.map(({ from, to }) => (find(from) === find(to) ? 1 : 2) as number)
        expect(counted).toBe(touched.reduce((sum, count) => sum + count, 0))
      }),
    )
  })

  test('arrows are drawn while there is room for them', () => {
    expect(isDense({ first: 0, end: 400 }, 600)).toBe(false)
    expect(isDense({ first: 0, end: 100_000 }, 600)).toBe(true)
  })
})

describe('filters', () => {
  test('what led to a message and what follows from it share only the message', () => {
    fc.assert(
      fc.property(runs, fc.nat(79), (entries, at) => {
        const chosen = entries[at]
        fc.pre(chosen !== undefined)
        const { position } = chosen
        const causes = relatedTo(entries, { position, direction: 'led-here' })
        const effects = relatedTo(entries, { position, direction: 'follows' })
        expect([...causes].filter((each) => effects.has(each))).toEqual([position])
        for (const effect of effects)
          if (effect !== position) expect(causesOf(entries, effect)).toContain(position)
        const both = relatedTo(entries, { position, direction: 'both' })
        expect(both).toEqual(new Set([...causes, ...effects]))
      }),
    )
  })

  test('kind, namespace and name of an object are looked for together; a worker stands for its parts', () => {
    const pod = { kind: 'Pod', namespace: 'default', name: 'web-1' }
    const entries = [
      entry(1, { object: pod }),
      entry(2, { object: { ...pod, name: 'db-1' }, to: 'worker-1/kubelet' }),
      entry(3, { label: 'GET nodes' }),
    ]
    const positions = (change: object) =>
      filtered(entries, { ...noFilter, ...change }).map(({ position }) => position)
    expect(positions({ object: 'pod default/web' })).toEqual([1])
    expect(positions({ object: 'Pod' })).toEqual([1, 2])
    expect(positions({ components: new Set(['worker-1']) })).toEqual([2])
    expect(positions({ text: 'get' })).toEqual([3])
    expect(filtered(entries, noFilter)).toBe(entries)
  })
})

describe('lanes', () => {
  const names = ['worker-10/kubelet', 'worker-2/cni', 'worker-2/kubelet', 'etcd', 'user', 'kubectl']
  test('the control plane as the diagram reads, then workers, folded or by part', () => {
    const laneNames = (unfolded: readonly string[]) =>
      sequenceLanes(names, new Set(unfolded)).map(({ name }) => name)
    expect(laneNames([])).toEqual(['user', 'kubectl', 'etcd', 'worker-2', 'worker-10'])
    expect(laneNames(['worker-2'])).toEqual([
      'user',
      'kubectl',
      'etcd',
      'worker-2/kubelet',
      'worker-2/cni',
      'worker-10',
    ])
  })

  test('walking along a lane stops at its messages only, and at the last of them', () => {
    const entries = [entry(1), entry(2, { from: 'etcd', to: 'kube-apiserver' }), entry(3), entry(4)]
    const made = model(entries, 1)
    const lane = made.lanes.findIndex(({ name }) => name === 'kubectl')
    expect(nextOnLane(made, { from: 0, by: 1, lane: -1 })).toBe(1)
    expect(nextOnLane(made, { from: 0, by: 1, lane })).toBe(2)
    expect(nextOnLane(made, { from: 0, by: Number.POSITIVE_INFINITY, lane })).toBe(3)
    expect(nextOnLane(made, { from: 3, by: 1, lane })).toBe(3)
  })
})

test('the layout for exports has every message on lanes that exist, in order, and tells of folds', () => {
  fc.assert(
    fc.property(runs, (entries) => {
      const { lanes, messages } = sequenceLayout(entries)
      expect(messages.map((message) => message.entry)).toEqual(entries)
      messages.forEach(({ from, to, y, sentY, foldedMicros }, index) => {
        expect(Math.min(from, to)).toBeGreaterThanOrEqual(0)
        expect(Math.max(from, to)).toBeLessThan(lanes.length)
        expect(sentY).toBeLessThanOrEqual(y)
        const waited = (entries[index]?.atMicros ?? 0) - (entries[index - 1]?.atMicros ?? 0)
        if (foldedMicros > 0) expect(foldedMicros).toBe(waited)
      })
    }),
  )
})
