import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Act, COMPONENTS, name, toyKernel } from './toy.ts'

const index = fc.nat({ max: COMPONENTS - 1 })
const key = fc.nat({ max: 5 })
const { acts } = fc.letrec<{ act: Act; acts: readonly Act[] }>((tie) => ({
  acts: fc.array(tie('act'), { maxLength: 4 }),
  act: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ do: fc.constant('set' as const), key, value: fc.nat({ max: 9 }) }),
    fc.record({ do: fc.constant('delete' as const), key }),
    fc.record({ do: fc.constant('draw' as const), key }),
    fc.record({ do: fc.constant('cancel' as const) }),
    fc.record({ do: fc.constant('cut' as const), host: fc.nat({ max: 2 }), cut: fc.boolean() }),
    fc.record({ do: fc.constant('halt' as const), component: index }),
    fc.record({ do: fc.constant('revive' as const), component: index }),
    fc.record({ do: fc.constant('send' as const), to: index, next: tie('acts') }),
    fc.record({
      do: fc.constant('timer' as const),
      after: fc.nat({ max: 90 }),
      periodic: fc.boolean(),
      next: tie('acts'),
    }),
  ),
}))
/** Commands of the outside, each after some events. */
const program = fc.array(fc.record({ after: fc.nat({ max: 6 }), to: index, acts }), {
  minLength: 1,
  maxLength: 8,
})
const walk = fc.array(fc.integer({ min: -8, max: 8 }), { maxLength: 20 })
type Program = readonly {
  readonly after: number
  readonly to: number
  readonly acts: readonly Act[]
}[]

/** Runs a program to its end and remembers the state hash at every position. */
function straightRun(steps: Program, journalBytes?: number) {
  const { kernel, rows } = toyKernel(7, [], journalBytes)
  const hashes = new Map([[0, kernel.stateHash()]])
  const note = () => hashes.set(kernel.position, kernel.stateHash())
  for (const { after, to, acts: told } of steps) {
    for (let i = 0; i < after && kernel.step(); i++) note()
    kernel.submit(name(to), { type: 'acts', acts: told } as never)
    note()
  }
  while (kernel.step()) note()
  return { kernel, rows, hashes }
}

describe('given any program of sends, timers, writes and failures', () => {
  test('when walked back and forth, every position has the hash of the straight run', () => {
    fc.assert(
      fc.property(program, walk, (steps, moves) => {
        const { kernel, hashes } = straightRun(steps)
        for (const move of moves) {
          for (let i = 0; i < Math.abs(move); i++) {
            const moved = move < 0 ? kernel.back() : kernel.step()
            if (moved) expect(kernel.stateHash()).toBe(hashes.get(kernel.position))
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  test('when it is sought from place to place, every place has the hash of the straight run', () => {
    fc.assert(
      fc.property(program, fc.array(fc.nat(), { maxLength: 8 }), (steps, places) => {
        const { kernel, hashes } = straightRun(steps)
        const end = kernel.position
        for (const place of places) {
          kernel.seek(place % (end + 1))
          expect(kernel.stateHash()).toBe(hashes.get(kernel.position))
          // The queue is in order again: what comes next is what came next.
          const next = kernel.position + 1
          if (kernel.step()) expect(kernel.stateHash()).toBe(hashes.get(next))
        }
      }),
      { numRuns: 300 },
    )
  })

  test('when its recording is replayed in a fresh kernel, the end is the same', () => {
    fc.assert(
      fc.property(program, (steps) => {
        const { kernel, hashes } = straightRun(steps)
        const replayed = toyKernel(7, kernel.recording).kernel
        while (replayed.step());
        expect(replayed.position).toBe(kernel.position)
        expect(replayed.stateHash()).toBe(hashes.get(kernel.position))
      }),
      { numRuns: 300 },
    )
  })

  test('when its hash is made ready in slices while it goes on, it is the hash of a run that nobody looked at', () => {
    fc.assert(
      fc.property(program, walk, (steps, moves) => {
        const { kernel } = straightRun(steps)
        const sliced = toyKernel(7, kernel.recording).kernel
        for (const move of moves) {
          for (let i = 0; i < Math.abs(move); i++)
            if (!(move < 0 ? sliced.back() : sliced.step())) break
          sliced.prepareHash(() => true)
        }
        const unseen = toyKernel(7, kernel.recording).kernel
        unseen.seek(sliced.position)
        expect(sliced.stateHash()).toBe(unseen.stateHash())
      }),
      { numRuns: 300 },
    )
  })

  test('when the journal holds only a little, old positions are reached by replay with the same hash', () => {
    fc.assert(
      fc.property(program, fc.array(fc.nat({ max: 60 }), { maxLength: 6 }), (steps, positions) => {
        const { kernel, hashes } = straightRun(steps, 2_000)
        const end = kernel.position
        for (const position of positions) {
          kernel.seek(Math.min(position, end))
          expect(kernel.stateHash()).toBe(hashes.get(kernel.position))
        }
        kernel.seek(end)
        expect(kernel.stateHash()).toBe(hashes.get(end))
      }),
      { numRuns: 300 },
    )
  })

  test('when all is undone and done again, indexes answer as a fresh table would', () => {
    fc.assert(
      fc.property(program, (steps) => {
        const { kernel, rows } = straightRun(steps)
        const end = kernel.position
        const before = {
          even: rows.by('parity', 'even'),
          odd: rows.by('parity', 'odd'),
          keys: rows.keys(),
        }
        kernel.seek(0)
        expect(rows.keys()).toEqual(['row-0'])
        expect(rows.keysBy('parity', 'even')).toEqual(['row-0'])
        expect(rows.keysBy('parity', 'odd')).toEqual([])
        kernel.seek(end)
        expect({
          even: rows.by('parity', 'even'),
          odd: rows.by('parity', 'odd'),
          keys: rows.keys(),
        }).toEqual(before)
        expect(before.keys).toEqual([...before.keys].sort())
      }),
      { numRuns: 200 },
    )
  })
})

describe('given a kernel that was stepped back', () => {
  test('when another command is given, the run forks and the old future is forgotten', () => {
    const { kernel } = straightRun([
      { after: 4, to: 0, acts: [{ do: 'set', key: 1, value: 1 }] },
      { after: 9, to: 1, acts: [{ do: 'set', key: 2, value: 2 }] },
    ])
    const end = kernel.position
    kernel.seek(end - 1)
    expect(kernel.end).toBe(end)
    kernel.submit(name(2), { type: 'acts', acts: [{ do: 'set', key: 3, value: 3 }] } as never)
    expect(kernel.end).toBe(end - 1)
    expect(kernel.recording).toHaveLength(2)
    while (kernel.step());
    expect(kernel.position).toBe(end)
  })
})

describe('given an event that writes, draws and sets a timer', () => {
  test('when it is undone, clock, queue, randomness and ids are as before', () => {
    const { kernel } = toyKernel(3)
    while (kernel.position < COMPONENTS) kernel.step()
    kernel.submit(name(0), {
      type: 'acts',
      acts: [
        { do: 'draw', key: 1 },
        { do: 'timer', after: 40, periodic: false, next: [{ do: 'draw', key: 2 }] },
      ],
    } as never)
    const before = { hash: kernel.stateHash(), now: kernel.now, next: kernel.nextAt }
    kernel.step()
    const after = kernel.stateHash()
    expect(after).not.toBe(before.hash)
    kernel.back()
    expect({ hash: kernel.stateHash(), now: kernel.now, next: kernel.nextAt }).toEqual(before)
    kernel.step()
    expect(kernel.stateHash()).toBe(after)
  })
})
