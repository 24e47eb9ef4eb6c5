/** The last step of the story that a beat has come to: what an audience can follow where messages fly by. */
import type { Text } from '../../protocol/views.ts'
import { beatBeginning } from '../lessons/lesson-state.ts'
import { countThrough, useTimeline } from '../panels/timeline/entries.ts'
import { useCluster } from '../state/cluster.ts'

/** Its title; null before the first step of the beat is over. */
export function useReachedTitle(): Text | null {
  const version = useTimeline((state) => state.version)
  const position = useCluster((state) => state.position)
  return version === 0 ? null : reachedAt(position)
}

function reachedAt(position: number): Text | null {
  const { entries } = useTimeline.getState()
  const beginning = beatBeginning() ?? -1
  for (let index = countThrough(entries, position) - 1; index >= 0; index -= 1) {
    const entry = entries[index]
    if (!entry || entry.position <= beginning) return null
    if (entry.isStory && entry.storyTitle) return entry.storyTitle
  }
  return null
}
