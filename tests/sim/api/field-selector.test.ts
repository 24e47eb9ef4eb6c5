import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  compileFieldSelector,
  escapeFieldValue,
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
    const selector = compileFieldSelector('spec.nodeName=n1,status.phase!=Failed')
    if ('error' in selector) throw new Error(selector.error)

    // then
    expect(selector.isEmpty).toBe(false)
    expect(selector.matches({ 'spec.nodeName': 'n1', 'status.phase': 'Running' })).toBe(true)
    expect(selector.matches({ 'spec.nodeName': 'n1', 'status.phase': 'Failed' })).toBe(false)
    expect(selector.matches({ 'spec.nodeName': 'n2' })).toBe(false)
  })

  it('say what is wrong as Kubernetes does', () => {
    expect(compileFieldSelector('spec.nodeName')).toEqual({
      error: "invalid selector: 'spec.nodeName'; can't understand 'spec.nodeName'",
    })
  })
})
