import type { Deployment, ReplicaSet } from '../../../protocol/objects/workload.ts'
import { collectionPath, objectPath } from '../../api/resources.ts'
import { deploymentRolloutStatus } from '../../api/rollout-status.ts'
import type { ApiResponse, ListBody } from '../../apiserver/wire.ts'
import { MILLISECOND } from '../../kernel/types.ts'
import {
  done,
  failure,
  type Job,
  type JobRunner,
  type JobState,
  type JobStep,
  type Target,
} from '../job.ts'
import { label } from '../label.ts'

const REVISION = 'deployment.kubernetes.io/revision'
const HASH_LABEL = 'pod-template-hash'
/** How often `rollout status` looks. Simplified: the real one keeps a watch open. */
const LOOK_EVERY = 500 * MILLISECOND
/** Annotations that belong to a ReplicaSet and do not go back with its template. */
const OWN_ANNOTATIONS = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  REVISION,
  'deployment.kubernetes.io/revision-history',
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
  'deprecated.deployment.rollback.to',
])

/** `kubectl rollout undo`. Upstream: kubectl/pkg/polymorphichelpers DeploymentRollbacker, v1.36. */
export const undoRunner: JobRunner<Extract<Job, { type: 'undo' }>> = {
  begin: ({ target }) => readDeployment(target),
  proceed(job, state, response) {
    if (!response || response.code === 0 || response.code >= 300)
      return response ? failure(response) : done('', 1)
    if (state.stage === 'write') return done(`${label(job.target)} rolled back`)
    if (state.stage === 'read')
      return readReplicaSets(job.target, response.body as unknown as Deployment)
    return rollBack(
      job.target,
      job.toRevision,
      state.read as Deployment,
      ownedSets(response, state.read as Deployment),
    )
  },
}

function rollBack(
  target: Target,
  toRevision: number,
  deployment: Deployment,
  sets: readonly ReplicaSet[],
): JobStep {
  if (deployment.spec.paused) {
    return done(
      `error: deployments.apps "${target.name}" is paused; resume it first with 'kubectl rollout resume' and try again`,
      1,
    )
  }
  const byRevision = [...sets].sort((a, b) => revisionOf(b) - revisionOf(a))
  const wanted =
    toRevision === 0 ? byRevision[1] : byRevision.find((set) => revisionOf(set) === toRevision)
  if (!wanted) {
    const text =
      toRevision === 0
        ? `no rollout history found for deployment "${target.name}"`
        : `unable to find specified revision ${toRevision} in history`
    return done(`error: ${text}`, 1)
  }
  const { [HASH_LABEL]: _, ...labels } = wanted.spec.template.metadata?.labels ?? {}
  const template = {
    ...wanted.spec.template,
    metadata: { ...wanted.spec.template.metadata, labels },
  }
  const kept = Object.entries(deployment.metadata.annotations ?? {}).filter(([key]) =>
    OWN_ANNOTATIONS.has(key),
  )
  const restored = Object.entries(wanted.metadata.annotations ?? {}).filter(
    ([key]) => !OWN_ANNOTATIONS.has(key),
  )
  const body = [
    { op: 'replace', path: '/spec/template', value: template },
    {
      op: 'replace',
      path: '/metadata/annotations',
      value: Object.fromEntries([...kept, ...restored]),
    },
  ]
  const path = objectPath('Deployment', target.namespace, target.name)
  return {
    type: 'ask',
    request: { method: 'PATCH', path, body, contentType: 'application/json-patch+json' },
    state: { stage: 'write' },
  }
}

/** `kubectl rollout history`. */
export const historyRunner: JobRunner<Extract<Job, { type: 'history' }>> = {
  begin: ({ target }) => readDeployment(target),
  proceed({ target }, state, response) {
    if (!response || response.code === 0 || response.code >= 300)
      return response ? failure(response) : done('', 1)
    if (state.stage === 'read')
      return readReplicaSets(target, response.body as unknown as Deployment)
    const sets = ownedSets(response, state.read as Deployment)
    const rows = sets.map(
      (set) =>
        [
          revisionOf(set),
          set.metadata.annotations?.['kubernetes.io/change-cause'] ?? '<none>',
        ] as const,
    )
    const lines = rows
      .filter(([revision]) => revision > 0)
      .sort(([a], [b]) => a - b)
      .map(([revision, cause]) => `${String(revision).padEnd(11)}${cause}`)
    return done(
      [
        `${label(target)} `,
        'REVISION  CHANGE-CAUSE'.padEnd(10),
        ...lines.map((line) => line.replace(/^(\d+) {1}/, '$1')),
        '',
      ].join('\n'),
    )
  },
}

/** `kubectl rollout status`: looks until the rollout is done or can not be. */
export const rolloutStatusRunner: JobRunner<Extract<Job, { type: 'rollout-status' }>> = {
  begin: ({ target }) => readDeployment(target),
  proceed(job, state, response) {
    if (!response) return readDeployment(job.target, state.read)
    if (response.code !== 200) return failure(response)
    const status = deploymentRolloutStatus(response.body as unknown as Deployment, 0)
    if (status.error) return done(`error: ${status.error}`, 1)
    if (status.done) return done(status.message.trimEnd())
    const line = status.message.trimEnd()
    return {
      type: 'wait',
      micros: LOOK_EVERY,
      state: { stage: 'wait', read: line },
      ...(line === state.read ? {} : { line }),
    }
  },
}

function readDeployment(target: Target, read?: unknown): JobStep {
  const state: JobState = { stage: 'read', read }
  return {
    type: 'ask',
    request: { method: 'GET', path: objectPath(target.kind, target.namespace, target.name) },
    state,
  }
}

function readReplicaSets(target: Target, deployment: Deployment): JobStep {
  return {
    type: 'ask',
    request: { method: 'GET', path: collectionPath('ReplicaSet', target.namespace) },
    state: { stage: 'sets', read: deployment },
  }
}

function ownedSets(response: ApiResponse, deployment: Deployment): readonly ReplicaSet[] {
  const { items } = response.body as ListBody
  return items.filter(
    (set): set is ReplicaSet =>
      set.metadata.ownerReferences?.some((owner) => owner.uid === deployment.metadata.uid) ?? false,
  )
}

function revisionOf(set: ReplicaSet): number {
  return Number(set.metadata.annotations?.[REVISION] ?? 0)
}
