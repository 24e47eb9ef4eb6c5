import type { Container } from '../../../protocol/objects/pod.ts'
import { parseImage } from '../../images/reference.ts'
import type { Context } from '../../kernel/types.ts'
import { MILLISECOND, SECOND } from '../../kernel/types.ts'
import { TIMINGS } from '../../latencies.ts'
import type { CriAnswer, CriCall } from '../cri.ts'
import { isBackingOff, nextBackOff } from './back-off.ts'
import { containerConfig } from './container-config.ts'
import { goDuration } from './go-duration.ts'
import type {
  KubeletState,
  PodWorker,
  PullTicket,
  SyncTrouble,
  WaitingReason,
} from './kubelet-state.ts'
import { environmentProblem } from './pod-config.ts'
import type { StepOutcome } from './step-runner.ts'
import type { Step } from './steps.ts'

type Start = Extract<Step, { do: 'start' }>

const CRASH_LIMITS = { initial: TIMINGS.crashBackOffInitial, max: TIMINGS.crashBackOffMax }
const IMAGE_LIMITS = { initial: TIMINGS.imageBackOffInitial, max: TIMINGS.imageBackOffMax }
/** Simplified: a postStart hook may take this long; upstream it may hang for ever. */
const HOOK_TIMEOUT = 600 * SECOND

/**
 * Starts one container: back-off, image, create, start, postStart hook.
 * Upstream: kubernetes/pkg/kubelet/kuberuntime startContainer and pkg/kubelet/images EnsureImageExists, v1.36.
 */
export class ContainerStarter {
  private readonly state: KubeletState

  constructor(state: KubeletState) {
    this.state = state
  }

  begin(worker: PodWorker, step: Start, ctx: Context): PodWorker {
    const container = containerOf(worker, step.container)
    if (!container) return this.next(worker)
    const backOff = this.crashBackOff(worker, step, ctx)
    if (backOff) {
      const moved = this.state.moveContainer(worker, step.container, 'BACK_OFF', ctx)
      return this.fail(moved, step, backOff.reason, backOff.trouble)
    }
    const image = container.image ?? ''
    const reference = parseImage(image)
    if (!reference) {
      const message = `Failed to apply default image tag "${image}": couldn't parse image name "${image}": invalid reference format`
      return this.imageTrouble(
        worker,
        step,
        { reason: 'InvalidImageName', message, event: 'InspectFailed' },
        ctx,
      )
    }
    const isPresent = this.state.images.has(reference.full)
    const policy =
      container.imagePullPolicy ?? (reference.tag === 'latest' ? 'Always' : 'IfNotPresent')
    if (isPresent && policy !== 'Always') {
      const message = `Container image "${image}" already present on machine and can be accessed by the pod`
      this.state.tell(worker, step.container, { type: 'Normal', reason: 'Pulled', message }, ctx)
      return this.create(worker, step, container, ctx)
    }
    if (policy === 'Never') {
      const message = `Container image "${image}" is not present with pull policy of Never`
      return this.imageTrouble(
        worker,
        step,
        { reason: 'ErrImageNeverPull', message, event: 'ErrImageNeverPull' },
        ctx,
      )
    }
    return this.pull(worker, step, image, ctx)
  }

  resume(worker: PodWorker, step: Start, outcome: StepOutcome, ctx: Context): PodWorker {
    if (outcome.type !== 'cri-answer') return worker
    const container = containerOf(worker, step.container)
    if (!container) return this.next(worker)
    switch (outcome.call) {
      case 'PullImage':
        return this.onPulled(worker, step, container, outcome, ctx)
      case 'CreateContainer':
        return this.onCreated(worker, step, outcome, ctx)
      case 'StartContainer':
        return this.onStarted(worker, step, container, outcome, ctx)
      case 'ExecSync':
        return this.onHook(worker, step, outcome, ctx)
      case 'StopContainer':
        return this.next(worker)
      default:
        return worker
    }
  }

  /** A pull came to its end: the next in the queue begins. */
  advancePulls(ctx: Context): void {
    const { queue } = this.state.pulls.get()
    const [first, ...rest] = queue
    if (!first) {
      this.state.pulls.set({ active: undefined, queue: [] })
      return
    }
    const callId = this.sendPull(first, ctx)
    this.state.pulls.set({ active: { ...first, callId }, queue: rest })
    const worker = this.state.pods.get(first.uid)
    if (worker) this.state.change(worker, { waiting: [callId] })
  }

