/** What an embedded Pilothouse and the page around it say to each other by `postMessage`. See docs/EMBED.md. */
import type { Grain } from '../../../protocol/views.ts'
import { LIMITS } from '../link/shared-run.ts'

/** Bump when a page that was written for it would no longer work. */
export const EMBED_VERSION = 1

/** What the page around may ask for. */
export type EmbedOrder =
  /** One of: a run (a link or its fragment), an example's name, the id of a lesson, a manifest to apply. */
  | { readonly type: 'load'; readonly run: string }
  | { readonly type: 'load'; readonly example: string }
  | { readonly type: 'load'; readonly lesson: string }
  | { readonly type: 'load'; readonly manifest: string }
  | { readonly type: 'step'; readonly grain?: Grain }
  | { readonly type: 'back'; readonly grain?: Grain }
  | { readonly type: 'play' }
  | { readonly type: 'pause' }
  | { readonly type: 'state' }

export interface EmbedRequest {
  /** Comes back with the answer. */
  readonly id: string | number
  readonly order: EmbedOrder
}

/** Where the run is. */
export interface EmbedState {
  readonly position: number
  readonly start: number
  readonly end: number
  /** Virtual seconds since the beginning. */
  readonly seconds: number
  readonly isPlaying: boolean
  /** Nothing but heartbeats is due soon. */
  readonly isQuiet: boolean
  /** The step in words of the page's language; null at the beginning. */
  readonly step: { readonly title: string; readonly what: readonly string[] } | null
}

/** What Pilothouse says: that it is there, an answer, or news of its state. */
export type EmbedUpdate = { readonly pilothouse: typeof EMBED_VERSION } & (
  | { readonly type: 'ready' }
  | { readonly type: 'state'; readonly state: EmbedState }
  | {
      readonly type: 'done'
      readonly id: string | number
      readonly state: EmbedState
    }
  | { readonly type: 'failed'; readonly id: string | number | null; readonly error: string }
)

/** What a message that is meant for us but makes no sense is answered with. */
export interface EmbedRefusal {
  readonly id: string | number | null
  readonly error: string
}

const GRAINS: readonly Grain[] = ['story', 'message', 'decision']

/** A message of the page around: an order, why it is none, or null if it is not meant for us at all. */
export function readEmbedMessage(data: unknown): EmbedRequest | EmbedRefusal | null {
  if (typeof data !== 'object' || data === null || !('pilothouse' in data)) return null
  const message = data as { readonly [key: string]: unknown }
  const id = typeof message.id === 'string' || typeof message.id === 'number' ? message.id : null
  if (message.pilothouse !== EMBED_VERSION)
    return { id, error: `this page speaks version ${EMBED_VERSION}` }
  if (id === null) return { id, error: 'id: a text or a number' }
  const order = readOrder(message)
  return typeof order === 'string' ? { id, error: order } : { id, order }
}

/** The order, or what is wrong with it. */
function readOrder(message: { readonly [key: string]: unknown }): EmbedOrder | string {
  const { type } = message
  switch (type) {
    case 'load':
      return readLoad(message)
    case 'step':
    case 'back': {
      if (message.grain === undefined) return { type }
      const grain = GRAINS.find((each) => each === message.grain)
      return grain ? { type, grain } : `grain: one of ${GRAINS.join(', ')}`
    }
    case 'play':
    case 'pause':
    case 'state':
      return { type }
  }
  return 'type: one of load, step, back, play, pause, state'
}

function readLoad({
  run,
  example,
  lesson,
  manifest,
}: {
  readonly [key: string]: unknown
}): EmbedOrder | string {
  if (isShortText(run)) return { type: 'load', run }
  if (isShortText(example)) return { type: 'load', example }
  if (isShortText(lesson)) return { type: 'load', lesson }
  if (isShortText(manifest)) return { type: 'load', manifest }
  return 'load: one of run, example, lesson, manifest, as a text of at most 2 MB'
}

function isShortText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= LIMITS.inflatedBytes
}
