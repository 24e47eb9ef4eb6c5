import type { Event } from '../../../protocol/objects/cluster.ts'
import type { KubeObject } from '../../../protocol/objects/index.ts'
import type { JsonObject } from '../../../protocol/objects/meta.ts'
import { objectsOf } from './conditions.ts'
import {
  EVENTS_OF_ONE_SIDE,
  FINAL_PATHS_ASIDE,
  KINDS_ABSENT,
  modernMessage,
  RESOURCES_ASIDE,
} from './known-differences.ts'
import { normaliseName, normaliseText } from './normalise.ts'
import type { Replay } from './replay.ts'
import type { AuditEntry, TraceFile } from './trace-file.ts'

/** One thing that was compared: what it was and, if it differs, how. */
export interface Check {
  readonly name: string
  readonly differences: readonly string[]
}

/** Compares a replay with its recording: writes per component, events, final objects. */
export function compareReplay(trace: TraceFile, replayed: Replay): readonly Check[] {
  const components = new Set(
    [...trace.audit, ...replayed.audit].map((entry) => componentClass(entry.component)),
  )
  const writes = [...components]
    .filter((component) => !ABSENT_COMPONENTS.has(component))
    .map((component): Check => {
      const want = writesOf(trace.audit, component)
      const got = writesOf(replayed.audit, component)
      return { name: `writes of ${component}`, differences: listDifferences(got, want) }
    })
  return [
    ...writes.filter((check) => check.name !== 'writes of kubelet'),
    {
      name: 'writes of kubelets per pod',
      differences: listDifferences(perObject(replayed.audit), perObject(trace.audit)),
    },
    {
      name: 'events',
      differences: listDifferences(ourEvents(replayed, trace), recordedEvents(trace)),
    },
    { name: 'final objects', differences: finalDifferences(trace, replayed) },
  ]
}

/** Controllers of kinds and features that this edition does not have. */
const ABSENT_COMPONENTS = new Set([
  'daemon-set-controller',
  'statefulset-controller',
  'job-controller',
  'cronjob-controller',
  'endpoint-controller',
  'disruption-controller',
  'resourcequota-controller',
  'oracle-harness',
  'kube-apiserver',
  'kube-controller-manager',
])

function componentClass(component: string): string {
  return component.split('/')[0] ?? component
}

function isCompared(entry: AuditEntry): boolean {
  return (
    entry.code < 400 &&
    !['get', 'list', 'watch'].includes(entry.verb) &&
    RESOURCES_ASIDE[entry.resource] === undefined
  )
}

function writeOf({ verb, resource, subresource, name }: AuditEntry): string {
  return `${verb} ${resource}${subresource ? `/${subresource}` : ''} ${normaliseName(name ?? '')}`
}

/**
 * A component's writes in order. Status writes are left out of the order: how many of them there are
 * depends on how changes interleave, which the real system does not fix; that one was made is kept.
 */
function writesOf(audit: readonly AuditEntry[], component: string): readonly string[] {
  const own = audit.filter(
    (entry) => componentClass(entry.component) === component && isCompared(entry),
  )
  const ordered = own.filter((entry) => entry.subresource !== 'status').map(writeOf)
  const statuses = [
    ...new Set(own.filter((entry) => entry.subresource === 'status').map(writeOf)),
  ].sort()
  return [...squeezed(ordered, own), ...statuses]
}

/** Endpoint slices follow pods, whose order is free: repeated updates count once. */
function squeezed(writes: readonly string[], own: readonly AuditEntry[]): readonly string[] {
  const isBatched = own.every((entry) => entry.resource === 'endpointslices')
  return isBatched ? [...new Set(writes)] : writes
}

/** What kubelets wrote about each pod, in order, sorted by pod: which node it was does not matter. */
function perObject(audit: readonly AuditEntry[]): readonly string[] {
  const byPod = new Map<string, string[]>()
  for (const entry of audit) {
    if (
      componentClass(entry.component) !== 'kubelet' ||
      entry.resource !== 'pods' ||
      !isCompared(entry)
    )
      continue
    const writes = byPod.get(entry.name ?? '') ?? []
    const write = `${entry.verb}${entry.subresource ? `/${entry.subresource}` : ''}`
    if (writes.at(-1) !== write) writes.push(write)
    byPod.set(entry.name ?? '', writes)
  }
  return [...byPod].map(([name, writes]) => `${normaliseName(name)}: ${writes.join(' ')}`).sort()
}

function recordedEvents(trace: TraceFile): readonly string[] {
  const rows = trace.events
    .filter((event) => !KINDS_ABSENT.has(event.object.split('/')[0] ?? ''))
    .map((event) => eventRow(event.type, event.reason, event.object, event.message))
  return uniqueSorted(rows)
}

