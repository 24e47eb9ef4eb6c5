/** What the reader looks for among the messages, and how the sequence diagram is opened. Kept while the page lives. */
import { create } from 'zustand'

/** Only what a message led to, what led to it, or both: its whole way through the cluster. */
export interface CauseFilter {
  readonly position: number
  readonly direction: 'led-here' | 'follows' | 'both'
}

export interface MessageFilter {
  /** Part of a sender's, a receiver's or a message's name. */
  readonly text: string
  /** Words that kind, namespace and name of the object must have between them. */
  readonly object: string
  /** Components or workers one of which must take part; empty: all. */
  readonly components: ReadonlySet<string>
  readonly cause: CauseFilter | null
}

export const noFilter: MessageFilter = {
  text: '',
  object: '',
  components: new Set(),
  cause: null,
}

export interface SequenceState {
  readonly filter: MessageFilter
  /** Position of the message that is selected, if any. */
  readonly selected: number | null
  /** Silences take the room that they took in time. */
  readonly isTrueScale: boolean
  /** Workers whose parts have a lane each. */
  readonly unfolded: ReadonlySet<string>
  /** Over the diagram rather than in the panel below. */
  readonly isLarge: boolean
  readonly filterBy: (change: Partial<MessageFilter>) => void
  readonly set: (
    change: Partial<Pick<SequenceState, 'selected' | 'isTrueScale' | 'unfolded' | 'isLarge'>>,
  ) => void
}

/** The sequence diagram's own state; the Messages tab shares the filter. */
export const useSequence = create<SequenceState>((set) => ({
  filter: noFilter,
  selected: null,
  isTrueScale: false,
  unfolded: new Set(),
  isLarge: false,
  filterBy: (change) => set(({ filter }) => ({ filter: { ...filter, ...change } })),
  set: (change) => set(change),
}))

/** Whether everything is shown. */
export function isUnfiltered({ text, object, components, cause }: MessageFilter): boolean {
  return text.trim() === '' && object.trim() === '' && components.size === 0 && cause === null
}
