import type { JsonObject } from '../../../protocol/objects/meta.ts'
import { kindStrategies } from '../../api/kinds/index.ts'
import { threeWayStrategicPatch } from '../../api/patch/strategic-diff.ts'
import { collectionPath, objectPath, RESOURCES } from '../../api/resources.ts'
import type { ApiResponse } from '../../apiserver/wire.ts'
import { done, failure, type Job, type JobRunner, type JobState, type JobStep } from '../job.ts'
import { label } from '../label.ts'

type ApplyJob = Extract<Job, { type: 'apply' }>

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration'
const MANAGER = { fieldManager: 'kubectl-client-side-apply', fieldValidation: 'Strict' } as const

/**
 * Client-side apply: read, then create, or patch with a three-way merge of what was applied last,
 * what is applied now, and what is there. Upstream: kubectl/pkg/cmd/apply, v1.36.
 */
export const applyRunner: JobRunner<ApplyJob> = {
  begin({ target }) {
    const path = objectPath(target.kind, target.namespace, target.name)
    return { type: 'ask', request: { method: 'GET', path }, state: { stage: 'read' } }
  },

  proceed(job, state, response) {
    if (!response) return this.begin(job)
    return state.stage === 'read' ? afterRead(job, response) : afterWrite(job, state, response)
  },
}

function afterRead(job: ApplyJob, response: ApiResponse): JobStep {
  const { target } = job
  const modified = withLastApplied(job.object)
  if (response.code === 404) {
    const path = collectionPath(target.kind, target.namespace)
    return {
      type: 'ask',
      request: { method: 'POST', path, body: modified, query: MANAGER },
      state: { stage: 'create' },
    }
  }
  if (response.code !== 200) return failure(response)
  const current = response.body as JsonObject
  const annotations = (current.metadata as JsonObject).annotations as JsonObject | undefined
  const original = annotations?.[LAST_APPLIED]
  const before = typeof original === 'string' ? (JSON.parse(original) as JsonObject) : {}
  const { schema } = kindStrategies[target.kind]
  const computed = threeWayStrategicPatch({ original: before, modified, current }, schema)
  if ('error' in computed) return done(`error: ${computed.error}`, 1)
  const patch = computed.result as JsonObject
  const warning = original === undefined ? `${missingAnnotation(job)}\n` : ''
  if (Object.keys(patch).length === 0) return done(`${label(target)} unchanged`)
  const path = objectPath(target.kind, target.namespace, target.name)
  const contentType = 'application/strategic-merge-patch+json' as const
  return {
    type: 'ask',
    request: { method: 'PATCH', path, body: patch, contentType, query: MANAGER },
    state: { stage: 'patch', read: warning, patch },
  }
}

function afterWrite(job: ApplyJob, state: JobState, response: ApiResponse): JobStep {
  if (response.code >= 300 || response.code === 0) return failure(response, doing(job, state))
  const warnings = (response.warnings ?? []).map((warning) => `Warning: ${warning}\n`).join('')
  if (state.stage === 'create') return done(`${warnings}${label(job.target)} created`)
  return done(
    `${warnings}${(state.read as string | undefined) ?? ''}${label(job.target)} configured`,
  )
}

/** What kubectl was doing when it was refused, with the patch that it had sent. */
function doing({ target }: ApplyJob, { stage, patch }: JobState): string {
  if (stage === 'create') return 'creating "STDIN"'
  const { group, version, plural } = RESOURCES[target.kind]
  const api = group === '' ? `/${version}` : `${group}/${version}`
  const kind = `Resource: "${api}, Resource=${plural}", GroupVersionKind: "${api}, Kind=${target.kind}"`
  const name = `Name: "${target.name}", Namespace: "${target.namespace}"`
  return `applying patch:\n${JSON.stringify(patch)}\nto:\n${kind}\n${name}\nfor: "STDIN"`
}

/** The manifest with itself as annotation, as kubectl writes it: keys sorted, a newline at the end. */
export function withLastApplied(object: JsonObject): JsonObject {
  const metadata = (object.metadata ?? {}) as JsonObject
  const { [LAST_APPLIED]: _, ...annotations } = (metadata.annotations ?? {}) as JsonObject
  const plain: JsonObject = { ...object, metadata: { ...metadata, annotations } }
  const text = `${JSON.stringify(sorted(plain))}\n`
  return {
    ...plain,
    metadata: { ...metadata, annotations: { ...annotations, [LAST_APPLIED]: text } },
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value as JsonObject).filter(([, field]) => field !== undefined)
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, field]) => [key, sorted(field)]),
  )
}

function missingAnnotation({ target }: ApplyJob): string {
  return `Warning: resource ${RESOURCES[target.kind].plural}/${target.name} is missing the ${LAST_APPLIED} annotation which is required by kubectl apply. kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. The missing annotation will be patched automatically.`
}

/** `kubectl create -f`: no reading first. */
export const createRunner: JobRunner<Extract<Job, { type: 'create' }>> = {
  begin({ target, object, manager = 'kubectl-create', isRehearsal }) {
    const query = {
      fieldManager: manager,
      fieldValidation: 'Strict',
      ...(isRehearsal && { dryRun: 'All' }),
    }
    return {
      type: 'ask',
      request: {
        method: 'POST',
        path: collectionPath(target.kind, target.namespace),
        body: object,
        query,
      },
      state: { stage: 'create' },
    }
  },
  proceed({ target, prefix, manager, isRehearsal }, _, response) {
    if (!response || response.code === 0) return response ? failure(response) : done('', 1)
    if (response.code !== 201) {
      const { message = '' } = response.body as { readonly message?: string }
      if (prefix !== undefined) return done(`error: ${prefix}: ${message}`, 1)
      return failure(response, manager === undefined ? 'creating "STDIN"' : undefined)
    }
    const { name } = (response.body as { readonly metadata: { readonly name: string } }).metadata
    return done(`${label({ ...target, name })} created${isRehearsal ? ' (server dry run)' : ''}`)
  },
}
