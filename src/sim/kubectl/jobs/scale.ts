import type { JsonObject } from '../../../protocol/objects/meta.ts'
import { objectPath } from '../../api/resources.ts'
import { done, failure, type Job, type JobRunner, type JobStep } from '../job.ts'
import { label } from '../label.ts'

type ScaleJob = Extract<Job, { type: 'scale' }>

/** `kubectl scale`: patches the scale subresource. Upstream: kubectl/pkg/scale, v1.36. */
export const scaleRunner: JobRunner<ScaleJob> = {
  begin(job) {
    const { kind, namespace, name } = job.target
    if (job.currentReplicas === undefined) return patchScale(job)
    return {
      type: 'ask',
      request: { method: 'GET', path: objectPath(kind, namespace, name, 'scale') },
      state: { stage: 'read' },
    }
  },

  proceed(job, state, response) {
    if (!response || response.code === 0 || response.code >= 300)
      return response ? failure(response) : done('', 1)
    if (state.stage === 'write') return done(`${label(job.target)} scaled`)
    const is = ((response.body as JsonObject).spec as { readonly replicas?: number }).replicas ?? 0
    if (is !== job.currentReplicas)
      return done(`error: Expected replicas to be ${job.currentReplicas}, was ${is}`, 1)
    return patchScale(job)
  },
}

function patchScale({ target, replicas }: ScaleJob): JobStep {
  const path = objectPath(target.kind, target.namespace, target.name, 'scale')
  const request = {
    method: 'PATCH',
    path,
    body: { spec: { replicas } },
    contentType: 'application/merge-patch+json',
  } as const
  return { type: 'ask', request, state: { stage: 'write' } }
}
