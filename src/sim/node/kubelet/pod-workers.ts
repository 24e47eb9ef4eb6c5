import type { Pod } from '../../../protocol/objects/pod.ts'
import type { KubeletSyncTrace } from '../../../protocol/trace.ts'
import type { Context, EventId, Micros } from '../../kernel/types.ts'
import { SECOND } from '../../kernel/types.ts'
import { TIMINGS } from '../../latencies.ts'
import { apiStatus } from './api-status.ts'
import type { KubeletState, PodWorker } from './kubelet-state.ts'
import { computeActions, terminationSteps } from './pod-actions.ts'
import { removePod } from './pod-removal.ts'
import { isProbedStarted } from './probe-results.ts'
import type { Prober } from './prober.ts'
import type { Relister } from './relister.ts'
import type { StatusManager } from './status-manager.ts'
import type { StepOutcome, StepRunner } from './step-runner.ts'
import type { Step } from './steps.ts'

type Reason = KubeletSyncTrace['reason']

export type WorkerTimer =
  | { readonly type: 'sync-pod'; readonly uid: string }
  | { readonly type: 'deadline'; readonly uid: string }

/** Jitter of retries: up to half as long again (kubernetes/pkg/kubelet workerBackOffPeriodJitterFactor). */
const JITTER = 0.5
const NO_TROUBLE = { type: 'none' } as const
const DEADLINE_EXCEEDED = {
  reason: 'DeadlineExceeded',
  message: 'Pod was active on the node longer than the specified deadline',
}

/** The parts of the kubelet that the workers call on. */
export interface WorkerParts {
  readonly relister: Relister
  readonly statuses: StatusManager
  readonly prober: Prober
  readonly steps: StepRunner
}

/**
 * The pod workers: for each pod one thing at a time, always towards what its manifest says.
 * Upstream: kubernetes/pkg/kubelet pod_workers.go, SyncPod, SyncTerminatingPod, SyncTerminatedPod, v1.36.
 * Simplified: no periodic resync of pods that nothing happened to.
 */
export class PodWorkers {
  private readonly state: KubeletState
  private readonly parts: WorkerParts

  constructor(state: KubeletState, parts: WorkerParts) {
    this.state = state
    this.parts = parts
  }

  /** A pod that the kubelet had no worker for. */
  add(pod: Pod, verdict: PodWorker['verdict'], ctx: Context): PodWorker {
    const worker = newWorker(pod, verdict, ctx.now)
    const admitted = this.state.movePod(worker, verdict ? 'REJECT' : 'ADMIT', ctx)
    return this.state.keep(this.withDeadline(admitted, ctx))
  }

  /** Asks for a sync: at once if the runtime's state is known anew since the last, else at the next relist. */
  request(uid: string, reason: Reason, ctx: Context): void {
    const worker = this.state.pods.get(uid)
    if (!worker || worker.stage === 'terminated') return
    const relist = this.state.relist.get()
    if (worker.isWorking) {
      if (!worker.isPending) this.state.change(worker, { isPending: true })
      return
    }
    if (!relist.hasListedAll) return
    if (relist.lastAt > worker.syncedAt) this.sync(worker, reason, ctx)
    else this.parts.relister.mark(uid, true, ctx)
  }

  /** Has the pod ended within the grace. What was being done for it is dropped. */
  terminate(worker: PodWorker, graceSeconds: number, ctx: Context): void {
    const grace = Math.max(1, graceSeconds)
    if (worker.stage === 'terminated') return
    const isShorter = worker.graceSeconds === undefined || grace < worker.graceSeconds
    if (worker.stage === 'terminating' && !isShorter) return
    const moved = this.state.movePod(worker, 'KILL', ctx)
    if (moved.retry !== 0) ctx.cancel(moved.retry)
    const next = this.state.change(moved, {
      stage: 'terminating',
      graceSeconds: grace,
      steps: [],
      waiting: [],
      isWorking: false,
      isPending: false,
      retry: 0,
      // What the dropped sync did is seen only by a fresh look.
      syncedAt: worker.isWorking ? ctx.now : worker.syncedAt,
    })
    this.parts.steps.dropPulls(next.uid)
    this.parts.prober.stopFatal(next.uid, ctx)
    this.request(next.uid, 'deleted', ctx)
  }

  onTimer(timer: WorkerTimer, ctx: Context): void {
    const worker = this.state.pods.get(timer.uid)
    if (!worker) return
    if (timer.type === 'sync-pod') {
      this.state.change(worker, { retry: 0 })
      this.request(timer.uid, 'timer', ctx)
      return
    }
    if (worker.stage !== 'syncing' || worker.verdict) return
    const { message, reason } = DEADLINE_EXCEEDED
    this.state.tell(worker, undefined, { type: 'Normal', reason, message }, ctx)
    this.state.change(worker, { verdict: DEADLINE_EXCEEDED })
    this.request(timer.uid, 'timer', ctx)
  }

