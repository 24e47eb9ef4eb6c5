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
  readonly durationMs?: number
}

/** One thing that happened to the cluster from outside, or a mark that something was waited for. */
export interface TraceAction {
  readonly atMs: number
  readonly doneMs?: number
  readonly kubectl?: string
  readonly stdin?: string
  readonly api?: string
  readonly body?: JsonObject
  readonly headers?: { readonly [header: string]: string }
  readonly reached?: string
  readonly waitedMs?: number
  readonly note?: string
  readonly exitCode?: number
  readonly code?: number
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
