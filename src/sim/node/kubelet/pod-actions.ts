import type { Container, Pod } from '../../../protocol/objects/pod.ts'
import type { PodRuntimeStatus, RuntimeContainer } from '../cri.ts'
import { isSidecar } from './pod-phase.ts'
import { shouldRestart } from './restart.ts'
import type { Step, StopTarget } from './steps.ts'

/** What computing a pod's actions needs besides the pod and what runs. */
export interface ActionSurroundings {
  /** Containers found dead by probes, by id, with the message of their end. */
  readonly unhealthy: { readonly [containerId: string]: string }
  readonly isStarted: (container: Container, running: RuntimeContainer) => boolean
  readonly graceSeconds: number
  readonly policy: Pod['spec']['restartPolicy']
}

/** The newest run of a container. */
export function latestRun(status: PodRuntimeStatus, name: string): RuntimeContainer | undefined {
  return status.containers.find(({ config }) => config.name === name)
}

/**
 * Compares what should run with what does: the steps that bring one to the other.
 * Upstream: kubernetes/pkg/kubelet/kuberuntime computePodActions, v1.36.
 * Simplified: no ephemeral containers, no resizes; a changed image is the only change of a running container.
 */
export function computeActions(
  pod: Pod,
  status: PodRuntimeStatus,
  around: ActionSurroundings,
): readonly Step[] {
  if (status.sandbox?.state !== 'ready') return actionsForNewSandbox(pod, status, around)
  const initialized = initActions(pod, status, around)
  if (initialized.steps.length > 0 && !initialized.isDone) return initialized.steps
  if (!initialized.isDone) return []
  return [...initialized.steps, ...appActions(pod, status, around)]
}

function actionsForNewSandbox(
  pod: Pod,
  status: PodRuntimeStatus,
  around: ActionSurroundings,
): readonly Step[] {
  const attempt = status.sandbox ? status.sandbox.attempt + 1 : 0
  const wanted = pod.spec.containers.filter((container) =>
    shouldRestart(pod.spec.restartPolicy, false, endedRun(status, container.name)),
  )
  if (wanted.length === 0) return []
  const stale = status.containers.filter(({ state }) => state === 'running')
  const targets = stale.map((running) =>
    target(running, `Stopping container ${running.config.name}`),
  )
  const stop: Step[] =
    targets.length === 0
      ? []
      : [{ do: 'stop', containers: targets, graceSeconds: around.graceSeconds }]
  // A new sandbox starts the init containers over.
  const [first] = pod.spec.initContainers ?? []
  const containers = first
    ? [start(first, status, true)]
    : wanted.map((each) => start(each, status, false))
  return [...stop, { do: 'mount' }, { do: 'run-sandbox', attempt }, ...containers]
}

/** The last run as something that is over: what ran in a sandbox that is gone. */
function endedRun(status: PodRuntimeStatus, name: string) {
  const run = latestRun(status, name)
  return (
    run && {
      state: run.state === 'running' ? ('unknown' as const) : run.state,
      exitCode: run.exitCode,
    }
  )
}

/** The next init container, sidecars that fell over, and whether the app containers' turn has come. */
function initActions(
  pod: Pod,
  status: PodRuntimeStatus,
  around: ActionSurroundings,
): { readonly steps: readonly Step[]; readonly isDone: boolean } {
  const inits = pod.spec.initContainers ?? []
  const appsRan = pod.spec.containers.some(({ name }) => latestRun(status, name) !== undefined)
  const steps: Step[] = []
  for (const container of inits) {
    const run = latestRun(status, container.name)
    // Runs of a former sandbox do not count.
    const isCurrent = run && run.createdAt >= (status.sandbox?.createdAt ?? 0)
    if (isSidecar(container)) {
      const isRunning = isCurrent && run.state === 'running'
      if (isRunning) {
        steps.push(...restartIfUnwell(container, run, status, around, true))
        if (!appsRan && !around.isStarted(container, run)) return { steps, isDone: false }
        continue
      }
      steps.push(...begin(start(container, status, true)))
      if (!appsRan) return { steps, isDone: false }
      continue
    }
    if (appsRan) continue
    if (isCurrent && run.state === 'exited' && run.exitCode === 0) continue
    if (isCurrent && run.state === 'running') return { steps, isDone: false }
    const isFinal = isCurrent && run.state === 'exited' && pod.spec.restartPolicy === 'Never'
    if (!isFinal) steps.push(...begin(start(container, status, true)))
    return { steps, isDone: false }
  }
  return { steps, isDone: true }
}

