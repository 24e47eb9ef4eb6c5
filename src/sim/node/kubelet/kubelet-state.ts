import type { ConfigMap, Lease, Secret } from '../../../protocol/objects/cluster.ts'
import type { Pod, PodStatus } from '../../../protocol/objects/pod.ts'
import type { LifecycleTrace } from '../../../protocol/trace.ts'
import { ApiClient, type ClientIdentity } from '../../client/api-client.ts'
import { EventRecorder } from '../../client/event-recorder.ts'
import { Informers } from '../../client/informers.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Cell, Table } from '../../kernel/table.ts'
import type { Context, EventId, Micros } from '../../kernel/types.ts'
import type { PodRuntimeStatus, PulledImage } from '../cri.ts'
import {
  type ContainerLifecycleEvent,
  containerTransitions,
} from '../machines/container-lifecycle.ts'
import { type PodLifecycleEvent, podTransitions } from '../machines/pod-lifecycle.ts'
import type { WorkerSpec } from '../worker-spec.ts'
import type { BackOff } from './back-off.ts'
import type { Step } from './steps.ts'

/** Why a container is not running: kubelet's reason cache. */
export interface WaitingReason {
  readonly reason: string
  readonly message: string
}

/** What went wrong in a sync, and so when to try again. */
export type SyncTrouble =
  | { readonly type: 'none' }
  | { readonly type: 'error' }
  /** Volumes: tried again soon, and then ever later. */
  | { readonly type: 'mount' }
  | { readonly type: 'crash'; readonly until: Micros }

/** One pod's worker (kubernetes/pkg/kubelet pod_workers.go): what is known of the pod and what is being done. */
export interface PodWorker {
  readonly uid: string
  /** `namespace/name` */
  readonly key: string
  /** The newest manifest that the kubelet was told of. */
  readonly pod: Pod
  readonly stage: 'syncing' | 'terminating' | 'terminated'
  /** State of the pod's lifecycle machine. */
  readonly lifecycle: string
  /** States of the containers' lifecycle machines, by name. */
  readonly containers: { readonly [name: string]: string }
  readonly steps: readonly Step[]
  /** Ids of calls, requests and timers that the first step waits for. */
  readonly waiting: readonly EventId[]
  readonly isWorking: boolean
  /** Something changed while it was working. */
  readonly isPending: boolean
  /** The sync under way has something to do. */
  readonly didWork: boolean
  /** When the last sync ended; -1 before the first. */
  readonly syncedAt: Micros
  /** Timer of the next try; 0 if there is none. */
  readonly retry: EventId
  readonly trouble: SyncTrouble
  readonly mountTries: number
  readonly reasons: { readonly [container: string]: WaitingReason }
  readonly startTime: Micros
  readonly deadlineTimer: EventId
  readonly hasInitialized: boolean
  /** The kubelet's own judgement on the whole pod: rejected, over its deadline. */
  readonly verdict: WaitingReason | undefined
  /** Shortest grace asked for so far, in seconds; undefined while nobody asked. */
  readonly graceSeconds: number | undefined
  /** ConfigMaps and Secrets read for this pod; null: not there. */
  readonly config: { readonly [ref: string]: ConfigMap | Secret | null }
  /** The API no longer has the pod. */
  readonly isGone: boolean
  /** Containers that a liveness or startup probe found dead, with the message of their end. */
  readonly unhealthy: { readonly [containerId: string]: string }
}

/** What the status manager knows of one pod. */
export interface StatusRow {
  readonly status: PodStatus
  readonly version: number
  /** The last version that the API server took. */
  readonly sent: number
  readonly isSending: boolean
  /** The pod as the API server last answered; newer than the watch at times. */
  readonly apiPod: Pod
  /** Nothing of the pod runs any more: once told, it may be deleted. */
  readonly isFinished: boolean
  readonly isDeleting: boolean
}

/** One probe of one container's run. */
export interface ProbeRow {
  readonly uid: string
  readonly container: string
  readonly containerId: string
  readonly probe: 'liveness' | 'readiness' | 'startup'
  readonly result: 'success' | 'failure' | 'unknown'
  /** Outcomes alike in a row. */
  readonly streak: number
  readonly lastOutcome: 'success' | 'failure' | 'none'
  readonly attempts: number
  /** Timer of the next attempt, or the call that is under way. */
  readonly pending: EventId
}