  /** An answer or timer that a step waits for came; true if it was one. */
  progress(uid: string, id: EventId, outcome: StepOutcome, ctx: Context): boolean {
    const worker = this.state.pods.get(uid)
    if (!worker?.waiting.includes(id)) return false
    const next = this.parts.steps.resume(worker, id, outcome, ctx)
    this.goOn(next, ctx)
    return true
  }

  /** A call to the runtime that the worker waits for found nobody; true if it was one. */
  fail(uid: string, id: EventId, ctx: Context): boolean {
    const worker = this.state.pods.get(uid)
    if (!worker?.waiting.includes(id)) return false
    this.breakOff(worker, ctx)
    return true
  }

  /** The runtime's socket closed: a sync that waits for it (and not for the API server) is broken off. */
  onRuntimeClosed(uid: string, ctx: Context): void {
    const worker = this.state.pods.get(uid)
    if (worker && worker.waiting.length > 0 && worker.steps[0]?.do !== 'mount')
      this.breakOff(worker, ctx)
  }

  private breakOff(worker: PodWorker, ctx: Context): void {
    this.endSync({ ...worker, steps: [], waiting: [], trouble: { type: 'error' } }, ctx)
  }

  /** Readiness and the like changed: the status is told, without a sync. */
  refresh(uid: string, ctx: Context): void {
    const worker = this.state.pods.get(uid)
    if (worker && worker.stage !== 'terminated') this.keepReported(worker, false, ctx)
  }

  private sync(worker: PodWorker, reason: Reason, ctx: Context): void {
    if (worker.retry !== 0) ctx.cancel(worker.retry)
    const fresh: PodWorker = { ...worker, isWorking: true, retry: 0, trouble: NO_TROUBLE }
    const ready = worker.stage === 'syncing' ? this.prepareSync(fresh, ctx) : fresh
    const steps = ready.stage === 'terminating' ? this.terminating(ready) : this.actions(ready)
    const why = ready.stage === 'terminating' && reason === 'timer' ? 'deleted' : reason
    if (steps.length > 0) this.trace(ready, why, steps, ctx)
    this.goOn({ ...ready, steps, waiting: [], didWork: steps.length > 0 }, ctx)
  }

  /** Tells the status; a pod whose phase is final is ended instead of synced. */
  private prepareSync(worker: PodWorker, ctx: Context): PodWorker {
    this.parts.prober.follow(worker, ctx)
    const isSandboxUp = this.state.runtimeOf(worker.uid).sandbox?.state === 'ready'
    const aligned = this.state.movePod(worker, isSandboxUp ? 'SANDBOX_READY' : 'SANDBOX_LOST', ctx)
    const reported = this.report(aligned, false, ctx)
    const phase = this.state.statuses.get(worker.uid)?.status.phase
    if (phase !== 'Failed' && phase !== 'Succeeded') return reported
    const moved = this.state.movePod(reported, phase === 'Failed' ? 'FAIL' : 'SUCCEED', ctx)
    const grace = moved.pod.spec.terminationGracePeriodSeconds ?? 30
    return { ...moved, stage: 'terminating', graceSeconds: grace }
  }

  private actions(worker: PodWorker): readonly Step[] {
    const { spec } = worker.pod
    return computeActions(worker.pod, this.state.runtimeOf(worker.uid), {
      unhealthy: worker.unhealthy,
      isStarted: (container, run) => isProbedStarted(this.state, container, run),
      graceSeconds: spec.terminationGracePeriodSeconds ?? 30,
      policy: spec.restartPolicy,
    })
  }

  private terminating(worker: PodWorker): readonly Step[] {
    const runtime = this.state.runtimeOf(worker.uid)
    return terminationSteps(worker.pod, runtime, worker.graceSeconds ?? 30)
  }

  private goOn(worker: PodWorker, ctx: Context): void {
    const next = this.parts.steps.run(worker, ctx)
    if (next.steps.length > 0) {
      this.state.keep(next)
      return
    }
    if (next.stage === 'terminating' && next.trouble.type === 'none') this.finish(next, ctx)
    else this.endSync(next, ctx)
  }

  private endSync(worker: PodWorker, ctx: Context): void {
    const wait = this.retryIn(worker, ctx)
    const timer: WorkerTimer = { type: 'sync-pod', uid: worker.uid }
    const ended = this.state.change(worker, {
      isWorking: false,
      isPending: false,
      waiting: [],
      syncedAt: ctx.now,
      mountTries: worker.trouble.type === 'mount' ? worker.mountTries + 1 : 0,
      unhealthy: worker.isPending ? worker.unhealthy : {},
      retry: wait === undefined ? 0 : ctx.after(wait, timer),
    })
    if (worker.isPending || worker.didWork || this.hasNewReason(ended))
      this.parts.relister.mark(ended.uid, worker.isPending, ctx)
  }

