import type { ApiResponse } from '../../apiserver/wire.ts'
import { type Context, type EventId, SECOND } from '../../kernel/types.ts'
import type { CriAnswer, CriCall } from '../cri.ts'
import type { ContainerStarter } from './container-starter.ts'
import type { KubeletState, PodWorker } from './kubelet-state.ts'
import { isMounted, mountPod, withConfig } from './pod-config.ts'
import type { Step, StopTarget } from './steps.ts'

/** What a step waits for. */
export type StepOutcome =
  | CriAnswer
  | { readonly type: 'config'; readonly ref: string; readonly response: ApiResponse }
  | HookTimer

/** A preStop hook's time is over. */
export interface HookTimer {
  readonly type: 'hook-done'
  readonly uid: string
}

/** A container has at least this long between SIGTERM and SIGKILL after its hook (kuberuntime minimumGracePeriodInSeconds). */
const GRACE_SECONDS_MIN = 2

/**
 * Does the steps of a pod's sync, one after another; what takes time is continued when its answer comes.
 * Workers come and go as values: the caller keeps what it is given back.
 */
export class StepRunner {
  private readonly state: KubeletState
  private readonly starter: ContainerStarter

  constructor(state: KubeletState, starter: ContainerStarter) {
    this.state = state
    this.starter = starter
  }

  /** Goes on until a step has to wait or none is left. */
  run(start: PodWorker, ctx: Context): PodWorker {
    let worker = start
    for (;;) {
      const [step] = worker.steps
      if (!step || worker.waiting.length > 0) return worker
      worker = this.begin(worker, step, ctx)
    }
  }

  /** Takes the outcome of something that the first step waits for. */
  resume(worker: PodWorker, id: EventId, outcome: StepOutcome, ctx: Context): PodWorker {
    const waiting = worker.waiting.filter((each) => each !== id)
    const next = { ...worker, waiting }
    const [step] = next.steps
    switch (step?.do) {
      case 'mount':
        if (outcome.type === 'config')
          return this.onConfig(next, outcome.ref, outcome.response, ctx)
        return next
      case 'run-sandbox':
        return this.onSandbox(next, outcome, ctx)
      case 'start':
        return this.starter.resume(next, step, outcome, ctx)
      case 'stop':
        return this.onStop(next, step, id, outcome, ctx)
      case 'stop-sandbox':
        return this.onSandboxStopped(next, outcome, ctx)
      case 'inspect':
        return this.done(next)
      case 'finish':
      case undefined:
        return next
    }
  }

  /** Pulls that a pod waits for in the queue are not wanted any more. */
  dropPulls(uid: string): void {
    this.starter.dropPulls(uid)
  }

  private begin(worker: PodWorker, step: Step, ctx: Context): PodWorker {
    const { uid, pod } = worker
    const { namespace = '', name: podName } = pod.metadata
    switch (step.do) {
      case 'mount': {
        const ids = mountPod(this.state, worker, ctx)
        if (ids.length === 0) return this.afterMount(worker, ctx)
        return { ...worker, waiting: ids }
      }
      case 'run-sandbox': {
        const hostNetwork = pod.spec.hostNetwork === true
        const { attempt } = step
        if (attempt > 0) this.tellSandboxChanged(worker, ctx)
        const call = { call: 'RunPodSandbox', podUid: uid, namespace, podName } as const
        return this.call(worker, { type: 'cri', ...call, attempt, hostNetwork }, ctx)
      }
      case 'stop-sandbox':
        return this.call(worker, { type: 'cri', call: 'StopPodSandbox', podUid: uid }, ctx)
      case 'start':
        return this.starter.begin(worker, step, ctx)
      case 'stop':
        return this.beginStop(worker, step, ctx)
      case 'inspect':
        return this.call(worker, { type: 'cri', call: 'ListContainers', podUids: [uid] }, ctx)
      case 'finish':
        return this.done(worker)
    }
  }

  private onConfig(worker: PodWorker, ref: string, response: ApiResponse, ctx: Context): PodWorker {
    const next = withConfig(worker, ref, response)
    return next.waiting.length > 0 ? next : this.afterMount(next, ctx)
  }

  private afterMount(worker: PodWorker, ctx: Context): PodWorker {
    if (isMounted(this.state, worker, ctx)) return this.done(worker)
    return { ...worker, steps: [], trouble: { type: 'mount' } }
  }

  private onSandbox(worker: PodWorker, outcome: StepOutcome, ctx: Context): PodWorker {
    if (outcome.type !== 'cri-answer' || outcome.call !== 'RunPodSandbox') return worker
    if (outcome.error === '') return this.done(this.state.movePod(worker, 'SANDBOX_READY', ctx))
    const message = `Failed to create pod sandbox: ${outcome.error}`
    const event = { type: 'Warning', reason: 'FailedCreatePodSandBox', message } as const
    this.state.tell(worker, undefined, event, ctx)
    return { ...worker, steps: [], trouble: { type: 'error' } }
  }

