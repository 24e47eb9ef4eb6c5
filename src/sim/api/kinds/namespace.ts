import type { Namespace } from '../../../protocol/objects/cluster.ts'
import { namespaceSchema } from '../schema/cluster.ts'
import { validateNamespace, validateNamespaceUpdate } from '../validation/namespace.ts'
import { withDefaults, withFields } from './rewrite.ts'
import type { KindStrategy } from './strategy.ts'

const NAME_LABEL = 'kubernetes.io/metadata.name'
/** Who must be done with a namespace before it is gone. */
const FINALIZER = 'kubernetes'

/** Upstream: `kubernetes/pkg/registry/core/namespace/strategy.go`, v1.36. */
export const namespaceStrategy: KindStrategy<'Namespace'> = {
  kind: 'Namespace',
  singular: 'namespace',
  shortNames: ['ns'],
  categories: [],
  subresources: ['status', 'finalize'],
  schema: namespaceSchema,
  allowsUnconditionalUpdate: true,
  allowsCreateOnUpdate: false,

  setDefaults(namespace) {
    const labelled = withNameLabel(namespace)
    const complete = withDefaults(labelled, { spec: {}, status: {} })
    return withFields(complete, { status: withDefaults(complete.status, { phase: 'Active' }) })
  },

  prepareForCreate(namespace) {
    const finalizers = namespace.spec.finalizers ?? []
    const spec = finalizers.includes(FINALIZER)
      ? namespace.spec
      : { ...namespace.spec, finalizers: [...finalizers, FINALIZER] }
    return { ...namespace, spec, status: { phase: 'Active' } }
  },

  prepareForUpdate(next, current) {
    const { finalizers } = current.spec
    return withFields(next, { spec: { ...next.spec, finalizers }, status: current.status })
  },

  prepareForStatusUpdate(next, current) {
    return withFields(next, { spec: current.spec })
  },

  canonicalize: withNameLabel,
  validateCreate: validateNamespace,
  validateUpdate: validateNamespaceUpdate,
  validateStatusUpdate: validateNamespaceUpdate,

  selectableFields: {
    name: ({ metadata }) => metadata.name,
    'status.phase': ({ status }) => status.phase ?? '',
  },
}

/** Every namespace carries its name as a label; one whose name is still to be made gets it afterwards. */
function withNameLabel(namespace: Namespace): Namespace {
  const { name, labels } = namespace.metadata
  if (!name || labels?.[NAME_LABEL] === name) return namespace
  const metadata = { ...namespace.metadata, labels: { ...labels, [NAME_LABEL]: name } }
  return { ...namespace, metadata }
}
