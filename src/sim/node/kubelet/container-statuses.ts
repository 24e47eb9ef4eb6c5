import type { Container, ContainerState, ContainerStatus } from '../../../protocol/objects/pod.ts'
import { timestampAt } from '../../api/time.ts'
import type { RuntimeContainer } from '../cri.ts'
import type { KubeletState, PodWorker } from './kubelet-state.ts'
import { isSidecar } from './pod-phase.ts'
import { isProbedReady, isProbedStarted } from './probe-results.ts'
import { shouldRestart } from './restart.ts'

const RUNTIME_SCHEME = 'containerd://'

/**
 * The statuses of a pod's containers as the API shows them.
 * Upstream: kubernetes/pkg/kubelet convertToAPIContainerStatuses and prober UpdatePodStatus, v1.36.
 * Simplified: without `user`, `volumeMounts` and `allocatedResourcesStatus`.
 */
export function containerStatuses(
  state: KubeletState,
  worker: PodWorker,
  which: 'init' | 'app',
): readonly ContainerStatus[] {
  const { spec } = worker.pod
  const containers = (which === 'init' ? spec.initContainers : spec.containers) ?? []
  const hasInit = (spec.initContainers ?? []).length > 0
  const waiting = hasInit ? 'PodInitializing' : 'ContainerCreating'
  const runs = state.runtimeOf(worker.uid).containers
  return containers.map((container) => {
    const own = runs.filter(({ config }) => config.name === container.name)
    const [latest, previous] = own
    const status = latest
      ? statusOfRun(container, latest, previous)
      : statusBeforeRun(state, worker, container, waiting)
    return withReadiness(
      state,
      worker,
      container,
      latest,
      withReason(worker, container, latest, status),
    )
  })
}

function statusBeforeRun(
  state: KubeletState,
  worker: PodWorker,
  container: Container,
  reason: string,
): ContainerStatus {
  const before = state.statuses.get(worker.uid)?.status ?? worker.pod.status
  const old = [...(before.containerStatuses ?? []), ...(before.initContainerStatuses ?? [])].find(
    ({ name }) => name === container.name,
  )
  return {
    name: container.name,
    state: { waiting: { reason } },
    lastState: old?.state?.terminated ? { terminated: old.state.terminated } : {},
    ready: false,
    restartCount: old?.restartCount ?? 0,
    image: container.image ?? '',
    imageID: '',
    started: false,
  }
}

function statusOfRun(
  container: Container,
  run: RuntimeContainer,
  previous: RuntimeContainer | undefined,
): ContainerStatus {
  const { resources } = container
  const hasResources = resources?.requests !== undefined || resources?.limits !== undefined
  return {
    name: container.name,
    state: stateOf(run),
    lastState: previous?.state === 'exited' ? stateOf(previous) : {},
    ready: false,
    restartCount: run.config.attempt,
    image: run.imageName,
    imageID: run.imageId,
    containerID: RUNTIME_SCHEME + run.id,
    started: false,
    ...(hasResources ? { resources, allocatedResources: resources.requests ?? {} } : {}),
  }
}

function stateOf(run: RuntimeContainer): ContainerState {
  switch (run.state) {
    case 'created':
      return { waiting: {} }
    case 'running':
      return { running: { startedAt: timestampAt(run.startedAt) } }
    case 'exited':
      return {
        terminated: {
          exitCode: run.exitCode,
          reason: run.reason,
          ...(run.message !== '' ? { message: run.message } : {}),
          // containerd gives 1970 for what never started.
          startedAt: run.startedAt === 0 ? '1970-01-01T00:00:00Z' : timestampAt(run.startedAt),
          finishedAt: timestampAt(run.finishedAt),
          containerID: RUNTIME_SCHEME + run.id,
        },
      }
  }
}

/** What will be started again but could not yet is waiting, for the reason that the last try gave. */
function withReason(
  worker: PodWorker,
  container: Container,
  run: RuntimeContainer | undefined,
  status: ContainerStatus,
): ContainerStatus {
  const reason = worker.reasons[container.name]
  if (!reason || worker.stage !== 'syncing') return status
  const policy = isSidecar(container) ? 'Always' : worker.pod.spec.restartPolicy
  if (!shouldRestart(policy, false, run)) return status
  const terminated = status.state?.terminated
  const waiting = reason.message === '' ? { reason: reason.reason } : { ...reason }
  return {
    ...status,
    state: { waiting },
    lastState: terminated ? { terminated } : status.lastState,
    ...(terminated || run ? {} : { imageID: '' }),
  }
}

function withReadiness(
  state: KubeletState,
  worker: PodWorker,
  container: Container,
  run: RuntimeContainer | undefined,
  status: ContainerStatus,
): ContainerStatus {
  const isInit = worker.pod.spec.initContainers?.includes(container) ?? false
  if (isInit && !isSidecar(container)) {
    const ready = status.state?.terminated?.exitCode === 0
    const started = status.state?.running !== undefined
    return { ...status, ready, started }
  }
  if (!run || status.state?.running === undefined) return status
  const started = isProbedStarted(state, container, run)
  return { ...status, started, ready: started && isProbedReady(state, container, run) }
}
