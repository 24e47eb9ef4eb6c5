import type { Grain } from '../../protocol/views.ts'
import type { EventRecord } from '../kernel/history.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { type StoryTables, stepKey } from './telling/tables.ts'

/** Whether the reader stops here at this grain. The kernel stands at `position`. */
export function isStop(kernel: Kernel, story: StoryTables, grain: Grain): boolean {
  if (grain === 'story') return story.last.get() === kernel.position && kernel.position > 0
  const record = kernel.history.at(kernel.position)
  return record !== undefined && (grain === 'message' ? isMessageStop(record) : record.urgent)
}

/** True for a story step at a position that the kernel has reached. */
export function isStoryStep(story: StoryTables, position: number): boolean {
  return story.steps.has(stepKey(position))
}

/** A message that came over a link and mattered; and what the user asked of kubectl. */
function isMessageStop({ event, urgent }: EventRecord): boolean {
  return urgent && (event.from !== event.to || event.cause === 0)
}
