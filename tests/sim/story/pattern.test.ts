// Goal: patterns of lessons mean what JavaScript's expressions mean, and none can hold up the worker.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compilePattern } from '../../../src/sim/story/conditions/pattern.ts'

function matches(pattern: string, text: string): boolean {
  const test = compilePattern(pattern)
  if (typeof test !== 'function') throw new Error(test.problem)
  return test(text)
}

test.each([
  ['deployment\\.apps/web created', 'deployment.apps/web created', true],
  ['^web-[a-z0-9]{5}$', 'web-x7k2p', true],
  ['^web-[a-z0-9]{5}$', 'web-x7k2', false],
  ['(Insufficient|too many) \\w+', '0/3 nodes: 3 Insufficient cpu.', true],
  ['\\bnot\\b', 'nothing', false],
  ['a{2,3}b', 'aab', true],
  ['a{2,}b', 'ab', false],
  ['[^0-9]x', '1x', false],
  ['', 'anything', true],
])('/%s/ in %j: %s', (pattern, text, expected) => {
  expect(matches(pattern, text)).toBe(expected)
})

const atom = fc.constantFrom(
  'a',
  'b',
  '.',
  '[ab]',
  '[^a]',
  '\\d',
  '\\w',
  '(?:ab)',
  'c?',
  'b+',
  'a*',
)
const pattern: fc.Arbitrary<string> = fc.letrec<{ readonly node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    atom,
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => a + b),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => `(${a}|${b})`),
    tie('node').map((a) => `(${a}){1,2}`),
    tie('node').map((a) => `^(${a})$`),
    tie('node').map((a) => `\\b${a}`),
  ),
})).node

test('finds what JavaScript finds', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1', ' '), maxLength: 12 })
  fc.assert(
    fc.property(pattern, text, (source, subject) => {
      fc.pre(source.length <= 200)
      expect(matches(source, subject), source).toBe(new RegExp(source).test(subject))
    }),
    { numRuns: 2000, seed: 3 },
  )
})

test.each(['(a+)+$', '^(a|a)*$', '(a*)*(a*)*(a*)*b', '.*.*.*.*.*.*.*.*x', '(.?){50}y'])(
  '/%s/ does not take for ever',
  (source) => {
    const begun = performance.now()
    expect(matches(source, `${'a'.repeat(20_000)}!`)).toBe(false)
    expect(performance.now() - begun).toBeLessThan(5_000)
  },
)

test.each([
  ['(a', 'not closed'],
  ['a)', 'too many'],
  ['*a', 'nothing before'],
  ['(?=a)', 'no lookaround'],
  ['(a)\\1', 'no backreferences'],
  ['[z-a]', 'a range'],
  ['((a{100}){100}){100}', 'repeats too much'],
  ['a'.repeat(300), 'at most 200'],
])('/%s/ is refused: %s', (source, problem) => {
  expect(compilePattern(source)).toEqual({ problem: expect.stringContaining(problem) })
})