  /** A sandbox whose network can not be taken down stays, and is tried again. */
  private onSandboxStopped(worker: PodWorker, outcome: StepOutcome, ctx: Context): PodWorker {
    const isAnswer = outcome.type === 'cri-answer' && outcome.call === 'StopPodSandbox'
    if (!isAnswer || outcome.error === '') return this.done(worker)
    const cause = `failed to "KillPodSandbox" for "${worker.uid}" with KillPodSandboxError: ${JSON.stringify(outcome.error)}`
    const message = `error killing pod: ${cause}`
    this.state.tell(worker, undefined, { type: 'Warning', reason: 'FailedKillPod', message }, ctx)
    return { ...worker, steps: [], trouble: { type: 'error' } }
  }

  private tellSandboxChanged(worker: PodWorker, ctx: Context): void {
    const message = 'Pod sandbox changed, it will be killed and re-created.'
    this.state.tell(worker, undefined, { type: 'Normal', reason: 'SandboxChanged', message }, ctx)
  }

  private beginStop(
    worker: PodWorker,
    step: Extract<Step, { do: 'stop' }>,
    ctx: Context,
  ): PodWorker {
    let next = worker
    const waiting: EventId[] = []
    const containers: StopTarget[] = []
    for (const target of step.containers) {
      next = this.state.moveContainer(next, target.container, 'STOP', ctx)
      const event = { type: 'Normal', reason: 'Killing', message: target.message } as const
      this.state.tell(next, target.container, event, ctx)
      const hook = this.startPreStop(next, target, step.graceSeconds, ctx)
      containers.push({ ...target, hook })
      waiting.push(hook === 0 ? this.stop(next, target, step.graceSeconds, 0, ctx) : hook)
    }
    const [, ...rest] = next.steps
    return { ...next, steps: [{ ...step, containers }, ...rest], waiting }
  }

  /** Starts the preStop hook; 0 if there is none. Simplified: HTTP hooks are over at once. */
  private startPreStop(
    worker: PodWorker,
    target: StopTarget,
    graceSeconds: number,
    ctx: Context,
  ): EventId {
    const { spec } = worker.pod
    const container = [...(spec.initContainers ?? []), ...spec.containers].find(
      ({ name }) => name === target.container,
    )
    const hook = container?.lifecycle?.preStop
    if (!hook) return 0
    const timeout = graceSeconds * SECOND
    const timer: HookTimer = { type: 'hook-done', uid: worker.uid }
    if (hook.sleep) return ctx.after(Math.min(hook.sleep.seconds * SECOND, timeout), timer)
    const command = hook.exec?.command
    if (!command) return 0
    const { containerId } = target
    const call: CriCall = {
      type: 'cri',
      call: 'ExecSync',
      podUid: worker.uid,
      containerId,
      command,
      timeout,
    }
    return ctx.send(this.state.runtimeName, call)
  }

  private onStop(
    worker: PodWorker,
    step: Extract<Step, { do: 'stop' }>,
    id: EventId,
    outcome: StepOutcome,
    ctx: Context,
  ): PodWorker {
    const hooked = step.containers.find(({ hook }) => hook === id)
    if (hooked) {
      const taken = ctx.now - sentAt(ctx)
      const stop = this.stop(worker, hooked, step.graceSeconds, taken, ctx)
      return { ...worker, waiting: [...worker.waiting, stop] }
    }
    let next = worker
    if (outcome.type === 'cri-answer' && outcome.call === 'StopContainer') {
      const ended = step.containers.find(({ containerId }) => containerId === outcome.containerId)
      if (ended) next = this.state.moveContainer(next, ended.container, 'EXIT', ctx)
    }
    return next.waiting.length > 0 ? next : this.done(next)
  }

  private stop(
    worker: PodWorker,
    target: StopTarget,
    graceSeconds: number,
    taken: number,
    ctx: Context,
  ): EventId {
    const left = graceSeconds * SECOND - taken
    // A grace of one second or less was asked for by force.
    const floor = graceSeconds <= 1 ? 0 : GRACE_SECONDS_MIN * SECOND
    const timeout = Math.max(left, floor)
    const { containerId } = target
    const call: CriCall = {
      type: 'cri',
      call: 'StopContainer',
      podUid: worker.uid,
      containerId,
      timeout,
    }
    return ctx.send(this.state.runtimeName, call)
  }

  private call(worker: PodWorker, call: CriCall, ctx: Context): PodWorker {
    return { ...worker, waiting: [ctx.send(this.state.runtimeName, call)] }
  }

  private done(worker: PodWorker): PodWorker {
    return { ...worker, steps: worker.steps.slice(1), waiting: [] }
  }
}

/** When the call or timer that this event ends was begun. */
function sentAt(ctx: Context): number {
  return ctx.event.sentAt
}