  /** The runtime is gone, and with it the pull under way and those that waited for it. */
  forgetPulls(): void {
    this.state.pulls.set({ active: undefined, queue: [] })
  }

  dropPulls(uid: string): void {
    const { active, queue } = this.state.pulls.get()
    const kept = queue.filter((ticket) => ticket.uid !== uid)
    if (kept.length !== queue.length) this.state.pulls.set({ active, queue: kept })
  }

  /**
   * Whether a container that has ended before has to wait. Upstream: kuberuntime doBackOff, v1.36. A container that a probe
   * condemned is ended and started in one sync, whose status is from before: there the run before it counts.
   */
  private crashBackOff(
    worker: PodWorker,
    step: Start,
    ctx: Context,
  ): { readonly reason: WaitingReason; readonly trouble: SyncTrouble } | undefined {
    const finishedAt = step.lastExitAt
    if (finishedAt === undefined) return undefined
    const key = `${worker.uid}/${step.container}`
    const entry = this.state.backOffs.get(key)
    if (!entry || !isBackingOff(entry, finishedAt, ctx.now, CRASH_LIMITS)) {
      this.state.backOffs.set(key, nextBackOff(entry, finishedAt, ctx.now, CRASH_LIMITS))
      return undefined
    }
    const { name, namespace } = worker.pod.metadata
    const pod = `${name}_${namespace}(${worker.uid})`
    const event = `Back-off restarting failed container ${step.container} in pod ${pod}`
    this.state.tell(
      worker,
      step.container,
      { type: 'Warning', reason: 'BackOff', message: event },
      ctx,
    )
    const message = `back-off ${goDuration(entry.wait)} restarting failed container=${step.container} pod=${pod}`
    const trouble: SyncTrouble = { type: 'crash', until: finishedAt + entry.wait }
    return { reason: { reason: 'CrashLoopBackOff', message }, trouble }
  }

  private pull(worker: PodWorker, step: Start, image: string, ctx: Context): PodWorker {
    const key = `${worker.uid}_${image}`
    const entry = this.state.backOffs.get(key)
    if (entry && isBackingOff(entry, entry.updatedAt, ctx.now, IMAGE_LIMITS)) {
      const message = `Back-off pulling image "${image}"`
      this.state.tell(worker, step.container, { type: 'Normal', reason: 'BackOff', message }, ctx)
      const cause = this.state.pullErrors.get(key)
      const full = cause ? `${message}: ErrImagePull: ${cause}` : message
      return this.startTrouble(worker, step, { reason: 'ImagePullBackOff', message: full }, ctx)
    }
    const message = `Pulling image "${image}"`
    this.state.tell(worker, step.container, { type: 'Normal', reason: 'Pulling', message }, ctx)
    const moved = this.state.moveContainer(worker, step.container, 'PULL', ctx)
    const ticket: PullTicket = { uid: worker.uid, container: step.container, image, callId: 0 }
    const { active, queue } = this.state.pulls.get()
    const waiting = active ? QUEUED : this.sendPull(ticket, ctx)
    if (active) this.state.pulls.set({ active, queue: [...queue, ticket] })
    else this.state.pulls.set({ active: { ...ticket, callId: waiting }, queue })
    return this.replace(moved, { ...step, stage: 'pulling', since: ctx.now }, [waiting])
  }

  private sendPull({ uid, image }: PullTicket, ctx: Context): number {
    const call: CriCall = { type: 'cri', call: 'PullImage', podUid: uid, image }
    return ctx.send(this.state.runtimeName, call)
  }

