/** The kinds this edition knows. Adding one here makes every exhaustive registry ask for it. */
import type { ConfigMap, Event, Lease, Namespace, Node, Secret, ServiceAccount } from './cluster.ts'
import type { EndpointSlice, Service } from './network.ts'
import type { Pod } from './pod.ts'
import type { Deployment, ReplicaSet } from './workload.ts'

export interface Kinds {
  Namespace: Namespace
  Node: Node
  Pod: Pod
  ReplicaSet: ReplicaSet
  Deployment: Deployment
  Service: Service
  EndpointSlice: EndpointSlice
  ConfigMap: ConfigMap
  Secret: Secret
  ServiceAccount: ServiceAccount
  Event: Event
  Lease: Lease
}
export type Kind = keyof Kinds
export type ObjectOf<K extends Kind> = Kinds[K]
/** Any stored object; a union discriminated by `kind`. */
export type KubeObject = Kinds[Kind]
