import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { microTimestampAt, parseTime, timestampAt } from '../../../src/sim/api/time.ts'

const EPOCH_MS = Date.UTC(2026, 0, 1)
/** About two hundred years both ways. */
const RANGE_MS = 200 * 366 * 86_400_000

describe('times', () => {
  it('are written as the calendar has them', () => {
    fc.assert(
      fc.property(fc.integer({ min: -RANGE_MS, max: RANGE_MS }), (ms) => {
        // given
        const iso = new Date(EPOCH_MS + ms).toISOString()

        // then
        expect(timestampAt(ms * 1000)).toBe(iso.replace(/\.\d+Z$/, 'Z'))
        expect(microTimestampAt(ms * 1000)).toBe(iso.replace('Z', '000Z'))
        expect(parseTime(iso)).toBe(ms * 1000)
      }),
    )
  })

  it.each([
    ['2026-01-01T09:00:00+09:00', 0],
    ['2025-12-31T19:00:00-05:00', 0],
    ['2026-01-01T00:00:00.0000015Z', 1],
    ['2028-02-29T00:00:00Z', 789 * 86_400_000_000],
  ])('read %s', (text, micros) => {
    expect(parseTime(text)).toBe(micros)
  })

  it.each(['', 'today', '2026-02-29T00:00:00Z', '2026-13-01T00:00:00Z', '2026-01-01T24:00:00Z'])(
    'refuse %j',
    (text) => {
      expect(parseTime(text)).toBeUndefined()
    },
  )
})
