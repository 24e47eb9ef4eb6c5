import type { ObjectRef } from '../../../protocol/trace.ts'
import type { CauseLink } from '../../../protocol/views.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { actText } from '../act-text.ts'
import type { StoryTables } from '../telling/tables.ts'

/**
 * The failure that a heartbeat found out about: nobody was told of it, heartbeats just stopped
 * coming, so no message leads back to it. The story knows which failure took the node away.
 */
export function failureBehindSilence(
  kernel: Kernel,
  story: StoryTables,
  objects: readonly ObjectRef[],
  before: number,
): CauseLink | undefined {
  const nodes = new Set(objects.filter(({ kind }) => kind === 'Node').map(({ name }) => name))
  if (nodes.size === 0) return undefined
  let found: CauseLink | undefined
  for (const { subject, position } of story.operations.values()) {
    if (!nodes.has(subject.name) || position > before || position < (found?.position ?? 0)) continue
    const record = kernel.history.at(position)
    const text = record?.event.message.type === 'fail' ? actText(record.event) : undefined
    if (record && text) found = { position, atMicros: record.event.at, text, component: 'user' }
  }
  return found
}
