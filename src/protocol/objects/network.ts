import type { BaseObject, Condition, IntOrString, ObjectReference, StringMap } from './meta.ts'

export interface ServicePort {
  readonly name?: string
  readonly protocol?: string
  readonly appProtocol?: string
  readonly port: number
  readonly targetPort?: IntOrString
  readonly nodePort?: number
}

export interface Service extends BaseObject {
  readonly kind: 'Service'
  readonly spec: {
    readonly type?: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName'
    readonly selector?: StringMap
    readonly ports?: readonly ServicePort[]
    readonly clusterIP?: string
    readonly clusterIPs?: readonly string[]
    readonly externalName?: string
    readonly externalIPs?: readonly string[]
    readonly sessionAffinity?: string
    readonly externalTrafficPolicy?: string
    readonly internalTrafficPolicy?: string
    readonly ipFamilies?: readonly string[]
    readonly ipFamilyPolicy?: string
    readonly publishNotReadyAddresses?: boolean
    readonly allocateLoadBalancerNodePorts?: boolean
    readonly healthCheckNodePort?: number
    readonly loadBalancerClass?: string
    readonly [field: string]: unknown
  }
  readonly status: {
    readonly loadBalancer?: {
      readonly ingress?: readonly { readonly ip?: string; readonly hostname?: string }[]
    }
    readonly conditions?: readonly Condition[]
  }
}

export interface Endpoint {
  readonly addresses: readonly string[]
  readonly conditions?: {
    readonly ready?: boolean
    readonly serving?: boolean
    readonly terminating?: boolean
  }
  readonly hostname?: string
  readonly targetRef?: ObjectReference
  readonly nodeName?: string
  readonly zone?: string
}
export interface EndpointPort {
  readonly name?: string
  readonly protocol?: string
  readonly port?: number
  readonly appProtocol?: string
}
export interface EndpointSlice extends BaseObject {
  readonly kind: 'EndpointSlice'
  readonly addressType: string
  readonly endpoints: readonly Endpoint[] | null
  readonly ports?: readonly EndpointPort[] | null
}
