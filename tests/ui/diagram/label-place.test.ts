import { expect, test } from 'vitest'
import { placeLabel } from '../../../src/ui/diagram/flights/label-place.ts'
import type { Box } from '../../../src/ui/diagram/layout/geometry.ts'
import { pointAlong } from '../../../src/ui/diagram/layout/geometry.ts'
import { layoutScene } from '../../../src/ui/diagram/layout/layout-scene.ts'
import { routesOf } from '../../../src/ui/diagram/layout/routes.ts'

const bounds = { x: 0, y: 0, width: 690, height: 490 }
const touches = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

test('given room above, then the label stands there', () => {
  const at = { x: 300, y: 200 }
  const place = placeLabel(
    { width: 90, height: 17, at, middle: at },
    { bounds, labels: [], obstacles: [] },
  )
  expect(place).toEqual({ x: 255, y: 174, width: 90, height: 17 })
})

test('given a name above and another label below, then it stands beside', () => {
  const at = { x: 300, y: 200 }
  const obstacles = [{ x: 200, y: 120, width: 200, height: 70 }]
  const labels = [{ x: 200, y: 209, width: 200, height: 17 }]
  const place = placeLabel({ width: 90, height: 17, at, middle: at }, { bounds, labels, obstacles })
  expect(place?.x).toBe(309)
})

test('given labels everywhere, then there is none rather than one over another', () => {
  const at = { x: 300, y: 200 }
  const ground = { bounds, labels: [bounds], obstacles: [] }
  expect(placeLabel({ width: 90, height: 17, at, middle: at }, ground)).toBeUndefined()
})

test('given names everywhere, then one label lies on them and a second does not', () => {
  const at = { x: 300, y: 200 }
  const wish = { width: 90, height: 17, at, middle: at }
  const first = placeLabel(wish, { bounds, labels: [], obstacles: [bounds] })
  expect(first).toBeDefined()

  const labels = first ? [first] : []
  expect(placeLabel(wish, { bounds, labels, obstacles: [bounds] })).toBeUndefined()
  expect(placeLabel(wish, { bounds, labels, obstacles: [] })).toBeDefined()
})

test('given the page’s own scene, then a label on its way to etcd or a controller never covers its name', () => {
  const scene = layoutScene({
    width: 690,
    height: 490,
    workers: ['worker-1', 'worker-2', 'worker-3'],
  })
  const routes = routesOf(scene)
  const ways = [
    ['kube-apiserver', 'etcd', 112],
    ['kube-apiserver', 'kube-controller-manager', 190],
    ['kube-apiserver', 'kube-scheduler', 150],
  ] as const
  for (const [from, to, width] of ways) {
    const points = routes.route(from, to) ?? []
    const box = routes.boxOf(to)
    expect(points.length, to).toBeGreaterThan(1)
    // The name stands in the box's upper half.
    const name = box && { ...box, height: box.height / 2 }
    for (let progress = 0; progress <= 1; progress += 0.1) {
      const at = pointAlong(points, progress)
      const middle = pointAlong(points, 0.5)
      const ground = {
        bounds: { x: 0, y: 0, width: scene.width, height: scene.height },
        labels: [],
        obstacles: routes.obstacles,
      }
      const place = placeLabel({ width, height: 17, at, middle }, ground)
      expect(place && name && touches(place, name), `${to} at ${progress}`).toBe(false)
    }
  }
})
