import type { Grain, MessageView, StepView } from '../protocol/views.ts'
import { currentStory, explain } from '../sim/story/explain.ts'
import { isStoryStep } from '../sim/story/grain.ts'
import { messageView } from '../sim/story/message-view.ts'
import type { Goal } from './goals.ts'
import type { Session } from './session.ts'

/** Messages that one frame carries at most, the newest. */
const MESSAGES_PER_FRAME_MAX = 200

/** How the present position is told: at a grain, as the story stands, or as what exactly happened there. */
export type Telling = Grain | 'story-so-far' | 'exactly'

/** How the step is told when a goal is reached. */
export function tellingOf(goal: Goal): Telling {
  switch (goal.type) {
    case 'step':
      return goal.grain
    case 'play':
    case 'run-until':
      return goal.pace?.type === 'steps' ? goal.pace.grain : 'story-so-far'
    case 'skip-ahead':
    case 'seek':
    case 'seek-time':
      return 'exactly'
    case 'run-to-quiet':
      return 'story-so-far'
  }
}

/** The step to show at the present position; null at the reader's beginning. */
export function stepAt({ cluster, story, start }: Session, telling: Telling): StepView | null {
  const { kernel } = cluster
  const { position } = kernel
  if (position <= start) return null
  if (telling === 'message' || telling === 'decision')
    return explain(kernel, story, position, telling)
  if (telling === 'exactly' && !isStoryStep(story, position)) {
    const isHeartbeat = kernel.history.at(position)?.urgent !== true
    if (!isHeartbeat) return explain(kernel, story, position, 'decision')
  }
  return story.last.get() > start ? currentStory(kernel, story) : null
}

/** Messages at these positions, ready to travel. */
export function messagesAt(
  { cluster }: Session,
  positions: readonly number[],
): readonly MessageView[] {
  const { history } = cluster.kernel
  return positions.slice(-MESSAGES_PER_FRAME_MAX).flatMap((position) => {
    const record = history.at(position)
    const view = record && messageView(history, position, record)
    return view ? [view] : []
  })
}
