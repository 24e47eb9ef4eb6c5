import type { JsonObject } from '../../../protocol/objects/meta.ts'

/** A recording of a real control plane: what users did, who wrote what, what came of it. */
export interface TraceFile {
  readonly name: string
  readonly description?: string
  readonly namespace: string
  readonly actions: readonly TraceAction[]
  readonly audit: readonly AuditEntry[]
  readonly events: readonly TraceEvent[]
  readonly final: readonly JsonObject[]
  readonly tables: { readonly [kind: string]: TraceTable }
  /** Requests that were tried one by one, each in an empty namespace. */
  readonly cases?: readonly TraceCase[]
  readonly durationMs?: number
}

/** One thing that happened to the cluster from outside, or a mark that something was waited for. */
export interface TraceAction {
  readonly atMs: number
  readonly doneMs?: number
  readonly kubectl?: string
  readonly stdin?: string
  readonly api?: string
  readonly body?: JsonObject | string
  readonly headers?: { readonly [header: string]: string }
  readonly reached?: string
  readonly waitedMs?: number
  readonly note?: string
  readonly exitCode?: number
  readonly code?: number
  readonly response?: unknown
  readonly stdout?: string
  readonly stderr?: string
}

/** What kubectl printed. */
export interface RecordedAnswer {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** One manifest, posted as it is and by `kubectl create`. */
export interface TraceCase {
  readonly id: string
  readonly path: string
  readonly manifest: JsonObject
  readonly code: number
  readonly status?: JsonObject
  readonly kubectl?: RecordedAnswer
  readonly kubectlNoValidate?: RecordedAnswer
}

export interface AuditEntry {
  readonly component: string
  readonly verb: string
  readonly resource: string
  readonly subresource?: string
  readonly namespace?: string
  readonly name?: string
  readonly code: number
}

export interface TraceEvent {
  readonly type: string
  readonly reason: string
  readonly object: string
  readonly message: string
  readonly source?: string
}

export interface TraceTable {
  readonly columns: readonly { readonly name: string; readonly priority: number }[]
  readonly rows: readonly (readonly unknown[])[]
}

/** Whether a golden file is a trace and not a suite. */
export function isTrace(file: unknown): file is TraceFile {
  return typeof file === 'object' && file !== null && 'actions' in file && 'audit' in file
}
