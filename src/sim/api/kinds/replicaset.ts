import type { PodTemplateSpec } from '../../../protocol/objects/pod.ts'
import { replicaSetSchema } from '../schema/workload.ts'
import {
  validateReplicaSet,
  validateReplicaSetStatusUpdate,
  validateReplicaSetUpdate,
} from '../validation/workload.ts'
import { defaultPodTemplate } from './pod-defaults.ts'
import { withChanged, withDefaults, withFields } from './rewrite.ts'
import { isSame } from './same.ts'
import { countedGeneration, type KindStrategy } from './strategy.ts'

/** A ReplicaSet may be written without a template, which is then refused for having no containers. */
const NO_TEMPLATE: PodTemplateSpec = { spec: { containers: [] } }

/** Upstream: `kubernetes/pkg/registry/apps/replicaset/strategy.go`, v1.36. */
export const replicaSetStrategy: KindStrategy<'ReplicaSet'> = {
  kind: 'ReplicaSet',
  singular: 'replicaset',
  shortNames: ['rs'],
  categories: ['all'],
  subresources: ['status', 'scale'],
  schema: replicaSetSchema,
  allowsUnconditionalUpdate: true,
  allowsCreateOnUpdate: false,

  setDefaults(set) {
    const withSpec = withChanged(set, 'spec', (spec) =>
      withChanged(
        withDefaults(spec, { replicas: 1, template: NO_TEMPLATE }),
        'template',
        defaultPodTemplate,
      ),
    )
    return withDefaults(withSpec, { status: { replicas: 0 } })
  },

  prepareForCreate(set) {
    const metadata = withFields(set.metadata, { generation: 1 })
    return { ...set, metadata, status: { replicas: 0 } }
  },

  prepareForUpdate(next, current) {
    const hasChanged = !isSame(next.spec, current.spec)
    const metadata = countedGeneration(next.metadata, current.metadata, hasChanged)
    return withFields(next, { metadata, status: current.status })
  },

  prepareForStatusUpdate(next, current) {
    const metadata = withFields(next.metadata, { generation: current.metadata.generation })
    return withFields(next, { metadata, spec: current.spec })
  },

  validateCreate: validateReplicaSet,
  validateUpdate: validateReplicaSetUpdate,
  validateStatusUpdate: validateReplicaSetStatusUpdate,

  selectableFields: {
    'status.replicas': ({ status }) => String(status.replicas),
  },
}
