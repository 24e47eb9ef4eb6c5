import { objectPath, RESOURCES } from '../../api/resources.ts'
import { MILLISECOND } from '../../kernel/types.ts'
import { done, failure, type Job, type JobRunner, type Target } from '../job.ts'
import { typeName } from '../label.ts'

type DeleteJob = Extract<Job, { type: 'delete' }>

/** How often kubectl looks whether the object is gone. Simplified: the real one keeps a watch open. */
const LOOK_EVERY = 500 * MILLISECOND

const FORCE_WARNING =
  'Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.\n'

/** `kubectl delete`: asks, says so, and waits until the object is gone. Upstream: kubectl/pkg/cmd/delete, v1.36. */
export const deleteRunner: JobRunner<DeleteJob> = {
  begin({ target, graceSeconds, cascade }) {
    const propagationPolicy = POLICIES[cascade] ?? 'Background'
    const body = {
      kind: 'DeleteOptions',
      apiVersion: 'v1',
      propagationPolicy,
      ...(graceSeconds === undefined ? {} : { gracePeriodSeconds: graceSeconds }),
    }
    return {
      type: 'ask',
      request: { method: 'DELETE', path: pathOf(target), body },
      state: { stage: 'ask' },
    }
  },

  proceed(job, state, response) {
    if (state.stage === 'ask') {
      if (response?.code === 404 && job.ignoreNotFound) return done('')
      if (!response || response.code === 0 || response.code >= 300)
        return response ? failure(response) : done('', 1)
      const line = deletedLine(job)
      const { uid } =
        (response.body as { readonly metadata?: { readonly uid?: string } }).metadata ?? {}
      const isGone = (response.body as { readonly kind?: string }).kind === 'Status'
      if (!job.wait || isGone) return done(line)
      return { type: 'wait', micros: LOOK_EVERY, state: { stage: 'wait', read: uid }, line }
    }
    if (state.stage === 'wait')
      return {
        type: 'ask',
        request: { method: 'GET', path: pathOf(job.target) },
        state: { ...state, stage: 'look' },
      }
    const { uid } =
      (response?.body as { readonly metadata?: { readonly uid?: string } } | undefined)?.metadata ??
      {}
    const isGone = response?.code === 404 || (response?.code === 200 && uid !== state.read)
    return isGone
      ? done('')
      : { type: 'wait', micros: LOOK_EVERY, state: { ...state, stage: 'wait' } }
  },
}

/** What `--cascade` says, as the API calls it. */
export const POLICIES: { readonly [cascade: string]: string } = {
  background: 'Background',
  foreground: 'Foreground',
  orphan: 'Orphan',
}

function pathOf({ kind, namespace, name }: Target): string {
  return objectPath(kind, namespace, name)
}

function deletedLine({ target, force }: DeleteJob): string {
  const place = RESOURCES[target.kind].namespaced ? ` from ${target.namespace} namespace` : ''
  return `${force ? FORCE_WARNING : ''}${typeName(target.kind)} "${target.name}" ${force ? 'force deleted' : 'deleted'}${place}`
}
