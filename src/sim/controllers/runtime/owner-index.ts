import type { Kind, ObjectOf } from '../../../protocol/objects/index.ts'
import type { BaseObject, OwnerReference, StringMap } from '../../../protocol/objects/meta.ts'
import type { Pod } from '../../../protocol/objects/pod.ts'
import type { InformerSpec } from '../../client/informers.ts'
import type { Caches } from './controller.ts'

const NONE: readonly string[] = []

// Memos by object: an update of a pod's status keeps its labels and owners, and so costs its indexes nothing.
const uidsByOwners = new WeakMap<readonly OwnerReference[], readonly string[]>()
const pairsByLabels = new WeakMap<StringMap, Map<string, readonly string[]>>()

function ownerUids(object: BaseObject): readonly string[] {
  const owners = object.metadata.ownerReferences
  if (!owners) return NONE
  let uids = uidsByOwners.get(owners)
  if (!uids) {
    uids = owners.map((owner) => owner.uid)
    uidsByOwners.set(owners, uids)
  }
  return uids
}

function labelPairs(pod: Pod): readonly string[] {
  const { labels, namespace = '' } = pod.metadata
  if (!labels) return NONE
  let byNamespace = pairsByLabels.get(labels)
  if (!byNamespace) {
    byNamespace = new Map()
    pairsByLabels.set(labels, byNamespace)
  }
  let pairs = byNamespace.get(namespace)
  if (!pairs) {
    pairs = Object.entries(labels).map(([key, value]) => labelPair(namespace, key, value))
    byNamespace.set(namespace, pairs)
  }
  return pairs
}

function labelPair(namespace: string, key: string, value: string): string {
  return `${namespace}/${key}=${value}`
}

function orphanIn(object: BaseObject): string | undefined {
  return controllerOf(object) ? undefined : (object.metadata.namespace ?? '')
}

function namespaceOf(object: BaseObject): string {
  return object.metadata.namespace ?? ''
}

/** What kube-controller-manager watches, and how its shared caches are indexed. */
export const INFORMER_SPECS: readonly InformerSpec[] = [
  { kind: 'Namespace' },
  { kind: 'Node', indexes: { owner: ownerUids } },
  {
    kind: 'Pod',
    indexes: {
      owner: ownerUids,
      orphan: orphanIn,
      label: (object) => labelPairs(object as Pod),
      node: (object) => (object as Pod).spec.nodeName || undefined,
    },
  },
  { kind: 'ReplicaSet', indexes: { owner: ownerUids, orphan: orphanIn, namespace: namespaceOf } },
  { kind: 'Deployment', indexes: { owner: ownerUids, namespace: namespaceOf } },
  { kind: 'Service', indexes: { owner: ownerUids, namespace: namespaceOf } },
  { kind: 'EndpointSlice', indexes: { owner: ownerUids } },
  { kind: 'ConfigMap', indexes: { owner: ownerUids } },
  { kind: 'Secret', indexes: { owner: ownerUids } },
  { kind: 'ServiceAccount', indexes: { owner: ownerUids } },
  { kind: 'Lease', indexes: { owner: ownerUids } },
]

/** The reference to the one owner that manages the object. */
export function controllerOf(object: BaseObject): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find((owner) => owner.controller === true)
}

/** Objects of a kind that `uid` manages, in order of their keys. */
export function controlledBy<K extends Kind>(caches: Caches, kind: K, uid: string): ObjectOf<K>[] {
  return caches
    .cache(kind)
    .by('owner', uid)
    .filter((object) => controllerOf(object as BaseObject)?.uid === uid)
}

/** Pods of a namespace that have all these labels. */
export function podsWithLabels(
  caches: Caches,
  namespace: string,
  labels: StringMap,
): readonly Pod[] {
  const pairs = Object.entries(labels)
  const pods = caches.cache('Pod')
  let rarest: string | undefined
  let fewest = Number.POSITIVE_INFINITY
  for (const [key, value] of pairs) {
    const pair = labelPair(namespace, key, value)
    const count = pods.countBy('label', pair)
    if (count < fewest) [rarest, fewest] = [pair, count]
  }
  if (rarest === undefined) return []
  const found = pods.by('label', rarest)
  if (pairs.length === 1) return found
  return found.filter((pod) => pairs.every(([key, value]) => pod.metadata.labels?.[key] === value))
}
