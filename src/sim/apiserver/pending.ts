import type { FromEtcd } from '../etcd/wire.ts'
import type { Context, EventId } from '../kernel/types.ts'
import type { StorageMessage } from './storage-link.ts'
import type { Decision, RoutedRequest } from './surroundings.ts'
import type { ContainerLogsAnswer, ContainerLogsLost, ToApiServer } from './wire.ts'

/** Who asked, and by which message. */
export interface Caller {
  readonly client: string
  readonly requestId: EventId
}

/** A request that waits for etcd. */
export interface Pending extends RoutedRequest, Caller {
  readonly attempt: number
  readonly waitsFor: 'read' | 'logs' | Exclude<Decision, { type: 'answer' }>
}

/** Somebody's connection broke: its watches are closed. */
interface ConnectionLost {
  readonly type: 'connection-lost'
  readonly peer: string
}

export type Incoming =
  | ToApiServer
  | FromEtcd
  | ConnectionLost
  | StorageMessage
  | ContainerLogsAnswer
  | ContainerLogsLost
  | { readonly type: 'start' | 'bookmarks' | 'compaction' }

/** Tells a client that its request will not be answered. */
export function tellLost(
  ctx: Context,
  client: string,
  requestId: EventId,
  how: 'closed' | 'refused',
): void {
  ctx.send(client, { type: 'request-lost', requestId, how })
}
