import { parseAllDocuments, stringify } from 'yaml'
import type { UserAction } from '../../../protocol/messages.ts'
import type { JsonObject } from '../../../protocol/objects/meta.ts'
import type { Pod } from '../../../protocol/objects/pod.ts'
import type { ApiAuditTrace, Trace } from '../../../protocol/trace.ts'
import { collectionPath, RESOURCES } from '../../../sim/api/resources.ts'
import type { ListBody, Method, TableBody } from '../../../sim/apiserver/wire.ts'
import { Cluster } from '../../../sim/cluster.ts'
import { MILLISECOND, type Micros, SECOND } from '../../../sim/kernel/types.ts'
import { splitWords } from '../../../sim/kubectl/command-line.ts'
import type { RawRequest } from '../../../sim/kubectl/kubectl.ts'
import type { CriCall } from '../../../sim/node/cri.ts'
import { type ActionAnswer, AnswerCollector } from './answers.ts'
import { holds, objectsOf } from './conditions.ts'
import { KINDS_ABSENT } from './known-differences.ts'
import type { AuditEntry, TraceAction, TraceCase, TraceFile } from './trace-file.ts'

/** What our cluster did when it was given a recording's actions. */
export interface Replay {
  readonly cluster: Cluster
  readonly audit: readonly AuditEntry[]
  /** Revision at which the recording's actions began. */
  readonly revision: number
  /** Actions that could not be repeated, and waits that did not end. */
  readonly notes: readonly string[]
  /** What was answered to each action; undefined for waits, and for what this edition does not have. */
  readonly answers: readonly (ActionAnswer | undefined)[]
  readonly cases: readonly (CaseAnswer | undefined)[]
  /** Tables of the namespace at the end, by kind. */
  readonly tables: ReadonlyMap<string, TableBody>
}

interface CaseAnswer {
  readonly api: ActionAnswer
  readonly kubectl: ActionAnswer | undefined
}

/** The recordings' cluster: three nodes of 2 CPU and 4 GiB. */
const TOPOLOGY = { workers: 3, cpuMilli: 2000, memoryBytes: 4 * 2 ** 30, podsMax: 110 }
/** The recordings' runtime lets exec probes of these files succeed unless an action's note says otherwise. */
/** Files that the recordings' runtime had in every container, for exec probes. */
const PROBE_FILES = { readiness: '/tmp/ready', liveness: '/tmp/live' } as const
const DISKS = { containerFiles: Object.values(PROBE_FILES) }
/** How much longer than the recording we wait for something. */
const PATIENCE: Micros = 60 * SECOND
/** The recording's own waits are polls; after one the next action comes a little later. */
/** How long a command is left alone before it is looked whether it has ended. */
const MOMENT: Micros = 2 * MILLISECOND
/** What kubectl says of what this edition leaves out. */
const OUTSIDE = /not part of this edition|doesn't have a resource type "(?!nosuch)/
const PLURALS: ReadonlySet<string> = new Set(Object.values(RESOURCES).map(({ plural }) => plural))
/** Resources of kinds that this edition does not have. */
const KINDS_ABSENT_PLURALS =
  /^(statefulsets|daemonsets|jobs|cronjobs|persistentvolumeclaims|endpoints|poddisruptionbudgets|horizontalpodautoscalers|resourcequotas|limitranges)$/
const STEP: Micros = 50 * MILLISECOND

/** Gives a fresh cluster the actions of a recording, at the recording's pace. */
export function replay(trace: TraceFile, seed = 1): Replay {
  const cluster = new Cluster({ seed, topology: TOPOLOGY, workerPrefix: 'node-', disks: DISKS })
  cluster.settle()
  const notes: string[] = []
  const audit: AuditEntry[] = []
  const run = new ReplayRun(cluster, trace.namespace, audit, notes)
  run.act({
    type: 'apply',
    manifest: `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ${trace.namespace}\n`,
  })
  run.advance(2 * SECOND)
  audit.length = 0
  const revision = cluster.etcd.revision.get()
  let last = 0
  const places = trace.actions.map((action) => {
    run.advance(Math.max(0, action.atMs - (action.waitedMs ?? 0) - last) * MILLISECOND)
    const place = run.perform(action)
    last = action.doneMs ?? action.atMs
    return place
  })
  run.advance(Math.max(0, (trace.durationMs ?? last) - last) * MILLISECOND)
  const answers = places.map((place) => run.answerTo(place))
  const outcome = { cluster, audit: [...audit], revision, notes, answers }
  // What follows is asked for the comparison's sake and is no part of the replay.
  return {
    ...outcome,
    tables: run.tables(trace),
    cases: (trace.cases ?? []).map((one) => run.tryOut(one)),
  }
}

class ReplayRun {
  private readonly cluster: Cluster
  private readonly namespace: string
  private readonly audit: AuditEntry[]
  private readonly notes: string[]
  private until: Micros
  private readonly collector = new AnswerCollector()

  constructor(cluster: Cluster, namespace: string, audit: AuditEntry[], notes: string[]) {
    this.cluster = cluster
    this.namespace = namespace
    this.audit = audit
    this.notes = notes
    this.until = cluster.kernel.now
  }

