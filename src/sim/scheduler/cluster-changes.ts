import type { Node } from '../../protocol/objects/cluster.ts'
import type { Pod } from '../../protocol/objects/pod.ts'
import { isEqualJson } from '../api/equal-json.ts'
import { isPodTerminal } from '../api/pod-status.ts'
import { keyOf } from '../api/resources.ts'
import type { CacheChange, Informers } from '../client/informers.ts'
import type { Context } from '../kernel/types.ts'
import type { SchedulerCache } from './cache.ts'
import type { ClusterEvent, HintView } from './framework.ts'
import { plugins } from './plugins/index.ts'
import { podInfoOf } from './pod-info.ts'
import type { QueuedPod, SchedulingQueue } from './queue.ts'

export const SCHEDULER_NAME = 'default-scheduler'

/** What a change of the cluster is carried into. */
export interface SchedulerState {
  readonly cache: SchedulerCache
  readonly queue: SchedulingQueue
  readonly informers: Informers
}

/** Carries what the informers saw into cache and queue. Upstream: scheduler/eventhandlers.go, v1.36. */
export function applyChange(change: CacheChange, state: SchedulerState, ctx: Context): void {
  const { object } = change
  switch (object.kind) {
    case 'Node':
      onNode(change, object, state, ctx)
      break
    case 'Pod':
      onPod(change, object, state, ctx)
      break
    default:
      break
  }
}

/** Moves waiting pods on if a plugin that turned them down says that the event is worth another try. */
export function announce(event: ClusterEvent, state: SchedulerState, ctx: Context): void {
  const { queue, informers } = state
  queue.moveOn(ctx, (row) => {
    if (row.isGated) return false
    const pod = informers.cache('Pod').get(row.key)
    return pod !== undefined && isWorthTrying(row, pod, event, informers)
  })
}

function isWorthTrying(
  row: QueuedPod,
  pod: Pod,
  event: ClusterEvent,
  informers: Informers,
): boolean {
  const view: HintView = {
    namespaceLabels: (name) => informers.cache('Namespace').get(name)?.metadata.labels,
  }
  return plugins.some(
    (plugin) =>
      row.refusedBy.includes(plugin.name) && plugin.isWorthRetrying?.(pod, event, view) === true,
  )
}

function onNode(change: CacheChange, node: Node, state: SchedulerState, ctx: Context): void {
  const old = change.old as Node | undefined
  if (change.type === 'DELETED') {
    state.cache.removeNode(node.metadata.name)
    announce({ type: 'node-deleted', old: node }, state, ctx)
    return
  }
  const before = state.cache.node(node.metadata.name)
  state.cache.setNode(node)
  if (!old) announce({ type: 'node-added', node }, state, ctx)
  else if (state.cache.node(node.metadata.name) !== before)
    announce({ type: 'node-updated', node, old }, state, ctx)
}

function onPod(change: CacheChange, pod: Pod, state: SchedulerState, ctx: Context): void {
  const old = change.old as Pod | undefined
  // Finished pods take nothing any more; upstream's informer leaves them out.
  const isGone = change.type === 'DELETED' || isPodTerminal(pod)
  const wasGone = change.type === 'ADDED' || old === undefined || isPodTerminal(old)
  if (isGone) {
    if (!wasGone || change.type === 'DELETED') onPodGone(old ?? pod, state, ctx)
    return
  }
  if (!wasGone && old.metadata.uid !== pod.metadata.uid) {
    onPodGone(old, state, ctx)
    onPodKnown(pod, undefined, state, ctx)
    return
  }
  onPodKnown(pod, wasGone ? undefined : old, state, ctx)
}

function onPodGone(old: Pod, state: SchedulerState, ctx: Context): void {
  const { cache, queue } = state
  const key = keyOf(old)
  queue.remove(ctx, key)
  cache.withdraw(key)
  const nodeName = old.spec.nodeName
  if (!nodeName) {
    // An assumed pod's place is free again, too.
    if (cache.forget(key)) announce({ type: 'pod-deleted', old }, state, ctx)
    return
  }
  cache.removePod(key, nodeName)
  announce({ type: 'pod-deleted', old }, state, ctx)
}

function onPodKnown(pod: Pod, old: Pod | undefined, state: SchedulerState, ctx: Context): void {
  const { cache, queue } = state
  const key = keyOf(pod)
  const nodeName = pod.spec.nodeName
  if (!nodeName) {
    if (pod.spec.schedulerName === undefined || pod.spec.schedulerName === SCHEDULER_NAME)
      onPodWaiting(pod, old, state, ctx)
    return
  }
  const wasAssigned = old?.spec.nodeName !== undefined && old.spec.nodeName !== ''
  if (!wasAssigned) {
    queue.remove(ctx, key)
    cache.withdraw(key)
  }
  cache.setPod(pod, nodeName)
  if (!wasAssigned) announce({ type: 'pod-assigned', pod }, state, ctx)
  else if (old && !isEqualJson(old.metadata.labels, pod.metadata.labels))
    announce({ type: 'pod-updated', pod, old }, state, ctx)
}

function onPodWaiting(
  pod: Pod,
  old: Pod | undefined,
  { cache, queue, informers }: SchedulerState,
  ctx: Context,
): void {
  const key = keyOf(pod)
  if (cache.isAssumed(key)) return
  const row = queue.get(key)
  if (!row) {
    // One that is not queued is being bound, or was dropped because it is being deleted.
    if (old) return
    queue.add(ctx, pod, isGated(pod))
    // A place was promised to it by a scheduler's former life.
    const promised = pod.status.nominatedNodeName
    if (promised) cache.nominate(podInfoOf(pod), promised)
    return
  }
  if (row.place !== 'unschedulable' || !old || !isChangedForScheduling(old, pod)) return
  if (row.isGated ? isGated(pod) : !isWorthTrying(row, pod, ownUpdate(pod, old), informers)) return
  queue.release(row, ctx)
}

function ownUpdate(pod: Pod, old: Pod): ClusterEvent {
  return { type: 'itself-updated', pod, old }
}

function isGated(pod: Pod): boolean {
  return plugins.some((plugin) => plugin.preEnqueue?.(pod) !== undefined)
}

/** The scheduler's own reports change a pod's status, and nothing that matters here. */
function isChangedForScheduling(old: Pod, pod: Pod): boolean {
  return !isEqualJson(old.spec, pod.spec) || !isEqualJson(old.metadata.labels, pod.metadata.labels)
}
