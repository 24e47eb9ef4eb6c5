import type { JsonObject } from '../../../protocol/objects/meta.ts'
import { objectPath } from '../../api/resources.ts'
import { done, failure, type Job, type JobRunner, type JobStep } from '../job.ts'
import { label } from '../label.ts'

type ReplaceJob = Extract<Job, { type: 'replace' }>

/** `kubectl replace -f`: reads the revision that is there, then writes over it. Upstream: kubectl/pkg/cmd/replace, v1.36. */
export const replaceRunner: JobRunner<ReplaceJob> = {
  begin({ target }) {
    const path = objectPath(target.kind, target.namespace, target.name)
    return { type: 'ask', request: { method: 'GET', path }, state: { stage: 'read' } }
  },

  proceed(job, state, response) {
    if (!response || response.code === 0) return response ? failure(response) : done('', 1)
    if (state.stage === 'read') {
      const { resourceVersion } = ((response.body as JsonObject).metadata ?? {}) as JsonObject
      return write(job, response.code === 200 ? String(resourceVersion) : undefined)
    }
    if (response.code >= 300) return failure(response, 'replacing "STDIN"')
    return done(`${label(job.target)} replaced`)
  },
}

function write({ target, object }: ReplaceJob, resourceVersion: string | undefined): JobStep {
  const metadata = {
    ...(object.metadata as JsonObject | undefined),
    ...(resourceVersion !== undefined && { resourceVersion }),
  }
  const path = objectPath(target.kind, target.namespace, target.name)
  const query = { fieldManager: 'kubectl-replace', fieldValidation: 'Strict' }
  const request = { method: 'PUT', path, body: { ...object, metadata }, query } as const
  return { type: 'ask', request, state: { stage: 'write' } }
}
