import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createActor } from 'xstate'
import type { Frame, Pace } from '../../../src/protocol/messages.ts'
import { playbackMachine } from '../../../src/ui/machines/playback.ts'

const pace: Pace = { type: 'speed', factor: 1 }

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** A playback that has had its first frame, with what it ordered. */
function startedPlayback() {
  const actor = createActor(playbackMachine).start()
  const orders: string[] = []
  actor.on('order', ({ command }) => orders.push(command.type))
  const frame = (playing: Frame['playing'] = null) => actor.send({ type: 'frame', playing })
  const mode = () => {
    const { value } = actor.getSnapshot()
    return typeof value === 'string' ? value : Object.keys(value)[0]
  }
  frame()
  return { actor, orders, frame, mode }
}

describe('playback', () => {
  test('boots, then waits for the reader', () => {
    const actor = createActor(playbackMachine).start()
    expect(actor.getSnapshot().value).toBe('restoring')
    expect(startedPlayback().mode()).toBe('paused')
  })

  test('a step is on its way until the next frame, and more may follow', () => {
    const { actor, orders, frame, mode } = startedPlayback()
    actor.send({ type: 'step', grain: 'story', direction: 'forward' })
    actor.send({ type: 'step', grain: 'story', direction: 'forward' })
    expect(mode()).toBe('stepping')
    frame()
    expect(mode()).toBe('paused')
    expect(orders).toEqual(['step', 'step'])
  })

  test('a step that changed nothing gives the helm back by itself', () => {
    const { actor, mode } = startedPlayback()
    actor.send({ type: 'step', grain: 'story', direction: 'back' })
    vi.advanceTimersByTime(1001)
    expect(mode()).toBe('paused')
  })

  test('frames older than the order to play do not stop it', () => {
    const { actor, frame, mode } = startedPlayback()
    actor.send({ type: 'play', pace })
    frame(null)
    expect(mode()).toBe('playing')
    frame(pace)
    frame(null)
    expect(mode()).toBe('paused')
  })

  test('frames older than the order to pause do not start it again', () => {
    const { actor, orders, frame, mode } = startedPlayback()
    actor.send({ type: 'play', pace })
    frame(pace)
    actor.send({ type: 'pause' })
    frame(pace)
    expect(mode()).toBe('paused')
    expect(orders).toEqual(['play', 'pause'])
  })

  test('a worker that never confirms is believed in the end', () => {
    const { actor, frame, mode } = startedPlayback()
    actor.send({ type: 'pause' })
    vi.advanceTimersByTime(1001)
    frame(pace)
    expect(mode()).toBe('playing')
  })

  test('running to quiet ends when the worker rests', () => {
    const { actor, frame, mode } = startedPlayback()
    actor.send({ type: 'run-to-quiet' })
    expect(mode()).toBe('runningToQuiet')
    frame('running-to-quiet')
    frame(null)
    expect(mode()).toBe('paused')
  })

  test('a crash stops everything until a worker is booted', () => {
    const { actor, orders, frame, mode } = startedPlayback()
    actor.send({ type: 'play', pace })
    actor.send({ type: 'crashed' })
    actor.send({ type: 'step', grain: 'story', direction: 'forward' })
    frame(pace)
    expect(mode()).toBe('crashed')
    expect(orders).toEqual(['play'])
    actor.send({ type: 'restore' })
    expect(mode()).toBe('restoring')
    frame()
    expect(mode()).toBe('paused')
  })

  test('changing the pace while playing is a new order', () => {
    const { actor, orders, frame } = startedPlayback()
    actor.send({ type: 'play', pace })
    frame(pace)
    actor.send({ type: 'play', pace: { type: 'speed', factor: 60 } })
    expect(orders).toEqual(['play', 'play'])
    expect(actor.getSnapshot().context.pace).toEqual({ type: 'speed', factor: 60 })
  })
})
