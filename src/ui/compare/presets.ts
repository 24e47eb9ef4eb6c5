/** Pairs of places that are worth holding against each other, found in the run itself. Pure. */
import type { Recording } from '../../protocol/messages.ts'
import type { TimelineEntry } from '../../protocol/views.ts'
import type { Mark } from '../state/comparison.ts'

export interface Pair {
  readonly a: Mark
  readonly b: Mark
}

/** Before and after the story step that ended last; null before the first. */
export function lastStep(
  entries: readonly Pick<TimelineEntry, 'position' | 'atMicros' | 'isStory'>[],
  start: Mark,
  now: Mark,
): Pair | null {
  const ends = entries.filter(({ isStory, position }) => isStory && position <= now.position)
  const last = ends.at(-1)
  const before = ends.at(-2) ?? start
  return last ? { a: placeOf(before), b: placeOf(last) } : null
}

/** From where the reader acted last to now; null if they did not yet. */
export function sinceLastAct(actions: Recording['actions'], now: Mark): Pair | null {
  const last = actions.findLast(({ position }) => position < now.position)
  return last ? { a: placeOf(last), b: now } : null
}

function placeOf({ position, atMicros }: Mark): Mark {
  return { position, atMicros }
}
