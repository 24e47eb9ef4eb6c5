import { objectPath } from '../../api/resources.ts'
import { done, failure, type Job, type JobRunner } from '../job.ts'
import { label } from '../label.ts'

type ServerSideJob = Extract<Job, { type: 'apply-server-side' }>

/** `kubectl apply --server-side`: one PATCH; the server merges. Upstream: kubectl/pkg/cmd/apply, v1.36. */
export const applyServerSideRunner: JobRunner<ServerSideJob> = {
  begin({ target, object, manager, isForced }) {
    const path = objectPath(target.kind, target.namespace, target.name)
    const query = {
      fieldManager: manager,
      force: String(isForced),
      fieldValidation: 'Strict',
    }
    const contentType = 'application/apply-patch+yaml' as const
    return {
      type: 'ask',
      request: { method: 'PATCH', path, body: object, query, contentType },
      state: { stage: 'patch' },
    }
  },

  proceed({ target }, _, response) {
    if (!response || response.code === 0) return response ? failure(response) : done('', 1)
    if (response.code < 300) return done(`${label(target)} serverside-applied`)
    const { message = '' } = response.body as { readonly message?: string }
    if (response.code !== 409 || !message.startsWith('Apply failed')) return failure(response)
    return done(`error: ${message}\n${ADVICE}`, 1)
  },
}

const ADVICE = `Please review the fields above--they currently have other managers. Here
are the ways you can resolve this warning:
* If you intend to manage all of these fields, please re-run the apply
  command with the \`--force-conflicts\` flag.
* If you do not intend to manage all of the fields, please edit your
  manifest to remove references to the fields that should keep their
  current managers.
* You may co-own fields by updating your manifest to match the existing
  value; in this case, you'll become the manager if the other manager(s)
  stop managing the field (remove it from their configuration).
See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts`
