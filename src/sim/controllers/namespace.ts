import type { Namespace } from '../../protocol/objects/cluster.ts'
import type { Kind, KubeObject } from '../../protocol/objects/index.ts'
import type { Condition } from '../../protocol/objects/meta.ts'
import type { Pod } from '../../protocol/objects/pod.ts'
import { isEqualJson } from '../api/equal-json.ts'
import { isPodTerminal } from '../api/pod-status.ts'
import { apiVersionOf, collectionPath, objectPath, RESOURCES } from '../api/resources.ts'
import { timeOf, timestampAt } from '../api/time.ts'
import { type Micros, SECOND } from '../kernel/types.ts'
import {
  type Caches,
  type Controller,
  only,
  type Plan,
  refOf,
  type Step,
  type Write,
} from './runtime/controller.ts'
import { statusUpdate } from './writes.ts'

/** Time between a namespace's DELETE and the first sweep, so that all API servers know of it. */
const DELETION_GRACE: Micros = 5 * SECOND
const FINALIZER = 'kubernetes'

/** What lives in namespaces and is known to the caches. Events have no cache; they are swept all the same. */
const CACHED_KINDS: readonly Kind[] = [
  'Pod',
  'ConfigMap',
  'Deployment',
  'EndpointSlice',
  'Lease',
  'ReplicaSet',
  'Secret',
  'Service',
  'ServiceAccount',
]
const SWEPT_KINDS: readonly Kind[] = [...CACHED_KINDS.slice(1), 'Event']

/** Empties a namespace that is being deleted, pods first, and then lets it go. Upstream: pkg/controller/namespace, v1.36. */
export const namespaceController: Controller = {
  name: 'namespace-controller',
  workers: 10,
  watches: {
    Namespace: ({ type, object }) =>
      type !== 'DELETED' && object.metadata.deletionTimestamp !== undefined
        ? [object.metadata.name]
        : [],
  },

  describe: (key, caches) => caches.cache('Namespace').get(key),

  reconcile(key, view) {
    const namespace = view.cache('Namespace').get(key)
    const deletedAt = namespace?.metadata.deletionTimestamp
    if (!namespace || deletedAt === undefined) return undefined
    if (!(namespace.spec.finalizers ?? []).includes(FINALIZER)) return undefined
    const memory = (view.memory ?? { seenAt: view.now, isSwept: false }) as Memory
    const wait = memory.seenAt + DELETION_GRACE - view.now
    if (wait > 0) return { memory, requeueAfter: wait }
    const left = remaining(key, view)
    if (left.length === 0 && memory.isSwept) return finalize(namespace, memory, view.now)
    return sweep(namespace, left, memory, view.now)
  },
}

interface Memory {
  readonly seenAt: Micros
  /** Everything was told to go at least once. */
  readonly isSwept: boolean
}

function remaining(namespace: string, caches: Caches): readonly KubeObject[] {
  return CACHED_KINDS.flatMap(
    (kind) => caches.cache(kind).withPrefix(`${namespace}/`) as KubeObject[],
  )
}

function sweep(
  namespace: Namespace,
  left: readonly KubeObject[],
  memory: Memory,
  now: Micros,
): Plan {
  const { name, deletionTimestamp } = namespace.metadata
  const pods = left.filter((object): object is Pod => object.kind === 'Pod')
  const isPodsFirst = pods.length > 0
  const deletions = (isPodsFirst ? (['Pod'] as const) : SWEPT_KINDS).map((kind) =>
    only(deleteCollection(kind, name)),
  )
  // Only what is still there after the sweep is told: pods take their time, and so does what has finalizers.
  const staying = isPodsFirst ? left : left.filter(({ metadata }) => metadata.finalizers?.length)
  const estimate = pods.reduce((max, pod) => Math.max(max, graceOf(pod)), 0)
  const passed = now - timeOf(deletionTimestamp)
  const seconds = Math.max(0, Math.ceil(estimate - passed / SECOND))
  return {
    memory: { ...memory, isSwept: !isPodsFirst },
    saw: { pods: pods.length, objects: left.length },
    steps: [...deletions, ...reportStep(namespace, staying, now)],
    requeueAfter: isPodsFirst ? (Math.floor(seconds / 2) + 1) * SECOND : SECOND,
  }
}

