import type { Condition } from '../../../protocol/objects/meta.ts'
import { objectPath, RESOURCES } from '../../api/resources.ts'
import { MILLISECOND, SECOND } from '../../kernel/types.ts'
import { done, failure, type Job, type JobRunner } from '../job.ts'
import { label } from '../label.ts'

type WaitJob = Extract<Job, { type: 'wait' }>

/** How often kubectl looks. Simplified: the real one keeps a watch open. */
const LOOK_EVERY = 500 * MILLISECOND

/** `kubectl wait --for=condition=Ready pod/web` and `--for=delete`. Upstream: kubectl/pkg/cmd/wait, v1.36. */
export const waitRunner: JobRunner<WaitJob> = {
  begin: (job) => look(job, 0),

  proceed(job, state, response) {
    const looks = (state.read as number | undefined) ?? 0
    if (!response) return look(job, looks)
    if (job.condition === 'delete' && response.code === 404)
      return done(`${label(job.target)} condition met`)
    if (response.code !== 200) return failure(response)
    const { conditions = [] } = ((response.body as { readonly status?: unknown }).status ?? {}) as {
      readonly conditions?: readonly Condition[]
    }
    const found = conditions.find(({ type }) => type.toLowerCase() === job.condition.toLowerCase())
    if (found?.status.toLowerCase() === job.status.toLowerCase())
      return done(`${label(job.target)} condition met`)
    if (looks * LOOK_EVERY >= job.timeoutSeconds * SECOND) {
      const { plural } = RESOURCES[job.target.kind]
      return done(`error: timed out waiting for the condition on ${plural}/${job.target.name}`, 1)
    }
    return { type: 'wait', micros: LOOK_EVERY, state: { stage: 'wait', read: looks + 1 } }
  },
}

function look({ target }: WaitJob, looks: number) {
  const path = objectPath(target.kind, target.namespace, target.name)
  const state = { stage: 'look', read: looks }
  return { type: 'ask', request: { method: 'GET', path }, state } as const
}
