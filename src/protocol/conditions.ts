/**
 * Things that hold of a cluster or do not: what lessons wait for, what they check, what readers predict.
 * Plain data, so that they can be written in YAML and asked over the corridor.
 */

/** A number exactly, or within bounds (both inclusive). */
export type Amount = number | { readonly min?: number; readonly max?: number }

/** What a field must be: this very value, or a test of it. A test with several entries needs them all. */
export type FieldTest =
  | string
  | number
  /** Also `True` and `False` as Kubernetes writes conditions, which YAML takes for booleans. */
  | boolean
  | {
      readonly exists?: boolean
      readonly in?: readonly (string | number | boolean)[]
      /** A regular expression that must be found in the field's text. Here and below: no backreferences, no lookaround. */
      readonly matches?: string
      readonly min?: number
      readonly max?: number
    }

/** Objects of the API, as the store has them now. */
export interface ObjectFilter {
  readonly kind: string
  /** Default `default`; `*` for all namespaces. Ignored for kinds without one. */
  readonly namespace?: string
  readonly name?: string
  /** A label selector as kubectl's `-l` takes it. */
  readonly selector?: string
  /** Field paths as diffs write them (`status.conditions[type=Ready].status`) and what they must be. */
  readonly where?: { readonly [path: string]: FieldTest }
}

/** How many of these objects there are (default: at least one); with `distinct`, how many values of that field. */
export interface ObjectsCondition {
  readonly objects: ObjectFilter
  readonly distinct?: string
  readonly count?: Amount
}

/** Kubernetes Events, counted with their repetitions; default: at least one. Only those since the beginning. */
export interface EventsCondition {
  readonly events: {
    readonly reason: string
    readonly type?: 'Normal' | 'Warning'
    /** `Pod`, or `Pod/web-1` in `namespace` (default `default`). */
    readonly about?: string
    readonly namespace?: string
    /** A regular expression that the message must contain. */
    readonly matches?: string
  }
  readonly count?: Amount
}

/** Requests that the API server answered since the beginning. */
export interface RequestsCondition {
  readonly requests: {
    /** The component that asked: `kubectl`, `kube-scheduler`, `worker-1/kubelet`. */
    readonly client?: string
    readonly verb?: string
    /** `pods`, or `pods/status` with a subresource. */
    readonly resource?: string
    readonly code?: number
  }
  readonly count: Amount
}

/** A process, `kube-scheduler` or `worker-1/kubelet`. */
export interface ComponentCondition {
  readonly component: string
  readonly state: 'running' | 'stopped'
}

/** Virtual seconds that have passed since the beginning. */
export interface ElapsedCondition {
  readonly elapsedSeconds: { readonly min?: number; readonly max?: number }
}

/**
 * Whether a pod of this service would answer a connection to it, as the kube-proxy and the CNI of a
 * worker see things now; with `dns`, after asking CoreDNS for the name.
 */
export interface ReachableCondition {
  readonly reachable: {
    /** `namespace/name`, or `name` in `default`. */
    readonly service: string
    readonly port?: number
    /** The worker that the connection begins on. */
    readonly from: string
    readonly dns?: boolean
  }
}

/** What kubectl printed since the beginning. */
export interface OutputCondition {
  /** A regular expression, found in one command's output. */
  readonly output: string
}

/** A command of kubectl came to its end since the beginning. */
export interface CommandCondition {
  readonly command: 'over'
}

export interface AllCondition {
  readonly all: readonly Condition[]
}
export interface AnyCondition {
  readonly any: readonly Condition[]
}
export interface NotCondition {
  readonly not: Condition
}

/** "The beginning" in conditions is a position that the asker names: a lesson's beat, usually. */
export type Condition =
  | ObjectsCondition
  | EventsCondition
  | RequestsCondition
  | ComponentCondition
  | ElapsedCondition
  | ReachableCondition
  | OutputCondition
  | CommandCondition
  | AllCondition
  | AnyCondition
  | NotCondition

/** A condition's answer; `found` is what was counted, where something was. */
export interface Verdict {
  readonly isMet: boolean
  readonly found?: number
  /** The condition itself is wrong (an unknown kind, a selector that is none): it can never hold. For its author. */
  readonly problem?: string
}

/** What one client asked of the API server between two positions. */
export interface RequestTally {
  readonly client: string
  readonly verb: string
  readonly resource: string
  readonly count: number
  /** Watch events that the API server sent to this client for this resource; 0 but for watches. */
  readonly watchEvents: number
}
