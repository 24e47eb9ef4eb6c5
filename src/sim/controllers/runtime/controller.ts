import type { Kind, ObjectOf } from '../../../protocol/objects/index.ts'
import type { BaseObject } from '../../../protocol/objects/meta.ts'
import type { ObjectRef } from '../../../protocol/trace.ts'
import type { ApiRequest, ApiResponse } from '../../apiserver/wire.ts'
import type { ObjectCache } from '../../client/informers.ts'
import type { Context, Micros } from '../../kernel/types.ts'

/** A change of one kind, as a controller's watch is told of it. */
export interface ChangeOf<K extends Kind = Kind> {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'
  readonly object: ObjectOf<K>
  readonly old: ObjectOf<K> | undefined
}

/** The shared caches of kube-controller-manager, with its indexes. */
export interface Caches {
  cache<K extends Kind>(kind: K): ObjectCache<K>
}

/** What a watch may see when it decides whom a change concerns. */
export interface WatchView extends Caches {
  readonly now: Micros
  /** What the last plan for a key asked to remember. */
  memoryOf(key: string): unknown
}

/** What a reconcile may see. */
export interface ReconcileView extends Caches {
  readonly now: Micros
  /** False while creations or deletions that this controller made for the key have not come back through the watch. */
  readonly isSettled: boolean
  /** What the last plan for the key asked to remember. */
  readonly memory: unknown
  /** Answers to the reads that the last call asked for; empty at the first call. */
  readonly answers: readonly ApiResponse[]
}

/** An Event about an object. In `message`, `%s` stands for the written object's name, or for the error. */
export interface EventPlan {
  readonly about: BaseObject
  readonly type: 'Normal' | 'Warning'
  readonly reason: string
  readonly message: string
}

/** One request that changes something. */
export interface Write {
  readonly request: Omit<ApiRequest, 'user' | 'userAgent'>
  readonly verb: 'create' | 'update' | 'patch' | 'delete' | 'deletecollection'
  readonly object: ObjectRef
  readonly subresource?: string
  /** Told when the write succeeded. */
  readonly success?: EventPlan
  /** Told when it failed. */
  readonly failure?: EventPlan
  /** Codes that are as good as success: 404 for a delete, 409 for a create that somebody else was quicker to do. */
  readonly accepts?: readonly number[]
}

/** Writes that go out together. Steps follow one another; a failure ends the plan. */
export interface Step {
  readonly writes: readonly Write[]
  /** `slow-start` sends 1, then 2, 4, 8 … so that what always fails is not tried a thousand times at once. */
  readonly pace: 'parallel' | 'slow-start'
  /** The key is not settled before the watch showed all these. */
  readonly expects?: 'creations' | 'deletions'
}

/** What a reconcile wants. Pure data: the runtime does the writing. */
export interface Plan {
  /** Facts it decided on, for the page; keys are stable. */
  readonly saw?: { readonly [fact: string]: string | number | boolean }
  /** Reads to do first; the controller is then asked again, with the answers. */
  readonly reads?: readonly string[]
  readonly steps?: readonly Step[]
  /** Told at once. */
  readonly events?: readonly EventPlan[]
  /** Look at the key again after this time, even if nothing changes. */
  readonly requeueAfter?: Micros
  /** Look again soon, with back-off, without having failed at anything. */
  readonly retry?: boolean
  /** Given back at the next look at the key, as what an upstream controller keeps in fields of its own. `null` forgets. */
  readonly memory?: unknown
}

/** A write that failed. */
export interface WriteFailure {
  readonly write: Write
  readonly response: ApiResponse
}

/** Which keys of a controller a change concerns. Declared as methods so that each kind's function takes its own type. */
export type Watches = {
  readonly [K in Kind]?: (change: ChangeOf<K>, view: WatchView) => Iterable<string>
}

/**
 * A controller: level-triggered and pure. Watching, queueing, back-off, expectations, sending and
 * recording events are the runtime's.
 */
export interface Controller {
  /** As its service account is called: `replicaset-controller`. */
  readonly name: string
  /** The service account it acts as, if it shares another's. */
  readonly account?: string
  /** In whose name its events are told; without it, it tells none. */
  readonly eventSource?: string
  /** Keys worked on at the same time (`--concurrent-…-syncs`). */
  readonly workers: number
  readonly watches: Watches
  /** Kind whose creations and deletions are expected, by its controller reference. */
  readonly expects?: { readonly owner: Kind; readonly child: Kind }
  /** Called every `every`; the keys it names are reconciled. Heartbeat: it must be cheap. */
  readonly monitor?: {
    readonly every: Micros
    keys(caches: Caches, now: Micros): Iterable<string>
  }
  /** Time it takes to get to a key, where it differs from the usual. */
  readonly delay?: Micros
  readonly backOff?: BackOff
  reconcile(key: string, view: ReconcileView): Plan | undefined
  /** What is still to be written after a write of the plan failed; the key is tried again in any case. */
  afterFailure?(key: string, view: ReconcileView, failure: WriteFailure): readonly Step[]
  /** The object behind a key, for traces. */
  describe?(key: string, caches: Caches): BaseObject | undefined
  /** A restarted process begins with nothing in its memory. */
  reset?(ctx: Context): void
}

/** How long a key that failed waits, doubling from `initial`. */
export interface BackOff {
  readonly initial: Micros
  readonly max: Micros
  /** Tries after which the key is dropped until something changes. */
  readonly triesMax?: number
}

/** Names an object for traces. */
export function refOf(object: BaseObject): ObjectRef {
  const { name, namespace, uid } = object.metadata
  return { kind: object.kind, namespace, name, uid }
}

/** A step of a single write. */
export function only(write: Write): Step {
  return { writes: [write], pace: 'parallel' }
}
