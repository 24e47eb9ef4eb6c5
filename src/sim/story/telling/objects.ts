import type { Event } from '../../../protocol/objects/cluster.ts'
import type { KubeObject } from '../../../protocol/objects/index.ts'
import type { Deployment, ReplicaSet } from '../../../protocol/objects/workload.ts'
import type { ObjectRef } from '../../../protocol/trace.ts'
import { RESOURCES } from '../../api/resources.ts'
import { registryKey } from '../../apiserver/storage/registry-key.ts'
import type { KeyValue } from '../../etcd/wire.ts'
import type { EventRun } from '../../kernel/event-run.ts'
import { hashValue } from '../../kernel/state-hash.ts'
import type { Table } from '../../kernel/table.ts'
import { refOf } from '../object-ref.ts'
import { targetKey } from './commands.ts'
import type { Narrator } from './narrator.ts'
import { latestOpen, operationsAbove, ownerUid, podsBelow } from './ownership.ts'
import type { Operation, Tally } from './tables.ts'

/** Warnings that no status shows; each is told once for the pods of one owner. */
const TOLD_WARNINGS = new Set([
  'Unhealthy',
  'FailedMount',
  'FailedCreatePodSandBox',
  'FailedCreate',
  'FailedPostStartHook',
  'FailedPreStopHook',
])

/** As many failures in a row as a probe has by default before they count. */
const PROBE_FAILURES_TOLD = 3

/** Follows all objects but pods and nodes: what commands wrote, what controllers made of it. */
export class ObjectTeller {
  private readonly narrator: Narrator

  private readonly kv: Table<KeyValue>

  constructor(narrator: Narrator, kv: Table<KeyValue>) {
    this.narrator = narrator
    this.kv = kv
  }

  /** Books who owns an object and which command wrote it. Comes before anything else is told of it. */
  book(run: EventRun, before: KubeObject | undefined, after: KubeObject | undefined): void {
    const object = after ?? before
    if (!object) return
    const { targets, owners } = this.narrator.tables
    const { uid } = object.metadata
    if (!before && object.kind !== 'Pod') owners.set(uid, { owner: ownerUid(object), operation: 0 })
    const key = targetKey({ kind: object.kind, ...object.metadata })
    const target = targets.get(key)
    if (!target?.isAsked || isStatusOnly(before, after)) return
    if (object.kind !== 'Pod') {
      targets.delete(key)
      owners.set(uid, { owner: ownerUid(object), operation: target.operation })
    }
    if (object.kind === 'Namespace')
      this.narrator.tables.marks.set(
        `${after && !isMarked(after) ? 'made' : 'ending'}/${object.metadata.name}`,
        target.operation,
      )
    const { operation } = target
    if (target.isLeading)
      this.narrator.count(run, operation, {
        stored: 1,
        ...this.expectations(operation, before, after),
      })
  }

  /** Frees the names of pods that a command waited for, once the pods were told of. */
  release(object: KubeObject): void {
    const { targets } = this.narrator.tables
    const key = targetKey({ kind: object.kind, ...object.metadata })
    if (targets.get(key)?.isAsked) targets.delete(key)
  }

  /** An object was written: what of that is a step of its own. */
  onCommit(run: EventRun, before: KubeObject | undefined, after: KubeObject | undefined): void {
    const object = after ?? before
    if (!object) return
    const operation = latestOpen(operationsAbove(this.narrator, object.metadata.uid))
    if (operation?.plan === 'rollout') return this.onRollout(run, operation, before, after)
    if (object.kind === 'EndpointSlice' && operation?.plan === 'service' && after)
      this.narrator.count(run, operation.id, { noticed: operation.tally.noticed === 0 ? 1 : 0 })
    if (operation || !run.isRoused) return
    this.tellOther(run, before, after, object)
  }

  /** A Kubernetes Event was written, for the first time or with a higher count. */
  onEvent(run: EventRun, event: Event): void {
    if (event.type !== 'Warning' || !TOLD_WARNINGS.has(event.reason ?? '')) return
    if (isTeething(event)) return
    const { kind = '', namespace, name = '', uid = '' } = event.involvedObject
    const row = this.narrator.tables.pods.get(`${namespace}/${name}`)
    if (row?.isMarked) return
    this.narrator.asideOnce(
      run,
      `event|${event.reason}|${row?.owner || uid}|${event.involvedObject.fieldPath ?? ''}`,
      {
        key: event.reason === 'Unhealthy' ? 'trouble.unhealthy' : 'trouble.warning',
        operation: row?.operation ?? 0,
        params: { kind, name, reason: event.reason ?? '', message: event.message ?? '' },
        objects: [{ kind, namespace, name, uid }],
        actors: ['kubelet', 'kube-apiserver'],
      },
    )
  }

  /** What follows from a stored object: pods that shall come or go. */
  private expectations(
    id: number,
    before: KubeObject | undefined,
    after: KubeObject | undefined,
  ): Partial<Tally> {
    const plan = this.narrator.operation(id)?.plan
    const object = after ?? before
    if (!object) return {}
    if (plan === 'delete') {
      if (object.kind === 'Namespace') return { toMark: this.podsIn(object.metadata.name) }
      return {
        toMark: podsBelow(this.narrator, object.metadata.uid).filter(
          (key) => !this.narrator.tables.pods.get(key)?.isMarked,
        ).length,
      }
    }
    if (object.kind === 'Pod')
      return plan === 'deletePod' || plan === 'replacePod' ? { toMark: 1 } : {}
    if (object.kind !== 'Deployment' && object.kind !== 'ReplicaSet') return {}
    if (plan === 'rollout') return {}
    const more = replicasOf(after) - replicasOf(before)
    return more >= 0 ? { wanted: more } : { toMark: -more }
  }

