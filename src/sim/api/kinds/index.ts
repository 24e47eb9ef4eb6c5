import type { Kind } from '../../../protocol/objects/index.ts'
import { RESOURCES } from '../resources.ts'
import { configMapStrategy } from './configmap.ts'
import { deploymentStrategy } from './deployment.ts'
import { endpointSliceStrategy } from './endpointslice.ts'
import { eventStrategy } from './event.ts'
import { leaseStrategy } from './lease.ts'
import { namespaceStrategy } from './namespace.ts'
import { nodeStrategy } from './node.ts'
import { podStrategy } from './pod.ts'
import { replicaSetStrategy } from './replicaset.ts'
import { secretStrategy } from './secret.ts'
import { serviceStrategy } from './service.ts'
import { serviceAccountStrategy } from './serviceaccount.ts'
import type { KindStrategy } from './strategy.ts'

/** Every kind's own ways. A kind added to the protocol fails the build here until it has some. */
export const kindStrategies: { readonly [K in Kind]: KindStrategy<K> } = {
  Namespace: namespaceStrategy,
  Node: nodeStrategy,
  Pod: podStrategy,
  ReplicaSet: replicaSetStrategy,
  Deployment: deploymentStrategy,
  Service: serviceStrategy,
  EndpointSlice: endpointSliceStrategy,
  ConfigMap: configMapStrategy,
  Secret: secretStrategy,
  ServiceAccount: serviceAccountStrategy,
  Event: eventStrategy,
  Lease: leaseStrategy,
}

/** The kind that an `apiVersion` and a `kind` name, if this edition has it. */
export function kindOf(apiVersion: string, kind: string): Kind | undefined {
  if (!Object.hasOwn(RESOURCES, kind)) return undefined
  const known = kind as Kind
  const { group, version } = RESOURCES[known]
  return apiVersion === (group === '' ? version : `${group}/${version}`) ? known : undefined
}

/** The kind that a user calls by its plural, singular or short name, as `kubectl get deploy` does. */
export function kindByResourceName(name: string): Kind | undefined {
  const [resource = '', ...groupParts] = name.toLowerCase().split('.')
  const group = groupParts.join('.')
  for (const strategy of Object.values(kindStrategies)) {
    const { plural, group: ownGroup } = RESOURCES[strategy.kind]
    if (group !== '' && group !== ownGroup) continue
    const { singular, shortNames } = strategy
    if (resource === plural || resource === singular || shortNames.includes(resource)) {
      return strategy.kind
    }
  }
  return undefined
}
