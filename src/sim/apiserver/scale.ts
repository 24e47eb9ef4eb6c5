import type { KubeObject } from '../../protocol/objects/index.ts'
import type { JsonObject } from '../../protocol/objects/meta.ts'
import type { Deployment, ReplicaSet } from '../../protocol/objects/workload.ts'
import { formatLabelSelector } from '../api/label-selector.ts'

/** The `autoscaling/v1` Scale of an object that has one. */
export function scaleOf(object: KubeObject): JsonObject {
  const { metadata, spec, status } = object as Deployment | ReplicaSet
  const { name, namespace, uid, resourceVersion, creationTimestamp } = metadata
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { replicas: spec.replicas ?? 0 },
    status: { replicas: status.replicas ?? 0, selector: formatLabelSelector(spec.selector) },
  }
}

/** The object with the replicas of a Scale. */
export function withScale(object: KubeObject, scale: unknown): KubeObject {
  const wanted = (scale as { readonly spec?: { readonly replicas?: number } }).spec?.replicas ?? 0
  const { metadata } = scale as { readonly metadata?: { readonly resourceVersion?: string } }
  const scalable = object as Deployment
  return {
    ...scalable,
    metadata: { ...scalable.metadata, resourceVersion: metadata?.resourceVersion ?? '' },
    spec: { ...scalable.spec, replicas: wanted },
  }
}
