/** What the stage and the speaker's window tell each other. Both are windows of one browser; no server has a part in it. */
import type { ComponentRow, NodeRow, PodRow, StepView, Text } from '../../protocol/views.ts'
import type { Point } from '../diagram/layout/geometry.ts'
import type { Language, Theme } from '../state/preferences.ts'
import type { Part } from './parts.ts'
import type { StageView, Stroke } from './stage-state.ts'
import type { Order } from './steering.ts'

const CHANNEL = 'pilothouse-presenter'

/** How often the speaker's window asks whether the stage is there. Asking beats telling: browsers slow the timers of covered windows down. */
export const PING_EVERY_MS = 1000

/** What the stage's diagram is drawn from: enough to draw it again, small. */
export interface Picture {
  readonly components: ReadonlyMap<string, ComponentRow>
  readonly nodes: ReadonlyMap<string, NodeRow>
  readonly pods: ReadonlyMap<string, PodRow>
  readonly atMicros: number
  readonly startAtMicros: number
  readonly step: Pick<StepView, 'title' | 'what' | 'why' | 'actors'> | null
}

/** The lesson as the speaker needs it, in the stage's language. */
export interface BeatNotes {
  readonly lesson: string
  readonly title: string
  readonly number: number
  readonly count: number
  /** Markdown; '' where the author wrote none. */
  readonly notes: string
  /** Markdown: the beat's words, question and answers, task, and what was seen. */
  readonly text: string
  readonly part: Part
  /** What comes after it within the beat. */
  readonly nextPart: Part | null
  /** Title of the next beat; null in the last. */
  readonly nextTitle: string | null
}

/** What else the speaker's window shows. */
export interface Situation {
  readonly language: Language
  readonly theme: Exclude<Theme, 'system'>
  readonly beat: BeatNotes | null
  /** The next step of the story, where it is known. */
  readonly nextStep: Text | null
  /** Why time stopped by itself. */
  readonly stopped: Text | null
  readonly page: number
  readonly pages: number
  readonly isBlack: boolean
  readonly isPlaying: boolean
  readonly strokes: readonly Stroke[]
  readonly view: StageView | null
}

export type FromStage =
  | { readonly type: 'picture'; readonly stage: string; readonly picture: Picture }
  | { readonly type: 'situation'; readonly stage: string; readonly situation: Situation }
  | { readonly type: 'pointer'; readonly stage: string; readonly pointer: Point | null }
  | { readonly type: 'alive'; readonly stage: string }
  /** `left`: presenting has ended, the page is still there. */
  | { readonly type: 'gone'; readonly stage: string; readonly why: 'left' | 'closed' }

export type FromSpeaker =
  /** Everything, please. */
  | { readonly type: 'hello' }
  | { readonly type: 'ping' }
  | { readonly type: 'order'; readonly stage: string; readonly order: Order }

/** The channel between the windows; null where the browser has none (or bars it). */
export function openChannel(): BroadcastChannel | null {
  try {
    return new BroadcastChannel(CHANNEL)
  } catch {
    return null
  }
}
