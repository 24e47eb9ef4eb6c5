import type { Pod } from '../../../protocol/objects/pod.ts'
import type { Deployment, ReplicaSet } from '../../../protocol/objects/workload.ts'
import { formatLabelSelector } from '../../api/label-selector.ts'
import { collectionPath, objectPath } from '../../api/resources.ts'
import type { ApiResponse, ListBody } from '../../apiserver/wire.ts'
import { done, failure, type Job, type JobRunner, type JobStep } from '../job.ts'

type LogsJob = Extract<Job, { type: 'logs' }>

const DEFAULT_CONTAINER = 'kubectl.kubernetes.io/default-container'

/**
 * `kubectl logs`: finds the pod, then asks the API server for its log, which asks the kubelet of its node.
 * Upstream: kubectl/pkg/cmd/logs and polymorphichelpers logsForObject, v1.36.
 */
export const logsRunner: JobRunner<LogsJob> = {
  begin({ pod: { kind, namespace, name } }) {
    const request = { method: 'GET', path: objectPath(kind, namespace, name) } as const
    return { type: 'ask', request, state: { stage: kind === 'Pod' ? 'pod' : 'owner' } }
  },

  proceed(job, { stage }, response) {
    if (!response) return done('', 1)
    if (response.code !== 200) return failure(response)
    switch (stage) {
      case 'owner':
        return findPods(job, response.body as unknown as Deployment | ReplicaSet)
      case 'pods':
        return onPods(job, (response.body as ListBody).items as readonly Pod[])
      case 'pod':
        return readLog(job, response.body as Pod, [])
      default:
        return printed(response)
    }
  },
}

function printed({ body }: ApiResponse): JobStep {
  return done((body as unknown as { readonly text: string }).text.replace(/\n$/, ''))
}

function findPods({ pod: { namespace } }: LogsJob, { spec }: Deployment | ReplicaSet): JobStep {
  const query = { labelSelector: formatLabelSelector(spec.selector) }
  const request = { method: 'GET', path: collectionPath('Pod', namespace), query } as const
  return { type: 'ask', request, state: { stage: 'pods' } }
}

/** Of several pods one that runs is taken, and kubectl says which. */
function onPods(job: LogsJob, pods: readonly Pod[]): JobStep {
  const ranked = pods.toSorted((a, b) => rankOf(a) - rankOf(b))
  const [pod] = ranked
  if (!pod) return done('error: timed out waiting for the condition', 1)
  const notes =
    ranked.length > 1 ? [`Found ${ranked.length} pods, using pod/${pod.metadata.name}`] : []
  return readLog(job, pod, notes)
}

/** Pods that are ready come first. */
function rankOf({ status }: Pod): number {
  if (status.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True')) return 0
  return status.phase === 'Running' ? 1 : 2
}

function readLog({ options }: LogsJob, pod: Pod, notes: readonly string[]): JobStep {
  const { namespace, name, annotations } = pod.metadata
  const { containers, initContainers = [] } = pod.spec
  const names = containers.map((container) => container.name)
  const wanted = annotations?.[DEFAULT_CONTAINER] ?? names[0] ?? ''
  const isChosen = options.container === '' && names.length + initContainers.length > 1
  const others = [...names, ...initContainers.map((container) => `${container.name} (init)`)]
  const lines = isChosen
    ? [...notes, `Defaulted container "${wanted}" out of: ${others.join(', ')}`]
    : notes
  const { container, previous, tail, sinceSeconds, timestamps } = options
  const query = {
    ...((container !== '' || isChosen) && { container: container || wanted }),
    ...(previous && { previous: 'true' }),
    ...(timestamps && { timestamps: 'true' }),
    ...(tail !== undefined && { tailLines: String(tail) }),
    ...(sinceSeconds !== undefined && { sinceSeconds: String(sinceSeconds) }),
  }
  const request = { method: 'GET', path: objectPath('Pod', namespace, name, 'log'), query } as const
  const line = lines.join('\n')
  return { type: 'ask', request, state: { stage: 'log' }, ...(line !== '' && { line }) }
}
