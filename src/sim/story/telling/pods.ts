import type { EndpointSlice, Service } from '../../../protocol/objects/network.ts'
import type { Pod } from '../../../protocol/objects/pod.ts'
import { hasAllLabels } from '../../api/label-selector.ts'
import { keyOf } from '../../api/resources.ts'
import type { KeyValue } from '../../etcd/wire.ts'
import type { EventRun } from '../../kernel/event-run.ts'
import type { Table } from '../../kernel/table.ts'
import { refOf } from '../object-ref.ts'
import { targetKey } from './commands.ts'
import type { Narrator } from './narrator.ts'
import { latestEnding, latestOpen, operationsAbove, ownerUid } from './ownership.ts'
import { type PodTrouble, stageOf, troubleOf } from './pod-state.ts'
import { difference } from './pod-tally.ts'
import { type Operation, type PodProgress, STAGE } from './tables.ts'

/** Plans whose new pods replace ones that end. */
const REPLACING = new Set(['replacePod', 'nodeCrash', 'networkCut', 'kubeletStop'])

/** Follows every pod from its creation to its end, for the operations it belongs to. */
export class PodTeller {
  private readonly narrator: Narrator
  private readonly kv: Table<KeyValue>

  constructor(narrator: Narrator, kv: Table<KeyValue>) {
    this.narrator = narrator
    this.kv = kv
  }

  /** A pod was written. */
  onCommit(run: EventRun, before: Pod | undefined, after: Pod | undefined): void {
    if (!after) {
      if (before) this.onGone(run, before)
      return
    }
    const key = keyOf(after)
    const known = this.narrator.tables.pods.get(key)
    let row = known?.uid === after.metadata.uid ? known : this.onCreated(run, after)
    row = this.advance(run, row, after)
    const isMarked = after.metadata.deletionTimestamp !== undefined
    if (isMarked && !row.isMarked) this.onMarked(run, row, after)
    this.onRestored(run, key, after)
  }

  /** The kubelet of the pod's node was told of it by its watch. */
  onLearned(run: EventRun, pod: Pod): void {
    const row = this.narrator.tables.pods.get(keyOf(pod))
    if (!row) return
    if (pod.metadata.deletionTimestamp !== undefined) {
      if (row.isStopping) return
      this.narrator.tables.pods.set(row.key, { ...row, isStopping: true })
      this.narrator.count(run, row.ending, { stopping: 1 })
    } else if (row.stage < STAGE.learned) this.put(run, row, { ...row, stage: STAGE.learned })
  }

  /** A container of a pod runs: `namespace/pod/container`. */
  onContainerStarted(run: EventRun, subject: string): void {
    const at = subject.lastIndexOf('/')
    const key = subject.slice(0, at)
    const { marks } = this.narrator.tables
    this.narrator.count(run, marks.get(`kill/${key}`) ?? 0, { started: 1 })
    const back = marks.get(`back/${key}`) ?? 0
    if (back > 0) marks.set(`back/${key}`, -back)
    const row = this.narrator.tables.pods.get(key)
    if (!row || row.waiting.length === 0) return
    const waiting = row.waiting.filter((name) => name !== subject.slice(at + 1))
    const stage = waiting.length === 0 ? Math.max(row.stage, STAGE.started) : row.stage
    this.put(run, row, { ...row, waiting, stage })
  }

  /** The scheduler found no node for a pod; the API will be told of it next. */
  onUnschedulable(run: EventRun, key: string): void {
    const row = this.narrator.tables.pods.get(key)
    if (row && row.stage < STAGE.bound && row.trouble === '')
      this.put(run, row, { ...row, trouble: 'unschedulable' })
  }

  /** Endpoints were published. */
  onEndpoints(run: EventRun, slice: EndpointSlice): void {
    for (const { targetRef, conditions } of slice.endpoints ?? []) {
      if (targetRef?.kind !== 'Pod' || conditions?.ready === false) continue
      const row = this.narrator.tables.pods.get(`${targetRef.namespace}/${targetRef.name}`)
      if (!row || row.isReachable) continue
      const stage = row.stage >= STAGE.ready ? STAGE.finished : row.stage
      this.put(run, row, { ...row, isReachable: true, stage })
    }
  }