/** What a kubelet knows of itself as a node. */
export interface NodeRow {
  readonly lifecycle: string
  readonly isRegistered: boolean
  readonly podCidr: string
  readonly isReady: boolean
  /** Cordoned, as far as was told by an event. */
  readonly isUnschedulable: boolean
  /** What the last status report held; '' before the first. */
  readonly reported: string
  readonly reportedAt: Micros
  readonly lease: Lease | undefined
  readonly hasCleaned: boolean
  /** Since when the runtime's socket is closed; undefined while it is open. */
  readonly runtimeLostAt?: Micros
}

export interface RelistRow {
  /** Timer of the next relist; 0 if none is needed. */
  readonly timer: EventId
  /** When the runtime was last asked. */
  readonly askedAt: Micros
  readonly lastAt: Micros
  /** Pods that wait to be synced with the answer under way. */
  readonly wanting: readonly string[]
  readonly hasListedAll: boolean
}

/** Image pulls go one by one (serializeImagePulls). */
export interface PullQueue {
  readonly active: PullTicket | undefined
  readonly queue: readonly PullTicket[]
}
export interface PullTicket {
  readonly uid: string
  readonly container: string
  readonly image: string
  readonly callId: EventId
}

/** What the kubelet does with an answer of the API server. */
export type KubeletNext =
  | { readonly for: 'register' }
  | { readonly for: 'read-node' }
  | { readonly for: 'node-status' }
  | { readonly for: 'lease' }
  | { readonly for: 'read-lease' }
  | { readonly for: 'status'; readonly uid: string; readonly version: number }
  | { readonly for: 'delete'; readonly uid: string }
  | { readonly for: 'config'; readonly uid: string; readonly ref: string }

const IDLE_RELIST: RelistRow = {
  timer: 0,
  askedAt: -1,
  lastAt: -1,
  wanting: [],
  hasListedAll: false,
}
const NEW_NODE: NodeRow = {
  lifecycle: 'booting',
  isRegistered: false,
  podCidr: '',
  isReady: false,
  isUnschedulable: false,
  reported: '',
  reportedAt: 0,
  lease: undefined,
  hasCleaned: false,
}
const NO_PULLS: PullQueue = { active: undefined, queue: [] }
const EMPTY: PodRuntimeStatus = { sandbox: undefined, containers: [] }

/** All state of one kubelet, and the ways to its neighbours. The parts of the kubelet share it. */
export class KubeletState {
  readonly spec: WorkerSpec
  readonly name: string
  readonly runtimeName: string
  readonly client: ApiClient<KubeletNext>
  readonly informers: Informers
  readonly recorder: EventRecorder
  readonly pods: Table<PodWorker>
  readonly runtime: Table<PodRuntimeStatus>
  readonly statuses: Table<StatusRow>
  readonly probes: Table<ProbeRow>
  readonly backOffs: Table<BackOff>
  readonly pullErrors: Table<string>
  readonly images: Table<PulledImage>
  /** Pods whose runtime state may have changed; true: sync even if it has not. */
  readonly dirty: Table<boolean>
  readonly node: Cell<NodeRow>
  readonly relist: Cell<RelistRow>
  readonly pulls: Cell<PullQueue>

  constructor(kernel: Kernel, spec: WorkerSpec) {
    this.spec = spec
    this.name = `${spec.name}/kubelet`
    this.runtimeName = `${spec.name}/container-runtime`
    const identity: ClientIdentity = {
      component: this.name,
      user: `system:node:${spec.name}`,
      userAgent: 'kubelet',
    }
    this.client = new ApiClient(kernel, identity)
    this.informers = new Informers(kernel, identity, [
      { kind: 'Pod', fieldSelector: `spec.nodeName=${spec.name}` },
      { kind: 'Node', fieldSelector: `metadata.name=${spec.name}` },
    ])
    this.recorder = new EventRecorder(kernel, identity, {
      component: 'kubelet',
      host: spec.name,
      style: 'core',
    })
    this.pods = kernel.table(`${this.name}/pods`, { key: (worker) => worker.key })
    this.runtime = kernel.table(`${this.name}/runtime-cache`)
    this.statuses = kernel.table(`${this.name}/statuses`)
    this.probes = kernel.table(`${this.name}/probes`, {
      pod: (probe) => probe.uid,
      pending: (probe) => String(probe.pending),
    })
    this.backOffs = kernel.table(`${this.name}/back-offs`)
    this.pullErrors = kernel.table(`${this.name}/pull-errors`)
    this.images = kernel.table(`${this.name}/images`)
    this.dirty = kernel.table(`${this.name}/dirty`)
    this.node = kernel.cell(`${this.name}/node`, NEW_NODE)
    this.relist = kernel.cell(`${this.name}/relist`, IDLE_RELIST)
    this.pulls = kernel.cell(`${this.name}/pulls`, NO_PULLS)
  }

