import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MessageClass, MessageView } from '../../../src/protocol/views.ts'
import {
  FLIGHTS_PER_STEP_MAX,
  FLIGHTS_PLAYING_MAX,
  type Flight,
  flightsAfter,
  HOP_MS,
  progressOf,
} from '../../../src/ui/diagram/flights/flights.ts'

function message(position: number, kind: MessageClass = 'write'): MessageView {
  return {
    position,
    from: 'kubectl',
    to: 'kube-apiserver',
    sentAtMicros: position * 1000 - 500,
    atMicros: position * 1000,
    class: kind,
    label: `message ${position}`,
    isLost: false,
  }
}

const classes = fc.constantFrom<MessageClass>('write', 'read', 'watch', 'heartbeat', 'answer')
const messages = fc
  .array(classes, { maxLength: 90 })
  .map((kinds) => kinds.map((kind, index) => message(index + 1, kind)))

describe('slow motion', () => {
  const slow = { motion: 'forward', isPlaying: true, nowMs: 0 } as const

  it('draws a hop out to most of its period, so that it lands before the next one leaves', () => {
    const period = { grain: 'message', ms: 2000 } as const
    const [flight] = flightsAfter([], { ...slow, messages: [message(1)], period })
    expect(flight?.durationMs).toBeGreaterThan(1000)
    expect(flight?.durationMs).toBeLessThan(2000)
  })

  it('leaves quick paces as they are', () => {
    const period = { grain: 'message', ms: 1000 / 12 } as const
    const [flight] = flightsAfter([], { ...slow, messages: [message(1)], period })
    expect(flight?.durationMs).toBe(HOP_MS)
  })

  it('tells a story step message by message within its period', () => {
    const period = { grain: 'story', ms: 8000 } as const
    const sent = Array.from({ length: 12 }, (_, index) => message(index + 1))
    const flights = flightsAfter([], { ...slow, messages: sent, period })
    const last = flights.at(-1)
    expect(flights).toHaveLength(12)
    expect((last?.startMs ?? 0) + (last?.durationMs ?? 0)).toBeLessThan(8000)
    expect(last?.startMs).toBeGreaterThan(4000)
  })
})

describe('a step', () => {
  it('takes a hop under 300 ms', () => {
    expect(HOP_MS).toBeLessThan(300)
  })

  it('tells its messages in order, one after another', () => {
    // given
    const step = {
      messages: [message(1), message(2)],
      motion: 'forward',
      isPlaying: false,
    } as const

    // when
    const flights = flightsAfter([], { ...step, nowMs: 100 })

    // then
    expect(flights.map((flight) => flight.startMs)).toEqual([100, 100 + HOP_MS])
  })

  it('lets messages that were under way together fly nearly together', () => {
    const second = { ...message(2), sentAtMicros: 600 }
    const flights = flightsAfter([], {
      messages: [message(1), second],
      motion: 'forward',
      isPlaying: false,
      nowMs: 0,
    })
    expect(flights[1]?.startMs).toBeLessThan(HOP_MS / 2)
  })

  it('goes back the way it came, last first', () => {
    const flights = flightsAfter([], {
      messages: [message(1), message(2)],
      motion: 'back',
      isPlaying: false,
      nowMs: 0,
    })
    expect(flights.map((flight) => flight.message.position)).toEqual([2, 1])
    expect(progressOf(flights[0] as Flight, 1)).toBeGreaterThan(0.9)
  })

  it('stays short and bounded however much happened', () => {
    fc.assert(
      fc.property(messages, (all) => {
        const flights = flightsAfter([], {
          messages: all,
          motion: 'forward',
          isPlaying: false,
          nowMs: 0,
        })
        const end = Math.max(0, ...flights.map((it) => it.startMs + it.durationMs))
        return flights.length <= FLIGHTS_PER_STEP_MAX && end <= 2300
      }),
    )
  })

  it('rather leaves out heartbeats than writes', () => {
    const all = Array.from({ length: 60 }, (_, n) => message(n, n < 5 ? 'write' : 'heartbeat'))
    const flights = flightsAfter([], {
      messages: all,
      motion: 'forward',
      isPlaying: false,
      nowMs: 0,
    })
    expect(flights.filter((flight) => flight.message.class === 'write')).toHaveLength(5)
  })
})

describe('playing', () => {
  it('keeps a bounded sample in the air over any run of frames', () => {
    fc.assert(
      fc.property(fc.array(messages, { maxLength: 30 }), (frames) => {
        let flights: readonly Flight[] = []
        frames.forEach((frame, index) => {
          const arrival = { messages: frame, motion: 'forward', isPlaying: true } as const
          flights = flightsAfter(flights, { ...arrival, nowMs: index * 16 })
        })
        return flights.length <= FLIGHTS_PLAYING_MAX
      }),
    )
  })

  it('lets what is in the air arrive', () => {
    const arrival = { motion: 'forward', isPlaying: true } as const
    const first = flightsAfter([], { ...arrival, messages: [message(1)], nowMs: 0 })
    const second = flightsAfter(first, { ...arrival, messages: [message(2)], nowMs: 16 })
    expect(second.map((flight) => flight.message.position)).toEqual([1, 2])
  })
})

describe('a jump', () => {
  it('shows nothing travelling', () => {
    const arrival = { messages: [message(1)], isPlaying: false, nowMs: 0 }
    expect(flightsAfter([], { ...arrival, motion: 'jump' })).toEqual([])
  })
})

describe('progressOf', () => {
  it('is null before the start and after the end', () => {
    const flight = { message: message(1), startMs: 10, durationMs: 100, isBackward: false }
    expect(progressOf(flight, 9)).toBeNull()
    expect(progressOf(flight, 60)).toBeCloseTo(0.5)
    expect(progressOf(flight, 110)).toBeNull()
  })
})
