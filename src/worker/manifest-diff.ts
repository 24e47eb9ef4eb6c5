import type { Reply } from '../protocol/messages.ts'
import type { KubeObject } from '../protocol/objects/index.ts'
import type { JsonObject } from '../protocol/objects/meta.ts'
import type { ObjectDiff } from '../protocol/views.ts'
import { kindStrategies } from '../sim/api/kinds/index.ts'
import { applyStrategicMergePatch } from '../sim/api/patch/strategic-merge.ts'
import { RESOURCES } from '../sim/api/resources.ts'
import { registryKey } from '../sim/apiserver/storage/registry-key.ts'
import type { Cluster } from '../sim/cluster.ts'
import { checkManifest } from '../sim/kubectl/check-manifest.ts'
import { objectJobs } from '../sim/kubectl/command-line.ts'
import type { Job } from '../sim/kubectl/job.ts'
import { applyRunner } from '../sim/kubectl/jobs/apply.ts'
import { fieldChanges, objectDiff } from '../sim/story/field-changes.ts'

type ApplyJob = Extract<Job, { readonly type: 'apply' }>
type Difference = ObjectDiff & { readonly state: 'new' | 'changed' | 'same' }

/** kubectl's own note of what was applied last; not a difference that a reader looks for. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration'

/** What `kubectl apply` of this manifest would change. Asks kubectl's own rules; writes nothing. */
export function diffManifest(
  cluster: Cluster,
  manifest: string,
): Reply & { readonly type: 'diff' } {
  const problems = checkManifest(manifest)
  if (problems.some((problem) => problem.severity === 'error'))
    return { type: 'diff', problems, diffs: [] }
  const jobs = objectJobs(manifest, 'apply').filter((job): job is ApplyJob => job.type === 'apply')
  return { type: 'diff', problems, diffs: jobs.map((job) => differenceOf(cluster, job)) }
}

function differenceOf(cluster: Cluster, job: ApplyJob): Difference {
  const { kind, namespace, name } = job.target
  const resource = RESOURCES[kind]
  const object = resource.namespaced ? { kind, namespace, name } : { kind, name }
  const live = cluster.etcd.kv.get(registryKey(resource, namespace, name))?.value
  if (!live) {
    const fields = objectDiff(undefined, job.object as unknown as KubeObject)?.fields ?? []
    return { object, change: 'created', fields, state: 'new' }
  }
  const response = { code: 200, body: live }
  const step = applyRunner.proceed(job, { stage: 'read' }, response, cluster.kernel.now)
  if (step.type !== 'ask') return { object, change: 'changed', fields: [], state: 'same' }
  const document = live as unknown as JsonObject
  const patch = step.request.body as JsonObject
  const result = applyStrategicMergePatch(document, patch, kindStrategies[kind].schema)
  const next = 'error' in result ? live : result.result
  const fields = fieldChanges(live, next).filter(({ path }) => !path.includes(LAST_APPLIED))
  return { object, change: 'changed', fields, state: fields.length > 0 ? 'changed' : 'same' }
}
