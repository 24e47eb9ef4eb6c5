import type { EndpointPort } from '../../../protocol/objects/network.ts'
import { endpointSliceSchema } from '../schema/network.ts'
import { validateEndpointSlice, validateEndpointSliceUpdate } from '../validation/endpointslice.ts'
import { mapItems, withChanged, withDefaults, withFields } from './rewrite.ts'
import { isSame } from './same.ts'
import { countedGeneration, type KindStrategy } from './strategy.ts'

/** Upstream: `kubernetes/pkg/registry/discovery/endpointslice/strategy.go`, v1.36. */
export const endpointSliceStrategy: KindStrategy<'EndpointSlice'> = {
  kind: 'EndpointSlice',
  singular: 'endpointslice',
  shortNames: [],
  categories: [],
  subresources: [],
  schema: endpointSliceSchema,
  allowsUnconditionalUpdate: true,
  allowsCreateOnUpdate: false,

  setDefaults(slice) {
    return withChanged(slice, 'ports', (ports) =>
      mapItems<EndpointPort>(ports, (port) => withDefaults(port, { name: '', protocol: 'TCP' })),
    )
  },

  prepareForCreate(slice) {
    return withFields(slice, { metadata: withFields(slice.metadata, { generation: 1 }) })
  },

  prepareForUpdate(next, current) {
    const hasChanged =
      !isSame({ ...next, metadata: undefined }, { ...current, metadata: undefined }) ||
      !isSame(next.metadata.labels, current.metadata.labels)
    const metadata = countedGeneration(next.metadata, current.metadata, hasChanged)
    return withFields(next, { metadata })
  },

  prepareForStatusUpdate: (next) => next,
  validateCreate: validateEndpointSlice,
  validateUpdate: validateEndpointSliceUpdate,
  validateStatusUpdate: validateEndpointSliceUpdate,
  selectableFields: {},
}
