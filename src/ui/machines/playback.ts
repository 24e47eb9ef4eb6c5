/**
 * Playback as a machine: what the toolbar shows and which commands go to the worker. The worker's
 * frames have the last word: a frame that says otherwise moves the machine to what really is.
 */
import { useSyncExternalStore } from 'react'
import { assign, createActor, emit, setup } from 'xstate'
import type { Command, Frame, Pace } from '../../protocol/messages.ts'
import type { Grain } from '../../protocol/views.ts'

/** How long an order may go unconfirmed by a frame before the machine believes the frames again. */
const CONFIRM_MS = 1000

/** What readers order and what the worker reports. */
export type PlaybackEvent =
  | { readonly type: 'step'; readonly grain: Grain; readonly direction: 'forward' | 'back' }
  | { readonly type: 'play'; readonly pace: Pace }
  | { readonly type: 'pause' }
  | { readonly type: 'run-to-quiet' }
  | { readonly type: 'skip-ahead' }
  | { readonly type: 'seek'; readonly position: number }
  | { readonly type: 'seek-time'; readonly atMicros: number }
  /** A frame arrived; `playing` is what the worker does. */
  | { readonly type: 'frame'; readonly playing: Frame['playing'] }
  | { readonly type: 'crashed' }
  /** A worker is being booted, afresh or from a recording. */
  | { readonly type: 'restore' }

interface PlaybackContext {
  /** How the current or last play goes. */
  readonly pace: Pace | null
}

type TimeCommand = Extract<
  Command,
  {
    readonly type: 'step' | 'play' | 'pause' | 'run-to-quiet' | 'skip-ahead' | 'seek' | 'seek-time'
  }
>

/** The machine emits this for the session to send. */
export interface PlaybackOrder {
  readonly type: 'order'
  readonly command: TimeCommand
}

const timeOrders = {
  step: { target: '#playback.stepping', actions: 'order' },
  seek: { target: '#playback.stepping', actions: 'order' },
  'seek-time': { target: '#playback.stepping', actions: 'order' },
  'skip-ahead': { target: '#playback.stepping', actions: 'order' },
  play: { target: '#playback.playing', actions: ['order', 'setPace'] },
  'run-to-quiet': { target: '#playback.runningToQuiet', actions: 'order' },
  pause: { target: '#playback.paused.asked', actions: 'order' },
} as const

const followFrame = [
  { guard: 'frameRunsToQuiet', target: '#playback.runningToQuiet.confirmed' },
  { guard: 'framePlays', target: '#playback.playing.confirmed', actions: 'setPace' },
  { target: '#playback.paused.confirmed' },
] as const

/** The definition, without an actor: tests run it with their own. */
export const playbackMachine = setup({
  types: {
    context: {} as PlaybackContext,
    events: {} as PlaybackEvent,
    emitted: {} as PlaybackOrder,
  },
  guards: {
    framePlays: ({ event }) =>
      event.type === 'frame' && event.playing !== null && event.playing !== 'running-to-quiet',
    frameRunsToQuiet: ({ event }) => event.type === 'frame' && event.playing === 'running-to-quiet',
    frameRests: ({ event }) => event.type === 'frame' && event.playing === null,
  },
  actions: {
    order: emit(({ event }) => ({ type: 'order', command: event as TimeCommand })),
    setPace: assign(({ event, context }) => {
      if (event.type === 'play') return { pace: event.pace }
      if (event.type !== 'frame' || event.playing === null) return context
      return event.playing === 'running-to-quiet' ? context : { pace: event.playing }
    }),
  },
}).createMachine({
  id: 'playback',
  context: { pace: null },
  initial: 'restoring',
  on: { crashed: '.crashed', restore: '.restoring' },
  states: {
    /** A worker boots; its first frame ends this. */
    restoring: { on: { frame: followFrame } },
    paused: {
      initial: 'confirmed',
      on: timeOrders,
      states: {
        /** The order to pause is on its way: frames that still play are older than it. */
        asked: {
          after: { [CONFIRM_MS]: 'confirmed' },
          on: { frame: { guard: 'frameRests', target: 'confirmed' } },
        },
        confirmed: { on: { frame: followFrame } },
      },
    },
    /** One step, seek or skip is on its way. More of them may follow at once. */
    stepping: {
      after: { [CONFIRM_MS]: 'paused' },
      on: { ...timeOrders, frame: followFrame },
    },
    playing: {
      initial: 'asked',
      on: timeOrders,
      states: {
        /** The order to play is on its way: frames that rest are older than it. */
        asked: {
          after: { [CONFIRM_MS]: '#playback.paused' },
          on: { frame: { guard: 'framePlays', target: 'confirmed' } },
        },
        confirmed: { on: { frame: followFrame } },
      },
    },
    runningToQuiet: {
      initial: 'asked',
      on: timeOrders,
      states: {
        asked: {
          after: { [CONFIRM_MS]: '#playback.paused' },
          on: { frame: { guard: 'frameRunsToQuiet', target: 'confirmed' } },
        },
        confirmed: { on: { frame: followFrame } },
      },
    },
    /** The worker died; time stands still until a new one is booted. */
    crashed: {},
  },
})

/** The page's one playback. */
export const playback = createActor(playbackMachine).start()

/** What the toolbar needs of the machine's state. */
export type PlaybackMode =
  | 'restoring'
  | 'paused'
  | 'stepping'
  | 'playing'
  | 'runningToQuiet'
  | 'crashed'

/** The playback's state, without the sub-states that only guard against stale frames. */
export function usePlaybackMode(): PlaybackMode {
  return useSyncExternalStore(subscribe, playbackMode)
}

/** The same outside React. */
export function playbackMode(): PlaybackMode {
  const { value } = playback.getSnapshot()
  return typeof value === 'string' ? value : (Object.keys(value)[0] as PlaybackMode)
}

function subscribe(onChange: () => void): () => void {
  const subscription = playback.subscribe(onChange)
  return () => subscription.unsubscribe()
}
