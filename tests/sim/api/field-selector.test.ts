import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  escapeFieldValue,
  matchesFields,
  parseFieldSelector,
  unescapeFieldValue,
} from '../../../src/sim/api/field-selector.ts'

describe('field selectors', () => {
  it('escape any value so that it reads back', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        expect(unescapeFieldValue(escapeFieldValue(value))).toBe(value)
      }),
    )
  })

  it('select by all their terms', () => {
    // given
    const query = parseFieldSelector('spec.nodeName=n1,status.phase!=Failed')
    if ('error' in query) throw new Error(query.error)

    // then
    expect(matchesFields(query, { 'spec.nodeName': 'n1', 'status.phase': 'Running' })).toBe(true)
    expect(matchesFields(query, { 'spec.nodeName': 'n1', 'status.phase': 'Failed' })).toBe(false)
    expect(matchesFields(query, { 'spec.nodeName': 'n2' })).toBe(false)
  })

  it('say what is wrong as Kubernetes does', () => {
    expect(parseFieldSelector('spec.nodeName')).toEqual({
      error: "invalid selector: 'spec.nodeName'; can't understand 'spec.nodeName'",
    })
  })
})
