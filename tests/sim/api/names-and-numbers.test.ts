import { describe, expect, it } from 'vitest'
import { humanDuration, shortHumanDuration } from '../../../src/sim/api/human-duration.ts'
import { parseIntOrString, scaledIntOrPercent } from '../../../src/sim/api/int-or-string.ts'
import {
  labelValueErrors,
  qualifiedNameErrors,
  subdomainErrors,
} from '../../../src/sim/api/label-syntax.ts'
import {
  generatedName,
  randomSuffix,
  randomUuid,
  safeEncode,
} from '../../../src/sim/api/random-name.ts'

/** Numbers in [0, 1) that go round. */
function wheel(): () => number {
  let turn = 0
  return () => {
    turn = (turn + 0.37) % 1
    return turn
  }
}

describe('random names', () => {
  it('use the alphabet without vowels and look-alikes', () => {
    expect(randomSuffix(wheel(), 200)).toMatch(/^[bcdfghjklmnpqrstvwxz2456789]{200}$/)
    expect(randomSuffix(wheel())).toHaveLength(5)
    expect(safeEncode('4294967295')).toMatch(/^[bcdfghjklmnpqrstvwxz2456789]{10}$/)
  })

  it('fit a label however long the base is', () => {
    expect(generatedName('web-', wheel())).toMatch(/^web-.{5}$/)
    expect(generatedName('x'.repeat(80), wheel())).toHaveLength(63)
  })

  it('give version 4 UUIDs', () => {
    const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
    expect(randomUuid(wheel())).toMatch(uuid)
  })
})

describe('numbers and percentages', () => {
  it('round as told', () => {
    expect(scaledIntOrPercent('25%', 3, 'up')).toBe(1)
    expect(scaledIntOrPercent('25%', 3, 'down')).toBe(0)
    expect(scaledIntOrPercent(2, 3, 'down')).toBe(2)
    expect(scaledIntOrPercent('two', 3, 'up')).toHaveProperty('error')
  })

  it('are told from texts', () => {
    expect(parseIntOrString('80')).toBe(80)
    expect(parseIntOrString('http')).toBe('http')
  })
})

describe('durations', () => {
  it('are shown with as many units as say something', () => {
    expect(humanDuration(119_000_000)).toBe('119s')
    expect(humanDuration(125_000_000)).toBe('2m5s')
    expect(shortHumanDuration(125_000_000)).toBe('2m')
    expect(humanDuration(-5_000_000)).toBe('<invalid>')
  })
})

describe('the syntax of names', () => {
  it('counts bytes, not letters', () => {
    expect(labelValueErrors('a'.repeat(63))).toEqual([])
    expect(labelValueErrors('a'.repeat(64))).toEqual(['must be no more than 63 bytes'])
    expect(labelValueErrors('한'.repeat(22))[0]).toBe('must be no more than 63 bytes')
  })

  it('knows prefixes', () => {
    expect(qualifiedNameErrors('app.kubernetes.io/name')).toEqual([])
    expect(qualifiedNameErrors('/name')).toEqual(['prefix part must be non-empty'])
    expect(subdomainErrors('a..b')).toHaveLength(1)
  })
})
