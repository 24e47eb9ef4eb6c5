import type { Node } from '../../../protocol/objects/cluster.ts'
import type { KubeObject } from '../../../protocol/objects/index.ts'
import type { Pod } from '../../../protocol/objects/pod.ts'
import type { Deployment } from '../../../protocol/objects/workload.ts'
import type { Cluster } from '../../../sim/cluster.ts'

/** Whether what a recording waited for holds here: `deployment web complete`, `3 pods ready`, `no pods`. Undefined: not understood. */
export function holds(cluster: Cluster, namespace: string, reached: string): boolean | undefined {
  const pods = objectsOf(cluster, 'pods', namespace) as readonly Pod[]
  const live = pods.filter((pod) => pod.metadata.deletionTimestamp === undefined)
  const deployment = /^deployment (\S+) complete$/.exec(reached)
  if (deployment)
    return isComplete(
      find(cluster, 'deployments', namespace, deployment[1] ?? '') as Deployment | undefined,
    )
  const ready = /^(\d+) pods ready$/.exec(reached)
  if (ready) return live.filter(isReady).length === Number(ready[1])
  const count = /^(\d+) pods(?: left)?$/.exec(reached)
  if (count) return pods.length === Number(count[1])
  if (reached === 'restart')
    return pods.some((pod) =>
      pod.status.containerStatuses?.some((status) => status.restartCount > 0),
    )
  if (reached === 'namespace gone') return find(cluster, 'namespaces', '', namespace) === undefined
  if (reached === 'deadline exceeded')
    return objectsOf(cluster, 'deployments', namespace).some(isPastDeadline)
  if (reached === 'no pods') return pods.length === 0
  if (reached === 'no deployment') return objectsOf(cluster, 'deployments', namespace).length === 0
  const node = /^(\S+) (not )?Ready$/.exec(reached)
  if (node) return isNodeReady(cluster, node[1] ?? '') === (node[2] === undefined)
  const evicted = /^pods of (\S+) have deletionTimestamp$/.exec(reached)
  if (evicted)
    return pods.every(
      (pod) => pod.spec.nodeName !== evicted[1] || pod.metadata.deletionTimestamp !== undefined,
    )
  return undefined
}

/** The objects of a resource in a namespace, as etcd has them. */
export function objectsOf(
  cluster: Cluster,
  plural: string,
  namespace: string,
): readonly KubeObject[] {
  const prefix = plural === 'services' ? '/registry/services/specs' : `/registry/${plural}`
  return cluster.etcd.kv.withPrefix(`${prefix}/${namespace}/`).map((kv) => kv.value)
}

function find(
  cluster: Cluster,
  plural: string,
  namespace: string,
  name: string,
): KubeObject | undefined {
  const path = namespace === '' ? name : `${namespace}/${name}`
  return cluster.etcd.kv.get(`/registry/${plural}/${path}`)?.value
}

function isReady(pod: Pod): boolean {
  return (
    pod.status.conditions?.some(
      (condition) => condition.type === 'Ready' && condition.status === 'True',
    ) ?? false
  )
}

function isComplete(deployment: Deployment | undefined): boolean {
  if (!deployment) return false
  const { spec, status, metadata } = deployment
  const wanted = spec.replicas ?? 1
  return (
    (status.observedGeneration ?? 0) >= (metadata.generation ?? 0) &&
    status.updatedReplicas === wanted &&
    status.replicas === wanted &&
    status.availableReplicas === wanted
  )
}

function isNodeReady(cluster: Cluster, name: string): boolean {
  const node = cluster.etcd.kv.get(`/registry/minions/${name}`)?.value as Node | undefined
  return (
    node?.status.conditions?.some(
      (condition) => condition.type === 'Ready' && condition.status === 'True',
    ) ?? false
  )
}

function isPastDeadline(object: KubeObject): boolean {
  const conditions = (object as Deployment).status.conditions ?? []
  return conditions.some((condition) => condition.reason === 'ProgressDeadlineExceeded')
}
