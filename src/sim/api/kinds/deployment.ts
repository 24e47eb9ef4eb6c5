import { deploymentSchema } from '../schema/workload.ts'
import {
  validateDeployment,
  validateDeploymentStatusUpdate,
  validateDeploymentUpdate,
} from '../validation/workload.ts'
import { defaultPodTemplate } from './pod-defaults.ts'
import { withChanged, withDefaults, withFields } from './rewrite.ts'
import { isSame } from './same.ts'
import { countedGeneration, type KindStrategy } from './strategy.ts'

const SHARE = '25%'

/** Upstream: `kubernetes/pkg/registry/apps/deployment/strategy.go` and `pkg/apis/apps/v1/defaults.go`, v1.36. */
export const deploymentStrategy: KindStrategy<'Deployment'> = {
  kind: 'Deployment',
  singular: 'deployment',
  shortNames: ['deploy'],
  categories: ['all'],
  subresources: ['status', 'scale'],
  schema: deploymentSchema,
  allowsUnconditionalUpdate: true,
  allowsCreateOnUpdate: false,

  setDefaults(deployment) {
    const withSpec = withChanged(deployment, 'spec', (given) => {
      const spec = withDefaults(given, {
        replicas: 1,
        strategy: {},
        revisionHistoryLimit: 10,
        progressDeadlineSeconds: 600,
      })
      const withTemplate = withChanged(spec, 'template', defaultPodTemplate)
      return withChanged(withTemplate, 'strategy', (strategy) => {
        const typed = withDefaults(strategy, { type: 'RollingUpdate' })
        if (typed.type !== 'RollingUpdate') return typed
        return withChanged(withDefaults(typed, { rollingUpdate: {} }), 'rollingUpdate', (update) =>
          withDefaults(update, { maxUnavailable: SHARE, maxSurge: SHARE }),
        )
      })
    })
    return withDefaults(withSpec, { status: {} })
  },

  prepareForCreate(deployment) {
    const metadata = withFields(deployment.metadata, { generation: 1 })
    return { ...deployment, metadata, status: {} }
  },

  prepareForUpdate(next, current) {
    // Annotations count, too: they carry the revision.
    const hasChanged =
      !isSame(next.spec, current.spec) ||
      !isSame(next.metadata.annotations, current.metadata.annotations)
    const metadata = countedGeneration(next.metadata, current.metadata, hasChanged)
    return withFields(next, { metadata, status: current.status })
  },

  prepareForStatusUpdate(next, current) {
    const { labels, generation } = current.metadata
    const metadata = withFields(next.metadata, { labels, generation })
    return withFields(next, { metadata, spec: current.spec })
  },

  validateCreate: validateDeployment,
  validateUpdate: validateDeploymentUpdate,
  validateStatusUpdate: validateDeploymentStatusUpdate,
  selectableFields: {},
}
