import type {
  BaseObject,
  Condition,
  MicroTimestamp,
  ObjectReference,
  Quantity,
  StringMap,
  Timestamp,
} from './meta.ts'

export interface Namespace extends BaseObject {
  readonly kind: 'Namespace'
  readonly spec: { readonly finalizers?: readonly string[] }
  readonly status: {
    readonly phase?: 'Active' | 'Terminating'
    readonly conditions?: readonly Condition[]
  }
}

export interface Taint {
  readonly key: string
  readonly value?: string
  readonly effect: string
  readonly timeAdded?: Timestamp
}

export interface ContainerImage {
  readonly names?: readonly string[]
  readonly sizeBytes?: number
}

export interface Node extends BaseObject {
  readonly kind: 'Node'
  readonly spec: {
    readonly podCIDR?: string
    readonly podCIDRs?: readonly string[]
    readonly providerID?: string
    readonly unschedulable?: boolean
    readonly taints?: readonly Taint[]
  }
  readonly status: {
    readonly capacity?: { readonly [resource: string]: Quantity }
    readonly allocatable?: { readonly [resource: string]: Quantity }
    readonly conditions?: readonly Condition[]
    readonly addresses?: readonly { readonly type: string; readonly address: string }[]
    readonly daemonEndpoints?: { readonly kubeletEndpoint?: { readonly Port: number } }
    readonly nodeInfo?: StringMap
    readonly images?: readonly ContainerImage[]
    readonly [field: string]: unknown
  }
}

export interface ConfigMap extends BaseObject {
  readonly kind: 'ConfigMap'
  readonly data?: StringMap
  readonly binaryData?: StringMap
  readonly immutable?: boolean
}

export interface Secret extends BaseObject {
  readonly kind: 'Secret'
  readonly type?: string
  readonly data?: StringMap
  readonly stringData?: StringMap
  readonly immutable?: boolean
}

export interface ServiceAccount extends BaseObject {
  readonly kind: 'ServiceAccount'
  readonly secrets?: readonly ObjectReference[]
  readonly imagePullSecrets?: readonly { readonly name?: string }[]
  readonly automountServiceAccountToken?: boolean
}

export interface Lease extends BaseObject {
  readonly kind: 'Lease'
  readonly spec: {
    readonly holderIdentity?: string
    readonly leaseDurationSeconds?: number
    readonly acquireTime?: MicroTimestamp
    readonly renewTime?: MicroTimestamp
    readonly leaseTransitions?: number
  }
}

/** A core/v1 Event, as kubectl shows them. */
export interface Event extends BaseObject {
  readonly kind: 'Event'
  readonly involvedObject: ObjectReference
  readonly reason?: string
  readonly message?: string
  readonly source?: { readonly component?: string; readonly host?: string }
  readonly firstTimestamp?: Timestamp | null
  readonly lastTimestamp?: Timestamp | null
  readonly count?: number
  readonly type?: string
  readonly eventTime?: MicroTimestamp | null
  readonly series?: { readonly count: number; readonly lastObservedTime: MicroTimestamp }
  readonly action?: string
  readonly related?: ObjectReference
  readonly reportingComponent?: string
  readonly reportingInstance?: string
}