  act(action: UserAction): void {
    const target = action.type === 'fail' ? 'failures' : 'kubectl'
    this.cluster.kernel.submit(target, action, Math.max(this.until, this.cluster.kernel.now))
  }

  advance(duration: Micros): void {
    this.until += duration
    this.run(() => false)
  }

  /** Does what was done; answers the command's place among the answers, if it is a command. */
  perform(action: TraceAction): number | undefined {
    const place = this.collector.count
    if (action.kubectl !== undefined) this.kubectl(action)
    else if (action.reached !== undefined) this.wait(action.reached, action.waitedMs ?? 0)
    else if (action.note !== undefined) this.note(action.note)
    else if (action.api !== undefined) this.api(action)
    return this.collector.count > place ? place : undefined
  }

  /** What was answered, unless it is that this edition does not have that. */
  answerTo(place: number | undefined): ActionAnswer | undefined {
    const answer = place === undefined ? undefined : this.collector.at(place)
    const outside = answer?.lines.find((line) => OUTSIDE.test(line))
    if (outside === undefined) return answer
    this.notes.push(`outside this edition: ${outside}`)
    return undefined
  }

  /** The server's Tables of the kinds that the recording has at its end. */
  tables({ tables = {} }: TraceFile): ReadonlyMap<string, TableBody> {
    const found = new Map<string, TableBody>()
    for (const kind of Object.keys(tables)) {
      const resource = Object.values(RESOURCES).find((known) => known.kind === kind)
      if (!resource) continue
      const path = collectionPath(resource.kind, this.namespace)
      const answer = this.ask({ method: 'GET', path, asTable: true })
      const body = answer?.response?.body
      if (body?.kind === 'Table') found.set(kind, body as TableBody)
    }
    return found
  }

  /** Posts a manifest as it is, and lets kubectl create it; neither leaves anything behind. */
  tryOut({ path, manifest, code }: TraceCase): CaseAnswer | undefined {
    if (!PLURALS.has(path.split('/').at(-1) ?? '')) return undefined
    const api = this.ask({ method: 'POST', path, query: { dryRun: 'All' }, body: manifest })
    if (!api) return undefined
    if (code === 201) return { api, kubectl: undefined }
    const place = this.collector.count
    const args = ['create', '-f', '-', '-n', this.namespace, '--dry-run=server']
    this.act({ type: 'kubectl', args, stdin: JSON.stringify(manifest) })
    this.finish(place)
    return { api, kubectl: this.collector.at(place) }
  }

  private ask(request: RawRequest['request']): ActionAnswer | undefined {
    const place = this.collector.count
    const message: RawRequest = { type: 'raw', request }
    this.cluster.kernel.submit('kubectl', message, Math.max(this.until, this.cluster.kernel.now))
    this.finish(place)
    return this.collector.at(place)
  }

  /** Lets a command end before the next begins, as a person does. */
  private finish(place: number): void {
    const sessions = this.cluster.kernel.findTable('kubectl/sessions')
    const limit = this.until + PATIENCE
    do this.advance(MOMENT)
    while (this.until < limit && (this.collector.count <= place || (sessions?.size ?? 0) > 0))
  }

  private kubectl(action: TraceAction): void {
    const place = this.collector.count
    const args = splitWords(action.kubectl ?? '')
    const isFile = args.includes('-f')
    const stdin = action.stdin === undefined ? undefined : withinEdition(action.stdin)
    this.act({
      type: 'kubectl',
      args: isFile ? [...args] : [...args, '-n', this.namespace],
      ...(stdin === undefined ? {} : { stdin: inNamespace(stdin, this.namespace) }),
    })
    this.advance(((action.doneMs ?? action.atMs) - action.atMs) * MILLISECOND)
    this.finish(place)
  }

  private api(action: TraceAction): void {
    const [method = '', url = ''] = (action.api ?? '').split(' ')
    const [path = '', search = ''] = url.split('?')
    if (search.includes('watch=')) {
      this.notes.push(`not repeated: ${action.api}`)
      return
    }
    const { 'Content-Type': contentType, ...headers } = action.headers ?? {}
    if (Object.keys(headers).length > 0) {
      this.notes.push(`not repeated: ${action.api} with ${JSON.stringify(headers)}`)
      return
    }
    const place = this.collector.count
    const plural = path.split('/').find((part) => KINDS_ABSENT_PLURALS.test(part))
    if (plural !== undefined) {
      this.notes.push(`outside this edition: ${action.api}`)
      return
    }
    const query = Object.fromEntries(new URLSearchParams(search))
    // Tokens belong to one run: where the recording goes on with its list, ours goes on with its own.
    if (query.continue && query.continue !== 'garbage') query.continue = this.continueToken()
    const request: RawRequest['request'] = {
      method: method as Method,
      path,
      query,
      body: withoutUid(action.body),
      ...(contentType && { contentType }),
    }
    const message: RawRequest = { type: 'raw', request }
    this.cluster.kernel.submit('kubectl', message, Math.max(this.until, this.cluster.kernel.now))
    this.advance(((action.doneMs ?? action.atMs) - action.atMs) * MILLISECOND)
    this.finish(place)
  }