  private onPulled(
    worker: PodWorker,
    step: Start,
    container: Container,
    answer: Extract<CriAnswer, { call: 'PullImage' }>,
    ctx: Context,
  ): PodWorker {
    const image = container.image ?? ''
    const key = `${worker.uid}_${image}`
    if (!answer.image) {
      const moved = this.state.moveContainer(worker, step.container, 'PULL_FAILED', ctx)
      const entry = this.state.backOffs.get(key)
      this.state.backOffs.set(key, nextBackOff(entry, ctx.now, ctx.now, IMAGE_LIMITS))
      this.state.pullErrors.set(key, answer.error)
      const message = `Failed to pull image "${image}": ${answer.error}`
      this.state.tell(moved, step.container, { type: 'Warning', reason: 'Failed', message }, ctx)
      return this.startTrouble(moved, step, { reason: 'ErrImagePull', message: answer.error }, ctx)
    }
    const moved = this.state.moveContainer(worker, step.container, 'PULLED', ctx)
    this.state.backOffs.delete(key)
    const took = goDuration(wholeMillis(answer.took))
    const total = goDuration(wholeMillis(ctx.now - step.since))
    const message = `Successfully pulled image "${image}" in ${took} (${total} including waiting). Image size: ${answer.image.sizeBytes} bytes.`
    this.state.tell(moved, step.container, { type: 'Normal', reason: 'Pulled', message }, ctx)
    return this.create(moved, step, container, ctx)
  }

  private create(worker: PodWorker, step: Start, container: Container, ctx: Context): PodWorker {
    const problem = environmentProblem(worker, container)
    if (problem !== undefined) {
      const moved = this.state.moveContainer(worker, step.container, 'CONFIG_FAILED', ctx)
      const reason = { reason: 'CreateContainerConfigError', message: problem }
      this.tellError(moved, step, problem, ctx)
      return this.fail(moved, step, reason, { type: 'error' })
    }
    const { namespace = '', name: podName } = worker.pod.metadata
    const call: CriCall = {
      type: 'cri',
      call: 'CreateContainer',
      podUid: worker.uid,
      namespace,
      podName,
      config: containerConfig(worker, container, step.attempt),
    }
    const id = ctx.send(this.state.runtimeName, call)
    return this.replace(worker, { ...step, stage: 'creating' }, [id])
  }

  private onCreated(
    worker: PodWorker,
    step: Start,
    answer: Extract<CriAnswer, { call: 'CreateContainer' }>,
    ctx: Context,
  ): PodWorker {
    const moved = this.state.moveContainer(worker, step.container, 'CREATE', ctx)
    const event = { type: 'Normal', reason: 'Created', message: 'Container created' } as const
    this.state.tell(moved, step.container, event, ctx)
    const { containerId } = answer
    const call: CriCall = { type: 'cri', call: 'StartContainer', podUid: worker.uid, containerId }
    const id = ctx.send(this.state.runtimeName, call)
    return this.replace(moved, { ...step, stage: 'starting', containerId }, [id])
  }

  private onStarted(
    worker: PodWorker,
    step: Start,
    container: Container,
    answer: Extract<CriAnswer, { call: 'StartContainer' }>,
    ctx: Context,
  ): PodWorker {
    if (answer.error !== '') {
      const moved = this.state.moveContainer(worker, step.container, 'START_FAILED', ctx)
      this.tellError(moved, step, answer.error, ctx)
      const reason = { reason: 'RunContainerError', message: answer.error }
      return this.fail(moved, step, reason, { type: 'error' })
    }
    const moved = this.state.moveContainer(worker, step.container, 'START', ctx)
    const event = { type: 'Normal', reason: 'Started', message: 'Container started' } as const
    this.state.tell(moved, step.container, event, ctx)
    const started = withoutReason(moved, step.container)
    this.removeOldRuns(started, step, ctx)
    const command = container.lifecycle?.postStart?.exec?.command
    if (!command) return this.next(started)
    const call: CriCall = {
      type: 'cri',
      call: 'ExecSync',
      podUid: worker.uid,
      containerId: step.containerId,
      command,
      timeout: HOOK_TIMEOUT,
    }
    const id = ctx.send(this.state.runtimeName, call)
    return this.replace(started, { ...step, stage: 'hook' }, [id])
  }

  /** Of each container one dead run is kept (maximum-dead-containers-per-container); older ones go. */
  private removeOldRuns(worker: PodWorker, step: Start, ctx: Context): void {
    const { uid } = worker
    const runs = this.state
      .runtimeOf(uid)
      .containers.filter(
        ({ config, state }) => config.name === step.container && state === 'exited',
      )
    for (const { id } of runs.slice(1)) {
      const call: CriCall = { type: 'cri', call: 'RemoveContainer', podUid: uid, containerId: id }
      ctx.send(this.state.runtimeName, call)
    }
  }