function graceOf(pod: Pod): number {
  return isPodTerminal(pod) ? 0 : (pod.spec.terminationGracePeriodSeconds ?? 30)
}

function finalize(namespace: Namespace, memory: Memory, now: Micros): Plan {
  const { metadata, spec } = namespace
  const { resourceVersion: _version, ...anyVersion } = metadata
  const finalizers = (spec.finalizers ?? []).filter((finalizer) => finalizer !== FINALIZER)
  const put: Write = {
    verb: 'update',
    object: refOf(namespace),
    subresource: 'finalize',
    request: {
      method: 'PUT',
      path: objectPath('Namespace', undefined, metadata.name, 'finalize'),
      body: { ...namespace, metadata: anyVersion, spec: { ...spec, finalizers } },
    },
    accepts: [404],
  }
  return {
    memory,
    saw: { objects: 0 },
    steps: [...reportStep(namespace, [], now), only(put)],
  }
}

function deleteCollection(kind: Kind, namespace: string): Write {
  const body = {
    kind: 'DeleteOptions',
    apiVersion: apiVersionOf(kind),
    propagationPolicy: 'Background',
  }
  return {
    verb: 'deletecollection',
    object: { kind, namespace, name: '' },
    request: { method: 'DELETE', path: collectionPath(kind, namespace), body },
  }
}

/** The five conditions that tell how far the deletion is. Upstream: deletion/status_condition_utils.go. */
function reportStep(
  namespace: Namespace,
  left: readonly KubeObject[],
  now: Micros,
): readonly Step[] {
  const held = left.filter(({ metadata }) => metadata.finalizers?.length)
  const news: readonly Condition[] = [
    condition(
      'NamespaceDeletionDiscoveryFailure',
      'ResourcesDiscovered',
      'All resources successfully discovered',
    ),
    condition(
      'NamespaceDeletionGroupVersionParsingFailure',
      'ParsedGroupVersions',
      'All legacy kube types successfully parsed',
    ),
    condition(
      'NamespaceDeletionContentFailure',
      'ContentDeleted',
      'All content successfully deleted, may be waiting on finalization',
    ),
    left.length === 0
      ? condition('NamespaceContentRemaining', 'ContentRemoved', 'All content successfully removed')
      : {
          ...condition(
            'NamespaceContentRemaining',
            'SomeResourcesRemain',
            `Some resources are remaining: ${countsByResource(left)}`,
          ),
          status: 'True',
        },
    held.length === 0
      ? condition(
          'NamespaceFinalizersRemaining',
          'ContentHasNoFinalizers',
          'All content-preserving finalizers finished',
        )
      : {
          ...condition(
            'NamespaceFinalizersRemaining',
            'SomeFinalizersRemain',
            `Some content in the namespace has finalizers remaining: ${countsByFinalizer(held)}`,
          ),
          status: 'True',
        },
  ]
  const before = namespace.status.conditions ?? []
  const conditions = news.map((next): Condition => {
    const old = before.find(({ type }) => type === next.type)
    const isSame =
      old?.status === next.status && old.reason === next.reason && old.message === next.message
    return isSame ? old : { ...next, lastTransitionTime: timestampAt(now) }
  })
  if (isEqualJson(before, conditions)) return []
  const status = { ...namespace.status, conditions }
  const { resourceVersion: _version, ...metadata } = namespace.metadata
  return [
    only({
      ...statusUpdate({ ...namespace, metadata, status } as unknown as Namespace),
      accepts: [404],
    }),
  ]
}

function condition(type: string, reason: string, message: string): Condition {
  return { type, status: 'False', reason, message }
}

function countsByResource(objects: readonly KubeObject[]): string {
  const counts = new Map<string, number>()
  for (const { kind } of objects) {
    const { plural, group } = RESOURCES[kind]
    const name = `${plural}.${group}`
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return [...counts]
    .sort()
    .map(([name, count]) => `${name} has ${count} resource instances`)
    .join(', ')
}

function countsByFinalizer(objects: readonly KubeObject[]): string {
  const counts = new Map<string, number>()
  for (const { metadata } of objects) {
    for (const name of metadata.finalizers ?? []) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return [...counts]
    .sort()
    .map(([name, count]) => `${name} in ${count} resource instances`)
    .join(', ')
}
