import type { ToldStep } from '../protocol/views.ts'
import { wordsOf } from '../sim/story/explain.ts'
import type { Session } from './session.ts'

/** Every story step from the reader's beginning to the present position, in words. */
export function storySoFar({ cluster, story, start }: Session): readonly ToldStep[] {
  const { position } = cluster.kernel
  return story.steps
    .values()
    .filter((row) => row.position > start && row.position <= position)
    .map((row) => wordsOf(story, row))
}
