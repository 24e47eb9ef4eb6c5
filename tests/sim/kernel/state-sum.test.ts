import fc from 'fast-check'
import { expect, test } from 'vitest'
import { StateSum } from '../../../src/sim/kernel/state-sum.ts'
import { type AnyTable, Table } from '../../../src/sim/kernel/table.ts'

const NOTHING_ELSE = [{ nextId: 1, clock: 0, position: 0 }, []] as const

const write = fc.record({
  table: fc.nat({ max: 2 }),
  key: fc.nat({ max: 7 }).map(String),
  value: fc.option(fc.record({ number: fc.nat({ max: 3 }) }), { nil: undefined }),
})
/** Writes, and between them slices of counting. */
const story = fc.array(fc.oneof(write, fc.constant('count' as const)), { maxLength: 80 })

function threeTables(): readonly Table<object>[] {
  return ['a', 'b', 'c'].map((name) => new Table<object>(name, {}, () => undefined))
}

interface Write {
  readonly table: number
  readonly key: string
  readonly value: object | undefined
}

function apply(tables: readonly Table<object>[], { table, key, value }: Write): void {
  if (value) tables[table]?.set(key, value)
  else tables[table]?.delete(key)
}

test('tables counted row by row while they are written have the hash of tables counted at rest', () => {
  fc.assert(
    fc.property(fc.array(write, { maxLength: 20 }), story, (before, meanwhile) => {
      // given
      const tables = threeTables()
      for (const each of before) apply(tables, each)
      const sum = new StateSum(tables as unknown as readonly AnyTable[], 1)

      // when
      for (const each of meanwhile) {
        if (each === 'count') sum.advance(() => true)
        else apply(tables, each)
      }
      while (!sum.advance(() => true));

      // then: the same again, in other tables that are counted in one go
      const again = threeTables()
      for (const [index, table] of tables.entries())
        table.forEachUnordered((value, key) => again[index]?.set(key, value))
      const atRest = new StateSum(again as unknown as readonly AnyTable[])
      atRest.advance(() => false)
      expect(sum.hash(...NOTHING_ELSE)).toBe(atRest.hash(...NOTHING_ELSE))
    }),
    { numRuns: 500 },
  )
})

test('a row that comes back to what it was leaves the hash as it was', () => {
  const [table] = threeTables()
  if (!table) throw new Error('no table')
  table.set('x', { number: 1 })
  const sum = new StateSum([table as unknown as AnyTable])
  sum.advance(() => false)
  const before = sum.hash(...NOTHING_ELSE)
  table.set('x', { number: 2 })
  const between = sum.hash(...NOTHING_ELSE)
  table.set('x', { number: 1 })
  expect(between).not.toBe(before)
  expect(sum.hash(...NOTHING_ELSE)).toBe(before)
})