function ourEvents(replayed: Replay, trace: TraceFile): readonly string[] {
  const events = [
    ...objectsOf(replayed.cluster, 'events', trace.namespace),
    ...nodeEvents(replayed, trace),
  ] as readonly Event[]
  const rows = events.map(({ type, reason, involvedObject, message }) => {
    return eventRow(
      type ?? '',
      reason ?? '',
      `${involvedObject.kind}/${involvedObject.name}`,
      message ?? '',
    )
  })
  return uniqueSorted(rows)
}

/** Events of nodes live in the default namespace; recordings have them only where nodes matter. */
function nodeEvents(replayed: Replay, trace: TraceFile): readonly KubeObject[] {
  if (!trace.events.some((event) => event.object.startsWith('Node/'))) return []
  return objectsOf(replayed.cluster, 'events', 'default')
}

function eventRow(
  type: string,
  reason: string,
  object: string,
  message: string,
): string | undefined {
  if (EVENTS_OF_ONE_SIDE[reason] !== undefined) return undefined
  const words = modernMessage(message).replace(
    /^(Scaled (?:up|down) replica set \S+) from \d+ to/,
    '$1 to',
  )
  return `${type} ${reason} ${normaliseName(object).replace(/^Node\/.*/, 'Node/NODE')}: ${normaliseText(words)}`
}

function uniqueSorted(rows: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(rows.filter((row) => row !== undefined))].sort()
}

function finalDifferences(trace: TraceFile, replayed: Replay): readonly string[] {
  const want = new Map(
    trace.final.filter(isFinalCompared).map((object) => [objectName(object), flat(object)]),
  )
  const got = new Map(
    ourObjects(trace, replayed).map((object) => [objectName(object), flat(object)]),
  )
  const differences = listDifferences([...got.keys()].sort(), [...want.keys()].sort())
  for (const [name, fields] of want) {
    const ours = got.get(name)
    if (ours)
      differences.push(
        ...listDifferences(ours, fields).map(
          (line) => `${line.slice(0, 2)}${name}: ${line.slice(2)}`,
        ),
      )
  }
  return differences
}

function isFinalCompared(object: JsonObject): boolean {
  return (
    !KINDS_ABSENT.has(String(object.kind)) &&
    !FINAL_KINDS_ASIDE.has(String(object.kind)) &&
    !isHousekeeping(object)
  )
}

const FINAL_KINDS_ASIDE = new Set([
  'Event',
  'Namespace',
  'Secret',
  'ServiceAccount',
  'Lease',
  'Node',
  'ConfigMap',
])

function isHousekeeping(object: JsonObject): boolean {
  const owners = (object.metadata as JsonObject).ownerReferences as
    | readonly JsonObject[]
    | undefined
  return (
    owners?.some((owner) => KINDS_ABSENT.has(String(owner.kind)) && owner.kind !== 'Endpoints') ??
    false
  )
}

function ourObjects(trace: TraceFile, { cluster }: Replay): readonly JsonObject[] {
  const plurals = ['pods', 'replicasets', 'deployments', 'services', 'endpointslices']
  return plurals.flatMap((plural) =>
    objectsOf(cluster, plural, trace.namespace),
  ) as unknown as readonly JsonObject[]
}

/** Pods of one ReplicaSet are told apart by nothing that lasts: they are compared as one. */
function objectName(object: JsonObject): string {
  return `${String(object.kind)}/${normaliseName(String((object.metadata as JsonObject).name))}`
}

/** `path = value` lines of an object, without what each run has for itself. */
function flat(object: JsonObject): readonly string[] {
  const lines: string[] = []
  collect(object, '', lines)
  return lines.sort()
}

function collect(value: unknown, path: string, lines: string[]): void {
  if (
    value === null ||
    value === undefined ||
    FINAL_PATHS_ASIDE.some(([pattern]) => pattern.test(path))
  )
    return
  if (typeof value !== 'object') {
    lines.push(`${path} = ${normaliseText(modernMessage(String(value)))}`)
    return
  }
  for (const [key, field] of Object.entries(value)) {
    const name = Array.isArray(value) ? listKey(field, key) : key
    collect(field, path === '' ? name : `${path}.${name}`, lines)
  }
}

function listKey(item: unknown, index: string): string {
  const { type, name } = (item ?? {}) as { readonly type?: string; readonly name?: string }
  return type ?? name ?? index
}

/** Lines that only one side has, as a diff: `- ` wanted, `+ ` ours. Order counts. */
function listDifferences(got: readonly string[], want: readonly string[]): string[] {
  const differences: string[] = []
  const shared = longestCommon(got, want)
  let g = 0
  let w = 0
  for (const line of [...shared, undefined]) {
    while (w < want.length && want[w] !== line) differences.push(`- ${want[w++]}`)
    while (g < got.length && got[g] !== line) differences.push(`+ ${got[g++]}`)
    g++
    w++
  }
  return differences
}

function longestCommon(a: readonly string[], b: readonly string[]): readonly string[] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1))
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const row = lengths[i]
      if (row) row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const common: string[] = []
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) {
      common.push(a[i] ?? '')
      i++
      j++
    } else if (at(i + 1, j) >= at(i, j + 1)) i++
    else j++
  }
  return common
}