  /** A kubelet that starts knows nothing; what runs it asks the runtime. */
  forget(): void {
    const tables: readonly Table<unknown>[] = [
      this.pods,
      this.runtime,
      this.statuses,
      this.probes,
      this.backOffs,
      this.pullErrors,
      this.images,
      this.dirty,
    ]
    for (const table of tables) for (const key of table.keys()) table.delete(key)
    this.client.abandon()
    this.relist.set(IDLE_RELIST)
    this.pulls.set(NO_PULLS)
    this.node.set({ ...NEW_NODE })
  }

  runtimeOf(uid: string): PodRuntimeStatus {
    return this.runtime.get(uid) ?? EMPTY
  }

  /** Changes a worker's row; answers the new one. */
  change(worker: PodWorker, change: Partial<PodWorker>): PodWorker {
    return this.keep({ ...worker, ...change })
  }

  /** Writes a worker's row. Within one event a worker is passed on as a value and kept at the end: writes are journaled. */
  keep(worker: PodWorker): PodWorker {
    this.pods.set(worker.uid, worker)
    return worker
  }

  /** Moves the pod's lifecycle machine; the answer is not kept yet. */
  movePod(worker: PodWorker, event: PodLifecycleEvent, ctx: Context): PodWorker {
    const to = podTransitions.next(worker.lifecycle, event)
    if (to === worker.lifecycle) return worker
    const trace: LifecycleTrace = {
      type: 'lifecycle',
      machine: 'pod',
      subject: worker.key,
      from: worker.lifecycle,
      to,
      event,
    }
    ctx.trace(trace)
    return { ...worker, lifecycle: to }
  }

  /** Moves a container's lifecycle machine; the answer is not kept yet. */
  moveContainer(
    worker: PodWorker,
    name: string,
    event: ContainerLifecycleEvent,
    ctx: Context,
  ): PodWorker {
    const from = worker.containers[name] ?? containerTransitions.initial
    const to = containerTransitions.next(from, event)
    if (to === from) return worker
    const subject = `${worker.key}/${name}`
    const trace: LifecycleTrace = {
      type: 'lifecycle',
      machine: 'container',
      subject,
      from,
      to,
      event,
    }
    ctx.trace(trace)
    return { ...worker, containers: { ...worker.containers, [name]: to } }
  }

  /** Brings the containers' machines in line with what the runtime says: ends that nobody asked for, finds after a restart. */
  alignContainers(uid: string, ctx: Context): void {
    const worker = this.pods.get(uid)
    if (!worker) return
    const seen = new Set<string>()
    let next = worker
    for (const { config, state } of this.runtimeOf(uid).containers) {
      if (seen.has(config.name)) continue
      seen.add(config.name)
      const current = next.containers[config.name] ?? containerTransitions.initial
      const isAlive = current === 'running' || current === 'stopping'
      if (state === 'exited' && isAlive) next = this.moveContainer(next, config.name, 'EXIT', ctx)
      if (state === 'running' && current === containerTransitions.initial) {
        next = this.moveContainer(next, config.name, 'CREATE', ctx)
        next = this.moveContainer(next, config.name, 'START', ctx)
      }
    }
    if (next !== worker) this.keep(next)
  }

  /** Records an event about the pod, or about one of its containers. */
  tell(
    worker: PodWorker,
    container: string | undefined,
    event: {
      readonly type: 'Normal' | 'Warning'
      readonly reason: string
      readonly message: string
    },
    ctx: Context,
  ): void {
    const { pod } = worker
    if (container === undefined) {
      this.recorder.record(ctx, { object: pod }, event)
      return
    }
    const isInit = pod.spec.initContainers?.some(({ name }) => name === container) ?? false
    const fieldPath = `spec.${isInit ? 'initContainers' : 'containers'}{${container}}`
    this.recorder.record(ctx, { object: pod, fieldPath }, event)
  }
}
