import type { BaseObject } from '../../protocol/objects/meta.ts'
import type { ObjectRef } from '../../protocol/trace.ts'
import type { MessageClass, MessageView } from '../../protocol/views.ts'
import { RESOURCES } from '../api/resources.ts'
import { routeOf } from '../apiserver/route.ts'
import type { ApiRequest, FromApiServer, ToApiServer } from '../apiserver/wire.ts'
import type { FromEtcd, ToEtcd } from '../etcd/wire.ts'
import type { EventRecord, History } from '../kernel/history.ts'
import type { KernelEvent } from '../kernel/types.ts'
import type { ConnectAnswer, ConnectCall } from '../node/cri.ts'
import { sentEvent } from './history-lookup.ts'
import { refOf } from './object-ref.ts'

/** What a message is called and how it is drawn. */
export interface MessageFace {
  readonly class: MessageClass
  readonly label: string
  readonly object?: ObjectRef
}

/** How the arrival of a message is drawn; undefined for timers and what never travelled. */
export function messageView(
  history: History,
  position: number,
  record: EventRecord,
): MessageView | undefined {
  const { event } = record
  const isCommand = event.cause === 0 && event.to === 'kubectl'
  if (event.message.type === 'request-lost' && event.cause !== 0) return lostView(position, event)
  if (event.from === event.to && !isCommand) return undefined
  const face = faceOf(history, event)
  return {
    position,
    from: isCommand ? 'user' : event.from,
    to: event.to,
    sentAtMicros: event.sentAt,
    atMicros: event.at,
    ...face,
    class: record.urgent || record.dropped ? face.class : 'heartbeat',
    isLost: record.dropped,
  }
}

/** Name, class and object of any message between components. */
export function faceOf(history: History, event: KernelEvent): MessageFace {
  const message = event.message as { readonly type: string }
  if (event.cause === 0 && event.to === 'kubectl') return { class: 'user', label: 'kubectl' }
  switch (message.type) {
    case 'request':
    case 'stop-watch':
      return requestFace(message as ToApiServer)
    case 'response':
    case 'watch-event':
    case 'watch-closed':
      return answerFace(history, message as FromApiServer)
    case 'txn':
    case 'get':
    case 'watch':
    case 'compact':
      return storageFace(message as ToEtcd)
    case 'txn-result':
    case 'get-result':
    case 'etcd-watch':
      return storageAnswerFace(message as FromEtcd)
    default:
      return otherFace(event)
  }
}

/** `pods/status`, as kubectl and the audit log name what a path points at. */
function resourceOf(request: ApiRequest): string {
  const route = routeOf(request)
  if (!route) return request.path
  return route.subresource === ''
    ? route.resource.plural
    : `${route.resource.plural}/${route.subresource}`
}

/** The object a request is about, if it names one. */
export function objectOf(request: ApiRequest): ObjectRef | undefined {
  const route = routeOf(request)
  if (!route) return undefined
  const body = request.body as Partial<BaseObject> | undefined
  const name = route.name || body?.metadata?.name
  if (!name) return undefined
  const { kind } = route.resource
  return route.namespace ? { kind, namespace: route.namespace, name } : { kind, name }
}

function requestFace(message: ToApiServer): MessageFace {
  if (message.type === 'stop-watch') return { class: 'watch', label: 'stop watch' }
  const { request } = message
  const resource = resourceOf(request)
  if (request.method === 'GET') {
    if (request.query?.watch === 'true') return { class: 'watch', label: `WATCH ${resource}` }
    return { class: 'read', label: `GET ${resource}`, object: objectOf(request) }
  }
  const label = resource === 'leases' ? 'lease renewed' : `${request.method} ${resource}`
  return { class: 'write', label, object: objectOf(request) }
}

function answerFace(history: History, message: FromApiServer): MessageFace {
  if (message.type === 'watch-closed') return { class: 'watch', label: 'watch closed' }
  if (message.type === 'watch-event') {
    const { type, object } = message.event
    if (type === 'BOOKMARK' || type === 'ERROR' || object.kind === 'Status')
      return { class: 'watch', label: `watch: ${type}` }
    return {
      class: 'watch',
      label: `watch: ${object.kind} ${type}`,
      object: refOf(object as BaseObject),
    }
  }
  const asked = sentEvent(history, message.requestId)?.message as ToApiServer | undefined
  const code = message.response.code
  if (asked?.type !== 'request') return { class: 'answer', label: String(code) }
  return {
    class: 'answer',
    label: `${asked.request.method} ${resourceOf(asked.request)} → ${code}`,
    object: objectOf(asked.request),
  }
}

