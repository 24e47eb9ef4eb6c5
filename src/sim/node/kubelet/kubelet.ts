import type { Node } from '../../../protocol/objects/cluster.ts'
import type { Pod } from '../../../protocol/objects/pod.ts'
import { isEqualJson } from '../../api/equal-json.ts'
import type { ContainerLogsCall } from '../../apiserver/wire.ts'
import type { Answer } from '../../client/api-client.ts'
import type { CacheChange } from '../../client/informers.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Component, Context, Message } from '../../kernel/types.ts'
import type {
  ConnectAnswer,
  CriAnswer,
  CriEvent,
  CriUnavailable,
  LogRead,
  RuntimeConnection,
} from '../cri.ts'
import type { WorkerSpec } from '../worker-spec.ts'
import { admit } from './admission.ts'
import { passOnLog, serveLogs } from './container-logs.ts'
import { ContainerStarter } from './container-starter.ts'
import { type KubeletNext, KubeletState, type PodWorker } from './kubelet-state.ts'
import { type HeartbeatTimer, NodeReporter } from './node-reporter.ts'
import { orphanPod } from './orphan.ts'
import { removePod } from './pod-removal.ts'
import { PodWorkers, type WorkerTimer } from './pod-workers.ts'
import { Prober, type ProbeTimer } from './prober.ts'
import { Relister, type RelistTimer } from './relister.ts'
import { StatusManager } from './status-manager.ts'
import { type HookTimer, StepRunner } from './step-runner.ts'

type Incoming =
  | { readonly type: 'start' }
  | CriAnswer
  | CriEvent
  | CriUnavailable
  | ContainerLogsCall
  | LogRead
  | RuntimeConnection
  | ConnectAnswer
  | WorkerTimer
  | RelistTimer
  | ProbeTimer
  | HeartbeatTimer
  | HookTimer

/** A pod that nobody said how long to wait for. */
const DEFAULT_GRACE_SECONDS = 30

/** The node's agent: learns of its pods by its own watch and has the runtime make them so. */
export function createKubelet(kernel: Kernel, spec: WorkerSpec): Component {
  const kubelet = new Kubelet(new KubeletState(kernel, spec))
  return {
    name: `${spec.name}/kubelet`,
    kind: 'kubelet',
    host: spec.name,
    handle: (message, ctx) => kubelet.handle(message, ctx),
  }
}

class Kubelet {
  private readonly state: KubeletState
  private readonly node: NodeReporter
  private readonly relister: Relister
  private readonly statuses: StatusManager
  private readonly starter: ContainerStarter
  private readonly prober: Prober
  private readonly workers: PodWorkers

  constructor(state: KubeletState) {
    this.state = state
    this.node = new NodeReporter(state)
    this.relister = new Relister(state)
    this.statuses = new StatusManager(state)
    this.starter = new ContainerStarter(state)
    this.prober = new Prober(state, {
      refresh: (uid, ctx) => this.workers.refresh(uid, ctx),
      request: (uid, ctx) => this.workers.request(uid, 'probe', ctx),
    })
    this.workers = new PodWorkers(state, {
      relister: this.relister,
      statuses: this.statuses,
      prober: this.prober,
      steps: new StepRunner(state, this.starter),
    })
  }

  handle(message: Message, ctx: Context): void {
    const changes = this.state.informers.handle(message, ctx)
    if (changes) {
      for (const change of changes) this.onChange(change, ctx)
      if (!this.state.node.get().hasCleaned) this.endOrphans(ctx)
      return
    }
    if (this.state.recorder.handle(message, ctx)) return
    const answer = this.state.client.take(message, ctx)
    if (answer) this.onAnswer(answer, ctx)
    else this.onMessage(message as Incoming, ctx)
  }

