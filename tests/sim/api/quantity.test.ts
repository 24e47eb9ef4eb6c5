import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addQuantities,
  compareQuantities,
  formatQuantity,
  milliCpu,
  parseQuantity,
  quantityOf,
  quantityValue,
  subtractQuantities,
} from '../../../src/sim/api/quantity.ts'

const amount = fc
  .tuple(
    fc.integer({ min: 0, max: 100_000 }),
    fc.constantFrom('', 'm', 'u', 'k', 'M', 'G', 'Ki', 'Mi', 'Gi', 'e3'),
  )
  .map(([number, suffix]) => `${number}${suffix}`)

describe('quantities', () => {
  it('print what they were read from, in canonical form', () => {
    fc.assert(
      fc.property(amount, (text) => {
        // given
        const quantity = quantityOf(text)

        // when
        const again = quantityOf(formatQuantity(quantity))

        // then
        expect(compareQuantities(again, quantity)).toBe(0)
        expect(formatQuantity(again)).toBe(formatQuantity(quantity))
      }),
    )
  })

  it('add up in any order, and subtract back', () => {
    fc.assert(
      fc.property(amount, amount, (first, second) => {
        // given
        const [a, b] = [quantityOf(first), quantityOf(second)]

        // when
        const sum = addQuantities(a, b)

        // then
        expect(compareQuantities(sum, addQuantities(b, a))).toBe(0)
        expect(compareQuantities(subtractQuantities(sum, b), a)).toBe(0)
        expect(compareQuantities(sum, a)).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it.each([
    ['1', 1000],
    ['250m', 250],
    ['1.5', 1500],
    ['100u', 1],
    ['0', 0],
  ])('give %s CPU as %d thousandths', (text, milli) => {
    expect(milliCpu(text)).toBe(milli)
  })

  it.each([
    ['8Gi', 8 * 1024 ** 3],
    ['128M', 128_000_000],
    ['100m', 1],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
  ])('give %s as %d units', (text, value) => {
    expect(quantityValue(text)).toBe(value)
  })

  it.each(['', '1 Gi', 'gi', '1Mib', '0x10', '1e', '--1'])('refuse %j', (text) => {
    expect(parseQuantity(text)).toHaveProperty('error')
  })

  it('do not build numbers of a million digits', () => {
    expect(compareQuantities(quantityOf('1e1000000'), quantityOf('1Ei'))).toBe(1)
    expect(formatQuantity(quantityOf('1e-1000000'))).toBe('1e-9')
  })

  it('survive more texts than are remembered', () => {
    for (let index = 0; index < 10_000; index++) {
      expect(quantityValue(`${index}k`)).toBe(index * 1000)
    }
  })
})