function appActions(
  pod: Pod,
  status: PodRuntimeStatus,
  around: ActionSurroundings,
): readonly Step[] {
  const steps: Step[] = []
  for (const container of pod.spec.containers) {
    const run = latestRun(status, container.name)
    if (run?.state === 'running')
      steps.push(...restartIfUnwell(container, run, status, around, false))
    else if (shouldRestart(pod.spec.restartPolicy, false, run))
      steps.push(start(container, status, false))
  }
  return steps.some((step) => step.do === 'start') ? [{ do: 'mount' }, ...steps] : steps
}

function restartIfUnwell(
  container: Container,
  run: RuntimeContainer,
  status: PodRuntimeStatus,
  around: ActionSurroundings,
  isInit: boolean,
): readonly Step[] {
  const hasChanged = run.config.image !== container.image
  const message = hasChanged
    ? `Container ${container.name} definition changed, will be restarted`
    : around.unhealthy[run.id]
  if (message === undefined) return []
  const { graceSeconds, policy } = around
  const mayRestart = hasChanged || isInit || policy !== 'Never'
  const said = mayRestart ? message : message.replace(', will be restarted', '')
  const stop: Step = { do: 'stop', containers: [target(run, said)], graceSeconds }
  return mayRestart ? [stop, start(container, status, isInit)] : [stop]
}

function begin(step: Step): readonly Step[] {
  return [{ do: 'mount' }, step]
}

function start(container: Container, status: PodRuntimeStatus, isInit: boolean): Step {
  const last = latestRun(status, container.name)
  const over = status.containers.find(
    ({ config, state }) => config.name === container.name && state === 'exited',
  )
  return {
    do: 'start',
    container: container.name,
    isInit,
    stage: 'begin',
    containerId: '',
    attempt: last ? last.config.attempt + 1 : 0,
    ...(over ? { lastExitAt: over.finishedAt } : {}),
    since: 0,
  }
}

/** Ends everything: app containers together, then sidecars in reverse order, then the sandbox. */
export function terminationSteps(
  pod: Pod,
  status: PodRuntimeStatus,
  graceSeconds: number,
): readonly Step[] {
  const sidecars = (pod.spec.initContainers ?? []).filter(isSidecar).map(({ name }) => name)
  const running = status.containers.filter(({ state }) => state === 'running')
  const stopStep = (runs: readonly RuntimeContainer[]): readonly Step[] =>
    runs.length === 0
      ? []
      : [
          {
            do: 'stop',
            containers: runs.map((run) => target(run, `Stopping container ${run.config.name}`)),
            graceSeconds,
          },
        ]
  const mains = running.filter(({ config }) => !sidecars.includes(config.name))
  const ends = sidecars
    .toReversed()
    .flatMap((name) => stopStep(running.filter(({ config }) => config.name === name)))
  const sandbox: readonly Step[] = status.sandbox?.state === 'ready' ? [{ do: 'stop-sandbox' }] : []
  const inspect: readonly Step[] =
    running.length > 0 || sandbox.length > 0 ? [{ do: 'inspect' }] : []
  return [...stopStep(mains), ...ends, ...sandbox, ...inspect, { do: 'finish' }]
}

function target(run: RuntimeContainer, message: string): StopTarget {
  return { containerId: run.id, container: run.config.name, message, hook: 0 }
}