  /** A postStart hook that fails costs the container its life. */
  private onHook(
    worker: PodWorker,
    step: Start,
    answer: Extract<CriAnswer, { call: 'ExecSync' }>,
    ctx: Context,
  ): PodWorker {
    if (answer.exitCode === 0) return this.next(worker)
    const event = {
      type: 'Warning',
      reason: 'FailedPostStartHook',
      message: 'PostStartHook failed',
    }
    this.state.tell(worker, step.container, { ...event, type: 'Warning' }, ctx)
    const killing = { type: 'Normal', reason: 'Killing', message: 'FailedPostStartHook' } as const
    this.state.tell(worker, step.container, killing, ctx)
    const call: CriCall = {
      type: 'cri',
      call: 'StopContainer',
      podUid: worker.uid,
      containerId: step.containerId,
      timeout: (worker.pod.spec.terminationGracePeriodSeconds ?? 30) * SECOND,
    }
    const id = ctx.send(this.state.runtimeName, call)
    const reasons = {
      ...worker.reasons,
      [step.container]: { reason: 'PostStartHookError', message: 'PostStartHook failed' },
    }
    return { ...worker, reasons, trouble: { type: 'error' }, waiting: [id] }
  }

  private imageTrouble(
    worker: PodWorker,
    step: Start,
    what: WaitingReason & { readonly event: string },
    ctx: Context,
  ): PodWorker {
    const { reason, message, event } = what
    this.state.tell(worker, step.container, { type: 'Warning', reason: event, message }, ctx)
    return this.startTrouble(worker, step, { reason, message }, ctx)
  }

  private startTrouble(
    worker: PodWorker,
    step: Start,
    reason: WaitingReason,
    ctx: Context,
  ): PodWorker {
    this.tellError(worker, step, reason.reason, ctx)
    return this.fail(worker, step, reason, { type: 'error' })
  }

  private tellError(worker: PodWorker, step: Start, what: string, ctx: Context): void {
    const message = `Error: ${what}`
    this.state.tell(worker, step.container, { type: 'Warning', reason: 'Failed', message }, ctx)
  }

  /** Notes why the container could not start. What comes after an init container waits for it; app containers do not. */
  private fail(
    worker: PodWorker,
    step: Start,
    reason: WaitingReason,
    trouble: SyncTrouble,
  ): PodWorker {
    const reasons = { ...worker.reasons, [step.container]: reason }
    const steps = step.isInit ? [] : worker.steps.slice(1)
    const isWorse = worker.trouble.type === 'none' || trouble.type === 'crash'
    return {
      ...worker,
      reasons,
      steps,
      waiting: [],
      trouble: isWorse ? sooner(worker.trouble, trouble) : worker.trouble,
    }
  }

  private next(worker: PodWorker): PodWorker {
    return { ...worker, steps: worker.steps.slice(1), waiting: [] }
  }

  private replace(worker: PodWorker, step: Start, waiting: readonly number[]): PodWorker {
    const [, ...rest] = worker.steps
    return { ...worker, steps: [step, ...rest], waiting }
  }
}

/** Stands for a pull that has no call yet. */
const QUEUED = -1

function sooner(a: SyncTrouble, b: SyncTrouble): SyncTrouble {
  return a.type === 'crash' && b.type === 'crash' && a.until < b.until ? a : b
}

/** The container runs: what kept it from it is solved. */
function withoutReason(worker: PodWorker, name: string): PodWorker {
  if (worker.reasons[name] === undefined) return worker
  const { [name]: _solved, ...reasons } = worker.reasons
  return { ...worker, reasons }
}

function containerOf(worker: PodWorker, name: string): Container | undefined {
  const { initContainers = [], containers } = worker.pod.spec
  return [...initContainers, ...containers].find((container) => container.name === name)
}

function wholeMillis(duration: number): number {
  return Math.max(MILLISECOND, Math.floor(duration / MILLISECOND) * MILLISECOND)
}
