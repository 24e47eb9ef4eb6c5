import type { KubeObject } from '../../protocol/objects/index.ts'
import type { EventId, Micros } from '../kernel/types.ts'

/** One key with its value and etcd's bookkeeping. */
export interface KeyValue {
  readonly key: string
  /** The stored object; its `resourceVersion` is `modRevision`, as the API server decodes it. */
  readonly value: KubeObject
  readonly createRevision: number
  readonly modRevision: number
  /** Writes to this key since it was created. */
  readonly version: number
  /** Until when the key lives; absent for keys that stay. Keys of about the same time share a lease. */
  readonly leaseUntil?: Micros
}

/** One revision: what was written, and what stood there before. */
export interface LogEntry {
  readonly revision: number
  readonly type: 'PUT' | 'DELETE'
  readonly kv: KeyValue
  readonly previous: KeyValue | undefined
}

/** A compare-and-write: succeeds only if the key's mod revision is `expected` (0: the key is absent). */
export interface Txn {
  readonly key: string
  readonly expected: number
  readonly write:
    | {
        readonly type: 'put'
        readonly value: KubeObject
        /** Time to live: the key goes when it is over and nothing was written meanwhile. */
        readonly ttl?: Micros
      }
    | { readonly type: 'delete' }
}

/** API server to etcd. */
export type ToEtcd =
  | { readonly type: 'txn'; readonly txn: Txn }
  /** A linearizable read of one key. */
  | { readonly type: 'get'; readonly key: string }
  /** A linearizable read of everything under a prefix. */
  | { readonly type: 'range'; readonly prefix: string }
  /** Watch everything under a prefix from a revision on (0: from now). */
  | { readonly type: 'watch'; readonly prefix: string; readonly fromRevision: number }
  | { readonly type: 'compact'; readonly revision: number }

/** etcd to API server. */
export type FromEtcd =
  | {
      readonly type: 'txn-result'
      readonly requestId: EventId
      readonly succeeded: boolean
      readonly revision: number
      readonly current: KeyValue | undefined
    }
  | {
      readonly type: 'get-result'
      readonly requestId: EventId
      readonly revision: number
      readonly kv: KeyValue | undefined
    }
  | {
      readonly type: 'range-result'
      readonly requestId: EventId
      readonly revision: number
      readonly kvs: readonly KeyValue[]
    }
  | { readonly type: 'etcd-watch'; readonly entry: LogEntry }
