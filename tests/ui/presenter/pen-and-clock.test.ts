import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatElapsed } from '../../../src/ui/presenter/speaker/elapsed.ts'
import { strokePath } from '../../../src/ui/presenter/stroke-path.ts'

const points = fc.array(fc.record({ x: fc.integer(), y: fc.integer() }), { minLength: 2 })

describe('a line of the pen', () => {
  it('begins and ends where the hand did', () => {
    fc.assert(
      fc.property(points, (drawn) => {
        const path = strokePath(drawn)
        const [first, last] = [drawn[0], drawn.at(-1)]
        expect(path.startsWith(`M${first?.x.toFixed(1)} ${first?.y.toFixed(1)}`)).toBe(true)
        expect(path.endsWith(`L${last?.x.toFixed(1)} ${last?.y.toFixed(1)}`)).toBe(true)
      }),
    )
  })

  it('that did not move is a dot, and nothing is nothing', () => {
    expect(strokePath([{ x: 3, y: 4 }])).toMatch(/^M3\.0 4\.0l/)
    expect(strokePath([])).toBe('')
  })
})

describe('the clock of the talk', () => {
  it.each([
    [0, '0:00'],
    [7_900, '0:07'],
    [750_000, '12:30'],
    [3_723_000, '1:02:03'],
    [-5, '0:00'],
  ])('%i ms is %s', (ms, shown) => {
    expect(formatElapsed(ms)).toBe(shown)
  })
})