  private onCreated(run: EventRun, pod: Pod): PodProgress {
    const key = keyOf(pod)
    const owner = ownerUid(pod)
    const { tables } = this.narrator
    const asked = tables.targets.get(targetKey({ kind: 'Pod', ...pod.metadata }))?.operation
    const operation = asked ?? latestOpen(operationsAbove(this.narrator, owner))?.id ?? 0
    const row: PodProgress = {
      key,
      uid: pod.metadata.uid,
      operation,
      ending: 0,
      owner,
      node: '',
      stage: STAGE.created,
      trouble: '',
      pulls: 0,
      lastReason: '',
      waiting: [...(pod.spec.initContainers ?? []), ...pod.spec.containers].map((it) => it.name),
      isReachable: false,
      isMarked: false,
      isStopping: false,
    }
    tables.pods.set(key, row)
    this.narrator.count(run, operation, { created: 1, wanted: asked === undefined ? 0 : 1 })
    if (operation === 0 && run.isRoused)
      this.narrator.aside(run, {
        key: 'other.created',
        params: { kind: 'Pod', name: pod.metadata.name },
        objects: [refOf(pod)],
        actors: ['kube-apiserver', 'etcd'],
      })
    return row
  }

  /** Takes over what the API now says of a pod, and tells its troubles. */
  private advance(run: EventRun, row: PodProgress, pod: Pod): PodProgress {
    let stage = Math.max(row.stage, stageOf(pod))
    if (stage === STAGE.ready && (row.isReachable || !this.isSelected(pod))) stage = STAGE.finished
    const found = troubleOf(pod)
    const trouble = found?.trouble ?? ''
    const node = pod.spec.nodeName ?? ''
    const pulls =
      row.pulls + (found?.reason === 'ErrImagePull' && row.lastReason !== 'ErrImagePull' ? 1 : 0)
    const lastReason = found?.reason ?? ''
    if (found) this.tellTrouble(run, { ...row, pulls }, pod, found)
    if (
      stage === row.stage &&
      trouble === row.trouble &&
      node === row.node &&
      lastReason === row.lastReason
    )
      return row
    const next: PodProgress = { ...row, stage, trouble, node, pulls, lastReason }
    this.put(run, row, next)
    this.tellLate(run, row, next, pod)
    return next
  }

  private put(run: EventRun, before: PodProgress, after: PodProgress): void {
    this.narrator.tables.pods.set(after.key, after)
    this.narrator.count(run, after.operation, difference(before, after))
    const operation = this.narrator.openOperation(after.operation)
    if (
      operation?.plan === 'rollout' &&
      after.stage >= STAGE.finished &&
      before.stage < STAGE.finished
    )
      this.tellBatch(run, operation, after)
  }

  private tellBatch(run: EventRun, { id, tally, subject }: Operation, row: PodProgress): void {
    if (tally.finished + tally.unschedulable + tally.notWell < tally.created) return
    this.narrator.aside(run, {
      key: 'rollout.ready',
      operation: id,
      params: { count: tally.finished, name: subject.name },
      objects: [subject, podRef(row)],
      actors: ['kubelet', 'kube-apiserver', 'kube-controller-manager'],
    })
  }

  private tellTrouble(run: EventRun, row: PodProgress, pod: Pod, found: PodTrouble): void {
    const { marks } = this.narrator.tables
    // The end of a container that the user brought about, or that its machine took along, was told.
    if (found.key === 'crash' && (marks.has(`kill/${row.key}`) || marks.has(`back/${row.key}`)))
      return
    if (row.isMarked) return
    // The first end is told as such; the later ones as the pauses that they bring.
    if (found.key === 'crash' && found.round > 0) return
    const whose = row.owner || row.uid
    const round = found.trouble === 'image' ? row.pulls : found.round
    const key = `${found.trouble}|${whose}|${found.container}|${round}`
    this.narrator.asideOnce(run, key, {
      key: `trouble.${found.key}`,
      operation: row.operation,
      params: {
        name: pod.metadata.name,
        container: found.container,
        image: imageOf(pod, found.container),
        reason: found.reason,
        message: found.message,
        pause: found.pause,
        policy: pod.spec.restartPolicy ?? 'Always',
        context: pod.spec.restartPolicy === 'Never' ? 'never' : '',
        count: round,
      },
      objects: [refOf(pod)],
      actors:
        found.key === 'unschedulable'
          ? ['kube-scheduler', 'kube-apiserver']
          : ['kubelet', 'container-runtime'],
    })
  }

  /** A pod that had been given up, or that no story waits for, got there after all. */
  private tellLate(run: EventRun, before: PodProgress, after: PodProgress, pod: Pod): void {
    const operation = this.narrator.openOperation(after.operation)
    const about = {
      operation: after.operation,
      params: { name: pod.metadata.name, node: after.node },
      objects: [refOf(pod)],
    }
    const wasBound = before.stage < STAGE.bound && after.stage >= STAGE.bound
    if (wasBound && (before.trouble === 'unschedulable' || (!operation && run.isRoused)))
      this.narrator.aside(run, {
        ...about,
        key: 'late.bound',
        actors: ['kube-scheduler', 'kube-apiserver'],
      })
    const isDone = before.stage < STAGE.finished && after.stage >= STAGE.finished
    if (isDone && !operation)
      this.narrator.aside(run, {
        ...about,
        key: 'late.ready',
        actors: ['kubelet', 'kube-apiserver'],
      })
  }

