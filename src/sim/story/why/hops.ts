import type { ObjectRef, ProbeTrace, ReconcileTrace, Trace } from '../../../protocol/trace.ts'
import type { Text } from '../../../protocol/views.ts'
import type { KeyValue } from '../../etcd/wire.ts'
import type { EventRecord } from '../../kernel/history.ts'
import { type Micros, SECOND } from '../../kernel/types.ts'
import { actText } from '../act-text.ts'
import { objectDiff } from '../field-changes.ts'
import { nameOf, refOf } from '../object-ref.ts'

/** A timer this long is a wait that is worth telling. */
const WAIT_TOLD: Micros = SECOND

/** What one event of a chain of causes is to the story; most of them say nothing. */
export type Hop =
  /** The user's own act. */
  | { readonly type: 'act'; readonly text: Text }
  /** An object was stored. Who asked for it is said by the request further up. */
  | {
      readonly type: 'write'
      readonly verb: 'create' | 'update' | 'mark' | 'delete'
      readonly object: ObjectRef
      /** The names of the first fields that it changed. */
      readonly fields: string
    }
  /** The API server takes a request in. */
  | { readonly type: 'request'; readonly from: string }
  /** An answer came back: what follows is the rest of the same work. */
  | { readonly type: 'answer' }
  /** A component made up its mind. */
  | {
      readonly type: 'reconcile'
      readonly controller: string
      readonly object: ObjectRef
    }
  | { readonly type: 'scheduling'; readonly text: Text }
  | { readonly type: 'told'; readonly text: Text }
  /** A timer of some length went off, and perhaps something else with it. */
  | { readonly type: 'wait'; readonly micros: Micros }
  /** A heartbeat: its cause is only the beat before. */
  | { readonly type: 'beat' }
  | { readonly type: 'start' }
  | { readonly type: 'nothing' }

/** Sorts an event. `sinceCause` is the time since the event that caused it, where that is known. */
export function hopOf(record: EventRecord, sinceCause: Micros): Hop {
  const { event } = record
  const act = actText(event)
  if (act) return { type: 'act', text: act }
  if (event.cause === 0) return { type: 'start' }
  const written = writeOf(record)
  if (written) return written
  if (event.to === 'kube-apiserver' && event.message.type === 'request')
    return { type: 'request', from: event.from }
  const decision = decisionOf(record)
  if (decision) return decision
  if (event.periodic && event.from === event.to && !record.urgent) return { type: 'beat' }
  if (event.message.type === 'response') return { type: 'answer' }
  const runtime = runtimeText(record)
  if (runtime) return { type: 'told', text: runtime }
  if (event.from === event.to && sinceCause >= WAIT_TOLD)
    return { type: 'wait', micros: sinceCause }
  return { type: 'nothing' }
}

/** The object whose storing an event was, if it was one. */
function writeOf({ changes, traces }: EventRecord): Extract<Hop, { type: 'write' }> | undefined {
  const trace = (traces as readonly Trace[]).find((entry) => entry.type === 'etcd-write')
  if (trace?.type !== 'etcd-write' || !trace.succeeded) return undefined
  const change = changes.find(({ table, key }) => table.name === 'etcd/kv' && key === trace.key)
  const before = (change?.before as KeyValue | undefined)?.value
  const after = (change?.after as KeyValue | undefined)?.value
  const object = after ?? before
  if (!object) return undefined
  const diff = objectDiff(before, after)
  const paths = before && after ? (diff?.fields ?? []).map(({ path }) => path) : []
  const isMark = paths.includes('metadata.deletionTimestamp')
  return {
    type: 'write',
    verb: isMark ? 'mark' : trace.operation,
    object: refOf(object),
    fields: tellingOf(paths).join(', '),
  }
}

const FIELDS_MAX = 2
const TEDIOUS = /(Time|Timestamp|eneration|resourceVersion)$/
/** From the most telling: what is wanted, then how it went as a whole, then the rest. */
const TELLING = [/^(spec|data)\b/, /^status\.phase$/, /\[type=Ready\]\.status$/, /^status\b/]

function tellingOf(paths: readonly string[]): readonly string[] {
  const rank = (path: string) => {
    const found = TELLING.findIndex((pattern) => pattern.test(path))
    return found < 0 ? TELLING.length : found
  }
  return paths
    .filter((path) => !TEDIOUS.test(path))
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, FIELDS_MAX)
}

function decisionOf({ event, traces }: EventRecord): Hop | undefined {
  for (const trace of traces as readonly Trace[]) {
    switch (trace.type) {
      case 'scheduling': {
        const { outcome, pod, node, message } = trace
        const params = { pod: nameOf(pod), node, message }
        return { type: 'scheduling', text: { key: `why:${outcome}`, params } }
      }
      case 'reconcile':
        return reconcileHop(trace)
      case 'kubelet-sync': {
        const params = { pod: nameOf(trace.pod), node: trace.node }
        return { type: 'told', text: { key: `why:kubelet.${trace.reason}`, params } }
      }
      case 'probe':
        if (trace.changed) return { type: 'told', text: probeText(trace, event.to) }
        break
      default:
        break
    }
  }
  return undefined
}

function reconcileHop({ writes, controller, object }: ReconcileTrace): Hop | undefined {
  return writes.length === 0 ? undefined : { type: 'reconcile', controller, object }
}

function probeText({ probe, pod, container, succeeded, output }: ProbeTrace, by: string): Text {
  const params = { probe, pod: nameOf(pod), container, output, by }
  return { key: succeeded ? 'why:probePassed' : 'why:probeFailed', params }
}

/** What the container runtime brought about, as its answer tells. */
function runtimeText({ event }: EventRecord): Text | undefined {
  const message = event.message as {
    readonly type: string
    readonly call?: string
    readonly error?: string
  }
  if (message.type === 'cri-event') return { key: 'why:cri.event', params: { from: event.from } }
  if (message.type !== 'cri-answer' || message.call === undefined) return undefined
  const params = { from: event.from, call: message.call, error: message.error ?? '' }
  if (message.error) return { key: 'why:cri.failed', params }
  return TOLD_CALLS.has(message.call) ? { key: `why:cri.${message.call}`, params } : undefined
}

/** Calls whose end is a step on a pod's way; the others are bookkeeping. */
const TOLD_CALLS: ReadonlySet<string> = new Set([
  'RunPodSandbox',
  'PullImage',
  'StartContainer',
  'StopContainer',
])
