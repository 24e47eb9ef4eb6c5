import type { Event, Lease } from '../../../protocol/objects/cluster.ts'
import type { Kind, KubeObject, ObjectOf } from '../../../protocol/objects/index.ts'
import type { EndpointSlice } from '../../../protocol/objects/network.ts'
import type { Pod } from '../../../protocol/objects/pod.ts'
import type { ReplicaSet } from '../../../protocol/objects/workload.ts'
import { formatLabelSelector } from '../../api/label-selector.ts'
import { collectionPath, objectPath } from '../../api/resources.ts'
import type { Micros } from '../../kernel/types.ts'
import { eventLines } from './events.ts'
import { endpointSliceLines, serviceLines } from './network.ts'
import { nodeLines } from './node.ts'
import {
  configMapLines,
  fieldLines,
  namespaceLines,
  secretLines,
  serviceAccountLines,
} from './objects.ts'
import { podLines } from './pod.ts'
import { tabbed } from './tabbed.ts'
import { deploymentLines, replicaSetLines } from './workload.ts'

/** One more thing that kubectl reads to describe an object. */
export interface Reading {
  readonly about: 'pods' | 'sets' | 'slices' | 'lease' | 'events'
  readonly path: string
  readonly query?: { readonly [parameter: string]: string }
}

/** What was read for the description, by what it is about; what could not be read is missing. */
export interface Related {
  readonly pods?: readonly Pod[]
  readonly sets?: readonly ReplicaSet[]
  readonly slices?: readonly EndpointSlice[]
  readonly lease?: Lease
  readonly events?: readonly Event[]
}

interface Describer<K extends Kind> {
  readonly reads?: (object: ObjectOf<K>) => readonly Reading[]
  readonly hasEvents: boolean
  lines(object: ObjectOf<K>, related: Related, now: Micros): readonly string[]
}

/** How each kind is described. */
const describers: { readonly [K in Kind]: Describer<K> } = {
  Pod: { hasEvents: true, lines: (pod, _, now) => podLines(pod, now) },
  Node: {
    reads: ({ metadata: { name } }) => [
      { about: 'lease', path: objectPath('Lease', 'kube-node-lease', name) },
      {
        about: 'pods',
        path: collectionPath('Pod'),
        query: {
          fieldSelector: `spec.nodeName=${name},status.phase!=Succeeded,status.phase!=Failed`,
        },
      },
    ],
    hasEvents: true,
    lines: (node, { lease, pods = [] }, now) => nodeLines(node, { lease, pods }, now),
  },
  Deployment: {
    reads: ({ metadata, spec }) => [
      {
        about: 'sets',
        path: collectionPath('ReplicaSet', metadata.namespace),
        query: { labelSelector: formatLabelSelector(spec.selector) },
      },
    ],
    hasEvents: true,
    lines: (deployment, { sets = [] }) => deploymentLines(deployment, sets),
  },
  ReplicaSet: {
    reads: ({ metadata, spec }) => [
      {
        about: 'pods',
        path: collectionPath('Pod', metadata.namespace),
        query: { labelSelector: formatLabelSelector(spec.selector) },
      },
    ],
    hasEvents: true,
    lines: (set, { pods = [] }) => replicaSetLines(set, pods),
  },
  Service: {
    reads: ({ metadata }) => [
      {
        about: 'slices',
        path: collectionPath('EndpointSlice', metadata.namespace),
        query: { labelSelector: `kubernetes.io/service-name=${metadata.name}` },
      },
    ],
    hasEvents: true,
    lines: (service, { slices = [] }) => serviceLines(service, slices),
  },
  EndpointSlice: { hasEvents: true, lines: (slice) => endpointSliceLines(slice) },
  Namespace: { hasEvents: false, lines: (namespace) => namespaceLines(namespace) },
  ConfigMap: { hasEvents: true, lines: (configMap) => configMapLines(configMap) },
  Secret: { hasEvents: false, lines: (secret) => secretLines(secret) },
  ServiceAccount: { hasEvents: true, lines: (account) => serviceAccountLines(account) },
  Lease: { hasEvents: true, lines: (lease) => fieldLines(lease) },
  Event: { hasEvents: true, lines: (event) => fieldLines(event) },
}

/** What is read besides the object itself, in this order. */
export function readingsFor(object: KubeObject): readonly Reading[] {
  const { reads, hasEvents } = describers[object.kind] as Describer<Kind>
  const own = reads?.(object) ?? []
  return hasEvents ? [...own, eventsOf(object)] : own
}

/** The description: columns laid out, the Events by themselves at the end. */
export function descriptionOf(object: KubeObject, related: Related, now: Micros): string {
  const { lines } = describers[object.kind] as Describer<Kind>
  const text = tabbed(lines(object, related, now))
  const { events } = related
  if (!events) return text
  // Without events the line belongs to the columns above it.
  if (events.length === 0) return tabbed([...lines(object, related, now), ...eventLines([], now)])
  return `${text}\n${tabbed(eventLines(events, now))}`
}

/** Events of a node are told by its name as well as by its uid: both are asked for, by leaving the uid out. */
function eventsOf({ kind, metadata }: KubeObject): Reading {
  const { name, namespace = 'default', uid } = metadata
  const fields = [
    `involvedObject.name=${name}`,
    ...(metadata.namespace ? [`involvedObject.namespace=${namespace}`] : []),
    `involvedObject.kind=${kind}`,
    ...(kind === 'Node' ? [] : [`involvedObject.uid=${uid}`]),
  ]
  const query = { fieldSelector: fields.join(',') }
  return { about: 'events', path: collectionPath('Event', namespace), query }
}
