import { configMapSchema } from '../schema/cluster.ts'
import { validateConfigMap, validateConfigMapUpdate } from '../validation/configmap.ts'
import type { KindStrategy } from './strategy.ts'

/** Upstream: `kubernetes/pkg/registry/core/configmap/strategy.go`, v1.36. */
export const configMapStrategy: KindStrategy<'ConfigMap'> = {
  kind: 'ConfigMap',
  singular: 'configmap',
  shortNames: ['cm'],
  categories: [],
  subresources: [],
  schema: configMapSchema,
  allowsUnconditionalUpdate: true,
  allowsCreateOnUpdate: false,
  setDefaults: (configMap) => configMap,
  prepareForCreate: (configMap) => configMap,
  prepareForUpdate: (next) => next,
  prepareForStatusUpdate: (next) => next,
  validateCreate: validateConfigMap,
  validateUpdate: validateConfigMapUpdate,
  validateStatusUpdate: validateConfigMapUpdate,
  selectableFields: {},
}
