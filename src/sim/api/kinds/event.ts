import { eventSchema } from '../schema/cluster.ts'
import { validateEvent, validateEventUpdate } from '../validation/event.ts'
import type { KindStrategy } from './strategy.ts'

/** Upstream: `kubernetes/pkg/registry/core/event/strategy.go`, v1.36. */
export const eventStrategy: KindStrategy<'Event'> = {
  kind: 'Event',
  singular: 'event',
  shortNames: ['ev'],
  categories: [],
  subresources: [],
  schema: eventSchema,
  allowsUnconditionalUpdate: true,
  allowsCreateOnUpdate: true,
  setDefaults: (event) => event,
  prepareForCreate: (event) => event,
  prepareForUpdate: (next) => next,
  prepareForStatusUpdate: (next) => next,
  validateCreate: validateEvent,
  validateUpdate: validateEventUpdate,
  validateStatusUpdate: validateEventUpdate,

  selectableFields: {
    'involvedObject.kind': ({ involvedObject }) => involvedObject.kind ?? '',
    'involvedObject.namespace': ({ involvedObject }) => involvedObject.namespace ?? '',
    'involvedObject.name': ({ involvedObject }) => involvedObject.name ?? '',
    'involvedObject.uid': ({ involvedObject }) => involvedObject.uid ?? '',
    'involvedObject.apiVersion': ({ involvedObject }) => involvedObject.apiVersion ?? '',
    'involvedObject.resourceVersion': ({ involvedObject }) => involvedObject.resourceVersion ?? '',
    'involvedObject.fieldPath': ({ involvedObject }) => involvedObject.fieldPath ?? '',
    reason: ({ reason }) => reason ?? '',
    reportingComponent: ({ reportingComponent }) => reportingComponent ?? '',
    source: ({ source, reportingComponent }) => source?.component || (reportingComponent ?? ''),
    type: ({ type }) => type ?? '',
  },
}
