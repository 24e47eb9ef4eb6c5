import { stringify } from 'yaml'
import type { MachineView, ObjectInspection, OwnerTreeNode } from '../../../protocol/inspection.ts'
import type { Event } from '../../../protocol/objects/cluster.ts'
import type { Kind, KubeObject } from '../../../protocol/objects/index.ts'
import type { ObjectRef } from '../../../protocol/trace.ts'
import type { EventRow } from '../../../protocol/views.ts'
import { summarizePod } from '../../api/pod-summary.ts'
import { RESOURCES } from '../../api/resources.ts'
import { registryKey, resourcePrefix } from '../../apiserver/storage/registry-key.ts'
import type { KeyValue, LogEntry } from '../../etcd/wire.ts'
import type { Table } from '../../kernel/table.ts'
import type { NodeRow, PodWorker } from '../../node/kubelet/kubelet-state.ts'
import { machineView } from '../../node/machines/machine-view.ts'
import { refOf } from '../object-ref.ts'
import { eventRow } from '../projection/event-row.ts'
import type { Stage } from '../stage.ts'

const EVENTS_MAX = 100
const CHILDREN_MAX = 100
const DEPTH_MAX = 5
/** Of the first write to an empty store. */
const FIRST_REVISION = 2
/** Kinds that others can own, and those that they own. */
const OWNED_KINDS: readonly Kind[] = ['ReplicaSet', 'Pod', 'EndpointSlice']

/** Everything of one object: YAML, events, owners, lifecycles. */
export function inspectObject(stage: Stage, ref: ObjectRef): ObjectInspection {
  const kv = stage.kernel.findTable('etcd/kv') as unknown as Table<KeyValue>
  const object = find(kv, ref)
  return {
    type: 'object',
    ref: object ? refOf(object) : ref,
    object: (object as ObjectInspection['object'] | undefined) ?? null,
    hasBeen: object !== undefined || wasThere(stage, ref),
    yaml: object ? yamlOf(object) : '',
    events: eventsOf(kv, ref, object),
    owners: object ? ownerTree(kv, object) : null,
    machines: object ? machinesOf(stage, object) : [],
  }
}

function find(kv: Table<KeyValue>, ref: ObjectRef): KubeObject | undefined {
  const resource = RESOURCES[ref.kind as Kind]
  if (!resource) return undefined
  const object = kv.get(registryKey(resource, ref.namespace, ref.name))?.value
  return ref.uid === undefined || object?.metadata.uid === ref.uid ? object : undefined
}

/** Whether etcd's history knows the object. What lies before its last compaction is taken to have been. */
function wasThere(stage: Stage, ref: ObjectRef): boolean {
  const resource = RESOURCES[ref.kind as Kind]
  if (!resource) return true
  const log = stage.kernel.findTable('etcd/log') as unknown as Table<LogEntry>
  const key = registryKey(resource, ref.namespace, ref.name)
  let oldest = Number.POSITIVE_INFINITY
  for (const { revision, kv } of log.values()) {
    const isIt = ref.uid === undefined || kv.value.metadata.uid === ref.uid
    if (kv.key === key && isIt) return true
    oldest = Math.min(oldest, revision)
  }
  return oldest > FIRST_REVISION
}

/** As `kubectl get -o yaml` prints it: keys by the alphabet, without managedFields, and equal values written out each time. */
function yamlOf(object: KubeObject): string {
  const { managedFields: _, ...metadata } = object.metadata
  return stringify(
    { ...object, metadata },
    { lineWidth: 0, sortMapEntries: true, aliasDuplicateObjects: false },
  )
}

function eventsOf(
  kv: Table<KeyValue>,
  ref: ObjectRef,
  object: KubeObject | undefined,
): readonly EventRow[] {
  const prefix = `/registry/events/${ref.namespace ?? 'default'}/`
  const rows: EventRow[] = []
  for (const { value } of kv.withPrefix(prefix)) {
    const { involvedObject } = value as Event
    if (involvedObject.kind !== ref.kind || involvedObject.name !== ref.name) continue
    // Events about nodes carry the node's name as uid, as the real kubelet's do.
    const isSame = !object || ref.kind === 'Node' || involvedObject.uid === object.metadata.uid
    if (isSame) rows.push(eventRow(value as Event))
  }
  return rows.sort((a, b) => a.lastAtMicros - b.lastAtMicros).slice(-EVENTS_MAX)
}

/** The tree that an object is part of, from its topmost owner down. */
function ownerTree(kv: Table<KeyValue>, object: KubeObject): OwnerTreeNode {
  const namespace = object.metadata.namespace
  let root = object
  for (let depth = 0; depth < DEPTH_MAX; depth++) {
    const owner =
      root.metadata.ownerReferences?.find((it) => it.controller) ??
      root.metadata.ownerReferences?.[0]
    const above = owner && find(kv, { kind: owner.kind, namespace, name: owner.name })
    if (!above || above.metadata.uid !== owner.uid) break
    root = above
  }
  const owned = namespace === undefined ? new Map() : ownedBy(kv, namespace)
  return branch(root, owned, 0)
}

function ownedBy(kv: Table<KeyValue>, namespace: string): Map<string, KubeObject[]> {
  const owned = new Map<string, KubeObject[]>()
  for (const kind of OWNED_KINDS) {
    for (const { value } of kv.withPrefix(`${resourcePrefix(RESOURCES[kind])}${namespace}/`)) {
      for (const { uid } of value.metadata.ownerReferences ?? []) {
        const siblings = owned.get(uid)
        if (siblings) siblings.push(value)
        else owned.set(uid, [value])
      }
    }
  }
  return owned
}

function branch(
  object: KubeObject,
  owned: ReadonlyMap<string, readonly KubeObject[]>,
  depth: number,
): OwnerTreeNode {
  const children = depth < DEPTH_MAX ? (owned.get(object.metadata.uid) ?? []) : []
  return {
    object: refOf(object),
    status: statusOf(object),
    children: children.slice(0, CHILDREN_MAX).map((child) => branch(child, owned, depth + 1)),
  }
}

function statusOf(object: KubeObject): string {
  switch (object.kind) {
    case 'Pod':
      return summarizePod(object).status
    case 'Deployment':
    case 'ReplicaSet':
      return `${object.status?.readyReplicas ?? 0}/${object.spec.replicas ?? 1}`
    case 'EndpointSlice':
      return `${object.endpoints?.length ?? 0}`
    default:
      return ''
  }
}

/** Lifecycles of a pod and its containers, or of a node, as the node itself lives them. */
function machinesOf({ kernel }: Stage, object: KubeObject): readonly MachineView[] {
  if (object.kind === 'Node') {
    const { name } = object.metadata
    const row = kernel.findTable(`${name}/kubelet/node`)?.get('') as NodeRow | undefined
    return row ? [machineView('node', name, row.lifecycle)] : []
  }
  if (object.kind !== 'Pod') return []
  const workers = kernel.findTable(`${object.spec.nodeName}/kubelet/pods`)
  const worker = workers?.get(object.metadata.uid) as PodWorker | undefined
  if (!worker) return []
  return [
    machineView('pod', worker.key, worker.lifecycle),
    ...Object.entries(worker.containers).map(([container, current]) =>
      machineView('container', `${worker.key}/${container}`, current),
    ),
  ]
}
