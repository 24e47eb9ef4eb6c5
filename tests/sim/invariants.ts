import type { Kind, KubeObject } from '../../src/protocol/objects/index.ts'
import type { Pod } from '../../src/protocol/objects/pod.ts'
import type { Deployment, ReplicaSet } from '../../src/protocol/objects/workload.ts'
import { keyOf, RESOURCES } from '../../src/sim/api/resources.ts'
import { resourcePrefix } from '../../src/sim/apiserver/storage/registry-key.ts'
import type { Cluster } from '../../src/sim/cluster.ts'
import type { EtcdTables } from '../../src/sim/etcd/etcd.ts'
import type { AnyTable } from '../../src/sim/kernel/table.ts'
import type { RuntimeContainer } from '../../src/sim/node/cri.ts'

/** Rules that hold at every moment of every run, whatever breaks. Answers those that do not, in words. */
export function brokenRules(cluster: Cluster): readonly string[] {
  return [
    ...podsOnTwoNodes(cluster),
    ...ownershipCycles(cluster),
    ...revisionsOutOfOrder(cluster),
    ...tooManyPods(cluster),
    ...cachesThatDiffer(cluster),
  ]
}

/** A pod's containers run on one machine only, and never two of one name at once. */
function podsOnTwoNodes({ kernel, workers }: Cluster): readonly string[] {
  const placeOf = new Map<string, string>()
  const broken: string[] = []
  for (const node of workers) {
    kernel.findTable(`${node}/container-runtime/containers`)?.forEachUnordered((value) => {
      const { podUid, podName, config, state } = value as RuntimeContainer
      if (state !== 'running') return
      const pod = placeOf.get(podUid)
      if (pod !== undefined && pod !== node) broken.push(`${podName} runs on ${pod} and on ${node}`)
      placeOf.set(podUid, node)
      const container = `${podUid}/${config.name}`
      if (placeOf.has(container)) broken.push(`${podName}/${config.name} runs twice on ${node}`)
      placeOf.set(container, node)
    })
  }
  return broken
}

function ownershipCycles({ etcd }: Cluster): readonly string[] {
  const ownersOf = new Map<string, readonly string[]>()
  etcd.kv.forEachUnordered(({ value: { metadata } }) => {
    if (metadata.ownerReferences)
      ownersOf.set(
        metadata.uid,
        metadata.ownerReferences.map(({ uid }) => uid),
      )
  })
  const reaches = (from: string, target: string, depth: number): boolean =>
    depth < 10 &&
    (ownersOf.get(from) ?? []).some(
      (owner) => owner === target || reaches(owner, target, depth + 1),
    )
  return [...ownersOf.keys()]
    .filter((uid) => reaches(uid, uid, 0))
    .map((uid) => `${uid} owns itself in the end`)
}

/** Revisions of objects are those of their keys, and none is from the future. */
function revisionsOutOfOrder({ etcd }: Cluster): readonly string[] {
  const broken: string[] = []
  const now = etcd.revision.get()
  etcd.kv.forEachUnordered(({ key, value, modRevision, createRevision }) => {
    if (String(modRevision) !== value.metadata.resourceVersion)
      broken.push(`${key} says ${value.metadata.resourceVersion} at ${modRevision}`)
    if (createRevision > modRevision || modRevision > now) broken.push(`${key} is from the future`)
  })
  return broken
}

/** No ReplicaSet has more pods that are not going than it was ever asked for at once. */
function tooManyPods({ etcd }: Cluster): readonly string[] {
  const counts = new Map<string, number>()
  for (const { value } of etcd.kv.withPrefix('/registry/pods/')) {
    const owner = value.metadata.ownerReferences?.find(({ controller }) => controller)
    const isOver =
      (value as KubeObject & { status?: { phase?: string } }).status?.phase === 'Failed'
    if (owner && !value.metadata.deletionTimestamp && !isOver)
      counts.set(owner.uid, (counts.get(owner.uid) ?? 0) + 1)
  }
  const broken: string[] = []
  for (const { key, value } of etcd.kv.withPrefix('/registry/replicasets/')) {
    const count = counts.get(value.metadata.uid) ?? 0
    const asked = (value as ReplicaSet).spec.replicas ?? 0
    if (count > asked && count > mostEverAsked(etcd, key))
      broken.push(`${value.metadata.name} has ${count} pods of ${asked}`)
  }
  return broken
}

