import type { ContainerStatus } from '../../../protocol/objects/pod.ts'
import { badRequestStatus, unknownErrorStatus } from '../../api/status.ts'
import type { ContainerLogsAnswer, ContainerLogsCall } from '../../apiserver/wire.ts'
import type { Context } from '../../kernel/types.ts'
import type { LogRead, ReadLog } from '../cri.ts'
import type { KubeletState } from './kubelet-state.ts'

/** How the kubelet answers the API server: somebody else is told if the answer can not arrive. */
const PATIENCE = 30_000_000

/**
 * The kubelet's own little API, as far as the API server asks it for logs: which run of the container is meant
 * follows from the pod's status, and the log lies on the node's disk.
 * Upstream: kubernetes/pkg/kubelet GetKubeletContainerLogs and validateContainerLogStatus, v1.36.
 */
export function serveLogs(state: KubeletState, call: ContainerLogsCall, ctx: Context): void {
  const asker = ctx.event.id
  const refuse = (message: string) => {
    const status = badRequestStatus(message)
    answer({ type: 'logs-answer', requestId: asker, response: { code: 400, body: status } }, ctx)
  }
  const worker = state.pods.get(call.podUid)
  if (!worker) {
    const status = unknownErrorStatus(`pod "${call.pod}" not found`)
    answer({ type: 'logs-answer', requestId: asker, response: { code: 500, body: status } }, ctx)
    return
  }
  const { containerStatuses = [], initContainerStatuses = [] } =
    state.statuses.get(call.podUid)?.status ?? worker.pod.status
  const status = [...containerStatuses, ...initContainerStatuses].find(
    ({ name }) => name === call.container,
  )
  const run = runOf(status, call)
  if ('refusal' in run) {
    refuse(run.refusal)
    return
  }
  const { tailLines, sinceSeconds, timestamps } = call
  const containerId = run.containerId.replace(/^.*:\/\//, '')
  const read: ReadLog = {
    type: 'read-log',
    asker,
    containerId,
    timestamps,
    ...(tailLines !== undefined && { tailLines }),
    ...(sinceSeconds !== undefined && { sinceSeconds }),
  }
  ctx.send(state.runtimeName, read)
}

/** The log was read: off it goes. */
export function passOnLog({ asker, text }: LogRead, ctx: Context): void {
  const response = { code: 200, body: { text } }
  answer({ type: 'logs-answer', requestId: asker, response }, ctx)
}

function answer(message: ContainerLogsAnswer, ctx: Context): void {
  const { requestId } = message
  const lost = { to: 'kube-apiserver', message: { type: 'logs-lost', how: 'timeout', requestId } }
  ctx.send('kube-apiserver', message, { lost: { ...lost, after: PATIENCE } })
}

type Run = { readonly containerId: string } | { readonly refusal: string }

function runOf(status: ContainerStatus | undefined, call: ContainerLogsCall): Run {
  const { container, pod, previous } = call
  const last = status?.lastState?.terminated?.containerID
  if (previous) {
    if (!last)
      return refusal(`previous terminated container "${container}" in pod "${pod}" not found`)
    return { containerId: last }
  }
  const { running, terminated, waiting } = status?.state ?? {}
  if (running) return { containerId: status?.containerID ?? '' }
  if (terminated || last) {
    const id = terminated?.containerID || last
    return id
      ? { containerId: id }
      : refusal(`container "${container}" in pod "${pod}" is terminated`)
  }
  const what = `container "${container}" in pod "${pod}" is waiting to start`
  switch (waiting?.reason) {
    case undefined:
      return refusal(`${what} - no logs yet`)
    case 'ErrImagePull':
      return refusal(`${what}: image can't be pulled`)
    case 'ImagePullBackOff':
      return refusal(`${what}: trying and failing to pull image`)
    default:
      return refusal(`${what}: ${waiting?.reason}`)
  }
}

function refusal(message: string): Run {
  return { refusal: message }
}
