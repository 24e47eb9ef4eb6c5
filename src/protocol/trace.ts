/**
 * What components say about their doing, event by event: the raw material of the story, the
 * inspector, the audit of the conformance runs. Kept beside events, never part of the state.
 */
import type { JsonObject } from './objects/meta.ts'

/** Names one object of the cluster. */
export interface ObjectRef {
  readonly kind: string
  readonly namespace?: string
  readonly name: string
  readonly uid?: string
}

export type ApiStage =
  | 'authentication'
  | 'authorization'
  | 'decoding'
  | 'mutating-admission'
  | 'validation'
  | 'validating-admission'
  | 'storage'

/** A stage of the request pipeline passed or refused the request. */
export interface ApiStageTrace {
  readonly type: 'api-stage'
  readonly stage: ApiStage
  readonly verdict: 'passed' | 'changed' | 'refused'
  /** Which plugin or rule, and what it did: `ServiceAccount`, `DefaultTolerationSeconds`. */
  readonly detail: string
}

/** kube-apiserver answered a request; one line of the audit log. */
export interface ApiAuditTrace {
  readonly type: 'api-audit'
  readonly verb:
    | 'get'
    | 'list'
    | 'watch'
    | 'create'
    | 'update'
    | 'patch'
    | 'delete'
    | 'deletecollection'
  readonly resource: string
  readonly subresource: string
  readonly namespace: string
  readonly name: string
  readonly code: number
  readonly user: string
  readonly userAgent: string
  /** Revision of the written object, 0 if nothing was written. */
  readonly revision: number
  readonly reason: string
  readonly request: unknown
}

/** etcd took (or refused, on a compare that failed) a write. */
export interface EtcdWriteTrace {
  readonly type: 'etcd-write'
  readonly key: string
  readonly operation: 'create' | 'update' | 'delete'
  readonly succeeded: boolean
  readonly revision: number
}

/** A controller looked at one object: what it saw, what it wants, what it is going to write. */
export interface ReconcileTrace {
  readonly type: 'reconcile'
  readonly controller: string
  readonly object: ObjectRef
  /** Short facts: `replicas wanted: 3`, `pods active: 1`. Keys are stable, for translation. */
  readonly saw: { readonly [fact: string]: string | number | boolean }
  readonly writes: readonly {
    readonly verb: string
    readonly object: ObjectRef
    readonly subresource?: string
  }[]
  readonly requeueAfterMicros?: number
}

export interface NodeVerdict {
  readonly node: string
  /** Filter plugin that refused, '' if the node fits. */
  readonly refusedBy: string
  readonly reasons: readonly string[]
  /** Per score plugin: raw, normalized to 0-100, and weighted. Empty for nodes that were not scored. */
  readonly scores: {
    readonly [plugin: string]: {
      readonly raw: number
      readonly normalized: number
      readonly weighted: number
    }
  }
  readonly total: number
}

/** One scheduling cycle: node × plugin. */
export interface SchedulingTrace {
  readonly type: 'scheduling'
  readonly pod: ObjectRef
  readonly outcome: 'assigned' | 'unschedulable'
  readonly node: string
  /** The message of the FailedScheduling event, '' if it was assigned. */
  readonly message: string
  readonly nodesTotal: number
  readonly nodesEvaluated: number
  /** Of every node up to 64 nodes, else of the best 16. */
  readonly verdicts: readonly NodeVerdict[]
  /** How many nodes were refused and why; only where `verdicts` does not tell of each. */
  readonly refused?: readonly {
    readonly plugin: string
    readonly reason: string
    readonly nodes: number
  }[]
}

/** The kubelet's sync of one pod: what it compared and which actions it decided on. */
export interface KubeletSyncTrace {
  readonly type: 'kubelet-sync'
  readonly node: string
  readonly pod: ObjectRef
  readonly reason: 'added' | 'updated' | 'runtime' | 'probe' | 'timer' | 'deleted'
  readonly actions: readonly string[]
}

/** A lifecycle machine moved. */
export interface LifecycleTrace {
  readonly type: 'lifecycle'
  readonly machine: 'pod' | 'container' | 'node'
  /** `namespace/pod`, `namespace/pod/container` or a node's name. */
  readonly subject: string
  readonly from: string
  readonly to: string
  readonly event: string
}

/** A probe gave a result that changed something, or was run (`changed` false). */
export interface ProbeTrace {
  readonly type: 'probe'
  readonly probe: 'liveness' | 'readiness' | 'startup'
  readonly pod: ObjectRef
  readonly container: string
  readonly succeeded: boolean
  readonly changed: boolean
  readonly output: string
}

/** Something outside the software happened: a failure was injected or healed. */
export interface FailureTrace {
  readonly type: 'failure'
  readonly failure: string
  readonly target: string
}

/** kubectl printed something for its user. */
export interface KubectlTrace {
  readonly type: 'kubectl'
  readonly command: string
  readonly output: string
  readonly exitCode: number
  /** The event that brought the command. */
  readonly session: number
  /** The command came to its end; the output may be empty then. */
  readonly isOver: boolean
}

/** The exit code of a command that Ctrl+C ended, as a shell tells it: 128 + SIGINT. */
export const INTERRUPTED = 130

/** A free note of a component, with a stable key for translation. */
export interface NoteTrace {
  readonly type: 'note'
  readonly key: string
  readonly facts: JsonObject
}

export type Trace =
  | ApiStageTrace
  | ApiAuditTrace
  | EtcdWriteTrace
  | ReconcileTrace
  | SchedulingTrace
  | KubeletSyncTrace
  | LifecycleTrace
  | ProbeTrace
  | FailureTrace
  | KubectlTrace
  | NoteTrace
