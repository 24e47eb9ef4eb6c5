import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  compileLabelQuery,
  compileLabelSelector,
  formatLabelQuery,
  hasAllLabels,
  labelMatcher,
  labelQueryOf,
} from '../../../src/sim/api/label-selector.ts'
import { parseLabelSelector } from '../../../src/sim/api/label-selector-parse.ts'

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,5}$/)
const labels = fc.dictionary(word, word, { maxKeys: 5, noNullPrototype: true })
const expression = fc.oneof(
  fc.record({
    key: word,
    operator: fc.constantFrom('In', 'NotIn'),
    values: fc.uniqueArray(word, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ key: word, operator: fc.constantFrom('Exists', 'DoesNotExist') }),
)
const selector = fc.record({
  matchLabels: labels,
  matchExpressions: fc.array(expression, { maxLength: 3 }),
})

describe('label selectors', () => {
  it('mean the same when read back from their text', () => {
    fc.assert(
      fc.property(selector, fc.array(labels, { maxLength: 10 }), (given, objects) => {
        // given
        const query = labelQueryOf(given)
        if ('error' in query) throw new Error(query.error)

        // when
        const again = parseLabelSelector(formatLabelQuery(query))
        if ('error' in again) throw new Error(again.error)

        // then
        const matchesAgain = compileLabelQuery(again)
        const expected = objects.map(labelMatcher(given))
        expect(objects.map((object) => matchesAgain(object))).toEqual(expected)
      }),
    )
  })

  it('of plain pairs match whoever has them all', () => {
    fc.assert(
      fc.property(labels, labels, (matchLabels, extra) => {
        expect(labelMatcher({ matchLabels })({ ...extra, ...matchLabels })).toBe(true)
        expect(labelMatcher({ matchLabels })(extra)).toBe(hasAllLabels(extra, matchLabels))
      }),
    )
  })

  it('select nothing when missing and everything when empty', () => {
    expect(labelMatcher(undefined)({ app: 'web' })).toBe(false)
    expect(labelMatcher({})(undefined)).toBe(true)
  })

  it('do not take what every JavaScript object has for labels', () => {
    // given
    const compiled = compileLabelSelector('constructor')

    // then
    if ('error' in compiled) throw new Error(compiled.error)
    expect(compiled.matches({ app: 'web' })).toBe(false)
    expect(compiled.matches({ constructor: 'yes' } as { [key: string]: string })).toBe(true)
  })

  it('say what is wrong as Kubernetes does', () => {
    expect(compileLabelSelector('a in b')).toEqual({
      error: "unable to parse requirement: found 'b' expected: '('",
    })
  })
})
