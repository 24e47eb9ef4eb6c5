import type { KubeObject } from '../../protocol/objects/index.ts'
import type { JsonObject, Status } from '../../protocol/objects/meta.ts'
import type { EventId } from '../kernel/types.ts'

/** What clients and the API server say to each other. Requests have the shape of HTTP. */

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export type PatchType =
  | 'application/json-patch+json'
  | 'application/merge-patch+json'
  | 'application/strategic-merge-patch+json'
  | 'application/apply-patch+yaml'

export interface ApiRequest {
  readonly method: Method
  /** `/api/v1/namespaces/default/pods/web/status` */
  readonly path: string
  /** `watch`, `labelSelector`, `fieldSelector`, `resourceVersion`, `limit`, `continue`, `dryRun`, `fieldManager`, `fieldValidation`, `force`, `propagationPolicy`, `gracePeriodSeconds` */
  readonly query?: { readonly [parameter: string]: string }
  readonly body?: unknown
  /** A PatchType for PATCH; else JSON unless this says otherwise. */
  readonly contentType?: PatchType | (string & {})
  /** `Accept: …;as=Table` */
  readonly asTable?: boolean
  readonly user: string
  readonly userAgent: string
}

export interface ListBody {
  readonly kind: string
  readonly apiVersion: string
  readonly metadata: {
    readonly resourceVersion: string
    readonly continue?: string
    readonly remainingItemCount?: number
  }
  readonly items: readonly KubeObject[]
}

/** A server-side Table, as `kubectl get` asks for. */
export interface TableBody {
  readonly kind: 'Table'
  readonly apiVersion: 'meta.k8s.io/v1'
  readonly metadata: JsonObject
  readonly columnDefinitions: readonly {
    readonly name: string
    readonly type: string
    readonly format: string
    readonly description: string
    readonly priority: number
  }[]
  readonly rows: readonly {
    readonly cells: readonly (string | number | boolean | null)[]
    readonly object: JsonObject
  }[]
}

export interface ApiResponse {
  /** HTTP status; 0 when no answer came (see `lostResponse`). */
  readonly code: number
  readonly body: KubeObject | ListBody | TableBody | Status | JsonObject
  /** Contents of `Warning:` headers. */
  readonly warnings?: readonly string[]
}

export interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR'
  readonly object: KubeObject | Status
  /** Revision of the change. */
  readonly revision: number
  /** For MODIFIED and DELETED: the object before, as the watch cache knows it (not sent over a real wire; informers have it too). */
  readonly old?: KubeObject
}

/** API server to kubelet: the log of a container. */
export interface ContainerLogsCall {
  readonly type: 'container-logs'
  readonly podUid: string
  readonly namespace: string
  readonly pod: string
  readonly container: string
  /** The run before the present one. */
  readonly previous: boolean
  readonly timestamps: boolean
  readonly tailLines?: number
  readonly sinceSeconds?: number
}

/** The kubelet's answer; the text is in `body.text`. */
export interface ContainerLogsAnswer {
  readonly type: 'logs-answer'
  /** The event that brought the call. */
  readonly requestId: EventId
  readonly response: ApiResponse
}

/** No answer came from the kubelet, or there is none. */
export interface ContainerLogsLost {
  readonly type: 'logs-lost'
  readonly how: 'timeout' | 'refused'
  /** Set when it was the answer that got lost. */
  readonly requestId?: EventId
}

/** Client to server. The id of the event that carries a request is the request's id. */
export type ToApiServer =
  | { readonly type: 'request'; readonly request: ApiRequest }
  | { readonly type: 'stop-watch'; readonly watchId: EventId }

/** Server to client. */
export type FromApiServer =
  | { readonly type: 'response'; readonly requestId: EventId; readonly response: ApiResponse }
  | { readonly type: 'watch-event'; readonly watchId: EventId; readonly event: WatchEvent }
  | { readonly type: 'watch-closed'; readonly watchId: EventId }
