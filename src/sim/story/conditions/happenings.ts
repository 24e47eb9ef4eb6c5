import type {
  EventsCondition,
  OutputCondition,
  RequestsCondition,
} from '../../../protocol/conditions.ts'
import type { Event } from '../../../protocol/objects/cluster.ts'
import type { KubectlTrace } from '../../../protocol/trace.ts'
import type { KeyValue } from '../../etcd/wire.ts'
import type { EventRecord } from '../../kernel/history.ts'
import { type Asked, countVerdict, type Misfit, type Question, SinceCounter } from './leaf.ts'
import { compilePattern, type PatternTest } from './pattern.ts'
import { answeredRequest, resourceName } from './requests.ts'

const EVENTS_PREFIX = '/registry/events/'

/** "Were there so many Kubernetes Events like this?" Repetitions that one Event object counts are counted. */
export function eventsQuestion(
  { events, count }: EventsCondition,
  asked: Asked,
): Question | Misfit {
  const pattern = patternOf(events.matches)
  if (pattern && typeof pattern !== 'function') return pattern
  const isOne = (event: Event) => isLike(event, events, pattern)
  const counter = new SinceCounter(asked, ({ changes }) => {
    let repeated = 0
    for (const { table, key, before, after } of changes) {
      if (table.name !== 'etcd/kv' || !key.startsWith(EVENTS_PREFIX)) continue
      const event = (after as KeyValue | undefined)?.value as Event | undefined
      if (!event || !isOne(event)) continue
      repeated += timesOf(event) - timesOf((before as KeyValue | undefined)?.value as Event)
    }
    return repeated
  })
  return {
    ask: () => countVerdict(counter.read(), count),
    mayChange: ({ changes }) =>
      changes.some(({ table, key }) => table.name === 'etcd/kv' && key.startsWith(EVENTS_PREFIX)),
  }
}

/** "Did the API server answer so many requests like this?" */
export function requestsQuestion({ requests, count }: RequestsCondition, asked: Asked): Question {
  const counter = new SinceCounter(asked, (record) => {
    const request = answeredRequest(record)
    if (!request) return 0
    const { client, audit } = request
    const isOne =
      (requests.client === undefined || client === requests.client) &&
      (requests.verb === undefined || audit.verb === requests.verb) &&
      (requests.resource === undefined || resourceName(audit) === requests.resource) &&
      (requests.code === undefined || audit.code === requests.code)
    return isOne ? 1 : 0
  })
  return {
    ask: () => countVerdict(counter.read(), count),
    mayChange: (record) => record.event.to === 'kube-apiserver' && record.traces.length > 0,
  }
}

/** "Did kubectl print this?" */
export function outputQuestion({ output }: OutputCondition, asked: Asked): Question | Misfit {
  const pattern = compilePattern(output)
  if (typeof pattern !== 'function') return pattern
  const counter = new SinceCounter(asked, (record) =>
    outputsOf(record).some((text) => pattern(text)) ? 1 : 0,
  )
  return {
    ask: () => countVerdict(counter.read()),
    mayChange: (record) => outputsOf(record).length > 0,
  }
}

/** "Did a command end?" */
export function commandQuestion(asked: Asked): Question {
  const isOver = ({ event, traces }: EventRecord) =>
    event.to === 'kubectl' &&
    traces.some((trace) => trace.type === 'kubectl' && (trace as KubectlTrace).isOver)
  const counter = new SinceCounter(asked, (record) => (isOver(record) ? 1 : 0))
  return { ask: () => countVerdict(counter.read()), mayChange: isOver }
}

function outputsOf({ event, traces }: EventRecord): readonly string[] {
  if (event.to !== 'kubectl') return []
  return traces.flatMap((trace) =>
    trace.type === 'kubectl' ? [(trace as KubectlTrace).output] : [],
  )
}

function isLike(
  event: Event,
  { reason, type, about, namespace = 'default', matches }: EventsCondition['events'],
  pattern: PatternTest | undefined,
): boolean {
  if (event.reason !== reason) return false
  if (type !== undefined && event.type !== type) return false
  if (about !== undefined && !isAbout(event, about, namespace)) return false
  return matches === undefined || pattern?.(event.message ?? '') === true
}

/** `Pod`, or `Pod/web-1`: things without a namespace are found whatever the namespace. */
function isAbout({ involvedObject }: Event, about: string, namespace: string): boolean {
  const [kind, name] = about.split('/')
  if (involvedObject.kind !== kind) return false
  if (involvedObject.namespace && namespace !== '*' && involvedObject.namespace !== namespace)
    return false
  return name === undefined || involvedObject.name === name
}

function timesOf(event: Event | undefined): number {
  return event ? (event.series?.count ?? event.count ?? 1) : 0
}

function patternOf(source: string | undefined): PatternTest | Misfit | undefined {
  return source === undefined ? undefined : compilePattern(source)
}
