import type { Deployment, ReplicaSet } from '../../../protocol/objects/workload.ts'
import { apiVersionOf } from '../../api/resources.ts'
import { podTemplateHash } from '../../api/template-hash.ts'
import { HASH_LABEL, newestAnnotations } from './revisions.ts'
import { newReplicasFor } from './rollout-limits.ts'

/** The ReplicaSet that a deployment makes for its present template. Upstream: getNewReplicaSet, v1.36. */
export function makeReplicaSet(
  deployment: Deployment,
  old: readonly ReplicaSet[],
  revision: number,
): ReplicaSet {
  const { metadata, spec, status } = deployment
  const hash = podTemplateHash(spec.template, status?.collisionCount)
  const labels = { ...spec.template.metadata?.labels, [HASH_LABEL]: hash }
  const { selector, template, minReadySeconds } = spec
  const empty: ReplicaSet = {
    apiVersion: apiVersionOf('ReplicaSet'),
    kind: 'ReplicaSet',
    metadata: {
      name: `${metadata.name}-${hash}`,
      namespace: metadata.namespace,
      labels,
      ownerReferences: [
        {
          apiVersion: apiVersionOf('Deployment'),
          kind: 'Deployment',
          name: metadata.name,
          uid: metadata.uid,
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
      uid: '',
      resourceVersion: '',
      creationTimestamp: '',
    },
    spec: {
      replicas: 0,
      minReadySeconds,
      selector: {
        ...selector,
        matchLabels: { ...selector.matchLabels, [HASH_LABEL]: hash },
      },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
    status: { replicas: 0 },
  }
  const annotations = newestAnnotations(deployment, empty, { revision, exists: false })
  const replicas = newReplicasFor(deployment, [...old, empty], empty)
  return {
    ...empty,
    metadata: { ...empty.metadata, annotations },
    spec: { ...empty.spec, replicas },
  }
}

/** What is sent to create it: without what the server gives. */
export function creationBody(set: ReplicaSet): object & { readonly kind: 'ReplicaSet' } & {
  readonly metadata: object
} {
  const { uid: _uid, resourceVersion: _version, creationTimestamp: _at, ...metadata } = set.metadata
  return { ...set, metadata }
}
