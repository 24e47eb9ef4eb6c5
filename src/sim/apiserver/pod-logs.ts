import type { Pod } from '../../protocol/objects/pod.ts'
import { badRequestStatus, notFoundStatus, unknownErrorStatus } from '../api/status.ts'
import type { Table } from '../kernel/table.ts'
import { type Context, type EventId, SECOND } from '../kernel/types.ts'
import type { Caller, Pending } from './pending.ts'
import type { RoutedRequest } from './surroundings.ts'
import type {
  ApiResponse,
  ContainerLogsAnswer,
  ContainerLogsCall,
  ContainerLogsLost,
} from './wire.ts'

/** What the relay needs of the API server around it. */
interface Surrounding {
  podOf(call: RoutedRequest): Pod | undefined
  answer(call: RoutedRequest & Caller, response: ApiResponse, ctx: Context): void
}

/** The way of a pod's log: from its kubelet through the API server to who asked. */
export class PodLogs {
  private readonly pending: Table<Pending>
  private readonly around: Surrounding

  constructor(pending: Table<Pending>, around: Surrounding) {
    this.pending = pending
    this.around = around
  }

  read(call: RoutedRequest & Caller, ctx: Context): void {
    const plan = planLogs(call, this.around.podOf(call))
    if (plan.type === 'answer') {
      this.around.answer(call, plan.response, ctx)
      return
    }
    const id = ctx.send(plan.kubelet, plan.call, { lost: TO_KUBELET })
    this.pending.set(String(id), { ...call, attempt: 1, waitsFor: 'logs' })
  }

  onAnswer({ requestId, response }: ContainerLogsAnswer, ctx: Context): void {
    const pending = this.take(requestId)
    if (pending) this.around.answer(pending, response, ctx)
  }

  onLost({ how, requestId }: ContainerLogsLost, ctx: Context): void {
    const { id, cause } = ctx.event
    const pending = this.take(requestId ?? id) ?? this.take(cause)
    if (pending)
      this.around.answer(pending, logsLost(pending, this.around.podOf(pending), how), ctx)
  }

  private take(id: EventId): Pending | undefined {
    const pending = this.pending.get(String(id))
    if (pending?.waitsFor !== 'logs') return undefined
    this.pending.delete(String(id))
    return pending
  }
}

/** What is to be done about a request for a pod's log: ask its kubelet, or answer at once. */
type LogsPlan =
  | { readonly type: 'ask'; readonly kubelet: string; readonly call: ContainerLogsCall }
  | { readonly type: 'answer'; readonly response: ApiResponse }

const KUBELET_PORT = 10250

/** How the API server sends to a kubelet: it is told if nobody is there. Its dialer waits for 30 s. */
const TO_KUBELET = {
  message: { type: 'logs-lost', how: 'timeout' },
  refused: { type: 'logs-lost', how: 'refused' },
  after: 30 * SECOND,
} as const

/** Upstream: kubernetes/pkg/registry/core/pod LogLocation and validateContainer, v1.36. */
function planLogs({ request, route }: RoutedRequest, pod: Pod | undefined): LogsPlan {
  if (!pod) return refuse(404, notFoundStatus(route.resource, route.name))
  const { namespace = '', name, uid } = pod.metadata
  const { container: asked, previous, tailLines, sinceSeconds, timestamps } = request.query ?? {}
  const { containers, initContainers = [], nodeName } = pod.spec
  const names = containers.map((container) => container.name)
  const all = [...names, ...initContainers.map((container) => container.name)]
  if (asked && !all.includes(asked))
    return refuse(400, badRequestStatus(`container ${asked} is not valid for pod ${name}`))
  if (!asked && names.length > 1) {
    const choice = `a container name must be specified for pod ${name}, choose one of: [${names.join(' ')}]`
    return refuse(400, badRequestStatus(choice))
  }
  // A pod that is on no node has printed nothing.
  if (!nodeName) return { type: 'answer', response: logText('') }
  const call: ContainerLogsCall = {
    type: 'container-logs',
    podUid: uid,
    namespace,
    pod: name,
    container: asked || (names[0] ?? ''),
    previous: previous === 'true',
    timestamps: timestamps === 'true',
    ...(tailLines !== undefined && { tailLines: Number(tailLines) }),
    ...(sinceSeconds !== undefined && { sinceSeconds: Number(sinceSeconds) }),
  }
  return { type: 'ask', kubelet: `${nodeName}/kubelet`, call }
}

/** What the API server answers when it does not reach the kubelet. */
function logsLost(
  { request, route }: RoutedRequest,
  pod: Pod | undefined,
  how: 'timeout' | 'refused',
): ApiResponse {
  const address = `${pod?.status.hostIP ?? ''}:${KUBELET_PORT}`
  const container = request.query?.container || (pod?.spec.containers[0]?.name ?? '')
  const url = `https://${address}/containerLogs/${route.namespace}/${route.name}/${container}`
  const cause = how === 'refused' ? 'connect: connection refused' : 'i/o timeout'
  const body = unknownErrorStatus(`Get "${url}": dial tcp ${address}: ${cause}`)
  return { code: body.code, body }
}

/** An answer of plain text, as bodies carry it here. */
function logText(text: string): ApiResponse {
  return { code: 200, body: { text } }
}

function refuse(code: number, body: ApiResponse['body']): LogsPlan {
  return { type: 'answer', response: { code, body } }
}
