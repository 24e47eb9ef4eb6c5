import { describe, expect, it } from 'vitest'
import {
  type Correlation,
  correlate,
  eventOf,
  newCorrelation,
} from '../../../src/sim/client/event-correlation.ts'
import { MINUTE, SECOND } from '../../../src/sim/kernel/types.ts'

const involved = { kind: 'Pod', namespace: 'default', name: 'web', uid: 'u' }

/** Tells messages one second apart; answers the events to be written, as `count message`. */
function tell(messages: readonly string[], style: 'core' | 'events.k8s.io' = 'core'): string[] {
  let known: Correlation = newCorrelation(0)
  return messages.map((message, index) => {
    const draft = { type: 'Normal', reason: 'Did', message } as const
    const { next, key } = correlate(known, draft, { now: index * SECOND, involved, style })
    known = next
    const event = key === undefined ? undefined : eventOf(next, key)
    return event ? `${event.count} ${event.draft.message}` : 'spam'
  })
}

function distinct(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `message ${index + 1}`)
}

describe('event correlation', () => {
  it('counts repeats', () => {
    expect(tell(['a', 'a', 'b', 'a'])).toEqual(['1 a', '2 a', '1 b', '3 a'])
  })

  it('combines from the tenth different message on', () => {
    expect(tell(distinct(12)).slice(8)).toEqual([
      '1 message 9',
      '1 (combined from similar events): message 10',
      '2 (combined from similar events): message 11',
      '3 (combined from similar events): message 12',
    ])
  })

  it('cuts a source short after 25 events of one object, and lets one through every five minutes', () => {
    // given
    const told = tell(Array.from({ length: 27 }, () => 'a'))
    expect(told.slice(24)).toEqual(['25 a', 'spam', 'spam'])
    // when
    let known = newCorrelation(0)
    const draft = { type: 'Normal', reason: 'Did', message: 'a' } as const
    const keys: (string | undefined)[] = []
    for (const now of [...Array(26).fill(0), 5 * MINUTE, 5 * MINUTE]) {
      const { next, key } = correlate(known, draft, { now, involved, style: 'core' })
      known = next
      keys.push(key)
    }
    // then
    expect(keys.slice(25).map((key) => key !== undefined)).toEqual([false, true, false])
  })

  it('makes a series of whatever has one reason and action in the newer style', () => {
    expect(tell(['a', 'b', 'b'], 'events.k8s.io')).toEqual(['1 a', '2 a', '3 a'])
  })
})
