/** Object metadata and the pieces every Kubernetes kind shares. Field names and meanings are Kubernetes' own (1.36). */

/** Any JSON value. Kubernetes objects are plain JSON and are never mutated. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [key: string]: Json | undefined
}

/** RFC 3339 time with seconds, as `metav1.Time` prints it. */
export type Timestamp = string
/** RFC 3339 time with microseconds, as `metav1.MicroTime` prints it. */
export type MicroTimestamp = string
/** A Kubernetes quantity as written (`250m`, `128Mi`). Parsed by `sim/api/quantity`. */
export type Quantity = string
/** A number or a percentage, as in `maxSurge: 25%`. */
export type IntOrString = number | string

export interface OwnerReference {
  readonly apiVersion: string
  readonly kind: string
  readonly name: string
  readonly uid: string
  readonly controller?: boolean
  readonly blockOwnerDeletion?: boolean
}

export type StringMap = { readonly [key: string]: string }

export interface ManagedFieldsEntry {
  readonly manager?: string
  readonly operation?: string
  readonly apiVersion?: string
  readonly time?: Timestamp
  readonly fieldsType?: string
  readonly fieldsV1?: JsonObject
  readonly subresource?: string
}

export interface ObjectMeta {
  readonly name: string
  readonly generateName?: string
  readonly namespace?: string
  readonly uid: string
  readonly resourceVersion: string
  readonly generation?: number
  readonly creationTimestamp: Timestamp
  readonly deletionTimestamp?: Timestamp
  readonly deletionGracePeriodSeconds?: number
  readonly labels?: StringMap
  readonly annotations?: StringMap
  readonly ownerReferences?: readonly OwnerReference[]
  readonly finalizers?: readonly string[]
  readonly managedFields?: readonly ManagedFieldsEntry[]
}

/** What every stored object has. Narrow with `object.kind`. */
export interface BaseObject {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: ObjectMeta
}

export interface LabelSelectorRequirement {
  readonly key: string
  readonly operator: string
  readonly values?: readonly string[]
}
export interface LabelSelector {
  readonly matchLabels?: StringMap
  readonly matchExpressions?: readonly LabelSelectorRequirement[]
}

export interface Condition {
  readonly type: string
  readonly status: 'True' | 'False' | 'Unknown'
  readonly lastProbeTime?: Timestamp | null
  readonly lastUpdateTime?: Timestamp
  readonly lastHeartbeatTime?: Timestamp
  readonly lastTransitionTime?: Timestamp
  readonly observedGeneration?: number
  readonly reason?: string
  readonly message?: string
}

export interface ObjectReference {
  readonly kind?: string
  readonly namespace?: string
  readonly name?: string
  readonly uid?: string
  readonly apiVersion?: string
  readonly resourceVersion?: string
  readonly fieldPath?: string
}

/** `metav1.Status`: what the API server answers when it does not answer with the object. */
export interface Status {
  readonly kind: 'Status'
  readonly apiVersion: 'v1'
  readonly metadata: JsonObject
  readonly status: 'Success' | 'Failure'
  readonly message?: string
  readonly reason?: string
  readonly details?: {
    readonly name?: string
    readonly group?: string
    readonly kind?: string
    readonly uid?: string
    readonly causes?: readonly {
      readonly reason?: string
      readonly message?: string
      readonly field?: string
    }[]
    readonly retryAfterSeconds?: number
  }
  readonly code: number
}
