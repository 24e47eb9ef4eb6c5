import type { Event } from '../../../protocol/objects/cluster.ts'
import type { JsonObject } from '../../../protocol/objects/meta.ts'
import { RESOURCES } from '../../../sim/api/resources.ts'
import { objectsOf } from './conditions.ts'
import {
  EVENTS_OF_ONE_SIDE,
  FINAL_PATHS_ASIDE,
  KINDS_ABSENT,
  modernMessage,
  RESOURCES_ASIDE,
  WRITES_ASIDE,
} from './known-differences.ts'
import { normaliseName, normaliseText } from './normalise.ts'
import { manifestObjects, type Replay } from './replay.ts'
import type { AuditEntry, TraceFile } from './trace-file.ts'

/** One thing that was compared: what it was and, if it differs, how. */
export interface Check {
  readonly name: string
  readonly differences: readonly string[]
}

/** Compares a replay with its recording: writes per component, events, final objects. */
export function compareReplay(trace: TraceFile, replayed: Replay): readonly Check[] {
  const aside = absentObjects(trace)
  const components = new Set(
    [...trace.audit, ...replayed.audit].map((entry) => componentClass(entry.component)),
  )
  const writes = [...components]
    .filter((component) => !ABSENT_COMPONENTS.has(component))
    .map((component): Check => {
      const want = writesOf(trace.audit, component, aside)
      const got = writesOf(replayed.audit, component, aside)
      return { name: `writes of ${component}`, differences: listDifferences(got, want) }
    })
  return [
    ...writes.filter((check) => check.name !== 'writes of kubelet'),
    {
      name: 'writes of kubelets per pod',
      differences: listDifferences(perObject(replayed.audit, aside), perObject(trace.audit, aside)),
    },
    {
      name: 'events',
      differences: listDifferences(...bothEvents(trace, replayed, aside)),
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
  const name = component.split('/')[0] ?? component
  // The recordings' raw requests are made with kubectl here.
  return name === 'api-client' ? 'kubectl' : name
}

/** Whether an object belongs to a workload of a kind that this edition does not have. */
export type Aside = (name: string | undefined) => boolean

export function absentObjects(trace: TraceFile): Aside {
  const applied = trace.actions
    .flatMap((action) => (action.stdin === undefined ? [] : manifestObjects(action.stdin)))
    .filter((object) => KINDS_ABSENT.has(String(object.kind)))
    .map((object) => String((object.metadata as JsonObject).name))
  const generated = trace.actions.flatMap(
    ({ kubectl }) => /^create (?:job|cronjob) (\S+)/.exec(kubectl ?? '')?.[1] ?? [],
  )
  const names = [...applied, ...generated]
  return (name = '') =>
    names.some((own) => name === own || new RegExp(`^${own}-([a-z0-9]{5}|x{5}|\\d+)$`).test(name))
}

/** Resources that this edition has. */
const PLURALS: ReadonlySet<string> = new Set(
  Object.values(RESOURCES).map((resource) => resource.plural),
)

function isCompared(entry: AuditEntry): boolean {
  return (
    entry.code < 400 &&
    PLURALS.has(entry.resource) &&
    !['get', 'list', 'watch'].includes(entry.verb) &&
    RESOURCES_ASIDE[entry.resource] === undefined
  )
}

function writeOf({ verb, resource, subresource, name }: AuditEntry): string {
  return `${verb} ${resource}${subresource ? `/${subresource}` : ''} ${normaliseName(name ?? '')}`
}

/**
 * A component's writes on each object in order, objects sorted by name: which of two objects comes
 * first is not fixed. Of status writes only that they were made counts: how many there are depends on
 * how changes interleave.
 */
function writesOf(
  audit: readonly AuditEntry[],
  component: string,
  aside: Aside,
): readonly string[] {
  const own = audit.filter(
    (entry) =>
      componentClass(entry.component) === component && isCompared(entry) && !aside(entry.name),
  )
  const ordered = own
    .filter((entry) => entry.subresource !== 'status')
    .map((entry) => [normaliseName(entry.name ?? ''), writeOf(entry)] as const)
  const grouped = ordered.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, write]) => write)
  const statuses = own.filter((entry) => entry.subresource === 'status').map(writeOf)
  return [...squeezed(grouped, own), ...uniqueSorted(statuses)].filter(
    (write) => !WRITES_ASIDE.some(([pattern]) => pattern.test(`${component}: ${write}`)),
  )
}

/** Endpoint slices follow pods, whose order is free, and a namespace is swept until it is empty: repetitions count once. */
function squeezed(writes: readonly string[], own: readonly AuditEntry[]): readonly string[] {
  const isBatched = own.every(
    (entry) => entry.resource === 'endpointslices' || entry.component === 'namespace-controller',
  )
  // Since 1.33 pods are swept first; before, in the order of a Go map.
  return isBatched ? [...new Set(writes)].sort() : writes
}