  private continueToken(): string {
    for (let place = this.collector.count - 1; place >= 0; place--) {
      const body = this.collector.at(place)?.response?.body as Partial<ListBody> | undefined
      if (body?.metadata?.continue) return body.metadata.continue
    }
    return ''
  }

  private wait(reached: string, waitedMs: number): void {
    const now = holds(this.cluster, this.namespace, reached)
    if (now === undefined) {
      this.notes.push(`not understood: ${reached}`)
      return this.advance(waitedMs * MILLISECOND)
    }
    const limit = this.until + waitedMs * MILLISECOND + PATIENCE
    while (holds(this.cluster, this.namespace, reached) !== true && this.until < limit)
      this.advance(STEP)
    if (holds(this.cluster, this.namespace, reached) === true) return
    this.notes.push(`not reached: ${reached}`)
  }

  private note(note: string): void {
    const killed = /KILL -9 of the hollow kubelet (\S+)/.exec(note)
    const started = /hollow kubelet (\S+) started again/.exec(note)
    const probe = /^(readiness|liveness)/.exec(note)?.[1] as keyof typeof PROBE_FILES | undefined
    // A hollow kubelet holds its fake runtime in the same process: killing it is losing the machine.
    if (killed?.[1]) this.act({ type: 'fail', failure: 'crash-node', target: killed[1] })
    else if (started?.[1]) this.act({ type: 'fail', failure: 'restart-node', target: started[1] })
    else if (probe) this.exec([/true/.test(note) ? 'touch' : 'rm', PROBE_FILES[probe]])
    else this.notes.push(`not repeated: ${note}`)
  }

  /** Runs a command in the first pod of the namespace, beside the API: the recordings did it in their fake runtime. */
  private exec(command: readonly string[]): void {
    const pod = objectsOf(this.cluster, 'pods', this.namespace)[0] as Pod | undefined
    const containerId = pod?.status.containerStatuses?.[0]?.containerID?.replace(/^\w+:\/\//, '')
    if (!pod?.spec.nodeName || containerId === undefined) return
    const call: CriCall = {
      type: 'cri',
      call: 'ExecSync',
      podUid: pod.metadata.uid,
      containerId,
      command,
      timeout: SECOND,
    }
    this.cluster.kernel.submit(
      `${pod.spec.nodeName}/container-runtime`,
      call,
      Math.max(this.until, this.cluster.kernel.now),
    )
  }

  /** Writes in the recording's namespace, and those on nodes; kubelets' own reports on nodes are heartbeats. */
  private concerns({ namespace, resource, user }: ApiAuditTrace): boolean {
    if (namespace === this.namespace) return true
    return resource === 'nodes' && !user.startsWith('system:node:')
  }

  private run(stop: () => boolean): void {
    this.cluster.kernel.run({
      until: this.until,
      stop: (record) => {
        this.collector.observe(record)
        for (const trace of record.traces as readonly Trace[]) {
          if (trace.type === 'api-audit' && this.concerns(trace)) this.audit.push(auditEntry(trace))
        }
        return stop()
      },
    })
  }
}

function auditEntry(trace: ApiAuditTrace): AuditEntry {
  const { verb, resource, subresource, namespace, name, code } = trace
  return { component: componentOf(trace), verb, resource, subresource, namespace, name, code }
}

/** `deployment-controller`, `kubelet/node-1`: as the recordings name who wrote. */
function componentOf({ user, userAgent }: ApiAuditTrace): string {
  if (user.startsWith('system:node:')) return `kubelet/${user.slice('system:node:'.length)}`
  return userAgent.split('/').at(-1) ?? userAgent
}

/** An object as the recording's cluster had it, without that cluster's uid: ours gave another. */
function withoutUid(body: TraceAction['body']): TraceAction['body'] {
  if (typeof body !== 'object' || body.metadata === undefined) return body
  const { uid: _, ...metadata } = body.metadata as JsonObject
  return { ...body, metadata }
}

/** A manifest without the kinds that this edition does not have. */
function withinEdition(manifest: string): string {
  const documents = manifestObjects(manifest).filter(
    (object) => !KINDS_ABSENT.has(String(object.kind)),
  )
  return documents.map((object) => stringify(object)).join('---\n')
}

function inNamespace(manifest: string, namespace: string): string {
  return manifestObjects(manifest)
    .map((object) =>
      stringify({ ...object, metadata: { namespace, ...(object.metadata as object) } }),
    )
    .join('---\n')
}

/** The objects of a manifest, those of lists among them. */
export function manifestObjects(
  manifest: string,
): readonly { readonly [field: string]: unknown }[] {
  const parsed = parseAllDocuments(manifest)
  const values = (Array.isArray(parsed) ? parsed : []).map(
    (document) => document.toJS() as { readonly [field: string]: unknown } | null,
  )
  return values.flatMap((value) =>
    value === null
      ? []
      : value.kind === 'List'
        ? (value.items as { [field: string]: unknown }[])
        : [value],
  )
}
