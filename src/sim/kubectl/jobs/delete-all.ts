import type { KubeObject } from '../../../protocol/objects/index.ts'
import { collectionPath, objectPath, RESOURCES } from '../../api/resources.ts'
import type { ListBody } from '../../apiserver/wire.ts'
import { done, failure, type Job, type JobRunner, type JobStep } from '../job.ts'
import { typeName } from '../label.ts'
import { POLICIES } from './delete.ts'

type DeleteAllJob = Extract<Job, { type: 'delete-all' }>

interface Progress {
  readonly rest: readonly KubeObject[]
  /** What is said when the deletion under way is answered. */
  readonly line: string
}

/** `kubectl delete TYPE -l …` or `--all`: lists, then deletes one by one. Simplified: does not wait until they are gone. */
export const deleteAllRunner: JobRunner<DeleteAllJob> = {
  begin({ kind, namespace, labelSelector, fieldSelector }) {
    const query = {
      ...(labelSelector !== '' && { labelSelector }),
      ...(fieldSelector !== '' && { fieldSelector }),
    }
    const path = collectionPath(kind, namespace || undefined)
    return { type: 'ask', request: { method: 'GET', path, query }, state: { stage: 'list' } }
  },

  proceed(job, state, response) {
    if (!response || response.code === 0 || response.code >= 300)
      return response ? failure(response) : done('', 1)
    if (state.stage === 'list') {
      const { items } = response.body as ListBody
      return items.length === 0 ? done('No resources found') : next(job, items, '')
    }
    const { rest, line } = state.read as Progress
    return next(job, rest, line)
  },
}

function next(job: DeleteAllJob, [first, ...rest]: readonly KubeObject[], line: string): JobStep {
  if (!first) return done(line)
  const { name, namespace } = first.metadata
  const place = RESOURCES[job.kind].namespaced ? ` from ${namespace} namespace` : ''
  const said = `${typeName(job.kind)} "${name}" deleted${place}`
  const body = {
    kind: 'DeleteOptions',
    apiVersion: 'v1',
    propagationPolicy: POLICIES[job.cascade] ?? 'Background',
  }
  return {
    type: 'ask',
    request: { method: 'DELETE', path: objectPath(job.kind, namespace, name), body },
    state: { stage: 'delete', read: { rest, line: said } satisfies Progress },
    ...(line === '' ? {} : { line }),
  }
}