/** What kubelets wrote about each pod, in order, sorted by pod: which node it was does not matter. */
function perObject(audit: readonly AuditEntry[], aside: Aside): readonly string[] {
  const byPod = new Map<string, string[]>()
  for (const entry of audit) {
    if (
      componentClass(entry.component) !== 'kubelet' ||
      entry.resource !== 'pods' ||
      !isCompared(entry) ||
      aside(entry.name)
    )
      continue
    const writes = byPod.get(entry.name ?? '') ?? []
    const write = `${entry.verb}${entry.subresource ? `/${entry.subresource}` : ''}`
    if (writes.at(-1) !== write) writes.push(write)
    byPod.set(entry.name ?? '', writes)
  }
  // The last DELETE of a pod may lie beyond the recording's end: before 1.27 it came up to 10 s late.
  return [...byPod]
    .map(
      ([name, writes]) =>
        `${normaliseName(name)}: ${writes.filter((write) => write !== 'delete').join(' ')}`,
    )
    .sort()
}

/** Rows of our events and of the recorded ones, with what 1.36 tells otherwise taken out of both. */
function bothEvents(
  trace: TraceFile,
  replayed: Replay,
  aside: Aside,
): readonly [readonly string[], readonly string[]] {
  // The events go with their namespace; the recording watched them, we look at the end.
  if (trace.actions.some(({ reached }) => reached === 'namespace gone')) return [[], []]
  const recorded = uniqueSorted(
    trace.events
      .filter(
        ({ object }) =>
          !KINDS_ABSENT.has(object.split('/')[0] ?? '') && !aside(object.split('/')[1]),
      )
      .map((event) => eventRow(event.type, event.reason, event.object, event.message)),
  )
  const ours = uniqueSorted(
    ourEvents(replayed, trace).map(({ type, reason, involvedObject, message }) => {
      return eventRow(
        type ?? '',
        reason ?? '',
        `${involvedObject.kind}/${involvedObject.name}`,
        message ?? '',
      )
    }),
  )
  return [ours, recorded.filter((row) => ours.includes(row) || !isRetryOf(row, ours))]
}

/** Queueing hints (1.32): a pod that a change can not help is not tried again, so it fails less often than in 1.20. */
function isRetryOf(row: string, ours: readonly string[]): boolean {
  const head = /^Warning FailedScheduling \S+/.exec(row)?.[0]
  return head !== undefined && ours.some((other) => other.startsWith(head))
}

/** Events of the recording's time; those of nodes live in the default namespace. */
function ourEvents(replayed: Replay, trace: TraceFile): readonly Event[] {
  const hasNodes = trace.events.some((event) => event.object.startsWith('Node/'))
  const all = [
    ...objectsOf(replayed.cluster, 'events', trace.namespace),
    ...(hasNodes ? objectsOf(replayed.cluster, 'events', 'default') : []),
  ]
  return (all as readonly Event[]).filter(
    (event) => Number(event.metadata.resourceVersion) > replayed.revision,
  )
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
  // Objects on their way out are compared by the writes: the kubelet's last DELETE comes at once since 1.27, up to 10 s later before.
  const want = byName(trace.final.filter((object) => isFinalCompared(object) && !isEnding(object)))
  const got = byName(ourObjects(trace, replayed).filter((object) => !isEnding(object)))
  const differences = listDifferences([...got.keys()].sort(), [...want.keys()].sort())
  for (const [name, wanted] of want) {
    const ours = got.get(name)
    for (let i = 0; ours && i < Math.max(ours.length, wanted.length); i++) {
      const lines = listDifferences(ours[i] ?? [], wanted[i] ?? [])
      differences.push(...lines.map((line) => `${line.slice(0, 2)}${name}: ${line.slice(2)}`))
    }
  }
  return differences
}

/** Objects by normalised name; several of one name (pods of a ReplicaSet) in the order of what they hold. */
function byName(
  objects: readonly JsonObject[],
): ReadonlyMap<string, readonly (readonly string[])[]> {
  const groups = new Map<string, (readonly string[])[]>()
  for (const object of objects)
    groups.set(objectName(object), [...(groups.get(objectName(object)) ?? []), flat(object)])
  for (const group of groups.values()) group.sort((a, b) => (a.join() < b.join() ? -1 : 1))
  return groups
}

function isFinalCompared(object: JsonObject): boolean {
  return (
    !KINDS_ABSENT.has(String(object.kind)) &&
    !FINAL_KINDS_ASIDE.has(String(object.kind)) &&
    !isHousekeeping(object)
  )
}

function isEnding(object: JsonObject): boolean {
  return (object.metadata as JsonObject).deletionTimestamp !== undefined
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

function objectName(object: JsonObject): string {
  return `${String(object.kind)}/${normaliseName(String((object.metadata as JsonObject).name))}`
}

/** `path = value` lines of an object, without what each run has for itself. */
export function flat(object: JsonObject): readonly string[] {
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
  return type ?? (name === undefined ? index : normaliseName(name))
}

/** Lines that only one side has, as a diff: `- ` wanted, `+ ` ours. Order counts. */
export function listDifferences(got: readonly string[], want: readonly string[]): string[] {
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
