import { describe, expect, it } from 'vitest'
import type { ContainerRow } from '../../../src/protocol/views.ts'
import { podName, podVersion } from '../../../src/ui/diagram/parts/pod-name.ts'
import { podSquares, squareAt, tileGrid } from '../../../src/ui/diagram/tiles/tile-grid.ts'
import { nearestInDirection } from '../../../src/ui/diagram/walk.ts'

const box = (x: number, y: number, width = 100, height = 40) => ({ x, y, width, height })

describe('nearestInDirection', () => {
  const stops = [
    box(0, 0),
    box(150, 0),
    box(300, 0),
    box(150, 120, 120, 200),
    box(160, 170, 40, 20),
  ]

  it('goes to the neighbour and not beyond', () => {
    expect(nearestInDirection(stops, 0, 'right')).toBe(1)
    expect(nearestInDirection(stops, 2, 'left')).toBe(1)
  })

  it('enters a card at its head, then goes down to what is in it', () => {
    expect(nearestInDirection(stops, 1, 'down')).toBe(3)
    expect(nearestInDirection(stops, 3, 'down')).toBe(4)
    expect(nearestInDirection(stops, 4, 'up')).toBe(3)
  })

  it('stays where nothing is that way', () => {
    expect(nearestInDirection(stops, 0, 'left')).toBe(-1)
  })
})

describe('podName', () => {
  it.each([
    ['web-584967c4-6frxz', 'ReplicaSet/web-584967c4', 'web', '6frxz'],
    ['my-app-6f9cdd6889-x2x2x', 'ReplicaSet/my-app-6f9cdd6889', 'my-app', 'x2x2x'],
    ['hello', '', 'hello', ''],
    ['rs-abcde', 'ReplicaSet/rs', 'rs', 'abcde'],
    ['rs-1', 'ReplicaSet/rs', 'rs-1', ''],
    ['web-584967c4-6frxz', '', 'web', '6frxz'],
    ['front-end-night', '', 'front-end-night', ''],
  ])('%s is %s', (name, owner, base, suffix) => {
    expect(podName({ name, owner })).toEqual({ base, suffix })
  })
})

describe('podVersion', () => {
  it.each([
    ['shop/web:2.0', '2.0'],
    ['localhost:5000/web', ''],
    ['localhost:5000/web:1.28-alpine', '1.28-alpine'],
    ['nginx@sha256:abc', ''],
  ])('of the image %s is "%s"', (image, version) => {
    const pod = { name: 'web-584967c4-6frxz', owner: 'ReplicaSet/web-584967c4' }
    expect(
      podVersion({ ...pod, containers: [container('init', 'tool:9'), container('app', image)] }),
    ).toBe(version)
  })

  it('is not told of a pod that nothing replaces', () => {
    const containers = [container('app', 'shop/web:2.0')]
    expect(podVersion({ name: 'hello', owner: '', containers })).toBe('')
  })
})

function container(type: ContainerRow['type'], image: string): ContainerRow {
  return { name: 'main', type, state: 'running', reason: '', isReady: true, restarts: 0, image }
}

describe('tileGrid', () => {
  const area = box(0, 0, 800, 300)

  it.each([31, 60, 500, 5000])('finds each of %i tiles at its place', (count) => {
    const grid = tileGrid(area, count)
    for (let index = 0; index < count; index += Math.ceil(count / 50)) {
      const { x, y, width, height } = grid.boxOf(index)
      expect(grid.indexAt({ x: x + width / 2, y: y + height / 2 })).toBe(index)
    }
    expect(grid.indexAt({ x: -1, y: 0 })).toBe(-1)
  })

  it('leaves most of the ground to the tiles, however many there are', () => {
    const grid = tileGrid(area, 5000)
    expect(grid.width * grid.height * 5000).toBeGreaterThan(0.5 * area.width * area.height)
  })

  it('finds room for no pod on a tile without any', () => {
    expect(podSquares(box(0, 0, 5, 2), 12)).toEqual([])
  })

  it('keeps a tile’s pods inside it and finds them', () => {
    const tile = box(10, 10, 70, 50)
    const squares = podSquares(tile, 110)
    expect(squares.every((it) => it.x + it.width <= 80 && it.y + it.height <= 60)).toBe(true)
    const third = squares[2] ?? tile
    expect(squareAt(squares, { x: third.x + 1, y: third.y + 1 })).toBe(2)
  })
})