  private podsIn(namespace: string): number {
    const prefix = `${namespace}/`
    return this.narrator.tables.pods.withPrefix(prefix).filter((pod) => !pod.isMarked).length
  }

  private onRollout(
    run: EventRun,
    { id, subject }: Operation,
    before: KubeObject | undefined,
    after: KubeObject | undefined,
  ): void {
    if (after?.kind === 'ReplicaSet') {
      const from = replicasOf(before)
      const to = replicasOf(after)
      if (from === to) return
      const word = !before ? 'newSet' : to > from ? 'up' : 'down'
      this.narrator.aside(run, {
        key: `rollout.${word}`,
        operation: id,
        params: {
          name: after.metadata.name,
          deployment: subject.name,
          from,
          to,
          context: this.isRecreate(subject) ? 'recreate' : before && from === 0 ? 'again' : '',
        },
        objects: [refOf(after), subject],
        actors: ['kube-controller-manager', 'kube-apiserver', 'etcd'],
      })
    } else if (after?.kind === 'Deployment' && isRolledOut(after) && !isRolledOut(before)) {
      this.narrator.aside(run, {
        key: 'rollout.done',
        operation: id,
        params: { name: after.metadata.name, count: after.spec.replicas ?? 1 },
        objects: [refOf(after)],
        actors: ['kube-controller-manager', 'kube-apiserver', 'etcd'],
      })
      this.narrator.end(id)
    }
  }

  /** True if a Deployment takes its old pods away before it makes new ones. */
  private isRecreate({ namespace = '', name }: ObjectRef): boolean {
    const key = registryKey(RESOURCES.Deployment, namespace, name)
    const deployment = this.kv.get(key)?.value as Deployment | undefined
    return deployment?.spec.strategy?.type === 'Recreate'
  }

  private tellOther(
    run: EventRun,
    before: KubeObject | undefined,
    after: KubeObject | undefined,
    object: KubeObject,
  ): void {
    if (!isNews(before, after)) return
    const { marks } = this.narrator.tables
    const namespace = object.metadata.namespace ?? ''
    // What comes with a namespace and goes with it belongs to its story.
    if (!after && marks.has(`ending/${namespace}`)) return
    if (!before && this.narrator.openOperation(marks.get(`made/${namespace}`) ?? 0)) return
    // What a finished story leaves behind is no news: endpoints, revisions, remains of a deletion.
    if (operationsAbove(this.narrator, object.metadata.uid).length > 0) return
    if (ownerUid(object) !== '' && !this.narrator.tables.owners.has(ownerUid(object))) return
    const word = !before ? 'created' : after ? 'changed' : 'deleted'
    this.narrator.aside(run, {
      key: `other.${word}`,
      params: { kind: object.kind, name: object.metadata.name },
      objects: [refOf(object)],
      actors: ['kube-apiserver', 'etcd'],
    })
  }
}

/** A program that is only starting fails its first probes; that is news if it goes on. */
function isTeething({ reason, message = '', count = 1 }: Event): boolean {
  const isPatient = !message.startsWith('Liveness')
  return reason === 'Unhealthy' && isPatient && count < PROBE_FAILURES_TOLD
}

/** Births, deaths and changed wishes; EndpointSlices only follow what has been told. */
function isNews(before: KubeObject | undefined, after: KubeObject | undefined): boolean {
  if (!before || !after) return true
  if (after.kind === 'EndpointSlice') return false
  return (before.metadata.generation ?? 0) !== (after.metadata.generation ?? 0)
}

function isMarked(object: KubeObject): boolean {
  return object.metadata.deletionTimestamp !== undefined
}

/** A status that was written just then is not what the command wrote. */
function isStatusOnly(before: KubeObject | undefined, after: KubeObject | undefined): boolean {
  if (!before || !after || isMarked(before) !== isMarked(after)) return false
  const isSame = (read: (object: KubeObject) => unknown) =>
    hashValue(read(before) ?? null) === hashValue(read(after) ?? null)
  return (
    'spec' in after &&
    isSame((object) => (object as { readonly spec?: unknown }).spec) &&
    isSame(({ metadata }) => metadata.labels) &&
    isSame(({ metadata }) => metadata.annotations)
  )
}

function replicasOf(object: KubeObject | undefined): number {
  if (object?.kind !== 'Deployment' && object?.kind !== 'ReplicaSet') return 0
  return (object as Deployment | ReplicaSet).spec.replicas ?? 1
}

/** Upstream: polymorphichelpers.DeploymentStatusViewer, kubectl v1.36. */
function isRolledOut(object: KubeObject | undefined): boolean {
  if (object?.kind !== 'Deployment') return false
  const { status, spec, metadata } = object as Deployment
  const wanted = spec.replicas ?? 1
  return (
    (status?.observedGeneration ?? 0) >= (metadata.generation ?? 0) &&
    (status?.updatedReplicas ?? 0) >= wanted &&
    (status?.replicas ?? 0) <= (status?.updatedReplicas ?? 0) &&
    (status?.availableReplicas ?? 0) >= wanted
  )
}