  private onMarked(run: EventRun, row: PodProgress, pod: Pod): void {
    const ending = this.endingOf(row, pod)
    const id = ending?.id ?? 0
    this.narrator.tables.pods.set(row.key, { ...row, isMarked: true, ending: id })
    if (!ending) {
      if (this.narrator.openOperation(row.operation) || !run.isRoused) return
      this.narrator.aside(run, {
        key: 'other.podMarked',
        params: { name: pod.metadata.name },
        objects: [refOf(pod)],
        actors: ['kube-apiserver', 'etcd'],
      })
      return
    }
    const isReplaced = row.owner !== '' && REPLACING.has(ending.plan)
    if (isReplaced) this.expectReplacement(row.owner, id)
    this.narrator.count(run, id, { marked: 1, wanted: isReplaced ? 1 : 0 })
  }

  /** What the owner makes next belongs to the operation that took its pod away. */
  private expectReplacement(owner: string, operation: number): void {
    const { owners } = this.narrator.tables
    const known = owners.get(owner)
    owners.set(owner, { owner: known?.owner ?? '', operation })
  }

  private onGone(run: EventRun, pod: Pod): void {
    const { pods, marks, nodes } = this.narrator.tables
    const row = pods.get(keyOf(pod))
    if (!row || row.uid !== pod.metadata.uid) return
    const ending = row.ending || (this.endingOf(row, pod)?.id ?? 0)
    pods.delete(row.key)
    marks.delete(`kill/${row.key}`)
    if (marks.delete(`back/${row.key}`)) {
      const id = nodes.get(row.node)?.back ?? 0
      this.narrator.count(run, id, { wanted: -1 })
    }
    this.narrator.count(run, row.operation, difference(row, undefined))
    this.narrator.count(run, ending, {
      marked: row.isMarked ? 0 : 1,
      stopping: row.isStopping ? 0 : 1,
      gone: 1,
    })
    const back = nodes.get(row.node)?.back ?? 0
    if (this.narrator.openOperation(back)) this.narrator.count(run, back, { gone: 1 })
    else if (!this.narrator.operation(ending) && run.isRoused)
      this.narrator.aside(run, {
        key: 'other.deleted',
        params: { kind: 'Pod', name: pod.metadata.name },
        objects: [refOf(pod)],
        actors: ['kube-apiserver', 'etcd'],
      })
  }

  private endingOf(row: PodProgress, pod: Pod): Operation | undefined {
    const { nodes, targets, marks } = this.narrator.tables
    const asked = targets.get(targetKey({ kind: 'Pod', ...pod.metadata }))?.operation ?? 0
    const namespace = marks.get(`ending/${pod.metadata.namespace}`) ?? 0
    return latestEnding([
      this.narrator.operation(asked),
      this.narrator.operation(namespace),
      this.narrator.operation(nodes.get(row.node)?.lost ?? 0),
      ...operationsAbove(this.narrator, row.owner),
    ])
  }

  /** A pod whose container was killed by the user, or whose machine was, is ready again. */
  private onRestored(run: EventRun, key: string, pod: Pod): void {
    const back = this.narrator.tables.marks.get(`back/${key}`) ?? 0
    if (back < 0 && stageOf(pod) >= STAGE.ready) {
      this.narrator.tables.marks.delete(`back/${key}`)
      this.narrator.count(run, -back, { finished: 1 })
    }
    const id = this.narrator.tables.marks.get(`kill/${key}`)
    const operation = this.narrator.operation(id ?? 0)
    if (!operation || operation.tally.started === 0 || stageOf(pod) < STAGE.ready) return
    this.narrator.tables.marks.delete(`kill/${key}`)
    this.narrator.count(run, operation.id, { finished: 1 })
  }

  private isSelected(pod: Pod): boolean {
    const services = this.kv.withPrefix(`/registry/services/specs/${pod.metadata.namespace}/`)
    return services.some(({ value }) => {
      const { selector } = (value as Service).spec
      return selector !== undefined && hasAllLabels(pod.metadata.labels, selector)
    })
  }
}

function podRef(row: PodProgress) {
  const [namespace = '', name = ''] = row.key.split('/')
  return { kind: 'Pod', namespace, name, uid: row.uid }
}

function imageOf(pod: Pod, container: string): string {
  const all = [...(pod.spec.initContainers ?? []), ...pod.spec.containers]
  return all.find((it) => it.name === container)?.image ?? ''
}