function storageFace(message: ToEtcd): MessageFace {
  switch (message.type) {
    case 'txn':
      return {
        class: 'storage',
        label: `txn ${message.txn.write.type}`,
        object:
          message.txn.write.type === 'put'
            ? refOf(message.txn.write.value)
            : refOfKey(message.txn.key),
      }
    case 'get':
      return { class: 'storage', label: 'range', object: refOfKey(message.key) }
    default:
      return { class: 'storage', label: message.type }
  }
}

function storageAnswerFace(message: FromEtcd): MessageFace {
  switch (message.type) {
    case 'txn-result':
      return {
        class: 'storage',
        label: message.succeeded ? `txn ok · rev ${message.revision}` : 'txn: compare failed',
      }
    case 'get-result':
      return { class: 'storage', label: `range · rev ${message.revision}` }
    case 'range-result':
      return { class: 'storage', label: `range · rev ${message.revision}` }
    case 'etcd-watch': {
      const { type, kv, revision } = message.entry
      return {
        class: 'storage',
        label: `watch: ${type} · rev ${revision}`,
        object: refOf(kv.value),
      }
    }
  }
}

/** What the parts of a node, and pods, say to each other. */
function otherFace(event: KernelEvent): MessageFace {
  const { type, call } = event.message as { readonly type: string; readonly call?: string }
  const name = call ?? ''
  switch (type) {
    case 'cri':
      return { class: 'runtime', label: `CRI ${name}` }
    case 'cri-answer':
      return { class: 'runtime', label: `CRI ${name} ✓` }
    case 'cri-event':
      return { class: 'runtime', label: 'CRI event' }
    case 'cri-unavailable':
      return { class: 'runtime', label: 'CRI: unavailable' }
    case 'cni':
      return { class: 'network', label: `CNI ${name}` }
    case 'cni-answer':
      return { class: 'network', label: `CNI ${name} ✓` }
    case 'request-lost':
      return { class: 'answer', label: 'no answer' }
    case 'connect':
      return { class: 'traffic', label: callLabel(event.message as ConnectCall) }
    case 'connect-answer':
      return { class: 'traffic', label: answerLabel(event.message as ConnectAnswer) }
    case 'resolve':
    case 'resolved':
      return { class: 'traffic', label: type }
    default:
      return {
        class: event.from === event.to ? 'runtime' : 'network',
        label: `${type} ${name}`.trim(),
      }
  }
}

/** As a probe asks: an HTTP request, or whether somebody listens. */
function callLabel({ path, port }: ConnectCall): string {
  return path === undefined ? `TCP :${port}` : `GET :${port}${path}`
}

function answerLabel({ connection }: ConnectAnswer): string {
  switch (connection.type) {
    case 'answered':
      return `HTTP ${connection.code}`
    case 'accepted':
      return 'TCP ✓'
    case 'refused':
      return 'connection refused'
  }
}

function lostView(position: number, event: KernelEvent): MessageView {
  return {
    position,
    from: event.to,
    to: 'kube-apiserver',
    sentAtMicros: event.sentAt,
    atMicros: event.at,
    class: 'write',
    label: 'no answer',
    isLost: true,
  }
}

const KIND_BY_SEGMENT = new Map<string, string>(
  Object.values(RESOURCES).map((resource) => [resource.plural, resource.kind]),
)

/** The object that an etcd key is for: `/registry/pods/default/web`. */
export function refOfKey(key: string): ObjectRef | undefined {
  const parts = key.split('/').slice(2)
  const isService = parts[0] === 'services'
  const kind = parts[0] === 'minions' ? 'Node' : KIND_BY_SEGMENT.get(parts[0] ?? '')
  const rest = parts.slice(isService ? 2 : 1)
  const name = rest.at(-1)
  if (!kind || !name) return undefined
  return rest.length > 1 ? { kind, namespace: rest[0], name } : { kind, name }
}