/** The log may be compacted by now, and then what stood there is not known any more. */
function mostEverAsked({ log, compacted }: EtcdTables, key: string): number {
  let most = 0
  log.forEachUnordered(({ kv, previous }) => {
    if (kv.key !== key) return
    if (previous && previous.modRevision <= compacted.get()) most = Number.POSITIVE_INFINITY
    most = Math.max(most, (kv.value as ReplicaSet).spec.replicas ?? 0)
  })
  return most
}

/** A process's cache is what etcd held at the revision that the process has heard of: no gap, no invention. */
function cachesThatDiffer(cluster: Cluster): readonly string[] {
  const { kernel, workers } = cluster
  const clients = [
    ...CLIENTS,
    ...workers.flatMap((node) => [`${node}/kubelet`, `${node}/kube-proxy`]),
  ]
  return clients.flatMap((client) => {
    const reflectors = kernel.findTable(`${client}/reflectors`)
    return KINDS.flatMap((kind) => {
      const cache = kernel.findTable(`${client}/cache/${kind}`)
      const { revision = '' } = (reflectors?.get(kind) ?? {}) as { readonly revision?: string }
      if (!cache || revision === '' || Number(revision) < cluster.etcd.compacted.get()) return []
      return differences(
        client,
        kind,
        cacheOf(cache),
        storeAt(cluster, kind, Number(revision), client),
      )
    })
  })
}

const CLIENTS = ['kube-scheduler', 'kube-controller-manager', 'cloud-controller-manager', 'coredns']
const KINDS = Object.keys(RESOURCES) as readonly Kind[]
type ByKey = Map<string, KubeObject>

function cacheOf(table: AnyTable): ByKey {
  const objects: ByKey = new Map()
  table.forEachUnordered((value) => objects.set(keyOf(value as KubeObject), value as KubeObject))
  return objects
}

/** All objects of a kind that concern a client, as they stood after a revision: the log undone down to there. */
function storeAt({ etcd }: Cluster, kind: Kind, revision: number, client: string): ByKey {
  const objects: ByKey = new Map()
  const concerns = concernOf(client, kind)
  for (const { value } of etcd.kv.withPrefix(resourcePrefix(RESOURCES[kind])))
    objects.set(keyOf(value), value)
  for (let at = etcd.revision.get(); at > revision; at--) {
    const entry = etcd.log.get(String(at))
    if (entry?.kv.value.kind !== kind) continue
    const key = keyOf(entry.kv.value)
    if (entry.previous) objects.set(key, entry.previous.value)
    else objects.delete(key)
  }
  for (const [key, object] of objects) if (!concerns(object)) objects.delete(key)
  return objects
}

/** The field selectors of those who do not watch everything. */
function concernOf(client: string, kind: Kind): (object: KubeObject) => boolean {
  if (client === 'kube-scheduler' && kind === 'Pod')
    return (pod) => !['Succeeded', 'Failed'].includes((pod as Pod).status.phase ?? '')
  if (!client.endsWith('/kubelet')) return () => true
  const node = client.slice(0, -'/kubelet'.length)
  if (kind === 'Pod') return (pod) => (pod as Pod).spec.nodeName === node
  if (kind === 'Node') return ({ metadata }) => metadata.name === node
  return () => true
}

function differences(client: string, kind: Kind, cache: ByKey, store: ByKey): readonly string[] {
  const broken: string[] = []
  for (const [key, object] of cache) {
    const stored = store.get(key)
    if (stored === object) continue
    const known = stored ? `, etcd had ${stored.metadata.resourceVersion}` : ', etcd had none'
    broken.push(`${client} has ${kind} ${key} of ${object.metadata.resourceVersion}${known}`)
  }
  for (const key of store.keys())
    if (!cache.has(key)) broken.push(`${client} does not know ${kind} ${key}`)
  return broken
}

/** Whether a Deployment has what it asks for. */
export function isComplete({ metadata, spec, status }: Deployment): boolean {
  const wanted = spec.replicas ?? 1
  return (
    status.observedGeneration === metadata.generation &&
    (status.updatedReplicas ?? 0) === wanted &&
    (status.replicas ?? 0) === wanted &&
    (status.availableReplicas ?? 0) === wanted
  )
}