  /**
   * The relist found nothing new of the pod: if the last sync found a reason for waiting, it is told now.
   * Simplified: upstream tells it with the next sync, at the end of the back-off; nobody would see it.
   */
  tellReason(uid: string, ctx: Context): void {
    const worker = this.state.pods.get(uid)
    if (worker?.stage === 'syncing' && !worker.isWorking && this.hasNewReason(worker))
      this.keepReported(worker, false, ctx)
  }

  /** Whether the status that was told lacks a reason that the last sync found. */
  private hasNewReason(worker: PodWorker): boolean {
    const status = this.state.statuses.get(worker.uid)?.status
    const told = [...(status?.containerStatuses ?? []), ...(status?.initContainerStatuses ?? [])]
    return Object.entries(worker.reasons).some(([name, { reason }]) => {
      const shown = told.find((each) => each.name === name)?.state?.waiting?.reason
      return shown !== reason
    })
  }

  private retryIn(worker: PodWorker, ctx: Context): Micros | undefined {
    const { trouble } = worker
    const jittered = (wait: Micros): Micros =>
      Math.round(wait * (1 + JITTER * ctx.random('worker-jitter')))
    switch (trouble.type) {
      case 'none':
        return undefined
      case 'error':
        return jittered(TIMINGS.podErrorBackOff)
      case 'mount':
        return Math.min(
          TIMINGS.mountBackOffMax,
          TIMINGS.mountBackOffInitial * 2 ** worker.mountTries,
        )
      case 'crash':
        return jittered(Math.min(Math.max(trouble.until - ctx.now, 0), TIMINGS.podResyncMax))
    }
  }

  /** All is stopped: the last status, and then the API object may go. */
  private finish(worker: PodWorker, ctx: Context): void {
    const stopped = this.state.movePod(worker, 'STOPPED', ctx)
    if (worker.isGone) {
      removePod(this.state, stopped, ctx)
      return
    }
    const ended: PodWorker = { ...stopped, stage: 'terminated', isWorking: false, waiting: [] }
    if (ended.deadlineTimer !== 0) ctx.cancel(ended.deadlineTimer)
    this.parts.prober.forget(ended.uid, ctx)
    this.state.keep(this.report(ended, true, ctx))
  }

  private keepReported(worker: PodWorker, isFinished: boolean, ctx: Context): void {
    const reported = this.report(worker, isFinished, ctx)
    if (reported !== worker) this.state.keep(reported)
  }

  /** Tells the pod's status; answers the worker moved along, not kept yet. */
  private report(worker: PodWorker, isFinished: boolean, ctx: Context): PodWorker {
    if (worker.isGone) return worker
    const status = apiStatus(this.state, worker, ctx.now, isFinished)
    this.parts.statuses.set(worker, status, isFinished, ctx)
    const isReady = status.conditions?.some(
      ({ type, status: value }) => type === 'Ready' && value === 'True',
    )
    const isInitialized = status.phase === 'Running'
    const initialized = isInitialized ? this.state.movePod(worker, 'INITIALIZED', ctx) : worker
    const noted =
      isInitialized && !initialized.hasInitialized
        ? { ...initialized, hasInitialized: true }
        : initialized
    return this.state.movePod(noted, isReady ? 'BECOME_READY' : 'BECOME_UNREADY', ctx)
  }

  private withDeadline(worker: PodWorker, ctx: Context): PodWorker {
    const seconds = worker.pod.spec.activeDeadlineSeconds
    if (seconds === undefined) return worker
    const timer: WorkerTimer = { type: 'deadline', uid: worker.uid }
    const deadlineTimer = ctx.after(seconds * SECOND + TIMINGS.podSyncHandling, timer)
    return { ...worker, deadlineTimer }
  }

  private trace(worker: PodWorker, reason: Reason, steps: readonly Step[], ctx: Context): void {
    const { namespace, name } = worker.pod.metadata
    const entry: KubeletSyncTrace = {
      type: 'kubelet-sync',
      node: this.state.spec.name,
      pod: { kind: 'Pod', namespace, name, uid: worker.uid },
      reason,
      actions: steps.map((step) => (step.do === 'start' ? `start ${step.container}` : step.do)),
    }
    ctx.trace(entry)
  }
}

function newWorker(pod: Pod, verdict: PodWorker['verdict'], now: Micros): PodWorker {
  const { uid, namespace, name } = pod.metadata
  return {
    uid,
    key: `${namespace}/${name}`,
    pod,
    stage: 'syncing',
    lifecycle: 'bound',
    containers: {},
    steps: [],
    waiting: [],
    isWorking: false,
    isPending: false,
    didWork: false,
    syncedAt: -1,
    retry: 0,
    trouble: NO_TROUBLE,
    mountTries: 0,
    reasons: {},
    startTime: now,
    deadlineTimer: 0,
    hasInitialized: false,
    verdict,
    graceSeconds: undefined,
    config: {},
    isGone: false,
    unhealthy: {},
  }
}
