import type { KubeObject } from '../../../protocol/objects/index.ts'
import { collectionPath, objectPath } from '../../api/resources.ts'
import type { ApiResponse, ListBody } from '../../apiserver/wire.ts'
import type { Micros } from '../../kernel/types.ts'
import { descriptionOf, type Related, readingsFor } from '../describe/index.ts'
import { done, failure, type Job, type JobRunner, type JobState, type JobStep } from '../job.ts'

type DescribeJob = Extract<Job, { type: 'describe' }>

/** What was described so far, and what is being read for the next. */
interface Progress {
  readonly objects: readonly KubeObject[]
  readonly related: Related
  /** Readings of the first object that were answered. */
  readonly answered: number
  readonly texts: readonly string[]
}

/**
 * `kubectl describe`: reads the object (or all of a kind, or those whose names begin so), then what belongs to
 * each, one request after another. Upstream: kubectl/pkg/cmd/describe, v1.36.
 */
export const describeRunner: JobRunner<DescribeJob> = {
  begin(job) {
    if (job.name === '') return list(job)
    const path = objectPath(job.kind, job.namespace, job.name)
    return { type: 'ask', request: { method: 'GET', path }, state: { stage: 'read' } }
  },

  proceed(job, state, response, now) {
    if (!response || response.code === 0) return response ? failure(response) : done('', 1)
    switch (state.stage) {
      case 'read':
        // No object has that name: perhaps some begin with it.
        if (response.code === 404) return list(job, response)
        if (response.code !== 200) return failure(response)
        return next(job, begun([response.body as KubeObject]), now)
      case 'list':
        return onList(job, state.read as ApiResponse | undefined, response, now)
      default:
        return next(job, taken(state.read as Progress, response), now)
    }
  },
}

function list(job: DescribeJob, notFound?: ApiResponse): JobStep {
  const { kind, namespace, labelSelector } = job
  const path = collectionPath(kind, job.allNamespaces ? undefined : namespace)
  const query = { ...(labelSelector !== '' && { labelSelector }) }
  const state: JobState = { stage: 'list', read: notFound }
  return { type: 'ask', request: { method: 'GET', path, query }, state }
}

function onList(
  job: DescribeJob,
  notFound: ApiResponse | undefined,
  response: ApiResponse,
  now: Micros,
): JobStep {
  if (response.code !== 200) return failure(response)
  const { items } = response.body as ListBody
  const wanted = items.filter(({ metadata }) => metadata.name.startsWith(job.name))
  if (wanted.length > 0) return next(job, begun(wanted), now)
  if (notFound) return failure(notFound)
  return done(
    job.namespace === ''
      ? 'No resources found'
      : `No resources found in ${job.namespace} namespace.`,
  )
}

function begun(objects: readonly KubeObject[]): Progress {
  return { objects, related: {}, answered: 0, texts: [] }
}

/** Reads what is missing for the first object; describes it when nothing is, and goes on with the next. */
function next(job: DescribeJob, progress: Progress, now: Micros): JobStep {
  const { objects, related, answered, texts } = progress
  const [object, ...others] = objects
  if (!object) return done(texts.join('\n\n\n'))
  const reading = readingsFor(object)[answered]
  if (reading) {
    const { path, query } = reading
    const state: JobState = { stage: 'related', read: progress }
    return { type: 'ask', request: { method: 'GET', path, query }, state }
  }
  const described = [...texts, descriptionOf(object, related, now)]
  return next(job, { objects: others, related: {}, answered: 0, texts: described }, now)
}

/** The progress with one more answer; what can not be read is left out. */
function taken(progress: Progress, { code, body }: ApiResponse): Progress {
  const [object] = progress.objects
  const reading = object && readingsFor(object)[progress.answered]
  const answered = progress.answered + 1
  if (code !== 200 || !reading) return { ...progress, answered }
  const found = reading.about === 'lease' ? body : (body as ListBody).items
  return { ...progress, answered, related: { ...progress.related, [reading.about]: found } }
}
