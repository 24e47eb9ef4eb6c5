import {
  type ApiAuditTrace,
  type EtcdWriteTrace,
  INTERRUPTED,
  type ObjectRef,
  type ReconcileTrace,
  type SchedulingTrace,
  type Trace,
} from '../../protocol/trace.ts'
import type { Text } from '../../protocol/views.ts'
import { unreachable } from '../kernel/assert.ts'
import type { EventRecord, History } from '../kernel/history.ts'
import type { TraceEntry } from '../kernel/types.ts'
import { actText } from './act-text.ts'
import { faceOf, type MessageFace, refOfKey } from './message-view.ts'
import { nameOf } from './object-ref.ts'

/** One event in words: what it was, by the weightiest thing that its handler said. */
export interface EventText {
  readonly title: Text
  readonly what: readonly Text[]
  readonly why: readonly Text[]
  readonly objects: readonly ObjectRef[]
}

/** Stages of a request are shown beside the message that carried it. */
type ToldTrace = Exclude<Trace, { readonly type: 'api-stage' }>

/** Traces from the weightiest to the lightest. */
const WEIGHT: readonly ToldTrace['type'][] = [
  'failure',
  'scheduling',
  'reconcile',
  'kubectl',
  'etcd-write',
  'api-audit',
  'lifecycle',
  'probe',
  'kubelet-sync',
  'note',
]

/** Tells one event. */
export function eventText(history: History, record: EventRecord): EventText {
  const main = mainTrace(record.traces)
  if (!main) return messageText(history, record)
  const isArrival = record.event.from !== record.event.to
  return isArrival && EFFECTS.has(main.type)
    ? withEffects(messageText(history, record), record)
    : traceText(main)
}

/** What a message brings about at its receiver; the message itself is the better title. */
const EFFECTS: ReadonlySet<string> = new Set(['lifecycle', 'probe', 'kubelet-sync', 'note'])
const EFFECTS_MAX = 4

function withEffects(message: EventText, { traces }: EventRecord): EventText {
  const effects = traces.filter(({ type }) => EFFECTS.has(type)).slice(0, EFFECTS_MAX)
  const told = effects.map((trace) => traceText(trace as ToldTrace))
  return {
    ...message,
    what: [...message.what, ...told.map(({ title }) => title)],
    objects: [...message.objects, ...told.flatMap(({ objects }) => objects)],
  }
}

function mainTrace(traces: readonly TraceEntry[]): ToldTrace | undefined {
  for (const type of WEIGHT) {
    const found = traces.find((trace) => trace.type === type)
    if (found) return found as ToldTrace
  }
  return undefined
}

function traceText(trace: ToldTrace): EventText {
  switch (trace.type) {
    case 'scheduling':
      return schedulingText(trace)
    case 'reconcile':
      return reconcileText(trace)
    case 'etcd-write':
      return storageText(trace)
    case 'api-audit':
      return auditText(trace)
    case 'kubelet-sync':
      return text(
        'kubeletSync',
        {
          pod: trace.pod.name,
          node: trace.node,
          reason: trace.reason,
          actions: trace.actions.join(', ') || '–',
        },
        [trace.pod],
      )
    case 'lifecycle':
      return text('lifecycle', {
        machine: trace.machine,
        subject: trace.subject,
        from: trace.from,
        to: trace.to,
        event: trace.event,
      })
    case 'probe':
      return text(
        trace.succeeded ? 'probePassed' : 'probeFailed',
        {
          probe: trace.probe,
          pod: trace.pod.name,
          container: trace.container,
          output: trace.output,
        },
        [trace.pod],
      )
    case 'failure':
      return text(`failure.${trace.failure}`, { target: trace.target })
    case 'kubectl':
      return text(kubectlKey(trace.exitCode), { command: trace.command, output: trace.output })
    case 'note':
      return text('note', { key: trace.key, facts: JSON.stringify(trace.facts) })
    default:
      return unreachable(trace)
  }
}

