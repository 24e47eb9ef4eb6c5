/**
 * What the page draws: small rows, projected in the worker from the cluster's tables. Whole objects
 * go over only when shown (see `Inspection`).
 */
import type { PodPhase } from './objects/pod.ts'
import type { ApiStageTrace, ObjectRef, ReconcileTrace, SchedulingTrace } from './trace.ts'

/** A text to translate: a key of the message catalogs and what to put in. */
export interface Text {
  readonly key: string
  readonly params?: { readonly [name: string]: string | number }
}

export type ComponentKind =
  | 'user'
  | 'kubectl'
  | 'kube-apiserver'
  | 'etcd'
  | 'kube-scheduler'
  | 'kube-controller-manager'
  | 'cloud-controller-manager'
  | 'coredns'
  | 'kubelet'
  | 'container-runtime'
  | 'cni'
  | 'kube-proxy'

/** A process. `name` is `kube-apiserver` or `worker-1/kubelet`. */
export interface ComponentRow {
  readonly name: string
  readonly kind: ComponentKind
  readonly host: string
  readonly state: 'running' | 'stopped'
  /** One line under the name: `rev 412 · 31 watches`. */
  readonly summary: Text
}

export interface NodeRow {
  readonly name: string
  readonly ready: 'True' | 'False' | 'Unknown'
  readonly isSchedulable: boolean
  /** The machine itself, which the API may not know of yet. */
  readonly machine: 'up' | 'crashed'
  readonly isNetworkCut: boolean
  readonly isKubeletRunning: boolean
  readonly taints: readonly string[]
  readonly cpuMilli: number
  readonly memoryBytes: number
  readonly podsMax: number
  readonly cpuRequestedMilli: number
  readonly memoryRequestedBytes: number
  /** Virtual time of the last lease renewal the API server has, and how long it holds. */
  readonly leaseRenewedAtMicros: number
  readonly leaseDurationMicros: number
}

/** How a pod is drawn; derived from its API object and what the node really does. */
export const POD_LOOKS = [
  'pending',
  'creating',
  'running',
  'ready',
  'succeeded',
  'failed',
  'crash-looping',
  'terminating',
  'unknown',
] as const

export type PodLook = (typeof POD_LOOKS)[number]

export interface ContainerRow {
  readonly name: string
  readonly type: 'init' | 'sidecar' | 'app'
  readonly state: 'waiting' | 'running' | 'terminated'
  /** `ContainerCreating`, `CrashLoopBackOff`, `Completed`, … */
  readonly reason: string
  readonly isReady: boolean
  readonly restarts: number
  readonly image: string
}

export interface PodRow {
  readonly namespace: string
  readonly name: string
  readonly uid: string
  readonly phase: PodPhase
  readonly look: PodLook
  /** The STATUS column of `kubectl get pods`. */
  readonly status: string
  readonly nodeName: string
  readonly podIp: string
  readonly isReady: boolean
  readonly isTerminating: boolean
  readonly restarts: number
  readonly containers: readonly ContainerRow[]
  /** `ReplicaSet/web-abc`, '' for a bare pod. */
  readonly owner: string
}

/** Any other object, for lists, the owner tree and the search. */
export interface ObjectRow {
  readonly kind: string
  readonly namespace: string
  readonly name: string
  readonly uid: string
  readonly ownerUid: string
  /** `3/3 ready`, `ClusterIP 10.96.0.12`. */
  readonly summary: Text
}

/** A Kubernetes Event, as a line. */
export interface EventRow {
  readonly namespace: string
  readonly name: string
  readonly type: 'Normal' | 'Warning'
  readonly reason: string
  readonly object: ObjectRef
  readonly message: string
  readonly source: string
  readonly count: number
  readonly lastAtMicros: number
}

export interface ViewRows {
  readonly components: ComponentRow
  readonly nodes: NodeRow
  readonly pods: PodRow
  readonly objects: ObjectRow
  readonly events: EventRow
}
export type ViewTable = keyof ViewRows

/** One row became this; `null`: it is gone. The same form forwards and backwards. */
export type ViewChange = {
  readonly [T in ViewTable]: {
    readonly table: T
    readonly key: string
    readonly row: ViewRows[T] | null
  }
}[ViewTable]

/** How a message is drawn. */
export type MessageClass =
  | 'write'
  | 'read'
  | 'watch'
  | 'answer'
  | 'storage'
  | 'runtime'
  | 'network'
  | 'heartbeat'
  | 'traffic'
  | 'user'

/** A message that arrived; the page lets it travel along its edge. */
export interface MessageView {
  /** The position that its arrival led to. */
  readonly position: number
  readonly from: string
  readonly to: string
  readonly sentAtMicros: number
  readonly atMicros: number
  readonly class: MessageClass
  /** `POST pods → 201`, `watch: Pod ADDED`, `CRI RunPodSandbox`. */
  readonly label: string
  readonly object?: ObjectRef
  readonly isLost: boolean
}

export type Grain = 'story' | 'message' | 'decision'

export interface FieldChange {
  /** `spec.nodeName`, `status.conditions[type=Ready].status` */
  readonly path: string
  readonly before?: unknown
  readonly after?: unknown
}

/** One object as it was and is, in an event or over a story step. */
export interface ObjectDiff {
  readonly object: ObjectRef
  readonly change: 'created' | 'changed' | 'deleted'
  readonly fields: readonly FieldChange[]
}

/** A link in the chain of causes, from the step up to the user's own act. */
export interface CauseLink {
  readonly position: number
  readonly atMicros: number
  readonly text: Text
  readonly component: string
}

/** The step in words. */
export interface StepView {
  readonly position: number
  readonly atMicros: number
  readonly grain: Grain
  /** Which number of how many, for stories that have a plan (a pod's seven steps); `skipped` are told as such. */
  readonly chapter?: {
    readonly story: Text
    readonly number: number
    readonly of: number
    readonly skipped: readonly number[]
  }
  readonly title: Text
  /** What happened, sentence by sentence. */
  readonly what: readonly Text[]
  readonly why: readonly Text[]
  readonly causes: readonly CauseLink[]
  readonly diffs: readonly ObjectDiff[]
  /** Components to light up: who acted, then whom it reached. */
  readonly actors: readonly string[]
  readonly objects: readonly ObjectRef[]
  readonly scheduling?: SchedulingTrace
  readonly reconcile?: ReconcileTrace
  readonly stages?: readonly ApiStageTrace[]
}

/** A story step in words alone, for who wants the whole story at once. */
export type ToldStep = Pick<StepView, 'position' | 'atMicros' | 'title' | 'what' | 'why'>

/** One entry of the timeline: an event worth drawing. */
export interface TimelineEntry {
  readonly position: number
  /** The nearest cause that has an entry too (own timers lie between); 0 where none is known. */
  readonly causePosition: number
  readonly sentAtMicros: number
  readonly atMicros: number
  readonly from: string
  readonly to: string
  readonly class: MessageClass
  readonly label: string
  readonly object?: ObjectRef
  readonly isLost: boolean
  /** A story step ends here. */
  readonly isStory: boolean
  readonly storyTitle?: Text
}