  private onMessage(message: Incoming, ctx: Context): void {
    switch (message.type) {
      case 'start':
        this.state.forget()
        this.relister.listAll(ctx)
        this.state.informers.start(ctx)
        this.node.start(ctx)
        return
      case 'cri-answer':
        this.onRuntime(message, ctx)
        return
      case 'connect-answer':
        this.prober.take(message, ctx)
        return
      case 'cri-unavailable':
        this.onRuntimeUnavailable(message, ctx)
        return
      case 'runtime-closed':
        this.onRuntimeClosed(ctx)
        return
      case 'runtime-opened':
        this.node.onRuntime(true, ctx)
        return
      case 'container-logs':
        serveLogs(this.state, message, ctx)
        return
      case 'log-read':
        passOnLog(message, ctx)
        return
      case 'cri-event':
        this.onExit(message.podUid, ctx)
        return
      case 'relist':
        this.relister.onTimer(ctx)
        return
      case 'sync-pod':
      case 'deadline':
        this.workers.onTimer(message, ctx)
        return
      case 'probe-due':
        this.prober.onTimer(message, ctx)
        return
      case 'hook-done':
        this.workers.progress(message.uid, ctx.event.id, message, ctx)
        return
      case 'node-heartbeat':
        this.node.onHeartbeat(ctx)
        return
    }
  }

  private onChange(change: CacheChange, ctx: Context): void {
    const { object } = change
    if (object.kind === 'Node') this.node.onNode(object as Node, ctx)
    if (object.kind !== 'Pod') return
    if (change.type === 'DELETED') this.onPodGone(object as Pod, ctx)
    else this.onPod(object as Pod, ctx)
  }

  private onPod(pod: Pod, ctx: Context): void {
    const { uid } = pod.metadata
    const known = this.state.pods.get(uid)
    if (!known) {
      this.onNewPod(pod, ctx)
      return
    }
    const worker = this.state.change(known, { pod })
    this.statuses.onPod(pod, ctx)
    if (this.endIfDeleted(worker, ctx)) return
    if (hasNewManifest(known.pod, pod)) this.workers.request(uid, 'updated', ctx)
    else if (pod.spec.readinessGates) this.workers.refresh(uid, ctx)
  }

  private onNewPod(pod: Pod, ctx: Context): void {
    // After a broken connection the news come by the reflector's retries, which are heartbeats; the news are not.
    ctx.rouse()
    const { phase } = pod.status
    if (phase === 'Succeeded' || phase === 'Failed') {
      const worker = this.workers.add(pod, undefined, ctx)
      this.state.change(worker, { stage: 'terminated', lifecycle: phase.toLowerCase() })
      this.statuses.set(worker, pod.status, true, ctx)
      return
    }
    const isDeleting = pod.metadata.deletionTimestamp !== undefined
    const isKnownToRuntime = this.state.runtime.has(pod.metadata.uid)
    const rejection = isDeleting || isKnownToRuntime ? undefined : this.rejection(pod)
    const worker = this.workers.add(pod, rejection && rejected(rejection), ctx)
    if (rejection) this.state.tell(worker, undefined, { type: 'Warning', ...rejection }, ctx)
    if (!this.endIfDeleted(worker, ctx)) this.workers.request(worker.uid, 'added', ctx)
  }

  private rejection(pod: Pod) {
    const others: Pod[] = []
    this.state.pods.forEachUnordered((worker) => {
      if (worker.stage !== 'terminated') others.push(worker.pod)
    })
    return admit(pod, others, this.state.spec)
  }

  private endIfDeleted(worker: PodWorker, ctx: Context): boolean {
    const { deletionTimestamp, deletionGracePeriodSeconds } = worker.pod.metadata
    if (deletionTimestamp === undefined) return false
    if (worker.stage === 'syncing') ctx.rouse()
    this.workers.terminate(worker, deletionGracePeriodSeconds ?? DEFAULT_GRACE_SECONDS, ctx)
    return true
  }

  private onPodGone(pod: Pod, ctx: Context): void {
    const known = this.state.pods.get(pod.metadata.uid)
    if (!known) return
    ctx.rouse()
    if (known.stage === 'terminated') {
      removePod(this.state, known, ctx)
      return
    }
    const worker = this.state.change(known, { isGone: true })
    this.state.statuses.delete(worker.uid)
    const { deletionGracePeriodSeconds } = pod.metadata
    const grace = deletionGracePeriodSeconds ?? pod.spec.terminationGracePeriodSeconds
    this.workers.terminate(worker, grace ?? DEFAULT_GRACE_SECONDS, ctx)
  }