function kubectlKey(exitCode: number): string {
  if (exitCode === INTERRUPTED) return 'kubectlInterrupted'
  return exitCode === 0 ? 'kubectl' : 'kubectlFailed'
}

function schedulingText(trace: SchedulingTrace): EventText {
  const params = {
    pod: trace.pod.name,
    node: trace.node,
    evaluated: trace.nodesEvaluated,
    count: trace.nodesTotal,
    message: trace.message,
  }
  return text(trace.outcome === 'assigned' ? 'assigned' : 'unschedulable', params, [trace.pod])
}

function reconcileText(trace: ReconcileTrace): EventText {
  const saw = Object.entries(trace.saw).map(([fact, value]) => `${fact} ${value}`)
  const writes = trace.writes.map(({ verb, object }) => `${verb} ${nameOf(object)}`)
  const params = {
    controller: trace.controller,
    object: nameOf(trace.object),
    saw: saw.join(', '),
    writes: shortened(writes),
    count: trace.writes.length,
  }
  return text(trace.writes.length > 0 ? 'reconciled' : 'reconciledIdle', params, [trace.object])
}

function shortened(words: readonly string[]): string {
  return words.length <= 3
    ? words.join(', ')
    : `${words.slice(0, 3).join(', ')}, +${words.length - 3}`
}

function storageText(trace: EtcdWriteTrace): EventText {
  const ref = refOfKey(trace.key)
  const params = {
    key: trace.key,
    object: ref ? nameOf(ref) : trace.key,
    revision: trace.revision,
  }
  const key = trace.succeeded ? `stored.${trace.operation}` : 'storeRefused'
  return text(key, params, ref ? [ref] : [])
}

function auditText(trace: ApiAuditTrace): EventText {
  const resource = trace.subresource ? `${trace.resource}/${trace.subresource}` : trace.resource
  const params = {
    verb: trace.verb,
    resource,
    name: trace.name,
    code: trace.code,
    user: trace.user,
    agent: trace.userAgent,
    reason: trace.reason,
  }
  if (trace.verb === 'get' && trace.code === 404) return text('notFound', params)
  if (trace.code >= 400) return text('refused', params)
  return text(trace.verb === 'watch' ? 'watchOpened' : 'answered', params)
}

function messageText(history: History, { event, dropped }: EventRecord): EventText {
  const face = faceOf(history, event)
  const objects = face.object ? [face.object] : []
  const params = {
    from: event.from,
    to: event.to,
    label: face.label,
    change: face.label.replace(/^watch: /, ''),
    type: face.label.split(' ').at(-1) ?? '',
    object: face.object ? nameOf(face.object) : '',
    // A sentence may have a form for messages that are about an object.
    context: face.object ? 'about' : '',
  }
  if (dropped) return text('lost', params, objects)
  if (event.message.type === 'request-lost') return text('noAnswer', params, objects)
  if (event.message.type === 'watch-closed') return text('watchEnded', params)
  const act = actText(event)
  if (act) return { ...text('command', params, objects), title: act }
  if (event.from === event.to) return text('timer', params, objects)
  const key = {
    write: 'request',
    read: 'request',
    watch: event.from === 'kube-apiserver' ? 'watchEvent' : 'request',
    answer: isAbsence(face) ? 'absent' : 'answer',
    storage: event.to === 'etcd' ? 'toStorage' : 'fromStorage',
    runtime: 'runtime',
    network: 'network',
    traffic: 'traffic',
    heartbeat: 'request',
    user: 'command',
  }[face.class]
  return text(key, params, objects)
}

/** The answer to somebody who looked whether an object is there. */
function isAbsence({ label, object }: MessageFace): boolean {
  return object !== undefined && label.startsWith('GET ') && label.endsWith(' 404')
}

function text(
  key: string,
  params: { readonly [name: string]: string | number },
  objects: readonly ObjectRef[] = [],
): EventText {
  const at = (part: string): Text => ({ key: `facts:event.${key}.${part}`, params })
  return { title: at('title'), what: [at('what')], why: [at('why')], objects }
}
