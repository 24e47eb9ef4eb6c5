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

  selectableFields: ({ metadata, involvedObject, reason, type, ...event }) => {
    const source = event.source?.component ?? ''
    return {
      'metadata.name': metadata.name,
      'metadata.namespace': metadata.namespace ?? '',
      'involvedObject.kind': involvedObject.kind ?? '',
      'involvedObject.namespace': involvedObject.namespace ?? '',
      'involvedObject.name': involvedObject.name ?? '',
      'involvedObject.uid': involvedObject.uid ?? '',
      'involvedObject.apiVersion': involvedObject.apiVersion ?? '',
      'involvedObject.resourceVersion': involvedObject.resourceVersion ?? '',
      'involvedObject.fieldPath': involvedObject.fieldPath ?? '',
      reason: reason ?? '',
      reportingComponent: event.reportingComponent ?? '',
      source: source === '' ? (event.reportingComponent ?? '') : source,
      type: type ?? '',
    }
  },
}