  private onAnswer({ next, response, requestId }: Answer<KubeletNext>, ctx: Context): void {
    switch (next.for) {
      case 'register':
        this.node.onRegistered(response, ctx)
        return
      case 'read-node':
        this.node.onNodeRead(response, ctx)
        return
      case 'node-status':
        this.node.onReported(response)
        return
      case 'lease':
        if (this.node.onLease(response, ctx)) this.statuses.resend(ctx)
        return
      case 'read-lease':
        this.node.onLeaseRead(response, ctx)
        return
      case 'status':
        this.statuses.onPatched(next.uid, next.version, response, ctx)
        return
      case 'delete':
        this.statuses.onDeleted(next.uid, response)
        return
      case 'config': {
        const { ref, uid } = next
        this.workers.progress(uid, requestId, { type: 'config', ref, response }, ctx)
        return
      }
    }
  }

  private onRuntime(answer: CriAnswer, ctx: Context): void {
    if (answer.call === 'ListContainers') {
      this.onList(answer, ctx)
      return
    }
    const pulled = answer.call === 'PullImage' ? answer.image : undefined
    if (pulled) this.state.images.set(pulled.name, pulled)
    const isProgress = this.workers.progress(answer.podUid, answer.callId, answer, ctx)
    if (answer.call === 'PullImage') this.starter.advancePulls(ctx)
    if (!isProgress && answer.call === 'ExecSync') this.prober.take(answer, ctx)
  }

  private onList(answer: Extract<CriAnswer, { call: 'ListContainers' }>, ctx: Context): void {
    const [first] = answer.pods
    const asker = first && this.state.pods.get(first.podUid)
    if (first && asker?.waiting.includes(answer.callId)) {
      this.relister.store(first)
      this.workers.progress(first.podUid, answer.callId, answer, ctx)
      return
    }
    for (const { uid, hasChanged, isWanted } of this.relister.take(answer)) {
      if (!hasChanged && !isWanted) {
        this.workers.tellReason(uid, ctx)
        continue
      }
      if (hasChanged) this.state.alignContainers(uid, ctx)
      this.workers.request(uid, hasChanged ? 'runtime' : 'timer', ctx)
    }
    if (answer.images !== undefined) {
      for (const uid of this.state.pods.keys()) this.workers.request(uid, 'added', ctx)
      this.endOrphans(ctx)
    }
  }

  /** The runtime's socket was closed: what was asked of it is not answered any more. */
  private onRuntimeClosed(ctx: Context): void {
    this.node.onRuntime(false, ctx)
    this.starter.forgetPulls()
    this.relister.onUnavailable(undefined, ctx)
    for (const uid of this.state.pods.keys()) this.workers.onRuntimeClosed(uid, ctx)
  }

  private onRuntimeUnavailable({ callId, call }: CriUnavailable, ctx: Context): void {
    this.node.onRuntime(false, ctx)
    if (call.call === 'PullImage') this.starter.forgetPulls()
    if ('podUid' in call && this.workers.fail(call.podUid, callId, ctx)) return
    if (call.call === 'ExecSync') this.prober.tryAgain(callId, ctx)
    if (call.call !== 'ListContainers') return
    const [asker = ''] = call.podUids ?? []
    if (!this.workers.fail(asker, callId, ctx)) this.relister.onUnavailable(call.podUids, ctx)
  }

  private onExit(uid: string, ctx: Context): void {
    const worker = this.state.pods.get(uid)
    if (worker) this.relister.mark(uid, false, ctx)
  }

  /** What runs of pods that nobody knows of any more, once a kubelet that started has seen both sides. */
  private endOrphans(ctx: Context): void {
    if (!this.state.relist.get().hasListedAll || !this.state.informers.areSynced) return
    this.state.node.set({ ...this.state.node.get(), hasCleaned: true })
    for (const uid of this.state.runtime.keys()) {
      if (this.state.pods.has(uid)) continue
      const worker = this.workers.add(orphanPod(uid, this.state.runtimeOf(uid)), undefined, ctx)
      this.workers.terminate(this.state.change(worker, { isGone: true }), 1, ctx)
    }
  }
}

/**
 * Whether a pod's update leads to a sync: changes of spec, labels or annotations do, of the status do not.
 * Upstream: kubernetes/pkg/kubelet/config podsDifferSemantically, v1.36; there is a generation for every spec.
 */
function hasNewManifest({ metadata: before }: Pod, { metadata: after }: Pod): boolean {
  return (
    before.generation !== after.generation ||
    !isEqualJson(before.labels ?? {}, after.labels ?? {}) ||
    !isEqualJson(before.annotations ?? {}, after.annotations ?? {})
  )
}

function rejected({ reason, message }: { readonly reason: string; readonly message: string }) {
  return { reason, message: `Pod was rejected: ${message}` }
}
